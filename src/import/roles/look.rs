//! How lines look.

use std::collections::BTreeMap;

use super::super::document::Run;
use super::letters::count;

/// A kind of type.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Face {
    /// Nothing says it, or it is none of the following.
    #[default]
    Other,
    /// 宋体.
    Song,
    /// 仿宋.
    Fang,
    /// 楷体.
    Kai,
    /// 黑体.
    Hei,
    /// 小标宋 and others that are only for titles.
    Display,
}

/// What names of faces have in them, and which kind that is: the first that fits.
const FACES: [(&str, Face); 37] = [
    ("仿宋", Face::Fang),
    ("fangsong", Face::Fang),
    ("fzfs", Face::Fang),
    ("標楷", Face::Kai),
    ("楷", Face::Kai),
    ("kaiti", Face::Kai),
    ("fzkai", Face::Kai),
    ("fzkt", Face::Kai),
    ("ukai", Face::Kai),
    ("小标宋", Face::Display),
    ("xiaobiao", Face::Display),
    ("fzxbs", Face::Display),
    ("大标宋", Face::Display),
    ("dabiao", Face::Display),
    ("fzdbs", Face::Display),
    ("中宋", Face::Display),
    ("zhongsong", Face::Display),
    ("粗宋", Face::Display),
    ("魏碑", Face::Display),
    ("隶书", Face::Display),
    ("lisu", Face::Display),
    ("行楷", Face::Display),
    ("综艺", Face::Display),
    ("黑", Face::Hei),
    ("hei", Face::Hei),
    ("等线", Face::Hei),
    ("dengxian", Face::Hei),
    ("sanscjk", Face::Hei),
    ("sans", Face::Hei),
    ("gothic", Face::Hei),
    ("宋", Face::Song),
    ("song", Face::Song),
    ("simsun", Face::Song),
    ("明體", Face::Song),
    ("mingliu", Face::Song),
    ("serif", Face::Song),
    ("uming", Face::Song),
];

/// The kind of a face by its name.
pub(super) fn face(name: &str) -> Face {
    let plain: String = name
        .chars()
        .filter(|c| !matches!(c, ' ' | '_' | '-' | '\u{3000}'))
        .flat_map(char::to_lowercase)
        .collect();
    FACES.iter().find(|(part, _)| plain.contains(part)).map_or(Face::Other, |&(_, face)| face)
}

/// How a line looks: as most of its letters do.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Look {
    /// The size (half points).
    pub size: u16,
    /// The face.
    pub face: Face,
    /// Whether it is bold.
    pub bold: bool,
    /// Whether it is coloured.
    pub coloured: bool,
}

/// The size of type in half points; 0 where nothing says it.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(super) fn half_points(size: f32) -> u16 {
    if size.is_finite() { (size * 2.0).round().clamp(0.0, 2000.0) as u16 } else { 0 }
}

/// How runs look.
pub(super) fn of(runs: &[Run]) -> Look {
    let mut sizes = BTreeMap::new();
    let mut faces = BTreeMap::new();
    let (mut bold, mut coloured, mut all) = (0, 0, 0);
    for run in runs {
        let letters = count(&run.text);
        *sizes.entry(half_points(run.size)).or_insert(0) += letters;
        *faces.entry(face(&run.face)).or_insert(0) += letters;
        bold += if run.bold { letters } else { 0 };
        coloured += if run.colour.is_some() { letters } else { 0 };
        all += letters;
    }
    Look { size: most(&sizes), face: most(&faces), bold: bold * 10 > all * 6, coloured: coloured * 2 > all }
}

/// What most letters have.
pub(super) fn most<T: Copy + Default + Ord>(counts: &BTreeMap<T, usize>) -> T {
    counts.iter().max_by_key(|&(_, letters)| *letters).map(|(&value, _)| value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faces_are_known_by_many_names() {
        for (name, kind) in [
            ("方正小标宋简体", Face::Display),
            ("FZXiaoBiaoSong-B05S", Face::Display),
            ("华文中宋", Face::Display),
            ("仿宋_GB2312", Face::Fang),
            ("FangSong", Face::Fang),
            ("楷体_GB2312", Face::Kai),
            ("KaiTi_GB2312", Face::Kai),
            ("標楷體", Face::Kai),
            ("黑体", Face::Hei),
            ("SimHei", Face::Hei),
            ("微软雅黑", Face::Hei),
            ("Microsoft YaHei", Face::Hei),
            ("Noto Sans CJK SC", Face::Hei),
            ("宋体", Face::Song),
            ("SimSun", Face::Song),
            ("Noto Serif CJK SC", Face::Song),
            ("Times New Roman", Face::Other),
            ("", Face::Other),
        ] {
            assert_eq!(face(name), kind, "{name}");
        }
    }
}
