//! Sentences chosen by a seed.

use super::stock::{self, THEMES, Theme};

/// Numbers that look like chance and are the same for the same seed.
#[derive(Clone)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    }

    /// A number below another.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// A number between two, with both.
    pub fn from(&mut self, first: usize, last: usize) -> usize {
        first + self.below(last - first + 1)
    }

    pub fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            let other = self.below(last + 1);
            list.swap(last, other);
        }
    }
}

/// Which office writes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Office {
    /// 政协.
    Consultative,
    /// 人大.
    Congress,
    /// 政府.
    Government,
}

/// Writes the prose of one document: no sentence twice while there are others.
pub struct Pen {
    pub dice: Dice,
    pub county: &'static str,
    pub year: usize,
    pub office: Office,
    /// How many letters the document should have.
    pub letters: usize,
    /// The themes of its sections.
    pub themes: Vec<usize>,
    /// In which section each picture stands.
    pub pictures: Vec<usize>,
    used: Vec<(usize, &'static str)>,
}

impl Pen {
    /// The most pictures a document of this manner has is `pictures`.
    pub fn new(manner: usize, seed: u64, pictures: usize) -> Self {
        let mut dice = Dice::new(manner as u64 * 1000 + seed);
        let office =
            [Office::Consultative, Office::Congress, Office::Government][(seed as usize + manner) % 3];
        // From the shortest to the longest over the seeds of a manner, so that each manner has both.
        let step = (seed as usize * 5 + manner) % 6;
        let letters = 1500 + step * 800 + dice.below(400);
        let sections = (3 + step + dice.below(3)).min(9);
        let mut others: Vec<usize> = (3..13).collect();
        dice.shuffle(&mut others);
        let own: &[usize] = match office {
            Office::Consultative => &[0, 1, 13],
            Office::Congress => &[0, 2],
            Office::Government => &[2],
        };
        let mut themes: Vec<usize> = own.to_vec();
        themes.extend(others);
        themes.truncate(sections);
        themes[1..].rotate_left((seed as usize) % (sections - 1));
        let many = (seed as usize * 4 + manner * 3 + dice.below(2)) % (pictures + 1);
        let mut pictures: Vec<usize> = (0..many).map(|_| dice.below(sections)).collect();
        pictures.sort_unstable();
        let county = stock::COUNTIES[(seed as usize * 7 + manner) % stock::COUNTIES.len()];
        let year = 2021 + dice.below(5);
        Self { dice, county, year, office, letters, themes, pictures, used: Vec::new() }
    }

    pub fn theme(&self, section: usize) -> &'static Theme {
        THEMES[self.themes[section]]
    }

    /// The name of the body, such as 青岭县政协.
    pub fn body(&self) -> String {
        let of = match self.office {
            Office::Consultative => "政协",
            Office::Congress => "人大常委会",
            Office::Government => "人民政府",
        };
        format!("{}{of}", self.county)
    }

