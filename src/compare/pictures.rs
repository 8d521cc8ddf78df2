//! What changed in the pictures of two files.

use super::change::{Change, Kind, PictureChange, Spot};
use super::page::Picture;

/// What stands less far from where it stood has not moved (pt).
const STAYED: f64 = 0.5;
/// Pictures that have so much of their places in common stand in each other's place.
const IN_PLACE: f64 = 0.3;

/// What changed in the pictures.
pub fn changes(before: &[Picture], after: &[Picture]) -> Vec<Change> {
    let (mut before, mut after): (Vec<&Picture>, Vec<&Picture>) =
        (before.iter().collect(), after.iter().collect());
    let mut found = Vec::new();
    let stays = |b: &Picture, a: &Picture| b.page == a.page && b.area.is_near(&a.area, STAYED);
    let is_same_photo = |b: &Picture, a: &Picture| {
        let names = b.photo.as_ref().zip(a.photo.as_ref());
        names.is_some_and(|((name, _), (other, _))| name == other)
    };
    pair(&mut before, &mut after, &|b, a| b.pixels == a.pixels && stays(b, a), &mut |_, _| {});
    pair(&mut before, &mut after, &|b, a| b.pixels == a.pixels, &mut |b, a| {
        let width = |one: &Picture| one.area.right - one.area.left;
        let is_moved = (width(b) - width(a)).abs() <= STAYED;
        found.push(change(
            if is_moved { PictureChange::Moved } else { PictureChange::Resized },
            Some(b),
            Some(a),
        ));
    });
    pair(&mut before, &mut after, &|b, a| is_same_photo(b, a), &mut |b, a| {
        let how = match () {
            () if b.photo != a.photo => PictureChange::Replaced,
            () if stays(b, a) => PictureChange::Cropped,
            () => PictureChange::Resized,
        };
        found.push(change(how, Some(b), Some(a)));
    });
    let in_place = |b: &Picture, a: &Picture| b.page == a.page && b.area.overlap(&a.area) > IN_PLACE;
    pair(&mut before, &mut after, &in_place, &mut |b, a| {
        found.push(change(PictureChange::Replaced, Some(b), Some(a)));
    });
    found.extend(before.into_iter().map(|b| change(PictureChange::Removed, Some(b), None)));
    found.extend(after.into_iter().map(|a| change(PictureChange::Added, None, Some(a))));
    found
}

/// Takes pairs out of both lists.
fn pair<'a>(
    before: &mut Vec<&'a Picture>,
    after: &mut Vec<&'a Picture>,
    belong: &dyn Fn(&Picture, &Picture) -> bool,
    tell: &mut dyn FnMut(&'a Picture, &'a Picture),
) {
    before.retain(|b| match after.iter().position(|a| belong(b, a)) {
        Some(index) => {
            tell(b, after.remove(index));
            false
        }
        None => true,
    });
}

fn change(how: PictureChange, before: Option<&Picture>, after: Option<&Picture>) -> Change {
    let spot = |picture: Option<&Picture>| {
        picture.map(|one| Spot { page: one.page, area: one.area }).into_iter().collect()
    };
    let photo = after.or(before).and_then(|picture| picture.photo.as_ref());
    Change {
        kind: Kind::Picture(how, photo.map(|(name, _)| name.clone())),
        before: spot(before),
        after: spot(after),
    }
}
