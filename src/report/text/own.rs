//! A county's own names: what the program's lists cannot know.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

/// Names that a county's texts hold, against which they are checked.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// People with their titles, in the order in which they are named: "县委书记 石望川".
    #[serde(default)]
    #[schemars(length(max = 200))]
    pub people: Vec<String>,
    /// The county's own places: towns, townships, villages.
    #[serde(default)]
    #[schemars(length(max = 2000))]
    pub places: Vec<String>,
    /// Wrong wordings, each with the right one.
    #[serde(default)]
    pub wording: BTreeMap<String, String>,
    /// What is counted in 周年 and the year it began: `"建县" = 1958`.
    #[serde(default)]
    pub founded: BTreeMap<String, u32>,
}

impl Names {
    /// The invented names that the examples of the checks are held against.
    #[must_use]
    pub fn example() -> Self {
        let people = [
            "县委书记 石望川",
            "县委副书记、县长 陆听泉",
            "县政协党组书记、主席 于小禾",
            "县政协副主席 岑一木",
            "县政协秘书长 符望舒",
        ];
        Self { people: people.map(str::to_owned).to_vec(), ..Self::default() }
    }

    /// The people: title, where it is given, and name.
    pub fn persons(&self) -> impl Iterator<Item = (Option<&str>, &str)> {
        self.people.iter().map(|person| match person.rsplit_once(' ') {
            Some((title, name)) => (Some(title.trim()), name),
            None => (None, person.as_str()),
        })
    }
}
