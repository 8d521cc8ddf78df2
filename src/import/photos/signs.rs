//! What speaks for a file of the folder at a place of the text, and what it is worth.

use unicode_normalization::UnicodeNormalization;

use super::Candidate;
use super::days::{self, Day, Kind};
use super::folder::File;
use super::look::SAME;
use super::names::parts;
use super::said::{self, Form};
use super::shot::{ONE, Shot, look_at};
use super::words::{Common, Texts};
use crate::import::document::Picture;

/// What signs are worth, in hundredths. The same picture is worth more than all others together; then the name that the user's
/// file had when Word took it. Words say what is to be seen and stay when pictures are moved; numbers do not.
const SAME_PICTURE: i64 = 8000;
const SAME_NAME: i64 = 4000;
const ALIKE: i64 = 1000;
const UNLIKE: i64 = -900;
const CAPTION: f64 = 1400.0;
const NEAR: f64 = 500.0;
const FOLDER: f64 = 300.0;
const DAY: i64 = 1200;
const DAY_OF_MANY: i64 = 500;
const OTHER_DAY: i64 = -300;
const NUMBER: i64 = 900;
const PLAIN_NUMBER: i64 = 800;
const NUMBER_AFTER: i64 = 300;
const ORDINAL: i64 = 450;
const PLAIN_ORDINAL: i64 = 400;
const OTHER_NUMBER: i64 = -300;
/// What the order is worth where nothing else is known. It is less than any match needs.
const ORDER: i64 = 100;
/// A match needs so much.
pub(super) const LEAST: i64 = 250;
/// Words of the caption that are worth so much are enough by themselves.
pub(super) const CERTAIN_WORDS: i64 = 900;

/// Pictures that are alike by so much may be of one thing; by less than the other they are not. Two views with light above and
/// dark below are alike by 0.5 and more.
const MAYBE: f64 = 0.9;
const NOT: f64 = 0.75;

/// A picture with fewer pixels is hardly as a camera took it.
const WHOLE_PIXELS: u64 = 2_000_000;

/// How two pictures look beside each other.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Looks {
    /// They cannot be compared, or it says nothing.
    #[default]
    Unknown,
    /// They are the same.
    Same,
    /// They are much alike.
    Alike,
    /// They may be parts of one picture, or two of which both are lighter above.
    Unsure,
    /// They are of different things.
    Unlike,
}

/// Whether two things that are both said agree.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Agree {
    /// One of them is not said.
    #[default]
    Silent,
    /// They agree.
    Yes,
    /// They do not.
    No,
}

/// What is known of a place and a file together.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Signs {
    /// How the text's picture and the file's look.
    pub(super) looks: Looks,
    /// Whether the text's picture had the file's name.
    pub(super) named: bool,
    /// The number of the caption and that of the file's name.
    pub(super) number: Agree,
    /// Whether the file's number is that of the place among all.
    pub(super) ordinal: bool,
    /// What the words of the caption are worth.
    pub(super) words: i64,
    /// The day of the caption and that of the photo.
    pub(super) day: Agree,
    /// Whether no other photo and no other caption is of that day.
    pub(super) only_day: bool,
    /// What all of it is worth.
    pub(super) worth: i64,
}

/// The number and the days of a place.
struct Wanted {
    number: Option<Vec<u32>>,
    days: Vec<Day>,
    names: Vec<String>,
}

/// The number of a caption, as it was taken off.
pub(super) fn number_of(candidate: &Candidate) -> Option<Vec<u32>> {
    let taken_off: String = candidate.taken_off.nfkc().collect();
    said::labelled(&taken_off)
        .map(|(number, _)| number)
        .or_else(|| said::said(&taken_off).number.map(|(number, _)| number))
}

