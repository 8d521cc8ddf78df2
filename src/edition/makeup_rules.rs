//! The makeup rules of a template: `[makeup]` in its `template.toml`. The solver reads nothing else of a template.

use schemars::JsonSchema;
use serde::Deserialize;

/// How a page may be made up.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MakeupRules {
    /// Blank lines between two modules, one above the other.
    pub gap: u32,
    /// The lines of the folio line.
    pub folio_lines: u32,
    /// The lines of the credit line, where the report has one.
    pub credits_lines: u32,
    /// The measures that text may have.
    pub measure: Span,
    /// The measures that are tried first (字). The others, and wider gutters, are tried when these give no good plan.
    pub first_measures: Vec<u32>,
    /// Gutters may be this much wider than the grid's when text is set off the basic columns (字).
    pub gutter_stretch: f64,
    /// Letters may be set this much wider (em).
    pub tracking: f64,
    /// The fewest lines of text in a slot.
    pub least_lines: u32,
    /// How many modules may be set on a tint.
    pub tints: u32,
    /// How many of the best plans are typeset and compared by their frames.
    pub typeset: usize,
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
    /// Sections whose rectangles the template fixes. A whole plan is pinned by a `plan.toml`.
    #[serde(default)]
    pub pin: Vec<Pin>,
}

/// What is fixed of a section's rectangle; what is left out is free.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pin {
    /// Which section, from 1.
    pub section: usize,
    /// Its first basic column, from 0.
    pub column: Option<u32>,
    /// How many basic columns it has.
    pub columns: Option<u32>,
    /// Its first line, from the head of the body.
    pub line: Option<u32>,
    /// How many lines it has.
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

/// From the least to the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// The least.
    pub least: u32,
    /// The most.
    pub most: u32,
}

/// On how many pages the report is made up. A section stands on one page.
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
    pub short: u32,
    /// The lines of the banner that later pages begin with, 通栏题; none where nothing is said.
    #[serde(default)]
    pub banner: Option<Span>,
}

fn yes() -> bool {
    true
}

impl Default for PageRules {
    fn default() -> Self {
        Self { least: 1, most: 1, opening: true, short: 0, banner: None }
    }
}

/// The hero: headline and lead, with a photo behind them.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HeroRules {
    /// The fewest lines that the headline takes, above the lead.
    pub headline_lines: u32,
    /// How many lines the whole should have.
    pub ideal: u32,
    /// The most lines it may have.
    pub most: u32,
    /// The most lines it may have when no photo is behind it.
    pub most_without_photo: u32,
    /// A photo that is at least this many times as wide as high may stand behind the headline.
    pub least_aspect: f64,
}

/// The lead's text, at the foot of the hero.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LeadRules {
    /// Its first basic column.
    pub column: u32,
    /// How many basic columns it has.
    pub columns: u32,
    /// Its type (pt).
    pub size_pt: f64,
    /// The distance of its baselines (pt).
    pub pitch_pt: f64,
}

/// The panel of figures.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FigureRules {
    /// How many cards stand in a row.
    pub per_row: u32,
    /// The lines of a row.
    pub row: Span,
    /// The lines that a row should have.
    pub ideal: u32,
}

/// The headings of sections.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HeadingRules {
    /// The lines that a heading of one line takes, 占行.
    pub lines: u32,
    /// The lines that a heading of two lines takes.
    pub lines_of_two: u32,
    /// How many lines more a heading may take.
    pub extra: u32,
    /// The type (pt).
    pub size_pt: f64,
    /// What stands beside the words of a heading of one line (pt).
    pub side_pt: f64,
    /// What stands beside the words of a heading of two lines (pt).
    pub side_of_two_pt: f64,
    /// Type may be made this much smaller for a heading to fit.
    pub least_scale: f64,
}

/// The photos.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PhotoRules {
    /// The largest share of a picture that may be cut off.
    pub crop: f64,
    /// The least width of a picture that is wider than high (basic columns); narrower ones cost.
    pub least_columns: u32,
    /// The most lines of a photo with its caption.
    pub most_lines: u32,
    /// A picture has at least this many pixels to the inch, if there is any plan in which it has.
    pub least_ppi: f64,
}

/// Pull quotes: a sentence of the section set large, only where a hole would remain otherwise.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuoteRules {
    /// The lines it takes in a column.
    pub lines: Span,
    /// The lines it takes above the heading.
    pub above: Span,
    /// The least width of a section whose quote stands above the heading (basic columns).
    pub least_columns_above: u32,
    /// The type (pt).
    pub size_pt: f64,
    /// The distance of its baselines (pt).
    pub pitch_pt: f64,
    /// How long the sentence may be (characters).
    pub characters: Span,
}

/// What each breach of a rule costs; see [`crate::makeup::rules::Rule`] for what the rules say.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Costs {
    /// 断版, each.
    pub through_gutter: f64,
    /// 通线, each.
    pub through_line: f64,
    /// 横条, for each time that a module is wider than it should be.
    pub ribbon: f64,
    /// 竖条, for each time that a module is higher than it should be.
    pub chimney: f64,
    /// 栏脚不齐, each empty line.
    pub uneven_feet: f64,
    /// 栏头孤行, each.
    pub widow: f64,
    /// 图片等大.
    pub equal_photos: f64,
    /// 图片相邻, each pair.
    pub photos_adjoin: f64,
    /// 偏重, for the whole distance of the photos' centre from the page's.
    pub weight: f64,
    /// 裁切, for a whole picture cut away, by the square of the share.
    pub crop: f64,
    /// 小图, each.
    pub small_photo: f64,
    /// 缩题, for a heading made smaller by the whole.
    pub heading_scale: f64,
    /// 题行, each line more, and each heading on two lines that would fit on one.
    pub heading_line: f64,
    /// 补白, each pull quote.
    pub quote: f64,
    /// 字距, for each 0.01 em.
    pub tracking: f64,
    /// 题图高度, each line that the hero is higher or lower than it should be.
    pub hero: f64,
    /// 数据栏高度, each line that a row of figures is higher or lower than it should be.
    pub figures: f64,
    /// 页末留白, each line that stays empty at the foot of a page.
    #[serde(default)]
    pub page_foot: f64,
    /// 版数, each page after the first.
    #[serde(default)]
    pub pages: f64,
}
