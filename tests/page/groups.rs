//! Photos that stand together as one picture, 组图.

use banmian::edition::Edition;
use banmian::job::{self, Outcome};
use banmian::makeup::PhotoOrder;
use banmian::makeup::page::placement;
use banmian::makeup::placement::PlacedPhoto;
use banmian::typeset::frames::{self, SlotLines};
use banmian::typeset::{ThreadName, walk};
use typst_library::layout::FrameItem;

use crate::support::{FONTS, edition, english};

/// The sample with the photos of its fourth section in a group, or not; with a caption each, or only the first one.
fn sample(group: bool, captions: bool) -> Edition {
    edition(|text| {
        let mut value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let ids: Vec<String> = serde_json::from_value(value["sections"][3]["photos"].clone()).unwrap();
        for photo in value["photos"].as_array_mut().unwrap() {
            let Some(number) = ids.iter().position(|id| photo["id"] == id.as_str()) else { continue };
            if group {
                photo["group"] = "together".into();
            }
            if number > 0 && !captions {
                photo.as_object_mut().unwrap().remove("caption");
            }
        }
        value.to_string()
    })
}

struct Made {
    outcome: Outcome,
    photos: Vec<PlacedPhoto>,
    left: f64,
    top: f64,
    slots: Vec<SlotLines>,
}

fn made(edition: &Edition) -> Made {
    let outcome = job::make(edition, &FONTS);
    let errors: Vec<_> = outcome.findings.iter().map(|it| english(&it.message)).collect();
    assert!(!outcome.has_errors(), "{errors:?}");
    let placed = placement(edition, outcome.plan.as_ref().unwrap(), &PhotoOrder::new(edition));
    let slots = frames::slots(outcome.document.as_ref().unwrap());
    let photos = placed.sections[3].photos.clone();
    Made { photos, left: placed.left, top: placed.top, slots, outcome }
}

impl Made {
    /// What is wrong with the row of the two pictures.
    fn faults(&self) -> Vec<String> {
        let [one, other] = &self.photos[..] else { return vec![format!("{} photos", self.photos.len())] };
        let (a, b) = (one.picture.frame, other.picture.frame);
        let mut faults = Vec::new();
        let mut check = |ok: bool, what: &str| {
            if !ok {
                faults.push(format!("{what}: {a:?} {b:?}"));
            }
        };
        check((a.y - b.y).abs() < 0.01 && (a.height - b.height).abs() < 0.01, "not level");
        check((b.x - a.x - a.width - 4.0).abs() < 0.01, "gap");
        // Each is as wide as its shape asks: both lose the same by the crop.
        check((one.picture.crop_loss - other.picture.crop_loss).abs() < 1e-6, "cropped differently");
        // And so they are drawn.
        let mut drawn = Vec::new();
        let document = self.outcome.document.as_ref().unwrap();
        walk::visit(&document.pages()[0].frame, |place, item| {
            if let (FrameItem::Image(..), [clip, ..]) = (item, &place.clips[..]) {
                let bounds = clip.bounds();
                drawn.extend(
                    bounds.map(|it| [it.min.x.to_pt(), it.min.y.to_pt(), it.max.x.to_pt(), it.max.y.to_pt()]),
                );
            }
        });
        for frame in [a, b] {
            let (x, y) = (self.left + frame.x, self.top + frame.y);
            let wanted = [x, y, x + frame.width, y + frame.height];
            let there = drawn.iter().any(|it| it.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 0.05));
            check(there, "not drawn there");
        }
        faults
    }

    /// The lines of a photo's caption.
    fn caption(&self, number: usize) -> Vec<frames::Line> {
        let thread = ThreadName::caption(self.photos[number].picture.photo);
        self.slots.iter().filter(|slot| slot.thread == thread).flat_map(|slot| slot.lines.clone()).collect()
    }
}

#[test]
fn photos_of_a_group_stand_in_a_row() {
    let page = made(&sample(true, true));
    assert_eq!(page.faults(), Vec::<String>::new());
    // Each caption stands under its own picture.
    for (number, photo) in page.photos.iter().enumerate() {
        let frame = photo.picture.frame;
        let lines = page.caption(number);
        assert!(!lines.is_empty());
        for line in lines {
            let (left, right) = (page.left + frame.x, page.left + frame.x + frame.width);
            assert!(line.left > left - 0.5 && line.right < right + 0.5, "{line:?} {frame:?}");
            assert!(line.baseline > page.top + frame.y + frame.height + 5.0, "{line:?} {frame:?}");
            // Captions side by side are farther from each other than their pictures.
            assert!(number > 0 || line.right < right - 5.5, "{line:?} {frame:?}");
        }
    }
    // Without the group they are two pictures.
    assert_ne!(made(&sample(false, true)).faults(), Vec::<String>::new());
}

#[test]
fn one_caption_is_for_the_whole_group() {
    let page = made(&sample(true, false));
    assert_eq!(page.faults(), Vec::<String>::new());
    let [one, other] = &page.photos[..] else { panic!("two photos") };
    assert!(page.caption(1).is_empty() && !page.caption(0).is_empty());
    let whole = other.picture.frame.x + other.picture.frame.width - one.picture.frame.x;
    assert!((one.caption.width - whole).abs() < 0.01, "{:?}", one.caption);
}
