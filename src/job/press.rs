//! From finished pages to the press: which press, what the slug says, the file's date, what the pictures stand for.

use std::sync::Arc;

use serde_json::Value;
use typst_layout::PagedDocument;
use typst_library::foundations::Datetime;
use typst_library::layout::{Abs, Ratio};
use typst_library::visualize::{
    Cmyk, Color, ProcessColor, RasterImage, SpotColor, SpotColorant, SpotColorantName,
};

use super::Opened;
use super::order::PressOrder;
use super::page::Outcome;
use crate::diagnostic::Diagnostic;
use crate::edition::{Edition, LeafletRules, PdfX, Preflight, PressName};
use crate::makeup::placement::Placement;
use crate::makeup::world::stand_ins;
use crate::press::condition::Condition;
use crate::press::output::PressFile;
use crate::press::pictures::Origin;
use crate::press::{self, Identity, Imposition, Press, Revision, Work, imposition, preview};
use crate::report;

/// What is chosen of a press besides its name.
#[derive(Debug, Clone, Copy, Default)]
pub struct PressChoice {
    /// The version of PDF/X; the press's own when none is named.
    pub pdfx: Option<PdfX>,
    /// Whether printer's marks are added.
    pub marks: bool,
    /// How the pages stand on sheets.
    pub imposition: Option<Imposition>,
    /// How thick the paper is.
    pub paper: Abs,
    /// The rules of the trade that the file is checked against.
    pub preflight: Option<Preflight>,
}

/// The press: what the order says, else what the county says, else the template. A county's profile, ink and PDF/X are for its
/// own press: they do not count when the order names another.
pub(super) fn open(
    said: &PressOrder,
    edition: Option<&Edition>,
) -> Result<(Press, PressChoice), Vec<Diagnostic>> {
    let county = edition.map(|edition| &edition.county);
    let photos = edition.map(|edition| edition.template.settings.photos.clone()).unwrap_or_default();
    let defaults = county.map(|county| county.press.clone()).unwrap_or_default();
    let leaflet = edition.and_then(leaflet);
    let own = defaults.name.unwrap_or_default();
    let name = said.name.unwrap_or(own);
    let of_county = name == own;
    let profile = match (&said.profile, county.filter(|_| of_county)) {
        (Some(path), _) => Some(path.clone()),
        (None, Some(county)) => county.profile()?,
        (None, None) => None,
    };
    let mut press = Press::open(name, profile.as_deref())?;
    if let Some(percent) = said.total_ink.or(defaults.total_ink.filter(|_| of_county)) {
        press.settings.total_ink = f64::from(percent);
    }
    let prepare = defaults.prepare.filter(|_| of_county).or(photos.prepare);
    press.settings.prepare = prepare.unwrap_or(press.settings.prepare);
    let black = defaults.black.filter(|_| of_county).or(photos.black);
    press.settings.black = black.or(press.settings.black);
    if let Some(own) = defaults.condition.as_ref().filter(|_| of_county && said.profile.is_none()) {
        press.condition = Condition::named(&own.identifier, own.name.as_deref(), own.registry.as_deref());
    }
    press.settings.spots.extend(defaults.spots);
    let pdfx = said.pdfx.or(defaults.pdfx.filter(|_| of_county));
    let marks = said.marks.or(defaults.marks).unwrap_or(false);
    let paper = Abs::mm(said.paper_mm.or(defaults.paper_mm).unwrap_or(0.0));
    Ok((
        press,
        PressChoice {
            pdfx,
            marks,
            imposition: said.imposition.or(leaflet.map(|_| Imposition::Leaflet)),
            paper,
            preflight: said.preflight.or(defaults.preflight),
        },
    ))
}

/// No press: a draft is for the screen and the office, without marks and on no sheets.
pub(super) fn of_draft() -> Result<(Press, PressChoice), Vec<Diagnostic>> {
    Ok((Press::open(PressName::Office, None)?, PressChoice::default()))
}

