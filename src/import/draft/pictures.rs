//! The places for photos: which caption is of which picture, and in which section they stand.

use std::collections::BTreeSet;

use super::super::document::{LeftOut, Place, Where};
use super::super::photos::{Candidate, Placed};
use super::super::taken::{Judged, Role};
use super::gather::{Outline, Scene, Words};
use super::marks::plain;
use crate::say;

/// The most pictures under one caption.
const MOST_UNDER_ONE: usize = 4;
/// The characters of the text near a picture by which its photo may be found.
const NEAR: usize = 120;

/// A picture or a caption in a row of them, with its place among the judged parts.
struct Member {
    at: usize,
    role: Role,
}

/// Pairs the captions with the pictures. Those that follow each other without a text between them are a row.
pub(super) fn scenes(outline: &mut Outline, took: &[Judged]) {
    let mut section: Option<usize> = None;
    let mut row: Vec<Member> = Vec::new();
    let mut groups = 0;
    let begins = beginnings(outline);
    for (at, part) in took.iter().enumerate() {
        match part.role {
            Role::Picture | Role::Caption | Role::Credit => row.push(Member { at, role: part.role }),
            Role::LeftOut => {}
            _ => {
                finish(outline, took, &mut row, section, &mut groups);
                if let Some(number) = begins.iter().position(|begin| *begin == Some(at)) {
                    section = Some(number);
                }
            }
        }
    }
    finish(outline, took, &mut row, section, &mut groups);
}

/// The judged part with which each section begins.
fn beginnings(outline: &Outline) -> Vec<Option<usize>> {
    let first = |part: &super::gather::Part| {
        let heading = part.heading.iter().flat_map(|words| &words.from).copied().min();
        heading.or_else(|| part.body.first().and_then(super::gather::Entry::first))
    };
    outline.sections.iter().map(first).collect()
}

/// A row of pictures and captions: a caption before each picture, or behind each, or one for several.
fn finish(
    outline: &mut Outline,
    took: &[Judged],
    row: &mut Vec<Member>,
    section: Option<usize>,
    groups: &mut usize,
) {
    let row = std::mem::take(row);
    let words = |at: usize| Words { text: plain(&took[at].runs), from: vec![at] };
    let pictures: Vec<usize> = of(&row, Role::Picture);
    let captions: Vec<usize> = of(&row, Role::Caption);
    let mut scenes: Vec<Scene> = Vec::new();
    if captions.len() == 1 && (2..=MOST_UNDER_ONE).contains(&pictures.len()) && together(took, &pictures) {
        *groups += 1;
        scenes.extend(pictures.iter().map(|at| Scene {
            picture: Some(*at),
            group: Some(*groups),
            ..Scene::default()
        }));
        scenes[0].caption = Some(words(captions[0]));
    } else if pictures.len() == captions.len() {
        let pairs = pictures.iter().zip(&captions);
        scenes.extend(pairs.map(|(picture, caption)| Scene {
            picture: Some(*picture),
            caption: Some(words(*caption)),
            ..Scene::default()
        }));
    } else {
        // A caption is of the picture before it that has none yet.
        for member in &row {
            match member.role {
                Role::Picture => scenes.push(Scene { picture: Some(member.at), ..Scene::default() }),
                Role::Caption => match scenes.last_mut().filter(|scene| scene.caption.is_none()) {
                    Some(scene) => scene.caption = Some(words(member.at)),
                    None => scenes.push(Scene { caption: Some(words(member.at)), ..Scene::default() }),
                },
                _ => {}
            }
        }
    }
    // Who took it stands behind the caption, or else behind the picture.
    for credit in of(&row, Role::Credit) {
        let before = |scene: &&mut Scene| {
            let caption = scene.caption.as_ref().and_then(|words| words.from.first());
            [caption, scene.picture.as_ref()].into_iter().flatten().any(|at| *at < credit)
        };
        if let Some(scene) = scenes.iter_mut().rev().find(|scene| before(scene) && scene.credit.is_none()) {
            scene.credit = Some(words(credit));
        }
    }
    outline.scenes.extend(scenes.into_iter().map(|scene| Scene { section, ..scene }));
}

fn of(row: &[Member], role: Role) -> Vec<usize> {
    row.iter().filter(|member| member.role == role).map(|member| member.at).collect()
}

