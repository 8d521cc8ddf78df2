//! The makeup rules of a template: `[makeup]` in its `template.toml`. The solver reads nothing else of a template.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::blocks::BlockRules;
use super::booklet::BookletRules;
use super::merit_limits::MeritLimits;
pub use super::span::Span;
use crate::report::Importance;

/// How a page may be made up.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MakeupRules {
    /// Blank lines between two modules, one above the other.
    #[schemars(range(min = 0, max = 20))]
    pub gap: u32,
    /// The lines of the folio line.
    #[schemars(range(min = 0, max = 40))]
    pub folio_lines: u32,
    /// The lines of the credit line, where the report has one.
    #[schemars(range(min = 0, max = 40))]
    pub credits_lines: u32,
    /// The measures that text may have.
    pub measure: Span,
    /// The measures that are tried first (字). The others, and wider gutters, are tried when these give no good plan.
    #[schemars(length(max = 40), inner(range(min = 4, max = 80)))]
    pub first_measures: Vec<u32>,
    /// Gutters may be this much wider than the grid's when text is set off the basic columns (字).
    #[schemars(range(min = 0.0, max = 8.0))]
    pub gutter_stretch: f64,
    /// Letters may be set this much wider (em).
    #[schemars(range(min = 0.0, max = 0.2))]
    pub tracking: f64,
    /// 推入: whether marks within a sentence may be set half as wide where that pulls a last line of one or two characters
    /// back into the line above.
    #[serde(default)]
    pub push_in: bool,
    /// The fewest lines of text in a slot.
    #[schemars(range(min = 1, max = 60))]
    pub least_lines: u32,
    /// How many modules may be set on a tint.
    #[schemars(range(min = 0, max = 32))]
    pub tints: u32,
    /// How many of the best plans are typeset and compared by their frames.
    #[schemars(range(min = 1, max = 16))]
    pub typeset: usize,
    /// When the best plan costs more than this for each page, more ways are tried: the panel of figures among the sections, and
    /// other measures.
    #[serde(default = "patience")]
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub patience: f64,
    /// Other sizes of the body type, tried in this order when the template's own gives no good plan.
    #[serde(default)]
    #[schemars(length(max = 6))]
    pub sizes: Vec<BodySize>,
    /// The template's own size of the body type (pt), where one of [`Self::sizes`] is taken.
    #[serde(skip)]
    pub usual_pt: Option<f64>,
    /// How much of a photo's height above its section's heading the solver counts as white (pt): it tries none and some.
    #[serde(skip)]
    pub heading_room_pt: f64,
    /// On how many pages.
    #[serde(default)]
    pub pages: PageRules,
    /// The hero.
    pub hero: HeroRules,
    /// The lead.
    pub lead: LeadRules,
    /// The panel of figures.
    pub figures: FigureRules,
    /// The headings of sections.
    pub heading: HeadingRules,
    /// The photos.
    pub photo: PhotoRules,
    /// Pull quotes.
    pub quote: QuoteRules,
    /// What each breach of a rule costs.
    pub costs: Costs,
    /// What is wrong on typeset pages costs when the best plans are compared.
    #[serde(default)]
    pub merit: MeritWeights,
    /// 补白, what fills a page whose report is too short for it: a public-service advertisement across the foot of the last page.
    /// None where nothing is said.
    #[serde(default)]
    pub filler: Option<Span>,
    /// Places on the page that no section gets, by name: each is drawn by `parts/NAME.typ`, or kept empty.
    #[serde(default)]
    #[schemars(length(max = 12))]
    pub blocks: BTreeMap<String, BlockRules>,
    /// Sections whose rectangles the template fixes. A whole plan is pinned by a `plan.toml`.
    #[serde(default)]
    #[schemars(length(max = 32))]
    pub pin: Vec<Pin>,
}

/// What is fixed of a section's rectangle; what is left out is free.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pin {
    /// Which section, from 1.
    #[schemars(range(min = 1, max = 32))]
    pub section: usize,
    /// Its first basic column, from 0.
    #[schemars(range(min = 0, max = 23))]
    pub column: Option<u32>,
    /// How many basic columns it has.
    #[schemars(range(min = 1, max = 24))]
    pub columns: Option<u32>,
    /// Its first line, from the head of the body.
    #[schemars(range(min = 0, max = 127))]
    pub line: Option<u32>,
    /// How many lines it has.
    #[schemars(range(min = 1, max = 127))]
    pub lines: Option<u32>,
}