/// The finished pages as a file for the press.
///
/// # Errors
/// What cannot be printed; nothing is said when there are no pages.
pub fn print(opened: &Opened, outcome: &Outcome) -> Result<PressFile, Vec<Diagnostic>> {
    let Some(document) = &outcome.document else { return Err(Vec::new()) };
    let Opened { fonts, press, choice, .. } = opened;
    let edition = outcome.edition.as_deref().unwrap_or(&opened.edition);
    let origin = origin(opened, outcome);
    let identity = identity(edition, Revision::of(document, &origin));
    press::print(&Work {
        document,
        origin: &origin,
        theme: &theme(edition),
        press,
        pdfx: choice.pdfx,
        imposition: choice.imposition,
        paper: choice.paper,
        preflight: choice.preflight,
        fold: fold(edition),
        leaflet: leaflet(edition),
        marks: choice.marks.then(|| slug(edition, press, &identity.revision)),
        families: &edition.template.settings.fonts.sans,
        fonts,
        date: date(edition),
        identity: &identity,
    })
}

/// The colours of a theme, as `ink` in `banmian.typ` makes them.
fn theme(edition: &Edition) -> Vec<Color> {
    let process = |inks: &Value| {
        let inks: Vec<f64> = inks.as_array()?.iter().filter_map(Value::as_f64).collect();
        #[expect(clippy::cast_possible_truncation, reason = "per cent")]
        let [c, m, y, k] = <[f64; 4]>::try_from(inks).ok()?.map(|ink| (ink / 100.0) as f32);
        Some(ProcessColor::Cmyk(Cmyk { c, m, y, k }))
    };
    let color = |value: &Value| {
        let Some(name) = value.get("spot") else { return process(value).map(Color::Process) };
        let name = Some(SpotColorantName::Custom(name.as_str()?.into()));
        let spot = SpotColorant { name, fallback: process(value.get("cmyk")?)? };
        Some(Color::Spot(SpotColor::new(Arc::new(spot), Ratio::one())))
    };
    edition.template.theme.iter().filter_map(|value| color(&value.value)).collect()
}

/// The previews of the pages, or of the sheets they stand on; with `soft_proof` as the press prints them.
pub(super) fn previews(
    opened: &Opened,
    outcome: &Outcome,
    ppi: f64,
    soft_proof: bool,
) -> Result<Vec<Vec<u8>>, Vec<Diagnostic>> {
    let Some(document) = &outcome.document else { return Err(Vec::new()) };
    let origin = origin(opened, outcome);
    let document = shown(document, opened);
    if soft_proof {
        return soft_proofs_of(opened, outcome, &document, ppi);
    }
    preview::all(&document, &|page| press::preview(page, &origin, ppi), ppi)
}

/// The pages as they are read, as the press prints them.
pub(super) fn soft_proofs(
    opened: &Opened,
    outcome: &Outcome,
    ppi: f64,
) -> Result<Vec<Vec<u8>>, Vec<Diagnostic>> {
    outcome
        .document
        .as_ref()
        .map_or(Err(Vec::new()), |document| soft_proofs_of(opened, outcome, document, ppi))
}

fn soft_proofs_of(
    opened: &Opened,
    outcome: &Outcome,
    document: &PagedDocument,
    ppi: f64,
) -> Result<Vec<Vec<u8>>, Vec<Diagnostic>> {
    let origin = origin(opened, outcome);
    let theme = theme(outcome.edition.as_deref().unwrap_or(&opened.edition));
    let screen = press::screen(&opened.press)?;
    preview::all(document, &|page| press::soft_proof(page, &theme, &origin, &opened.press, &screen), ppi)
}

/// Small pictures of the pages as they are read, whatever sheets they stand on.
pub(super) fn thumbnails(opened: &Opened, outcome: &Outcome) -> Result<Vec<Vec<u8>>, Vec<Diagnostic>> {
    let Some(document) = &outcome.document else { return Err(Vec::new()) };
    let origin = origin(opened, outcome);
    let longest = document.pages().iter().map(|page| page.frame.size().max_by_side()).max();
    let ppi = THUMBNAIL_PIXELS / longest.unwrap_or(Abs::inches(10.0)).to_inches();
    preview::all(document, &|page| press::preview(page, &origin, ppi), ppi)
}

/// The longer side of a page's small picture (pixels).
const THUMBNAIL_PIXELS: f64 = 320.0;