    /// One of a list that was not used yet. `list` tells lists apart.
    pub fn fresh(&mut self, list: usize, of: &'static [&'static str]) -> &'static str {
        let left: Vec<&str> = of.iter().copied().filter(|one| !self.used.contains(&(list, *one))).collect();
        let one = if left.is_empty() { *self.dice.pick(of) } else { *self.dice.pick(&left) };
        self.used.push((list, one));
        one
    }

    /// A template with its numbers and names.
    pub fn fill(&mut self, template: &str) -> String {
        let mut text = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let (what, after) = after.split_once('}').unwrap();
            text.push_str(&self.slot(what));
            rest = after;
        }
        text.push_str(rest);
        text
    }

    fn slot(&mut self, what: &str) -> String {
        let dice = &mut self.dice;
        match what {
            "d" => dice.from(2, 68).to_string(),
            "u" => dice.from(1, 9).to_string(),
            "g" => dice.from(310, 362).to_string(),
            "n" => dice.from(102, 9870).to_string(),
            "w" => format!("{}.{}", dice.from(1, 38), dice.from(1, 9)),
            "p" => format!("{}.{}", dice.from(1, 97), dice.from(1, 9)),
            "m" => format!("{}.{:02}", dice.from(1, 240), dice.from(1, 99)),
            "t" => (*dice.pick(stock::TOWNS)).to_owned(),
            "v" => (*dice.pick(stock::VILLAGES)).to_owned(),
            "r" => (*dice.pick(stock::RIVERS)).to_owned(),
            "e" => (*dice.pick(stock::FIRMS)).to_owned(),
            "k" => (*dice.pick(stock::NAMES)).to_owned(),
            "c" => self.county.to_owned(),
            "Y" => self.year.to_string(),
            _ => panic!("{what}: no such slot"),
        }
    }

    pub fn name(&mut self) -> &'static str {
        self.fresh(1, stock::NAMES)
    }

    pub fn sentence(&mut self, section: usize) -> String {
        let own = self.theme(section).sentences;
        let told = |pen: &Self, of: &[&str]| of.iter().all(|one| pen.used.contains(&(2, one)));
        // A long section goes on with what nobody said yet.
        let of = if told(self, own) {
            THEMES.iter().map(|theme| theme.sentences).find(|of| !told(self, of)).unwrap_or(own)
        } else {
            own
        };
        let template = self.fresh(2, of);
        self.fill(template)
    }

    /// So many sentences of a section; now and then the first is one that looks like something else.
    pub fn paragraph(&mut self, section: usize, sentences: usize) -> String {
        let mut text = String::new();
        if self.dice.one_in(7) {
            let opener = self.fresh(3, stock::OPENERS);
            text.push_str(&self.fill(opener));
        }
        for _ in 0..sentences {
            text.push_str(&self.sentence(section));
        }
        text
    }

    pub fn heading(&mut self, section: usize) -> String {
        let theme = self.theme(section);
        let template = self.fresh(4, theme.headings);
        self.fill(template)
    }

    pub fn couplet(&mut self, section: usize) -> (&'static str, &'static str) {
        let couplets = self.theme(section).couplets;
        *self.dice.pick(couplets)
    }

    pub fn short(&mut self, section: usize) -> &'static str {
        let short = self.theme(section).short;
        self.dice.pick::<&str>(short)
    }

    pub fn subhead(&mut self, section: usize) -> &'static str {
        let subheads = self.theme(section).subheads;
        self.fresh(5, subheads)
    }

    pub fn entry(&mut self, section: usize) -> String {
        let entries = self.theme(section).entries;
        let template = self.fresh(6, entries);
        self.fill(template)
    }

    pub fn caption(&mut self, section: usize) -> String {
        let captions = self.theme(section).captions;
        let template = self.fresh(7, captions);
        self.fill(template)
    }

    pub fn lead(&mut self) -> String {
        let template = self.fresh(8, stock::LEADS);
        self.fill(template)
    }

    pub fn bold_line(&mut self) -> &'static str {
        self.fresh(9, stock::BOLD_LINES)
    }

    pub fn quote(&mut self) -> String {
        let (said, by) = *self.dice.pick(stock::QUOTES);
        let by = self.fill(by);
        format!("{said}{by}")
    }

    pub fn closing(&mut self) -> String {
        let template = self.fresh(10, stock::CLOSINGS);
        self.fill(template)
    }

    /// A title of one line.
    pub fn title(&mut self) -> String {
        let titles = match self.office {
            Office::Consultative => stock::CONSULTATIVE_TITLES,
            Office::Congress => stock::CONGRESS_TITLES,
            Office::Government => stock::GOVERNMENT_TITLES,
        };
        let template = *self.dice.pick(titles);
        self.fill(template)
    }

    /// A title of two lines.
    pub fn title_couplet(&mut self) -> (&'static str, &'static str) {
        *self.dice.pick(stock::TITLE_COUPLETS)
    }

    /// The day on which a text is signed, such as 2024年12月20日.
    pub fn day(&mut self) -> String {
        format!("{}年12月{}日", self.year, self.dice.from(10, 30))
    }
}
