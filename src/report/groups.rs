//! Photos that stand together as one picture, 组图.

use super::model::{Photo, Report};
use super::places::Places;
use crate::diagnostic::Diagnostic;
use crate::message::Message;
use crate::say;

/// The most photos of a group.
pub const MOST_IN_GROUP: usize = 4;

/// What is wrong with the groups of a report.
pub(super) fn check(report: &Report, places: &Places) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (first, photo) in report.photos.iter().enumerate() {
        let Some(group) = photo.group.as_deref() else { continue };
        let of_group = |photo: &Photo| photo.group.as_deref() == Some(group);
        if report.photos.iter().take(first).any(of_group) {
            continue;
        }
        let members: Vec<&Photo> = report.photos.iter().filter(|photo| of_group(photo)).collect();
        if let Some((message, hint)) = problem(report, group, &members) {
            let place = places.value(&format!("/photos/{first}/group"));
            found.push(Diagnostic::error(message).at_place(place).hint(hint));
        }
    }
    found
}

/// The first thing that is wrong with a group, and what to do.
fn problem(report: &Report, group: &str, members: &[&Photo]) -> Option<(Message, Message)> {
    if let [only] = members {
        let message = say!("photo-group.one", id = only.id.as_str(), group = group);
        return Some((message, say!("hint.group-of-two")));
    }
    if members.len() > MOST_IN_GROUP {
        let message = say!("photo-group.many", count = members.len(), group = group);
        return Some((message, say!("hint.group-split", most = MOST_IN_GROUP)));
    }
    let is_member = |id: &String| members.iter().any(|photo| photo.id == *id);
    let in_section = |photos: &[String]| photos.iter().filter(|id| is_member(id)).count();
    let Some(section) = report.sections.iter().find(|section| in_section(&section.photos) == members.len())
    else {
        return Some((say!("photo-group.sections", group = group), say!("hint.group-in-one-section")));
    };
    let start = section.photos.iter().position(is_member).unwrap_or(0);
    let row = section.photos.get(start..start + members.len()).unwrap_or_default();
    if !row.iter().all(is_member) {
        return Some((say!("photo-group.apart", group = group), say!("hint.group-side-by-side")));
    }
    // One caption for all, or one for each: nothing that is said may be left out.
    let captioned = |photo: &Photo| photo.caption.as_deref().is_some_and(|text| !text.is_empty());
    let silent = |photo: &Photo| !captioned(photo) && photo.credit.as_deref().is_none_or(str::is_empty);
    let others = members.iter().filter(|photo| Some(&photo.id) != row.first());
    if !members.iter().all(|photo| captioned(photo)) && !others.clone().all(|photo| silent(photo)) {
        return Some((say!("photo-group.captions", group = group), say!("hint.group-captions")));
    }
    None
}