fn wanted(candidate: &Candidate, picture: Option<&Picture>) -> Wanted {
    let caption = candidate.caption.as_deref().unwrap_or_default();
    let days = days::said(&caption.nfkc().collect::<String>()).into_iter().map(|(_, day)| day).collect();
    let number = number_of(candidate);
    let description = picture.map_or("", |picture| picture.description.trim());
    let name = description.rsplit(['/', '\\']).next().unwrap_or_default().to_lowercase();
    // What Word calls pictures that have no name says nothing.
    let own = |name: &str| {
        let stem = parts(name).0;
        let counted = |word: &&str| {
            stem.strip_prefix(*word).is_some_and(|rest| rest.chars().all(|c| !c.is_alphabetic()))
        };
        stem.chars().count() >= 3
            && !["图片", "picture", "image", "图像", "对象", "object", "图形"].iter().any(counted)
    };
    let names = if own(&name) { vec![parts(&name).0.to_owned(), name] } else { Vec::new() };
    Wanted { number, days, names }
}

/// What speaks for each file at each place. `shots` are the pictures of the text at the places.
pub(super) fn of(
    candidates: &[Candidate],
    pictures: &[Picture],
    shots: &[Option<&Shot>],
    files: &[File],
) -> Vec<Vec<Signs>> {
    let picture = |candidate: &Candidate| candidate.picture.and_then(|index| pictures.get(index));
    let wanted: Vec<Wanted> =
        candidates.iter().map(|candidate| wanted(candidate, picture(candidate))).collect();
    let captions = candidates.iter().map(|candidate| {
        format!(
            "{} {}",
            candidate.caption.as_deref().unwrap_or_default(),
            candidate.credit.as_deref().unwrap_or_default()
        )
    });
    let captions = Texts::new(captions);
    let near = Texts::new(candidates.iter().map(|candidate| {
        let shown = picture(candidate).map_or("", |picture| picture.description.as_str());
        format!("{} {shown}", candidate.near)
    }));
    let looks = looks(shots, files);
    let mut signs = vec![vec![Signs::default(); files.len()]; candidates.len()];
    for (column, file) in files.iter().enumerate() {
        let words = captions.common(&file.said.words);
        let beside = near.common(&file.said.words);
        let folder: Vec<(Common, Common)> =
            captions.common(&file.folder).into_iter().zip(near.common(&file.folder)).collect();
        let own = file.said.number.as_ref();
        let numbers_alike =
            files.iter().filter(|other| other.said.number.as_ref().map(|n| &n.0) == own.map(|n| &n.0));
        let only_number = numbers_alike.count() == 1;
        for (row, place) in wanted.iter().enumerate() {
            let (looks, bonus) = looks[row][column];
            let stem = parts(file.path.rsplit('/').next().unwrap_or_default()).0.to_lowercase();
            let mut of = Signs { looks, ..Signs::default() };
            of.named = place.names.iter().any(|name| *name == stem || parts(name).0 == stem);
            of.words = valued(words[row], CAPTION);
            of.worth = of.words.max(valued(beside[row], NEAR));
            of.worth += valued(folder[row].0, FOLDER).max(valued(folder[row].1, FOLDER));
            of.worth += number(&mut of, own, place, row, only_number);
            of.worth += day(&mut of, file, place, files, &wanted);
            of.worth += match looks {
                Looks::Same => SAME_PICTURE + bonus,
                Looks::Alike => ALIKE,
                Looks::Unlike => UNLIKE,
                Looks::Unknown | Looks::Unsure => 0,
            };
            of.worth += if of.named { SAME_NAME } else { 0 };
            of.worth += if candidates.len() == files.len() && row == column { ORDER } else { 0 };
            signs[row][column] = of;
        }
    }
    signs
}

/// What words in common are worth: a large part of the name, or many letters that no other text has.
fn valued(common: Common, most: f64) -> i64 {
    let enough = (common.pairs / 3.0).min(1.0);
    // A part of a name counts in full only with some letters.
    let share = common.share * common.pairs.min(1.0);
    #[expect(clippy::cast_possible_truncation, reason = "up to the most")]
    let worth = (share.max(enough) * most).round() as i64;
    worth
}

