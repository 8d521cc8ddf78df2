//! The rules of makeup: one file a rule, with its term, what it is about, and what breaking it costs. The solver and the
//! report of a plan read the same.

pub mod body_size;
pub mod chimney;
pub mod columns;
pub mod crop;
pub mod equal_photos;
pub mod figures;
pub mod filler;
pub mod heading_form;
pub mod heading_line;
pub mod heading_scale;
pub mod hero;
pub mod lead_section;
pub mod loose_line;
pub mod main_photo;
pub mod near_headings;
pub mod optional_pages;
pub mod page_foot;
pub mod pages;
pub mod photo_size;
pub mod photos_adjoin;
pub mod quote;
pub mod ribbon;
pub mod sandwich;
pub mod small_photo;
pub mod stub;
pub mod through_gutter;
pub mod through_line;
pub mod tracking;
pub mod uneven_feet;
pub mod weight;
pub mod widow;

use serde::Serialize;

use crate::message::Message;

/// A rule that a plan may breach at a cost.
///
/// Three are never breached, for no such plan is made: 碰题, two headings side by side at one height; 题压题, a
/// heading below a heading without text between; and a module that stands before another one in the report but after it
/// on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// 断版: a gutter runs from the head of the body to its foot.
    ThroughGutter,
    /// 通线: a white line runs through the whole width of the body.
    ThroughLine,
    /// 横条: a module is much wider than high.
    Ribbon,
    /// 竖条: a module is much higher than wide.
    Chimney,
    /// 栏脚不齐: the columns of a section do not end on one line.
    UnevenFeet,
    /// 栏头孤行: a column begins with the last line of a paragraph.
    Widow,
    /// 字距过大: a line of a section has gaps that a reader sees.
    LooseLine,
    /// 图片等大: photos are of one size everywhere.
    EqualPhotos,
    /// 图片相邻: photos of two sections touch.
    PhotosAdjoin,
    /// 偏重: the photos stand on one side of the page.
    Weight,
    /// 裁切: a part of a picture is cut off.
    Crop,
    /// 小图: a picture is small.
    SmallPhoto,
    /// 缩题: a heading is set smaller than the others.
    HeadingScale,
    /// 题行: a heading takes more lines than it needs.
    HeadingLine,
    /// 补白: a pull quote fills a hole.
    Quote,
    /// 栏多: the text of a section stands in many columns, or in narrow ones.
    Columns,
    /// 题式不一: headings of one rank are on one line here and on two there.
    HeadingForm,
    /// 题近: headings beside each other stand nearly level.
    NearHeadings,
    /// 头条不突出: the lead section is narrow, or does not stand at the head.
    LeadSection,
    /// 主图不突出: the largest photo is hardly larger than the next.
    MainPhoto,
    /// 图片主次: a photo is larger or smaller than its importance asks.
    PhotoSize,
    /// 夹文: text stands between two pictures of one column.
    Sandwich,
    /// 碎栏: a column has little text in one place.
    Stub,
    /// 字距: letters are set wider.
    Tracking,
    /// 题图高度: the hero is higher or lower than it should be.
    Hero,
    /// 题图形式: the hero has not the form that the template likes best.
    HeroForm,
    /// 数据栏高度: the panel of figures is higher or lower than it should be.
    Figures,
    /// 页末留白: lines stay empty at the foot of a page.
    PageFoot,
    /// 版数: there are more pages than one.
    Pages,
    /// 补页: pages are put in so that a booklet can be bound.
    OptionalPages,
    /// 字号: the body type has not the template's own size.
    BodySize,
    /// 补白广告: something that is not of the report fills the page.
    Filler,
}

