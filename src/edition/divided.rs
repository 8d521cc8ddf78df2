//! Sections divided where they run on to the next page: at the end of a paragraph or of a sentence. Each part is a section of
//! its own to makeup, with the places of the whole in the report.

use serde::{Deserialize, Serialize};

use super::Edition;
use crate::report::{Block, Item, Part, Section, inline};

/// Where a section is divided: what follows stands on the next page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cut {
    /// Which section of the report, from 0.
    pub section: usize,
    /// The paragraph in which the next part begins, from 0.
    pub paragraph: usize,
    /// How many of its characters stand before, as the report has them; 0 where it begins the part.
    pub character: usize,
}

/// The marks that end a sentence, and those that may follow them.
const ENDS: [char; 4] = ['。', '！', '？', '…'];
const CLOSING: [char; 4] = ['”', '’', '）', '》'];

impl Edition {
    /// The edition with its sections divided; those of its photos that belong to later text go with it.
    #[must_use]
    pub fn divided(&self, cuts: &[Cut]) -> Self {
        let mut edition = self.clone();
        let take_up = self.template.settings.makeup.pages.taken_up;
        let (mut sections, mut origins) = (Vec::new(), Vec::new());
        for (index, section) in self.loaded.report.sections.iter().enumerate() {
            let mut cuts: Vec<Cut> = cuts.iter().filter(|cut| cut.section == index).copied().collect();
            cuts.sort_unstable();
            cuts.dedup();
            let mut rest = section.clone();
            let mut first = 0;
            for cut in cuts {
                let Some((before, after)) = divide(section, &rest, first, cut) else { continue };
                origins.push((index, first));
                first = cut.paragraph;
                sections.push(before);
                rest = after;
                if !take_up {
                    rest.heading.clear();
                }
            }
            origins.push((index, first));
            sections.push(rest);
        }
        edition.loaded.report.sections = sections;
        edition.loaded.places = edition.loaded.places.of_parts(origins);
        edition
    }
}

/// A section's text before a cut, and that behind it. `first` is the paragraph with which `rest` begins.
fn divide(whole: &Section, rest: &Section, first: usize, cut: Cut) -> Option<(Section, Section)> {
    let at = cut.paragraph.checked_sub(first)?;
    let characters = |body: &[Item]| body.iter().map(Item::characters).sum::<usize>();
    // The paragraph's characters that an earlier part has.
    let item = rest.body.get(at)?;
    let taken = whole.body.get(cut.paragraph)?.characters().checked_sub(item.characters())?;
    let within = cut.character.checked_sub(taken)?;
    if at == 0 && within == 0 || within >= item.characters() {
        return None;
    }
    let (mut before, mut after) = (rest.body[..at].to_vec(), rest.body[at..].to_vec());
    if within > 0 {
        let text = item.text()?;
        before.push(Item::Text(text.chars().take(within).collect()));
        after[0] = Item::Text(text.chars().skip(within).collect());
    }
    // Photos go with the text that is as far behind the section's beginning as they are among its photos.
    #[expect(clippy::cast_precision_loss, reason = "characters of a section, and its photos")]
    let kept = {
        let share = characters(&before) as f64 / characters(&rest.body).max(1) as f64;
        (0..rest.photos.len()).filter(|&one| (one as f64 + 0.5) / rest.photos.len() as f64 <= share).count()
    };
    let (photos, later) = rest.photos.split_at(kept);
    let runs_on = within > 0;
    let one = Section {
        body: before,
        photos: photos.to_vec(),
        notes: Vec::new(),
        part: Part { goes_on: true, ..rest.part },
        ..rest.clone()
    };
    let two = Section {
        body: after,
        photos: later.to_vec(),
        quote: None,
        byline: None,
        editor_note: None,
        part: Part { continues: true, goes_on: false, runs_on },
        ..rest.clone()
    };
    Some((one, two))
}

/// The cut of a section that is nearest to a share of its text; none where a part would have hardly any text.
#[must_use]
pub fn cut_near(section: &Section, number: usize, share: f64) -> Option<Cut> {
    let all = section.characters();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "characters of a section"
    )]
    let wanted = (all as f64 * share.clamp(0.0, 1.0)).round() as usize;
    let mut found: Vec<(usize, Cut)> = Vec::new();
    let mut passed = 0_usize;
    for (paragraph, item) in section.body.iter().enumerate() {
        let below_subhead = paragraph
            .checked_sub(1)
            .is_some_and(|before| matches!(section.body[before], Item::Block(Block::Subhead(_))));
        if passed > 0 && !below_subhead {
            // The end of a paragraph is liked better than that of a sentence so many characters nearer.
            let off = passed.abs_diff(wanted).saturating_sub(PARAGRAPH);
            found.push((off, Cut { section: number, paragraph, character: 0 }));
        }
        let characters: Vec<char> = item.text().unwrap_or_default().chars().collect();
        // Marks would lose their partners.
        let marked = item.text().is_some_and(|text| !inline::marked(text).is_plain());
        for at in sentence_ends(&characters).into_iter().filter(|_| !marked) {
            // No few words of a paragraph stand alone.
            if at >= LEAST_PIECE && characters.len() - at >= LEAST_PIECE {
                let cut = Cut { section: number, paragraph, character: at };
                found.push(((passed + at).abs_diff(wanted), cut));
            }
        }
        passed += item.characters();
    }
    let before =
        |cut: &Cut| section.body[..cut.paragraph].iter().map(Item::characters).sum::<usize>() + cut.character;
    found.retain(|(_, cut)| before(cut) >= LEAST_PART && all - before(cut) >= LEAST_PART);
    found.into_iter().min_by_key(|(off, cut)| (*off, *cut)).map(|(_, cut)| cut)
}