impl Pin {
    /// Whether a rectangle's size is as pinned.
    #[must_use]
    pub fn allows_size(&self, columns: u32, lines: u32) -> bool {
        self.columns.is_none_or(|wanted| wanted == columns) && self.lines.is_none_or(|wanted| wanted == lines)
    }

    /// Whether a rectangle's place is as pinned.
    #[must_use]
    pub fn allows_place(&self, column: u32, line: u32) -> bool {
        self.column.is_none_or(|wanted| wanted == column) && self.line.is_none_or(|wanted| wanted == line)
    }
}

/// A size of the body type, with the grid that it needs: the type area stays about as large as it is.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BodySize {
    /// The size of the body type (pt).
    #[schemars(range(min = 5.0, max = 24.0))]
    pub body_pt: f64,
    /// The distance of two baselines (pt).
    #[schemars(range(min = 5.0, max = 72.0))]
    pub pitch_pt: f64,
    /// The measure of a basic column (字).
    #[schemars(range(min = 4, max = 80))]
    pub measure: u32,
    /// How many lines the type area has.
    #[schemars(range(min = 1, max = 1000))]
    pub lines: u32,
    /// The measures that are tried first (字).
    #[schemars(length(max = 40), inner(range(min = 4, max = 80)))]
    pub first_measures: Vec<u32>,
}

/// On how many pages the report is made up. A section stands on one page, unless no plan is found so.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PageRules {
    /// The fewest pages.
    #[schemars(range(min = 1, max = 40))]
    pub least: u32,
    /// The most pages.
    #[schemars(range(min = 1, max = 40))]
    pub most: u32,
    /// Whether the first page begins with headline, lead and figures. A template that says no sets them itself, on pages
    /// that are not made up.
    #[serde(default = "yes")]
    pub opening: bool,
    /// So many lines may stay empty at the foot of a page that has no hero.
    #[serde(default)]
    #[schemars(range(min = 0, max = 127))]
    pub short: u32,
    /// The most pages that are tried first; more only where these hold the report in no way.
    #[serde(default)]
    #[schemars(range(min = 1, max = 40))]
    pub first: Option<u32>,
    /// Whether a section that runs on to the next page takes its heading up again there.
    #[serde(default = "yes")]
    pub taken_up: bool,
    /// What binding asks of the number of all pages; nothing where nothing is said.
    #[serde(default)]
    pub booklet: Option<BookletRules>,
    /// The lines of the banner that later pages begin with, 通栏题; none where nothing is said.
    #[serde(default)]
    pub banner: Option<Span>,
    /// 折页: pages that are panels of one folded sheet; none where nothing is said.
    #[serde(default)]
    pub leaflet: Option<LeafletRules>,
}

/// A leaflet: one sheet, printed on one or both sides and folded between its panels. Each panel is a page.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LeafletRules {
    /// The pages on the front, and those on the back, each from left to right as that side is seen: `[[1, 2, 3, 8], [4, 5, 6, 7]]`
    /// has the cover and the last page on the front. The sheet is turned about its upright edge.
    #[schemars(length(min = 1, max = 2), inner(length(min = 2, max = 8), inner(range(min = 1, max = 16))))]
    pub sides: Vec<Vec<usize>>,
}

impl LeafletRules {
    /// How many panels there are.
    #[must_use]
    pub fn panels(&self) -> usize {
        self.sides.iter().map(Vec::len).sum()
    }

    /// Whether every page stands on one panel, and all sides have as many panels.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        let mut pages: Vec<usize> = self.sides.iter().flatten().copied().collect();
        pages.sort_unstable();
        let alike = self.sides.iter().all(|side| side.len() == self.sides[0].len());
        alike && pages.into_iter().eq(1..=self.panels())
    }
}

fn patience() -> f64 {
    22.0
}

fn yes() -> bool {
    true
}

impl Default for PageRules {
    fn default() -> Self {
        Self {
            least: 1,
            most: 1,
            opening: true,
            short: 0,
            first: None,
            taken_up: true,
            booklet: None,
            banner: None,
            leaflet: None,
        }
    }
}