fn number(of: &mut Signs, own: Option<&(Vec<u32>, Form)>, place: &Wanted, row: usize, only: bool) -> i64 {
    let Some((number, form)) = own else { return 0 };
    let worth = match &place.number {
        Some(wanted) if wanted == number => {
            of.number = if *form == Form::After { Agree::Silent } else { Agree::Yes };
            match form {
                Form::Label => NUMBER,
                Form::Before => PLAIN_NUMBER,
                Form::After => NUMBER_AFTER,
            }
        }
        Some(_) if *form != Form::After => {
            of.number = Agree::No;
            OTHER_NUMBER
        }
        None if number.len() == 1 && number.first().is_some_and(|number| *number as usize == row + 1) => {
            of.ordinal = *form != Form::After;
            match form {
                Form::Label => ORDINAL,
                Form::Before => PLAIN_ORDINAL,
                Form::After => 0,
            }
        }
        _ => 0,
    };
    // 1.jpg in several folders.
    if only {
        return worth;
    }
    of.ordinal = false;
    of.number = if of.number == Agree::Yes { Agree::Silent } else { of.number };
    worth / 2
}

fn day(of: &mut Signs, file: &File, place: &Wanted, files: &[File], all: &[Wanted]) -> i64 {
    let Some((own, kind)) = file.day else { return 0 };
    if place.days.is_empty() {
        return 0;
    }
    if place.days.iter().any(|day| day.agrees(own)) {
        of.day = Agree::Yes;
        let on_it = |days: &[Day]| days.iter().any(|day| day.agrees(own));
        let photos = files.iter().filter(|other| {
            other.day.is_some_and(|(day, _)| place.days.iter().any(|wanted| wanted.agrees(day)))
        });
        of.only_day = photos.count() == 1 && all.iter().filter(|other| on_it(&other.days)).count() == 1;
        return if of.only_day { DAY } else { DAY_OF_MANY };
    }
    // The day on which a picture was saved may be any after it was taken.
    if kind == Kind::Saved {
        return 0;
    }
    of.day = Agree::No;
    OTHER_DAY
}

/// How the picture at each place and each file look beside each other. Nothing is decoded but where a picture of the text has no
/// file with the same bytes, or is so small that there may be a better one: then the files that are none of the text's. Of files
/// that look the same, the one with more pixels is worth a little more.
fn looks(shots: &[Option<&Shot>], files: &[File]) -> Vec<Vec<(Looks, i64)>> {
    let is_whole = |shot: &Shot| shot.pixels() >= WHOLE_PIXELS;
    let twin = |shot: &Shot| files.iter().position(|file| is_whole(shot) && file.shot.bytes == shot.bytes);
    let twins: Vec<Option<usize>> = shots.iter().map(|shot| shot.and_then(twin)).collect();
    let open: Vec<&Shot> =
        shots.iter().zip(&twins).filter(|(_, twin)| twin.is_none()).filter_map(|(shot, _)| *shot).collect();
    if !open.is_empty() {
        let others = files.iter().enumerate().filter(|(index, _)| !twins.contains(&Some(*index)));
        let others: Vec<&Shot> = open.iter().copied().chain(others.map(|(_, file)| &file.shot)).collect();
        look_at(&others);
    }
    let of = |(shot, twin): (Option<&Shot>, Option<usize>)| {
        let of = |(index, file): (usize, &File)| match (shot, twin) {
            (Some(_), Some(twin)) => (if index == twin { Looks::Same } else { Looks::Unlike }, 0),
            (None, _) => (Looks::Unknown, 0),
            (Some(_), None) if twins.contains(&Some(index)) => (Looks::Unlike, 0),
            (Some(shot), None) if shot.bytes == file.shot.bytes => (Looks::Same, nearness(1.0, file)),
            (Some(shot), None) => match shot.alike(&file.shot) {
                Some((alike, true)) if alike >= SAME => (Looks::Same, nearness(alike, file)),
                Some((alike, _)) if alike >= MAYBE => (Looks::Alike, 0),
                Some((alike, _)) if alike < NOT => (Looks::Unlike, 0),
                Some(_) => (Looks::Unsure, 0),
                None => (Looks::Unknown, 0),
            },
        };
        files.iter().enumerate().map(of).collect()
    };
    shots.iter().copied().zip(twins.iter().copied()).map(of).collect()
}

/// Up to 1500 by how near the picture is, up to 800 by its pixels.
fn nearness(alike: f64, file: &File) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "up to 1500")]
    let near = ((alike.min(ONE) - SAME) / (ONE - SAME) * 1500.0) as i64;
    near + i64::try_from(file.shot.pixels().isqrt() / 10).unwrap_or(0).min(800)
}