/// The pages as they stand on the sheets, where they are imposed and can be.
fn shown(document: &PagedDocument, opened: &Opened) -> PagedDocument {
    match (opened.choice.imposition, fold(&opened.edition)) {
        (Some(way @ (Imposition::Booklet | Imposition::Pairs)), _) if imposition::is_possible(document) => {
            imposition::impose(document, way, opened.choice.paper).document
        }
        (Some(Imposition::SinglePages), Some(fold)) => imposition::single_pages(document, fold),
        (Some(Imposition::Leaflet), _) => {
            let rules = leaflet(&opened.edition).filter(|rules| imposition::is_leaflet(document, rules));
            rules.map_or_else(|| document.clone(), |rules| imposition::leaflet(document, rules).document)
        }
        _ => document.clone(),
    }
}

/// How the pages stand on the sheet of a leaflet.
fn leaflet(edition: &Edition) -> Option<&LeafletRules> {
    edition.template.settings.makeup.pages.leaflet.as_ref()
}

/// Where the pages of a spread are folded: in their middle.
pub(super) fn fold(edition: &Edition) -> Option<Abs> {
    let grid = &edition.template.settings.grid;
    grid.fold_mm.map(|_| Abs::mm(grid.width_mm / 2.0))
}

/// What the pages' file is called, where the county says so.
pub(super) fn file_name(opened: &Opened, revision: &Revision) -> Result<Option<String>, Diagnostic> {
    let Opened { edition, press, .. } = opened;
    let county = &edition.county;
    let (report, press) = (&edition.loaded.report, &press.settings.name);
    county.files.of(county.place("/files/pattern"), report, press, &revision.to_string())
}

/// The document is that of a county and a year on a page of a paper, whatever is written in it.
pub(super) fn identity(edition: &Edition, revision: Revision) -> Identity {
    let report = &edition.loaded.report;
    let folio = report.folio.as_ref();
    let page = folio.map(|folio| (&folio.paper, &folio.page));
    Identity { document: typst_utils::hash128(&("banmian", &report.county, report.year, page)), revision }
}

/// What the slug line says: county and year, the page, the day, the version, the press, the program.
fn slug(edition: &Edition, press: &Press, revision: &Revision) -> String {
    let report = &edition.loaded.report;
    let folio = report.folio.clone().unwrap_or_default();
    let parts = [
        format!("{} {}", report.county, report.year),
        folio.page.map(|page| format!("第{page}版")).unwrap_or_default(),
        folio.date.unwrap_or_default(),
        format!("版本{revision}"),
        press.settings.name.clone(),
        press::program(),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("　")
}

pub(super) fn origin<'a>(opened: &'a Opened, outcome: &'a Outcome) -> impl Fn(&RasterImage) -> Origin + 'a {
    let origins = outcome
        .placement
        .as_ref()
        .map(|placement| origins(outcome.edition.as_deref().unwrap_or(&opened.edition), placement));
    move |raster| match &origins {
        Some(origins) => origins(raster),
        None => Origin::Other(raster.data().clone()),
    }
}

/// What the pictures on an edition's page stand for.
pub fn origins<'a>(edition: &'a Edition, placement: &'a Placement) -> impl Fn(&RasterImage) -> Origin + 'a {
    let stand_ins = stand_ins(edition);
    move |raster| {
        let hero = placement.hero_picture.as_ref();
        match stand_ins.iter().position(|bytes| bytes.as_slice() == raster.data().as_slice()) {
            Some(index) => Origin::Photo {
                bytes: edition.photos[index].bytes.clone(),
                name: edition
                    .loaded
                    .report
                    .photos
                    .get(index)
                    .map_or_else(String::new, |photo| photo.file.clone()),
                veil: hero
                    .filter(|picture| picture.photo == index)
                    .map(|picture| picture.veil)
                    .unwrap_or_default(),
            },
            None => Origin::Other(raster.data().clone()),
        }
    }
}

/// The file's date: the report's at midnight; else what `SOURCE_DATE_EPOCH` says; else now.
pub(super) fn date(edition: &Edition) -> Datetime {
    let said = edition.loaded.report.folio.as_ref().and_then(|folio| folio.date.as_deref());
    let ((year, month, day), (hour, minute, second)) =
        said.and_then(report::midnight).unwrap_or_else(report::now);
    Datetime::from_ymd_hms(year, month, day, hour, minute, second)
        .or_else(|| Datetime::from_ymd_hms(2000, 1, 1, 0, 0, 0))
        .unwrap_or_else(|| unreachable!("the first of January is a day"))
}