/// Whether pictures stand side by side: in one paragraph, or in one table.
fn together(took: &[Judged], pictures: &[usize]) -> bool {
    let place = took[pictures[0]].place;
    let one = pictures.iter().all(|at| took[*at].place == place);
    one || (place.at == Where::Table && pictures.iter().all(|at| took[*at].place.at == Where::Table))
}

impl Outline {
    /// Photos of the folder that the text does not speak of: with a name that says what they show they belong where the text
    /// has the same words, else before the first section where no photo is; without one they are left out.
    pub(super) fn unspoken(&mut self, placed: &mut Placed) {
        let mut left = Vec::new();
        placed.photos.retain(|photo| {
            let speaks = photo.candidate.is_some() || photo.caption.is_some();
            if !speaks {
                left.push(photo.name.clone());
            }
            speaks
        });
        placed.left_out.extend(left.into_iter().map(|name| LeftOut {
            text: name,
            why: say!("left.unspoken-photo"),
            place: Place { at: Where::Folder, number: 0 },
            picture: None,
        }));
        for photo in placed.photos.iter_mut().filter(|photo| photo.candidate.is_none()) {
            let section = photo.caption.as_deref().and_then(|caption| self.section_of(caption));
            let section = section.or_else(|| self.free_section());
            photo.candidate = Some(self.scenes.len());
            photo.doubt.get_or_insert(say!("import-photo.by-name"));
            self.scenes.push(Scene { section, ..Scene::default() });
        }
    }

    /// Where a photo goes that fits nowhere: to the headline, where it has none, else to the first section without one.
    fn free_section(&self) -> Option<usize> {
        let has = |section: Option<usize>| self.scenes.iter().any(|scene| scene.section == section);
        if !has(None) {
            return None;
        }
        let free = (0..self.sections.len()).find(|section| !has(Some(*section)));
        free.or_else(|| self.sections.len().checked_sub(1))
    }

    /// The section that has most of a caption's pairs of characters; none where it has hardly any.
    fn section_of(&self, caption: &str) -> Option<usize> {
        let letters: Vec<char> = caption.chars().collect();
        let pairs: BTreeSet<String> = letters.windows(2).map(|pair| pair.iter().collect()).collect();
        let shared = |part: &super::gather::Part| {
            let all = part.heading.iter().chain(part.body.iter().filter_map(super::gather::Entry::text));
            let text: String = all.map(|words| words.text.as_str()).collect();
            pairs.iter().filter(|pair| text.contains(pair.as_str())).count()
        };
        let best = self.sections.iter().map(shared).enumerate().rev().max_by_key(|(_, count)| *count)?;
        (best.1 * 3 >= pairs.len().max(3)).then_some(best.0)
    }

    /// The places for photos, with what is known to find the photo by.
    pub(super) fn candidates(&self) -> Vec<Candidate> {
        let all = self.scenes.iter();
        all.map(|scene| Candidate {
            picture: scene.picture.and_then(|at| self.picture_of.get(at).copied().flatten()),
            caption: scene.caption.as_ref().map(|words| words.text.clone()),
            taken_off: scene
                .caption
                .as_ref()
                .and_then(|words| words.from.first())
                .map_or_else(String::new, |at| self.taken_off.get(*at).cloned().unwrap_or_default()),
            credit: scene.credit.as_ref().map(|words| words.text.clone()),
            place: self.place_of(scene),
            near: self.near(scene.section),
        })
        .collect()
    }

    /// Where a picture, or else its caption, stands in the text.
    fn place_of(&self, scene: &Scene) -> Place {
        let caption = scene.caption.as_ref().and_then(|words| words.from.first());
        let at = scene.picture.as_ref().or(caption);
        at.and_then(|at| self.places.get(*at)).copied().unwrap_or_default()
    }

    /// What a section says first.
    fn near(&self, section: Option<usize>) -> String {
        let words = match section.and_then(|section| self.sections.get(section)) {
            Some(part) => {
                part.heading.iter().chain(part.body.iter().filter_map(super::gather::Entry::text)).collect()
            }
            None => self.title.iter().chain(&self.lead).collect::<Vec<_>>(),
        };
        let text: String = words.iter().map(|words| words.text.as_str()).collect();
        text.chars().take(NEAR).collect()
    }
}
