//! What a batch has begun and settled, for the process that takes over when this one is ended: a line for each, `b 7` when job
//! 7 is begun, `e 7 d` when it is settled and done, `x 7` when the process was ended meanwhile.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use banmian::batch::State;

/// A journal that is written.
pub struct Journal(Mutex<File>);

/// How far a batch came.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Past {
    /// The jobs that are settled, and how.
    pub settled: BTreeMap<usize, State>,
    /// Those that were begun and not settled.
    pub begun: Vec<usize>,
    /// Those during which a process was ended, and how often.
    pub suspects: BTreeMap<usize, u32>,
}

impl Journal {
    /// Goes on with a journal.
    pub fn open(path: &Path) -> std::io::Result<Self> {
        Ok(Self(Mutex::new(File::options().append(true).open(path)?)))
    }

    fn line(&self, line: &str) {
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Without a line the job is only done once more.
        let _ = file.write_all(line.as_bytes());
    }

    pub fn begins(&self, number: usize) {
        self.line(&format!("b {number}\n"));
    }

    pub fn settled(&self, number: usize, state: State) {
        let letter = match state {
            State::Done => 'd',
            State::Findings => 'f',
            State::Again => 'a',
        };
        self.line(&format!("e {number} {letter}\n"));
    }

    /// That the process was ended while it was at a job.
    pub fn ended(&self, number: usize) {
        self.line(&format!("x {number}\n"));
    }
}

impl Past {
    /// What a journal says. A line that was not written to its end says nothing.
    pub fn read(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let mut past = Self::default();
        for line in text.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n')) {
            let mut words = line.split(' ');
            let (kind, number) = (words.next(), words.next().and_then(|number| number.parse().ok()));
            let Some(number) = number else { continue };
            if kind == Some("b") {
                past.begun.push(number);
                continue;
            }
            past.begun.retain(|begun| *begun != number);
            match (kind, words.next()) {
                (Some("x"), _) => *past.suspects.entry(number).or_default() += 1,
                (Some("e"), letter) => {
                    let state = match letter {
                        Some("d") => State::Done,
                        Some("f") => State::Findings,
                        _ => State::Again,
                    };
                    past.settled.insert(number, state);
                    past.suspects.remove(&number);
                }
                _ => {}
            }
        }
        past
    }
}
