//! The places for photos: which caption is of which picture, and in which section they stand.

use super::super::document::Where;
use super::super::photos::Candidate;
use super::super::taken::{Judged, Role};
use super::gather::{Outline, Scene, Words};
use super::marks::plain;

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
        scenes.extend(pictures.iter().map(|at| Scene { picture: Some(*at), group: Some(*groups), ..Scene::default() }));
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
    /// The places for photos, with what is known to find the photo by.
    pub(super) fn candidates(&self) -> Vec<Candidate> {
        let all = self.scenes.iter();
        all.map(|scene| Candidate {
            picture: scene.picture.and_then(|at| self.picture_of.get(at).copied().flatten()),
            caption: scene.caption.as_ref().map(|words| words.text.clone()),
            taken_off: scene.caption.as_ref().and_then(|words| words.from.first()).map_or_else(String::new, |at| {
                self.taken_off.get(*at).cloned().unwrap_or_default()
            }),
            credit: scene.credit.as_ref().map(|words| words.text.clone()),
            section: scene.section,
            near: self.near(scene.section),
        })
        .collect()
    }

    /// What a section says first.
    fn near(&self, section: Option<usize>) -> String {
        let words = match section.and_then(|section| self.sections.get(section)) {
            Some(part) => part.heading.iter().chain(part.body.iter().filter_map(super::gather::Entry::text)).collect(),
            None => self.title.iter().chain(&self.lead).collect::<Vec<_>>(),
        };
        let text: String = words.iter().map(|words| words.text.as_str()).collect();
        text.chars().take(NEAR).collect()
    }
}