/// The hero: headline and lead, with a photo behind them.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HeroRules {
    /// The fewest lines that the headline takes, above the lead.
    #[schemars(range(min = 0, max = 127))]
    pub headline_lines: u32,
    /// How many lines the whole should have.
    #[schemars(range(min = 0, max = 127))]
    pub ideal: u32,
    /// The most lines it may have.
    #[schemars(range(min = 0, max = 127))]
    pub most: u32,
    /// The most lines it may have when no photo is behind it.
    #[schemars(range(min = 0, max = 127))]
    pub most_without_photo: u32,
    /// A photo that is at least this many times as wide as high may stand behind the headline.
    #[schemars(range(min = 0.1, max = 10.0))]
    pub least_aspect: f64,
    /// The forms that the template draws, the preferred ones first. Without a picture the ground is flat, in every template.
    #[serde(default = "behind")]
    #[schemars(length(min = 1, max = 3))]
    pub forms: Vec<HeroForm>,
    /// The largest share of the picture that may be cut off.
    #[serde(default = "quarter")]
    #[schemars(range(min = 0.0, max = 0.9))]
    pub crop: f64,
    /// Whether a picture behind the words is only their ground, a backdrop, of which any share may be cut off.
    #[serde(default = "yes")]
    pub backdrop: bool,
    /// Whether the words of the headline stand in it. A template that says no sets them elsewhere: in a block that it reserves.
    #[serde(default = "yes")]
    pub words: bool,
    /// The title is at least so large, where its words allow it (pt).
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 200.0))]
    pub least_title_pt: f64,
}

/// What the hero's words stand on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum HeroForm {
    /// A picture over the whole width, behind the words.
    Behind,
    /// A picture at the right, beside the words.
    Beside,
    /// No picture: a flat ground.
    Flat,
}

fn behind() -> Vec<HeroForm> {
    vec![HeroForm::Behind]
}

fn quarter() -> f64 {
    0.25
}

/// The lead's text, at the foot of the hero.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LeadRules {
    /// Its first basic column.
    #[schemars(range(min = 0, max = 23))]
    pub column: u32,
    /// How many basic columns it has.
    #[schemars(range(min = 1, max = 24))]
    pub columns: u32,
    /// Its type (pt).
    #[schemars(range(min = 5.0, max = 48.0))]
    pub size_pt: f64,
    /// The distance of its baselines (pt).
    #[schemars(range(min = 5.0, max = 96.0))]
    pub pitch_pt: f64,
    /// The longest line it may have (字); it is set in columns where its room is wider. In one column where nothing is said.
    #[serde(default)]
    #[schemars(range(min = 8, max = 80))]
    pub most_measure: Option<u32>,
}

/// The panel of figures.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FigureRules {
    /// How many cards stand in a row.
    #[schemars(range(min = 1, max = 24))]
    pub per_row: u32,
    /// The lines of a row.
    pub row: Span,
    /// The lines that a row should have.
    #[schemars(range(min = 1, max = 60))]
    pub ideal: u32,
    /// Whether the panel may also stand at the right of the first section, a basic column for each card of a row.
    #[serde(default)]
    pub beside: bool,
}

/// The headings of sections.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HeadingRules {
    /// The lines that a heading of one line takes, 占行.
    #[schemars(range(min = 1, max = 40))]
    pub lines: u32,
    /// The lines that a heading of two lines takes.
    #[schemars(range(min = 1, max = 40))]
    pub lines_of_two: u32,
    /// How many lines more a heading may take.
    #[schemars(range(min = 0, max = 20))]
    pub extra: u32,
    /// The type (pt).
    #[schemars(range(min = 5.0, max = 96.0))]
    pub size_pt: f64,
    /// What stands beside the words of a heading of one line (pt).
    #[schemars(range(min = 0.0, max = 400.0))]
    pub side_pt: f64,
    /// What stands beside the words of a heading of two lines (pt).
    #[schemars(range(min = 0.0, max = 400.0))]
    pub side_of_two_pt: f64,
    /// Type may be made this much smaller for a heading to fit.
    #[schemars(range(min = 0.2, max = 1.0))]
    pub least_scale: f64,
    /// The same of the lead section's heading, 头条题; as the others where nothing is said.
    #[serde(default)]
    pub lead: Option<HeadingSize>,
    /// The same of brief sections.
    #[serde(default)]
    pub brief: Option<HeadingSize>,
}

