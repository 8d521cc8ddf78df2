//! What `template.toml` says, as types.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::extra::Extra;
use super::located::Located;
use super::makeup_rules::MakeupRules;
use super::meaning::Meaning;
use super::press_choice::Black;
use super::theme::Declaration;
use crate::report::Role;

/// `template.toml`. One that extends another template says only what is different.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The template's name.
    pub name: String,
    /// What it makes, in one sentence, or in one for each language.
    pub description: Meaning,
    /// The template's version, such as "1.2": counted up with every change that travels.
    #[serde(default)]
    #[schemars(length(min = 1, max = 20))]
    pub version: Option<String>,
    /// The template interface of the program that it needs at least.
    #[serde(default)]
    #[schemars(range(min = 1, max = 1000))]
    pub requires: Option<u32>,
    /// The template that this one stands on: the name of one in the program, or a folder inside this one.
    #[serde(default)]
    #[schemars(length(min = 1, max = 200))]
    pub extends: Option<String>,
    /// The page and its grid.
    pub grid: Grid,
    /// How the page may be made up.
    pub makeup: MakeupRules,
    /// The families of each role, in order of preference.
    pub fonts: FontRoles,
    /// Which texts of a report the template does not print.
    #[serde(default)]
    pub texts: TextRules,
    /// How photos are brought to the press.
    #[serde(default)]
    pub photos: PhotoRules,
    /// Values that a county may choose, by name: colours, lengths, texts. The Typst files use them as `theme.NAME`.
    #[serde(default)]
    pub theme: BTreeMap<String, Declaration>,
    /// Values that a report fills, by name, in its `extra`. The Typst files use them as `report.extra.NAME`.
    #[serde(default)]
    pub extra: BTreeMap<String, Extra>,
}

/// Points to the millimetre.
pub const PT_PER_MM: f64 = 72.0 / 25.4;

/// With another size of the body type the type area is at most so much larger or smaller.
const ALIKE: f64 = 0.06;

impl Settings {
    /// The same with another size of the body type, by its number in [`MakeupRules::sizes`]. What is counted in lines and
    /// stands alone keeps its height. None where the type area would be larger or smaller: the size is that of another grid, of
    /// a template that this one extends.
    #[must_use]
    pub fn sized(&self, number: usize) -> Option<Self> {
        let size = self.makeup.sizes.get(number)?.clone();
        let ratio = self.grid.pitch_pt / size.pitch_pt;
        let grid = &self.grid;
        let characters = |measure: u32| f64::from(grid.columns * measure + (grid.columns - 1) * grid.gutter);
        let alike = |other: f64, own: f64| (other / own - 1.0).abs() <= ALIKE;
        let fits = alike(characters(size.measure) * size.body_pt, characters(grid.measure) * grid.body_pt)
            && alike(f64::from(size.lines) * size.pitch_pt, f64::from(grid.lines) * grid.pitch_pt);
        if !fits {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "lines of a page")]
        let lines = |lines: u32| (f64::from(lines) * ratio).round() as u32;
        let mut sized = self.clone();
        let usual = sized.grid.body_pt;
        sized.grid = Grid {
            body_pt: size.body_pt,
            pitch_pt: size.pitch_pt,
            measure: size.measure,
            lines: size.lines,
            ..sized.grid
        };
        let makeup = &mut sized.makeup;
        makeup.usual_pt = Some(makeup.usual_pt.unwrap_or(usual));
        makeup.first_measures = size.first_measures;
        let hero = &mut makeup.hero;
        for of_hero in
            [&mut hero.headline_lines, &mut hero.ideal, &mut hero.most, &mut hero.most_without_photo]
        {
            *of_hero = lines(*of_hero);
        }
        makeup.photo.most_lines = lines(makeup.photo.most_lines);
        Some(sized)
    }
}

/// Which texts of a report the template does not print.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TextRules {
    /// Texts that are left out on purpose, by their place in a report, with `*` for a number in a list: `/folio/page`,
    /// `/folio/staff/*/role`. Any other text that is not on the page is an error.
    #[serde(default)]
    #[schemars(length(max = 40))]
    pub omits: Vec<String>,
}

/// How photos are brought to the press: in the place of what the press does by itself. A county may say otherwise for its press.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PhotoRules {
    /// Whether they are prepared: their dark parts opened, their tones fitted to what the press prints.
    #[serde(default)]
    pub prepare: Option<bool>,
    /// How much black ink they get.
    #[serde(default)]
    pub black: Option<Black>,
}

/// The page and its grid. All else is counted in columns and lines of it.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Grid {
    /// The trimmed page's width (mm).
    #[schemars(range(min = 50.0, max = 2000.0))]
    pub width_mm: f64,
    /// The trimmed page's height (mm).
    #[schemars(range(min = 50.0, max = 2000.0))]
    pub height_mm: f64,
    /// What is printed beyond the trim on every side (mm).
    #[schemars(range(min = 0.0, max = 20.0))]
    pub bleed_mm: f64,
    /// The type area's distance from the top of the page (mm). From left to right it is centred.
    #[schemars(range(min = 0.0, max = 2000.0))]
    pub top_mm: f64,
    /// How many basic columns the type area has.
    #[schemars(range(min = 1, max = 24))]
    pub columns: u32,
    /// The measure of a basic column (字).
    #[schemars(range(min = 4, max = 80))]
    pub measure: u32,
    /// The gutter between two basic columns (字).
    #[schemars(range(min = 1, max = 8))]
    pub gutter: u32,
    /// How many lines the type area has.
    #[schemars(range(min = 1, max = 1000))]
    pub lines: u32,
    /// The size of the body type (pt).
    #[schemars(range(min = 5.0, max = 24.0))]
    pub body_pt: f64,
    /// The distance of two baselines (pt).
    #[schemars(range(min = 5.0, max = 72.0))]
    pub pitch_pt: f64,
    /// The size of captions (pt).
    #[schemars(range(min = 5.0, max = 24.0))]
    pub caption_pt: f64,
    /// The distance of two baselines of a caption (pt).
    #[schemars(range(min = 5.0, max = 72.0))]
    pub caption_pitch_pt: f64,
    /// 跨版: the page is a spread of two pages side by side with the fold between them, each with one half of the columns. So
    /// wide is the band about the fold where no type stands and nobody's face (mm). No fold where nothing is said.
    #[serde(default)]
    #[schemars(range(min = 4.0, max = 60.0))]
    pub fold_mm: Option<f64>,
}

/// The families of each role, in order of preference.
#[derive(Debug, Clone, Deserialize, serde::Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FontRoles {
    /// Body text, 宋体.
    pub body: Vec<String>,
    /// The headline, 标宋.
    pub headline: Vec<String>,
    /// Section headings and labels, 黑体.
    pub sans: Vec<String>,
    /// Lead, byline and captions, 楷体.
    pub kai: Vec<String>,
    /// Large figures; Latin only.
    pub figures: Vec<String>,
}

impl FontRoles {
    /// The families of a role.
    #[must_use]
    pub fn families(&self, role: Role) -> &[String] {
        match role {
            Role::Body => &self.body,
            Role::Headline => &self.headline,
            Role::Sans => &self.sans,
            Role::Kai => &self.kai,
            Role::Figures => &self.figures,
        }
    }
}

/// One `template.toml` of a chain.
#[derive(Debug, Clone)]
pub struct Layer {
    /// What names the template.
    pub name: String,
    /// What its `template.toml` says.
    pub file: Located,
}
