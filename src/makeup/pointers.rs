//! The signs before captions that could be read with another picture: ▲ where one stands right below.

use super::plan::{Area, Module, PhotoBox, Pointer};
use super::story::Story;
use crate::edition::Grid;

/// Puts the signs on the captions of a page's modules; a picture so many lines below still belongs to a caption's sight.
pub(super) fn point<'a>(
    grid: &Grid,
    gap: u32,
    modules: &mut [Module],
    stories: impl Iterator<Item = &'a Story>,
) {
    let photos: Vec<Area> =
        modules.iter().flat_map(|module| &module.photos).map(|photo| photo.area).collect();
    let below = |photo: &PhotoBox| {
        let foot = photo.area.foot();
        let rect = grid.rect(&photo.area);
        photos.iter().any(|other| {
            let across = grid.rect(other);
            (foot..=foot + gap).contains(&other.line)
                && across.x + 0.01 < rect.x + rect.width
                && rect.x + 0.01 < across.x + across.width
        })
    };
    for (module, story) in modules.iter_mut().zip(stories) {
        for (photo, shape) in module.photos.iter_mut().zip(&story.photos) {
            photo.pointer = Some(Pointer::Up).filter(|_| shape.is_captioned() && below(photo));
        }
    }
}