/// How large the headings of one rank are.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HeadingSize {
    /// The lines that a heading of one line takes, 占行.
    #[schemars(range(min = 1, max = 40))]
    pub lines: u32,
    /// The lines that a heading of two lines takes.
    #[schemars(range(min = 1, max = 40))]
    pub lines_of_two: u32,
    /// The type (pt).
    #[schemars(range(min = 5.0, max = 96.0))]
    pub size_pt: f64,
    /// What stands beside the words of a heading of one line (pt).
    #[schemars(range(min = 0.0, max = 400.0))]
    pub side_pt: f64,
    /// What stands beside the words of a heading of two lines (pt).
    #[schemars(range(min = 0.0, max = 400.0))]
    pub side_of_two_pt: f64,
}

impl HeadingRules {
    /// Every rank as large as the next smaller one, for pages that are too full otherwise.
    #[must_use]
    pub fn smaller(&self) -> Self {
        let (usual, brief) = (self.of(Importance::Normal), self.of(Importance::Brief));
        Self {
            lines: brief.lines,
            lines_of_two: brief.lines_of_two,
            size_pt: brief.size_pt,
            side_pt: brief.side_pt,
            side_of_two_pt: brief.side_of_two_pt,
            lead: Some(usual),
            ..self.clone()
        }
    }

    /// How large headings of a rank are.
    #[must_use]
    pub fn of(&self, rank: Importance) -> HeadingSize {
        let usual = HeadingSize {
            lines: self.lines,
            lines_of_two: self.lines_of_two,
            size_pt: self.size_pt,
            side_pt: self.side_pt,
            side_of_two_pt: self.side_of_two_pt,
        };
        match rank {
            Importance::Lead => self.lead,
            Importance::Normal => None,
            Importance::Brief => self.brief,
        }
        .unwrap_or(usual)
    }
}

/// The photos.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PhotoRules {
    /// The largest share of a picture that may be cut off.
    #[schemars(range(min = 0.0, max = 0.5))]
    pub crop: f64,
    /// The least width of a picture that is wider than high (basic columns); narrower ones cost.
    #[schemars(range(min = 1, max = 24))]
    pub least_columns: u32,
    /// The most lines of a photo with its caption.
    #[schemars(range(min = 3, max = 127))]
    pub most_lines: u32,
    /// A picture has at least this many pixels to the inch, if there is any plan in which it has.
    #[schemars(range(min = 0.0, max = 1200.0))]
    pub least_ppi: f64,
    /// Pictures of a section that stand alone at the most; where it has more, later ones are gathered in rows, 组图. Where
    /// there is no page otherwise, fewer stand alone.
    #[serde(default = "alone")]
    #[schemars(range(min = 1, max = 12))]
    pub alone: u32,
    /// How large photos should be by their importance; all alike where nothing is said.
    #[serde(default)]
    pub share: Option<PhotoShares>,
}

fn alone() -> u32 {
    4
}

/// How much of the type area a photo should take, without its caption (%).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PhotoShares {
    /// The main picture, 主图.
    pub main: Span,
    /// The others.
    pub normal: Span,
    /// Those of brief sections.
    pub brief: Span,
}

/// Pull quotes: what the report names; else a sentence of the section set large, only where a hole would remain otherwise.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuoteRules {
    /// The lines it takes in a column.
    pub lines: Span,
    /// The largest type (pt), smaller than that of headings.
    #[schemars(range(min = 5.0, max = 96.0))]
    pub size_pt: f64,
    /// The distance of its baselines (pt).
    #[schemars(range(min = 5.0, max = 120.0))]
    pub pitch_pt: f64,
    /// How long the sentence may be (characters).
    pub characters: Span,
}

