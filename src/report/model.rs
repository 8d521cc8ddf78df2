//! `report.json`, format 1, as types. The comments are the schema's descriptions.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::body::Item;
use super::language::Language;

/// The content of one page.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// The address of this format's JSON Schema, for editors. The program does not look at it.
    #[serde(default, rename = "$schema")]
    #[schemars(length(max = 300))]
    pub schema: Option<String>,
    /// The version of this format: 1.
    #[schemars(range(min = 1, max = 1))]
    pub format: u32,
    /// The county's name.
    #[schemars(length(min = 1, max = 40))]
    pub county: String,
    /// The year that is reviewed.
    #[schemars(range(min = 1900, max = 2200))]
    pub year: u32,
    /// How its Chinese is written; as the county says, else as on the mainland.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// The line at the head of the page.
    #[serde(default)]
    pub folio: Option<Folio>,
    /// The headline.
    pub headline: Headline,
    /// The lead, paragraph by paragraph.
    #[serde(default)]
    #[schemars(length(max = 20), inner(length(min = 1, max = 2000)))]
    pub lead: Vec<String>,
    /// The figures of the year.
    #[serde(default)]
    #[schemars(length(max = 24))]
    pub metrics: Vec<Metric>,
    /// The sections, in reading order.
    #[schemars(length(min = 1, max = 32))]
    pub sections: Vec<Section>,
    /// The photos. One that no section names belongs to the headline.
    #[serde(default)]
    #[schemars(length(max = 64))]
    pub photos: Vec<Photo>,
    /// The credit line at the foot of the page.
    #[serde(default)]
    #[schemars(length(max = 200))]
    pub credits: Option<String>,
    /// Values that the template asks for, by the names that it gives them: `banmian templates --explain` lists them.
    #[serde(default)]
    pub extra: BTreeMap<String, ExtraValue>,
    /// What the checks of the text find and is right as it stands.
    #[serde(default)]
    #[schemars(length(max = 200))]
    pub exceptions: Vec<Exception>,
}

/// A value that a template asks for.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum ExtraValue {
    /// Yes or no.
    Bool(bool),
    /// A number.
    Number(serde_json::Number),
    /// Texts.
    Texts(#[schemars(length(max = 60), inner(length(min = 1, max = 2000)))] Vec<String>),
    /// A text, or one of some words.
    Text(#[schemars(length(max = 2000))] String),
}

/// Something that a check of the text finds and that is right as it stands.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// The check's name, as messages give it in brackets.
    #[schemars(length(min = 1, max = 40))]
    pub check: String,
    /// The words that are right, as they stand in the report.
    #[schemars(length(min = 1, max = 200))]
    pub text: String,
    /// Why they are right, for those who read the report later.
    #[serde(default)]
    #[schemars(length(max = 200))]
    pub reason: Option<String>,
}

/// The line at the head of the page, 眉线.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Folio {
    /// The newspaper's name.
    #[serde(default)]
    #[schemars(length(max = 40))]
    pub paper: Option<String>,
    /// The day of publication, as 2025-01-10.
    #[serde(default)]
    #[schemars(length(min = 1, max = 20))]
    pub date: Option<String>,
    /// The page's number, as printed.
    #[serde(default)]
    #[schemars(length(max = 10))]
    pub page: Option<String>,
    /// The kind of page, such as 专版.
    #[serde(default)]
    #[schemars(length(max = 10))]
    pub kind: Option<String>,
    /// Who made the page.
    #[serde(default)]
    #[schemars(length(max = 6))]
    pub staff: Vec<Staff>,
}

/// One of the page's makers.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Staff {
    /// What the person did, such as 责任编辑.
    #[schemars(length(min = 1, max = 12))]
    pub role: String,
    /// The person's name.
    #[schemars(length(min = 1, max = 20))]
    pub name: String,
}

/// The headline with what stands above and below it.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Headline {
    /// The line above the headline, 引题.
    #[serde(default)]
    #[schemars(length(max = 60))]
    pub kicker: Option<String>,
    /// The headline: one line, or a couplet of two.
    #[schemars(length(min = 1, max = 2), inner(length(min = 1, max = 30)))]
    pub title: Vec<String>,
    /// The line below the headline, 副题.
    #[serde(default)]
    #[schemars(length(max = 60))]
    pub subtitle: Option<String>,
    /// Who wrote it.
    #[serde(default)]
    #[schemars(length(max = 60))]
    pub byline: Option<String>,
}

