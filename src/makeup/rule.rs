//! The rules of makeup, by their terms.

use serde::Serialize;

use crate::message::Message;
use crate::say;

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
    /// 字距: letters are set wider.
    Tracking,
    /// 题图高度: the hero is higher or lower than it should be.
    Hero,
    /// 数据栏高度: the panel of figures is higher or lower than it should be.
    Figures,
    /// 页末留白: lines stay empty at the foot of a page.
    PageFoot,
    /// 版数: there are more pages than one.
    Pages,
}

impl Rule {
    /// The rule's term.
    #[must_use]
    pub fn term(self) -> &'static str {
        match self {
            Self::ThroughGutter => "断版",
            Self::ThroughLine => "通线",
            Self::Ribbon => "横条",
            Self::Chimney => "竖条",
            Self::UnevenFeet => "栏脚不齐",
            Self::Widow => "栏头孤行",
            Self::EqualPhotos => "图片等大",
            Self::PhotosAdjoin => "图片相邻",
            Self::Weight => "偏重",
            Self::Crop => "裁切",
            Self::SmallPhoto => "小图",
            Self::HeadingScale => "缩题",
            Self::HeadingLine => "题行",
            Self::Quote => "补白",
            Self::Tracking => "字距",
            Self::Hero => "题图高度",
            Self::Figures => "数据栏高度",
            Self::PageFoot => "页末留白",
            Self::Pages => "版数",
        }
    }

    /// What the rule is about, in a few words.
    #[must_use]
    pub fn meaning(self) -> Message {
        match self {
            Self::ThroughGutter => say!("rule.through-gutter"),
            Self::ThroughLine => say!("rule.through-line"),
            Self::Ribbon => say!("rule.ribbon"),
            Self::Chimney => say!("rule.chimney"),
            Self::UnevenFeet => say!("rule.uneven-feet"),
            Self::Widow => say!("rule.widow"),
            Self::EqualPhotos => say!("rule.equal-photos"),
            Self::PhotosAdjoin => say!("rule.photos-adjoin"),
            Self::Weight => say!("rule.weight"),
            Self::Crop => say!("rule.crop"),
            Self::SmallPhoto => say!("rule.small-photo"),
            Self::HeadingScale => say!("rule.heading-scale"),
            Self::HeadingLine => say!("rule.heading-line"),
            Self::Quote => say!("rule.quote"),
            Self::Tracking => say!("rule.tracking"),
            Self::Hero => say!("rule.hero"),
            Self::Figures => say!("rule.figures"),
            Self::PageFoot => say!("rule.page-foot"),
            Self::Pages => say!("rule.pages"),
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