/// A part has at least so many characters, a piece of a paragraph so many; and by so many characters may the end of a
/// paragraph be farther from the wanted place than that of a sentence.
const LEAST_PART: usize = 150;
const LEAST_PIECE: usize = 40;
const PARAGRAPH: usize = 60;

/// Where sentences end within a paragraph: behind the mark and what closes with it.
fn sentence_ends(characters: &[char]) -> Vec<usize> {
    let mut ends = Vec::new();
    for at in 1..characters.len() {
        let (before, next) = (characters[at - 1], characters[at]);
        let closes = CLOSING.contains(&before) && at >= 2 && ENDS.contains(&characters[at - 2]);
        if (ENDS.contains(&before) || closes) && !ENDS.contains(&next) && !CLOSING.contains(&next) {
            ends.push(at);
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::{Cut, cut_near, divide};
    use crate::report::{self, Item, Section};

    fn text(section: &Section) -> String {
        section.paragraphs().collect()
    }

    fn section(body: &[String]) -> Section {
        let photos =
            ["a", "b", "c", "d"].map(|id| serde_json::json!({ "id": id, "file": format!("{id}.jpg") }));
        let report = serde_json::json!({
            "format": 1, "county": "某县", "year": 2024, "headline": { "title": ["山河新"] },
            "sections": [{ "heading": ["民生"], "body": body, "photos": ["a", "b", "c", "d"] }],
            "photos": photos,
        });
        report::read_text(report.to_string(), "report.json").unwrap().report.sections.remove(0)
    }

    #[test]
    fn a_section_is_divided_at_the_end_of_a_paragraph_or_a_sentence() {
        // Five paragraphs of 200 characters: sentences of 20, one of them with a closing mark behind its end.
        let sentence = "委员们走进村社听民声，建议一条条记下来。";
        let paragraph = format!("{}他说：“群众的事情再小也要办得妥妥当当。”", sentence.repeat(9));
        let whole = section(&vec![paragraph.clone(); 5]);
        let at_paragraph = cut_near(&whole, 3, 0.41).unwrap();
        assert_eq!(at_paragraph, Cut { section: 3, paragraph: 2, character: 0 });
        let within = cut_near(&whole, 3, 0.5).unwrap();
        assert_eq!((within.paragraph, within.character), (2, 100));
        assert_eq!(cut_near(&section(&["短。".repeat(60)]), 0, 0.5), None);
        for cut in [at_paragraph, within] {
            let (one, two) = divide(&whole, &whole, 0, cut).unwrap();
            assert_eq!(text(&one) + &text(&two), text(&whole));
            assert_eq!((one.photos.len(), two.photos.len()), (2, 2));
            assert!(one.part.goes_on && !one.part.continues && two.part.continues && !two.part.goes_on);
            assert_eq!(two.part.runs_on, cut.character > 0);
            // What follows can be divided again, with places of the whole.
            let again = Cut { section: 3, paragraph: 4, character: 40 };
            let (middle, last) = divide(&whole, &two, cut.paragraph, again).unwrap();
            assert_eq!(text(&one) + &text(&middle) + &text(&last), text(&whole));
        }
        // A subhead goes with the text below it, and a block with marks is not divided.
        let mut blocks = section(&vec![paragraph.clone(); 4]);
        let subhead: Item = serde_json::from_str(r#"{ "subhead": "办实事" }"#).unwrap();
        blocks.body.insert(2, subhead);
        blocks.notes.push("提案委。".to_owned());
        let cut = cut_near(&blocks, 0, 0.5).unwrap();
        assert_eq!(cut, Cut { section: 0, paragraph: 2, character: 0 });
        let (one, two) = divide(&blocks, &blocks, 0, cut).unwrap();
        assert!(two.body[0].block().is_some() && one.body.len() == 2);
        assert!(one.notes.is_empty() && two.notes.len() == 1);
        for share in [0.45, 0.48, 0.52, 0.55] {
            assert_ne!(cut_near(&blocks, 0, share).map(|cut| cut.paragraph), Some(3), "{share}");
        }
        // No closing mark begins a part.
        let quoted =
            section(&vec![format!("{}“{}”{}", sentence.repeat(4), sentence, sentence.repeat(5)); 2]);
        for share in [0.2, 0.25, 0.3, 0.5, 0.7, 0.75] {
            if let Some(cut) = cut_near(&quoted, 0, share) {
                let (_, rest) = divide(&quoted, &quoted, 0, cut).unwrap();
                assert!(!text(&rest).starts_with('”'), "{cut:?}");
            }
        }
    }
}