/// A figure of the year: a card in the panel, and `{id}` in prose.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Metric {
    /// The name by which prose refers to it: lower-case letters, figures and hyphens.
    #[schemars(length(min = 1, max = 40), regex(pattern = r"^[a-z][a-z0-9-]*$"))]
    pub id: String,
    /// What is counted.
    #[schemars(length(min = 1, max = 20))]
    pub label: String,
    /// The number, printed as it is written here.
    pub value: Figure,
    /// The unit, printed after the number.
    #[serde(default)]
    #[schemars(length(max = 8))]
    pub unit: Option<String>,
    /// The number of the year before.
    #[serde(default)]
    pub previous: Option<Figure>,
    /// The numbers of several years; two or more are drawn as a chart.
    #[serde(default)]
    #[schemars(length(max = 12))]
    pub series: Vec<SeriesPoint>,
    /// Whether this is one of the figures that matter most.
    #[serde(default)]
    pub featured: bool,
}

/// The number of one year.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SeriesPoint {
    /// The year.
    #[schemars(range(min = 1900, max = 2200))]
    pub year: u32,
    /// The number.
    pub value: Figure,
}

/// How important a section or a photo is, 重要程度.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Importance {
    /// The first of all, 头条: the largest heading, the widest measure; of photos the main picture, 主图.
    Lead,
    /// As most are.
    #[default]
    Normal,
    /// A short one, 简讯: the smallest heading; a small photo.
    Brief,
}

/// A section of the page.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// A name for the section: lower-case letters, figures and hyphens.
    #[serde(default)]
    #[schemars(length(min = 1, max = 40), regex(pattern = r"^[a-z][a-z0-9-]*$"))]
    pub id: Option<String>,
    /// The heading: one to three lines. A section without one has no number.
    #[serde(default)]
    #[schemars(length(max = 3), inner(length(min = 1, max = 30)))]
    pub heading: Vec<String>,
    /// Who wrote the section, on a line of its own above the text.
    #[serde(default)]
    #[schemars(length(min = 1, max = 60))]
    pub byline: Option<String>,
    /// What the editor says before the text, 编者按; the word is printed before it.
    #[serde(default)]
    #[schemars(length(min = 1, max = 500))]
    pub editor_note: Option<String>,
    /// The text, paragraph by paragraph, with blocks among the paragraphs.
    #[schemars(length(min = 1, max = 60))]
    pub body: Vec<Item>,
    /// Notes at the end of the text, in the order of their numbers: `[^1]` in the text stands for the first one's.
    #[serde(default)]
    #[schemars(length(max = 20), inner(length(min = 1, max = 200)))]
    pub notes: Vec<String>,
    /// The ids of the photos that belong to the section, in order.
    #[serde(default)]
    pub photos: Vec<String>,
    /// How important the section is. Where no section says so the first one is the lead, and one with less than half the text
    /// of most is brief.
    #[serde(default)]
    pub importance: Option<Importance>,
    /// What is set large among the section's columns. Without one, a sentence of the text may be where it suits the page.
    #[serde(default)]
    pub quote: Option<Quote>,
    /// Which part of a section this is, where one was divided.
    #[serde(skip)]
    pub part: Part,
    /// How the section should stand on the page; what is left out is for the program to decide.
    #[serde(default)]
    pub layout: SectionLayout,
}

impl Section {
    /// The characters of its text.
    #[must_use]
    pub fn characters(&self) -> usize {
        self.body.iter().map(Item::characters).sum()
    }

    /// Its paragraphs.
    pub fn paragraphs(&self) -> impl Iterator<Item = &str> {
        self.body.iter().filter_map(Item::text)
    }
}

/// What is a part of a section that runs on to the next page; nothing of it of a whole one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Part {
    /// Whether the section began on the page before.
    pub continues: bool,
    /// Whether it goes on on the next page.
    pub goes_on: bool,
    /// Whether its first paragraph began on the page before.
    pub runs_on: bool,
}