/// What each breach of a rule costs; see [`crate::makeup::rules::Rule`] for what the rules say.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Costs {
    /// 断版, each.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub through_gutter: f64,
    /// 通线, each.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub through_line: f64,
    /// 横条, for each time that a module is wider than it should be.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub ribbon: f64,
    /// 竖条, for each time that a module is higher than it should be.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub chimney: f64,
    /// 栏脚不齐, each empty line.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub uneven_feet: f64,
    /// 栏头孤行, each.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub widow: f64,
    /// 字距过大, each line with gaps of more than a quarter em.
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub loose_line: f64,
    /// 图片等大.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub equal_photos: f64,
    /// 图片相邻, each pair.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub photos_adjoin: f64,
    /// 偏重, for the whole distance of the photos' centre from the page's.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub weight: f64,
    /// 裁切, for a whole picture cut away, by the square of the share.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub crop: f64,
    /// 小图, each.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub small_photo: f64,
    /// 缩题, for a heading made smaller by the whole.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub heading_scale: f64,
    /// 题行, each line more, and each heading on two lines that would fit on one.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub heading_line: f64,
    /// 补白, each pull quote.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub quote: f64,
    /// 碎栏, each column of a section that has less than eight lines of text in one place.
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub stub: f64,
    /// 栏多, each text column of a section after the second.
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub columns: f64,
    /// 窄栏, a section of three columns or more whose text is set narrower than 15 字.
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub narrow: f64,
    /// 夹文, each piece of text between two pictures of one column.
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub sandwich: f64,
    /// 主次, each time that a photo is smaller or larger than its importance asks.
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub photo_size: f64,
    /// 主图, for a main picture that is less than 1.6 times as large as the next.
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub main_photo: f64,
    /// 头条, each column that the lead section is narrower than half the page and one column more, and for standing
    /// elsewhere than at the body's head.
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub lead_section: f64,
    /// 题式, each heading that is on one line where most of its rank are on two, or the other way round.
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub heading_form: f64,
    /// 题近, each pair of headings on either side of a gutter with less than six lines between their heights.
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub near_headings: f64,
    /// 字距, for each 0.01 em.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub tracking: f64,
    /// 题图高度, each line that the hero is higher or lower than it should be.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub hero: f64,
    /// 字号, each quarter of a point that the body type is larger or smaller than the template's own.
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub body_size: f64,
    /// 题图形式, each form of the hero that the template prefers to the one that is taken.
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub hero_form: f64,
    /// 数据栏高度, each line that a row of figures is higher or lower than it should be.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub figures: f64,
    /// 页末留白, each line that stays empty at the foot of a page.
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub page_foot: f64,
    /// 补白广告, for a filler, and as much again for one as high as half the page.
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub filler: f64,
    /// 版数, each page after the first.
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub pages: f64,
}

/// What is wrong on a typeset page costs when the best plans are compared: what cannot be printed weighs most.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MeritWeights {
    /// Each line that does not fit.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub overset: f64,
    /// Each character that is not on the page.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub lost: f64,
    /// Each pair of headings side by side.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub butted: f64,
    /// Each pair of sections in the wrong order.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub inversion: f64,
    /// Each line, after the first, that columns end apart.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub feet: f64,
    /// Each per cent, after the first, of the type area where nothing stands.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub unfilled: f64,
    /// Each column that begins with the last line of a paragraph.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub widow: f64,
    /// Each last line of one character.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub one_character: f64,
    /// Each number that is parted from its unit.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub parted_unit: f64,
    /// Each line with gaps of more than a quarter em.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub loose_line: f64,
    /// Each page of a booklet, between the first and the last, of which more than a third is white.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub empty_page: f64,
    /// The limits by which each figure is called good, worth a look, or poor. They choose no plan.
    pub limits: MeritLimits,
    /// No cost but a limit: the least contrast of title, kicker and byline with what is behind them.
    #[schemars(range(min = 1.0, max = 21.0))]
    pub hero_contrast: f64,
    /// Each quote whose last line is less than half as long as its first.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub quote_stub: f64,
}

impl Default for MeritWeights {
    fn default() -> Self {
        Self {
            overset: 100.0,
            lost: 100.0,
            butted: 100.0,
            inversion: 100.0,
            feet: 20.0,
            unfilled: 10.0,
            widow: 0.5,
            one_character: 2.0,
            parted_unit: 2.0,
            loose_line: 4.0,
            empty_page: 40.0,
            limits: MeritLimits::default(),
            hero_contrast: 4.5,
            quote_stub: 2.0,
        }
    }
}
