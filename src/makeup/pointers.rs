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

#[cfg(test)]
mod tests {
    use super::point;
    use crate::edition::Template;
    use crate::makeup::plan::{Area, Module, PhotoBox, Pointer};
    use crate::makeup::story::{PhotoShape, Story};

    /// Whether the captions of photos in these areas have the sign; each photo is a section of its own.
    fn signs(areas: &[Area], caption: &str) -> Vec<bool> {
        let grid = Template::open("newspaper-feature").map(|template| template.settings.grid);
        let module = |&area: &Area| Module {
            heading: area,
            heading_lines: 1,
            slots: Vec::new(),
            photos: vec![PhotoBox { area, caption_lines: 1, pointer: None }],
            tint: None,
            opening: None,
            quote: None,
            tracking: Vec::new(),
        };
        let mut modules: Vec<Module> = areas.iter().map(module).collect();
        let shape = || PhotoShape::one(0, 1.5, 2000, caption.to_owned());
        let stories: Vec<Story> =
            areas.iter().map(|_| Story { photos: vec![shape()], ..Story::default() }).collect();
        if let Ok(grid) = grid {
            point(&grid, 1, &mut modules, stories.iter());
        }
        modules.iter().map(|module| module.photos[0].pointer == Some(Pointer::Up)).collect()
    }

    #[test]
    fn a_caption_over_another_picture_has_a_sign() {
        let photo = |column, line| Area::new(column, 2, line, 10);
        // Alone above its story; one below the other, close or with the white line of two modules between.
        assert_eq!(signs(&[photo(0, 40)], "图"), [false]);
        assert_eq!(signs(&[photo(0, 40), photo(1, 50)], "图"), [true, false]);
        assert_eq!(signs(&[photo(0, 40), photo(0, 51)], "图"), [true, false]);
        // Farther away, side by side, in other columns, and without a caption.
        assert_eq!(signs(&[photo(0, 40), photo(0, 52)], "图"), [false, false]);
        assert_eq!(signs(&[photo(0, 40), photo(2, 40), photo(4, 50)], "图"), [false, false, false]);
        assert_eq!(signs(&[photo(0, 40), photo(0, 50)], ""), [false, false]);
    }
}