impl Report {
    /// The number of a section in the report as it was written, from 0, where earlier ones may be divided.
    #[must_use]
    pub fn number_of(&self, index: usize) -> usize {
        self.sections
            .iter()
            .take(index + 1)
            .filter(|section| !section.part.continues)
            .count()
            .saturating_sub(1)
    }
}

/// How a section should stand on the page. Where no page is so, the report is refused, and the message says why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SectionLayout {
    /// Whether the section stands at the head of the body, below headline and figures.
    #[serde(default)]
    pub first: bool,
    /// How many basic columns of the page it is wide.
    #[serde(default)]
    #[schemars(range(min = 1, max = 24))]
    pub columns: Option<u32>,
}

/// Words that are set large among a section's columns, 提要.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    /// What it says: 12 to 30 characters, of the section's text or of their own.
    #[schemars(length(min = 1, max = 200))]
    pub text: String,
    /// Who says it.
    #[serde(default)]
    #[schemars(length(max = 20))]
    pub from: Option<String>,
}

/// A photo.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Photo {
    /// The name by which a section refers to it: lower-case letters, figures and hyphens.
    #[schemars(length(min = 1, max = 40), regex(pattern = r"^[a-z][a-z0-9-]*$"))]
    pub id: String,
    /// The picture's file, from the report's folder.
    #[schemars(length(min = 1, max = 300))]
    pub file: String,
    /// What is to be seen.
    #[serde(default)]
    #[schemars(length(max = 200))]
    pub caption: Option<String>,
    /// Who took it.
    #[serde(default)]
    #[schemars(length(max = 60))]
    pub credit: Option<String>,
    /// When it was taken: 2024-03-08, or 2024-03 where the day does not matter. Dated photos make the chronology of an annual
    /// review.
    #[serde(default)]
    #[schemars(length(min = 1, max = 20))]
    pub date: Option<String>,
    /// The point that must stay in the picture when it is cropped: shares of its width and height, from the top left.
    #[serde(default)]
    #[schemars(inner(range(min = 0.0, max = 1.0)))]
    pub focus: Option<[f64; 2]>,
    /// How large the photo should stand: the main picture, as most, or small. Where none is the lead, the one that is best
    /// suited by its shape and pixels is.
    #[serde(default)]
    pub importance: Option<Importance>,
    /// The part that is never cut off and that no type stands on, such as the people in the picture.
    #[serde(default)]
    pub subject: Option<Subject>,
    /// Two to four photos of a section with the same group stand together in a row, as one picture. They follow each other in
    /// the section's `photos`. The first one's caption is for all of them, or each has its own.
    #[serde(default)]
    #[schemars(length(min = 1, max = 40))]
    pub group: Option<String>,
    /// How the photo should stand on the page. A photo with a wish stands with a section, not behind the headline.
    #[serde(default)]
    pub layout: PhotoLayout,
}

/// How a photo should stand on the page. Where no page is so, the report is refused, and the message says why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PhotoLayout {
    /// Whether it is the largest of the sections' photos on its page.
    #[serde(default)]
    pub largest: bool,
    /// Whether it is shown whole: nothing of it is cut off.
    #[serde(default)]
    pub no_crop: bool,
}

impl PhotoLayout {
    /// Whether anything is wished.
    #[must_use]
    pub fn is_some(self) -> bool {
        self.largest || self.no_crop
    }
}

/// A part of a photo, in shares of its width and height from the top left.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// Where it begins, from the left.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub x: f64,
    /// Where it begins, from the top.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub y: f64,
    /// How wide it is.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub width: f64,
    /// How high it is.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub height: f64,
}

/// A JSON number, kept exactly as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure(String);

impl Figure {
    /// The number as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number's value.
    #[must_use]
    pub fn as_f64(&self) -> f64 {
        self.0.parse().unwrap_or(0.0)
    }
}

impl<'de> Deserialize<'de> for Figure {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        match raw.get().parse::<f64>() {
            Ok(_) => Ok(Self(raw.get().to_owned())),
            Err(_) => Err(serde::de::Error::custom("expected a number")),
        }
    }
}

/// As the text that is printed.
impl Serialize for Figure {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl JsonSchema for Figure {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Figure".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "number" })
    }
}