impl Rule {
    /// The rule's term.
    #[must_use]
    pub fn term(self) -> &'static str {
        match self {
            Self::ThroughGutter => through_gutter::TERM,
            Self::ThroughLine => through_line::TERM,
            Self::Ribbon => ribbon::TERM,
            Self::Chimney => chimney::TERM,
            Self::UnevenFeet => uneven_feet::TERM,
            Self::Widow => widow::TERM,
            Self::LooseLine => loose_line::TERM,
            Self::EqualPhotos => equal_photos::TERM,
            Self::PhotosAdjoin => photos_adjoin::TERM,
            Self::Weight => weight::TERM,
            Self::Crop => crop::TERM,
            Self::SmallPhoto => small_photo::TERM,
            Self::HeadingScale => heading_scale::TERM,
            Self::HeadingLine => heading_line::TERM,
            Self::Quote => quote::TERM,
            Self::Columns => columns::TERM,
            Self::HeadingForm => heading_form::TERM,
            Self::NearHeadings => near_headings::TERM,
            Self::LeadSection => lead_section::TERM,
            Self::MainPhoto => main_photo::TERM,
            Self::PhotoSize => photo_size::TERM,
            Self::Sandwich => sandwich::TERM,
            Self::Stub => stub::TERM,
            Self::Tracking => tracking::TERM,
            Self::Hero => hero::TERM,
            Self::HeroForm => hero::FORM_TERM,
            Self::Figures => figures::TERM,
            Self::PageFoot => page_foot::TERM,
            Self::Pages => pages::TERM,
            Self::OptionalPages => optional_pages::TERM,
            Self::BodySize => body_size::TERM,
            Self::Filler => filler::TERM,
        }
    }

    /// What the rule is about, in a few words.
    #[must_use]
    pub fn meaning(self) -> Message {
        match self {
            Self::ThroughGutter => through_gutter::meaning(),
            Self::ThroughLine => through_line::meaning(),
            Self::Ribbon => ribbon::meaning(),
            Self::Chimney => chimney::meaning(),
            Self::UnevenFeet => uneven_feet::meaning(),
            Self::Widow => widow::meaning(),
            Self::LooseLine => loose_line::meaning(),
            Self::EqualPhotos => equal_photos::meaning(),
            Self::PhotosAdjoin => photos_adjoin::meaning(),
            Self::Weight => weight::meaning(),
            Self::Crop => crop::meaning(),
            Self::SmallPhoto => small_photo::meaning(),
            Self::HeadingScale => heading_scale::meaning(),
            Self::HeadingLine => heading_line::meaning(),
            Self::Quote => quote::meaning(),
            Self::Columns => columns::meaning(),
            Self::HeadingForm => heading_form::meaning(),
            Self::NearHeadings => near_headings::meaning(),
            Self::LeadSection => lead_section::meaning(),
            Self::MainPhoto => main_photo::meaning(),
            Self::PhotoSize => photo_size::meaning(),
            Self::Sandwich => sandwich::meaning(),
            Self::Stub => stub::meaning(),
            Self::Tracking => tracking::meaning(),
            Self::Hero => hero::meaning(),
            Self::HeroForm => hero::form_meaning(),
            Self::Figures => figures::meaning(),
            Self::PageFoot => page_foot::meaning(),
            Self::Pages => pages::meaning(),
            Self::OptionalPages => optional_pages::meaning(),
            Self::BodySize => body_size::meaning(),
            Self::Filler => filler::meaning(),
        }
    }
}

/// What a plan pays for a rule.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Charge {
    /// The rule.
    pub rule: Rule,
    /// The cost.
    pub cost: f64,
}

impl Charge {
    /// A charge for a rule.
    #[must_use]
    pub fn new(rule: Rule, cost: f64) -> Self {
        Self { rule, cost }
    }

    /// A charge for something that is there so many times.
    #[must_use]
    pub fn each(rule: Rule, cost: f64, times: usize) -> Self {
        Self { rule, cost: cost * f64::from(u32::try_from(times).unwrap_or(u32::MAX)) }
    }
}

/// Adds charges up by rule, in the order of the rules; those that cost nothing fall out.
#[must_use]
pub fn sum(charges: &[Charge]) -> Vec<Charge> {
    let mut sums: Vec<Charge> = Vec::new();
    for charge in charges {
        match sums.iter_mut().find(|sum| sum.rule == charge.rule) {
            Some(sum) => sum.cost += charge.cost,
            None => sums.push(*charge),
        }
    }
    sums.retain(|sum| sum.cost > 1e-9);
    sums.sort_by_key(|sum| sum.rule);
    sums
}

/// The cost of all charges.
#[must_use]
pub fn total(charges: &[Charge]) -> f64 {
    charges.iter().map(|charge| charge.cost).sum()
}
