//! Numbers of a template that bound one another. Each number's own range stands at its field and in the schema, and is
//! looked at when the file is read.

use super::blocks::{At, OnPage};
use super::makeup_rules::Span;
use super::settings::{Layer, PT_PER_MM, Settings};
use crate::diagnostic::Diagnostic;
use crate::message::Message;
use crate::say;

/// Checks the numbers of a template against one another.
///
/// # Errors
/// Every number that another one does not allow, at its place.
pub(super) fn check(settings: &Settings, layers: &[Layer]) -> Result<(), Vec<Diagnostic>> {
    let mut ranges = Ranges { layers, problems: Vec::new() };
    ranges.version(settings);
    ranges.grid(settings);
    ranges.surroundings(settings);
    ranges.spans(settings);
    ranges.pins(settings);
    ranges.blocks(settings);
    if ranges.problems.is_empty() { Ok(()) } else { Err(ranges.problems) }
}

/// White that stays between the page's edge and what stands beside the type area (mm).
const EDGE_MM: f64 = 8.0;
/// So many blocks may stand among the sections, bands with them.
const MOST_AMONG: usize = 3;
/// What of a report a block may ask for, beside the template's own values.
const FIELDS: [&str; 6] = ["lead", "metrics", "photos", "credits", "folio", "headline"];

/// Whether a report can have something at a place.
fn names_something(when: &str, settings: &Settings) -> bool {
    let mut parts = when.split('/');
    if parts.next() != Some("") {
        return false;
    }
    match (parts.next(), parts.next()) {
        (Some("extra"), Some(name)) => settings.extra.contains_key(name),
        (Some(field), _) => FIELDS.contains(&field),
        _ => false,
    }
}

struct Ranges<'a> {
    layers: &'a [Layer],
    problems: Vec<Diagnostic>,
}

