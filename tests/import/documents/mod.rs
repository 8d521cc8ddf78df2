//! Documents as offices of a county write them, made up by seeds, with what each part of them is.
//!
//! Each manner is a way in which such files are really made: the faces and sizes, the numbers before headings, the XML that
//! Word, WPS and `LibreOffice` leave behind. The prose is made of sentences of a stock, the same for the same seed.

mod habits;
mod manners;
mod markup;
mod package;
mod parts;
mod pen;
mod sheet;
mod stock;
mod tables;

use banmian::import::Role;

/// A part of a document and what it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// What it may be taken as: more than one where two editors would differ.
    pub accepted: Vec<Role>,
    /// Its letters as the page would print them; of a table its cells with `|` between, of a picture its file's name.
    pub text: String,
    /// What stands before and after that in the source and is taken off, such as 一、.
    pub before: String,
    pub after: String,
    /// Whether an editor might as well leave it in one paragraph with what follows.
    pub runs_on: bool,
}

impl Fact {
    pub fn new(accepted: &[Role], text: &str) -> Self {
        Self {
            accepted: accepted.to_vec(),
            text: text.to_owned(),
            before: String::new(),
            after: String::new(),
            runs_on: false,
        }
    }

    pub fn before(mut self, before: &str) -> Self {
        before.clone_into(&mut self.before);
        self
    }

    pub fn after(mut self, after: &str) -> Self {
        after.clone_into(&mut self.after);
        self
    }

    pub fn running_on(mut self) -> Self {
        self.runs_on = true;
        self
    }
}

/// A document with the truth about it.
pub struct Specimen {
    /// A name for a file.
    pub name: String,
    /// The manner's name.
    pub manner: &'static str,
    pub seed: u64,
    /// The `.docx`.
    pub bytes: Vec<u8>,
    /// What its parts are, in the order of reading.
    pub truth: Vec<Fact>,
    /// Its letters, as its files have them: of the text, notes, tables, text boxes, heads and feet, comments, and those
    /// struck out.
    pub source: String,
    /// How many of them are not blank.
    pub characters: usize,
    pub pictures: usize,
}

/// How many documents there are of each manner.
const SEEDS: u64 = 6;

/// All documents, the same every time.
pub fn all() -> Vec<Specimen> {
    let mut all = Vec::new();
    for (number, (manner, write)) in manners::ALL.iter().enumerate() {
        for seed in 1..=SEEDS {
            let doc = write(seed);
            let (bytes, source) = package::file(&doc);
            let characters = source.chars().filter(|letter| !letter.is_whitespace()).count();
            let mut truth = doc.facts;
            truth.extend(doc.apart);
            all.push(Specimen {
                name: format!("{:02}-{manner}-{seed}", number + 1),
                manner,
                seed,
                bytes,
                truth,
                source,
                characters,
                pictures: doc.media.len(),
            });
        }
    }
    all
}
