//! What a value of a template is for, in words for whoever fills it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::message::{Argument, Lang};

/// What a value is for: a sentence, or one for each language of the program.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Meaning {
    /// The same for everybody.
    One(String),
    /// For each language.
    Each {
        /// In English.
        en: String,
        /// In Chinese.
        zh: String,
    },
}

impl Meaning {
    /// The sentence in a language.
    #[must_use]
    pub fn text(&self, lang: Lang) -> &str {
        match (self, lang) {
            (Self::One(words), _) => words,
            (Self::Each { en, .. }, Lang::En) => en,
            (Self::Each { zh, .. }, Lang::Zh) => zh,
        }
    }

    /// The sentence in every language.
    #[must_use]
    pub fn whole(&self) -> String {
        match self {
            Self::One(words) => words.clone(),
            Self::Each { en, zh } => format!("{zh} · {en}"),
        }
    }
}

impl From<&Meaning> for Argument {
    fn from(meaning: &Meaning) -> Self {
        Self::Each { en: meaning.text(Lang::En).to_owned(), zh: meaning.text(Lang::Zh).to_owned() }
    }
}