impl Ranges<'_> {
    fn check(&mut self, pointer: &str, value: impl Into<f64>, low: impl Into<f64>, high: impl Into<f64>) {
        let (value, low, high) = (value.into(), low.into(), high.into());
        if !(low..=high).contains(&value) {
            let key = pointer.rsplit('/').next().unwrap_or(pointer);
            // Half a thousandth does not matter, and long fractions are hard to read.
            let short = |number: f64| (number * 100.0).round() / 100.0;
            let message =
                say!("template.range", key = key, value = value, low = short(low), high = short(high));
            self.tell(pointer, message);
        }
    }

    /// A problem at the place of a number.
    fn tell(&mut self, pointer: &str, message: Message) {
        let of_layer = |layer: &Layer| {
            let places = &layer.file.places;
            places.key(pointer).or_else(|| places.value(pointer))
        };
        let place = self.layers.iter().rev().find_map(of_layer);
        self.problems.push(Diagnostic::error(message).at_place(place));
    }

    /// A version is up to three numbers.
    fn version(&mut self, settings: &Settings) {
        let numbers = settings.version.iter().flat_map(|version| version.split('.'));
        let is_number =
            |part: &str| (1..=6).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        if numbers.clone().count() > 3 || !numbers.clone().all(is_number) {
            let place = self.layers.iter().rev().find_map(|layer| layer.file.places.value("/version"));
            let finding = Diagnostic::error(say!("template.version")).at_place(place);
            self.problems.push(finding.hint(say!("hint.package-version")));
        }
    }

    /// The type area lies on the page; lines do not overlap.
    fn grid(&mut self, settings: &Settings) {
        let grid = &settings.grid;
        self.check("/grid/pitch_pt", grid.pitch_pt, grid.body_pt, 72.0);
        self.check("/grid/caption_pitch_pt", grid.caption_pitch_pt, grid.caption_pt, 72.0);
        let (width, height) = (grid.width_mm * PT_PER_MM, grid.height_mm * PT_PER_MM);
        // Each page of a spread has one half of the columns.
        let pages = if grid.fold_mm.is_some() { 2 } else { 1 };
        let columns = grid.columns.div_ceil(pages);
        let characters = f64::from(columns * grid.measure + (columns - 1) * grid.gutter);
        let page = width / f64::from(pages);
        self.check("/grid/body_pt", grid.body_pt, 5.0, page / characters);
        if let Some(band) = grid.fold_mm {
            if !grid.columns.is_multiple_of(2) {
                self.tell("/grid/columns", say!("template.fold", columns = grid.columns));
            }
            let most = (page - characters * grid.body_pt) / PT_PER_MM;
            self.check("/grid/fold_mm", band, 4.0, most.max(4.0));
            self.check("/makeup/pages/most", settings.makeup.pages.most, 1.0, 1.0);
        }
        let lines = f64::from(grid.lines) * grid.pitch_pt - (grid.pitch_pt - grid.body_pt);
        self.check("/grid/top_mm", grid.top_mm, 0.0, ((height - lines) / PT_PER_MM).max(0.0));
        if lines > height {
            let most = (height - grid.body_pt) / grid.pitch_pt + 1.0;
            self.check("/grid/lines", grid.lines, 1.0, most.floor());
        }
    }

    /// What stands above and below the body, within the page.
    fn surroundings(&mut self, settings: &Settings) {
        let (grid, makeup) = (&settings.grid, &settings.makeup);
        let (hero, lead) = (&makeup.hero, &makeup.lead);
        self.check("/makeup/folio_lines", makeup.folio_lines, 0.0, grid.lines);
        self.check("/makeup/credits_lines", makeup.credits_lines, 0.0, grid.lines);
        self.check("/makeup/pages/short", makeup.pages.short, 0.0, grid.lines);
        if makeup.pages.opening {
            self.check("/makeup/hero/ideal", hero.ideal, hero.headline_lines, hero.most);
            self.check("/makeup/hero/most", hero.most, hero.headline_lines, grid.lines);
            let most = hero.most_without_photo;
            self.check("/makeup/hero/most_without_photo", most, hero.headline_lines, grid.lines);
            self.check("/makeup/lead/columns", lead.columns, 1.0, grid.columns);
            let room = grid.columns.saturating_sub(lead.columns);
            self.check("/makeup/lead/column", lead.column, 0.0, room);
            let figures = &makeup.figures;
            self.check("/makeup/figures/ideal", figures.ideal, figures.row.least, figures.row.most);
        }
        self.check("/makeup/lead/pitch_pt", lead.pitch_pt, lead.size_pt, 96.0);
        self.check("/makeup/quote/pitch_pt", makeup.quote.pitch_pt, makeup.quote.size_pt, 120.0);
        // A quote is never as large as a heading.
        let most = makeup.heading.size_pt - 0.5;
        self.check("/makeup/quote/size_pt", makeup.quote.size_pt, 5.0, most);
        self.check("/makeup/photo/most_lines", makeup.photo.most_lines, 3.0, grid.lines.max(3));
    }

    /// The least of a span is not more than its most.
    fn spans(&mut self, settings: &Settings) {
        let makeup = &settings.makeup;
        let mut span = |pointer: &str, span: Span, low: u32| {
            self.check(&format!("{pointer}/least"), span.least, low, span.most.max(low));
        };
        span("/makeup/measure", makeup.measure, 4);
        span("/makeup/figures/row", makeup.figures.row, 1);
        span("/makeup/quote/lines", makeup.quote.lines, 1);
        span("/makeup/quote/characters", makeup.quote.characters, 1);
        if let Some(banner) = makeup.pages.banner {
            span("/makeup/pages/banner", banner, 1);
        }
        if makeup.pages.leaflet.as_ref().is_some_and(|leaflet| !leaflet.is_whole()) {
            self.tell("/makeup/pages/leaflet/sides", say!("template.leaflet"));
        }
        self.check("/makeup/pages/least", makeup.pages.least, 1.0, makeup.pages.most);
        for (index, measure) in makeup.first_measures.iter().enumerate() {
            let pointer = format!("/makeup/first_measures/{index}");
            self.check(&pointer, *measure, makeup.measure.least, makeup.measure.most);
        }
    }

    /// Blocks have what their places ask, and room for sections beside them.
    fn blocks(&mut self, settings: &Settings) {
        let (grid, makeup) = (&settings.grid, &settings.makeup);
        let mut beside: Vec<(String, f64)> = Vec::new();
        for (name, block) in &makeup.blocks {
            let pointer = |key: &str| format!("/makeup/blocks/{name}/{key}");
            let whole = format!("/makeup/blocks/{name}");
            let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            if name.is_empty() || name.len() > 40 || !name.chars().all(good) {
                self.tell(&whole, say!("template.block-name", name = name.as_str()));
            }
            for (key, said) in [
                ("columns", block.columns.is_some()),
                ("lines", block.lines.is_some()),
                ("line", block.line.is_some()),
                ("width_mm", block.width_mm.is_some()),
            ] {
                let asked = block.at.asks().contains(&key);
                if asked && !said {
                    self.tell(&whole, say!("template.block-needs", name = name.as_str(), key = key));
                } else if said && !asked {
                    self.tell(&pointer(key), say!("template.block-idle", name = name.as_str(), key = key));
                }
            }
            if grid.fold_mm.is_some() {
                self.tell(&whole, say!("template.block-fold", name = name.as_str()));
            }
            if block.at.is_among() && block.page == OnPage::Every && makeup.pages.most > 1 {
                self.tell(&pointer("page"), say!("template.block-page", name = name.as_str()));
            }
            if let Some(columns) = block.columns {
                self.check(&pointer("columns"), columns, 1.0, grid.columns.saturating_sub(1).max(1));
            }
            if let Some(lines) = block.lines {
                // No block takes more than half of the page.
                self.check(&pointer("lines/least"), lines.least, 1, lines.most.max(1));
                self.check(&pointer("lines/most"), lines.most, 1, grid.lines / 2);
            }
            if block.when.as_ref().is_some_and(|when| !names_something(when, settings)) {
                self.tell(&pointer("when"), say!("template.block-when", name = name.as_str()));
            }
            if let Some(line) = block.line {
                let most = grid.lines.saturating_sub(block.lines.map_or(1, |lines| lines.most));
                self.check(&pointer("line"), line, makeup.folio_lines + 1, most.max(makeup.folio_lines + 1));
            }
            beside.extend(block.width_mm.map(|width| (pointer("width_mm"), width)));
        }
        self.beside(settings, &beside);
        let among: Vec<&String> =
            makeup.blocks.iter().filter(|(_, block)| block.at.is_among()).map(|(name, _)| name).collect();
        for name in among.iter().skip(MOST_AMONG) {
            let message = say!("template.block-many", name = name.as_str(), most = MOST_AMONG);
            self.tell(&format!("/makeup/blocks/{name}"), message);
        }
        let is = |at: &[At]| makeup.blocks.iter().find(|(_, block)| at.contains(&block.at));
        if let (Some((side, _)), Some((band, _))) = (is(&[At::Left, At::Right]), is(&[At::Line])) {
            let message = say!("template.block-crossed", name = side.as_str(), other = band.as_str());
            self.tell(&format!("/makeup/blocks/{side}"), message);
        }
    }

    /// Blocks beside the type area leave some white at the page's edges.
    fn beside(&mut self, settings: &Settings, blocks: &[(String, f64)]) {
        let grid = &settings.grid;
        let columns = f64::from(grid.columns * grid.measure + (grid.columns - 1) * grid.gutter);
        let gutter = f64::from(grid.gutter) * grid.body_pt / PT_PER_MM;
        let mut room = grid.width_mm - columns * grid.body_pt / PT_PER_MM - 2.0 * EDGE_MM;
        for (pointer, width) in blocks {
            room -= gutter;
            if *width > room {
                let most = format!("{:.0}", room.max(0.0).floor());
                self.tell(pointer, say!("template.block-wide", most = most, edge = EDGE_MM));
            }
            room -= width;
        }
    }

    /// Pinned rectangles lie in the grid.
    fn pins(&mut self, settings: &Settings) {
        let grid = &settings.grid;
        for (index, pin) in settings.makeup.pin.iter().enumerate() {
            let pointer = |name: &str| format!("/makeup/pin/{index}/{name}");
            let columns = pin.columns.unwrap_or(1);
            self.check(&pointer("columns"), columns, 1.0, grid.columns);
            let room = grid.columns.saturating_sub(columns);
            self.check(&pointer("column"), pin.column.unwrap_or(0), 0.0, room);
        }
    }
}
