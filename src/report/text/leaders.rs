//! The people of a county's list: whether each has his own title, and whether they are named in their order.

use std::ops::Range;

use super::{Check, Kind, Slip, Text, is_han};

/// Offices that one person has, or few: another one beside a name is told.
const OFFICES: [&str; 16] = [
    "书记",
    "主席",
    "主任",
    "县长",
    "市长",
    "区长",
    "旗长",
    "州长",
    "部长",
    "局长",
    "秘书长",
    "院长",
    "检察长",
    "乡长",
    "镇长",
    "组长",
];
/// Bodies that have such offices, the longer first.
const BODIES: [&str; 21] = [
    "人大常委会",
    "纪律检查委员会",
    "政协党组",
    "人大党组",
    "政府党组",
    "政法委",
    "办公室",
    "党支部",
    "总支",
    "县委",
    "市委",
    "区委",
    "旗委",
    "州委",
    "党委",
    "纪委",
    "监委",
    "人大",
    "政协",
    "党组",
    "团委",
];
/// What a county's place is called, which begins bodies and offices.
const PLACES: [char; 7] = ['县', '市', '区', '旗', '州', '乡', '镇'];
/// Words before a title that say that it was another time's or is another's.
const EARLIER: [&str; 8] = ["原", "前", "老", "时任", "曾任", "当时的", "历任", "代"];

/// A person of the list: the titles, and the name.
struct Person<'a> {
    titles: Vec<Title<'a>>,
    name: &'a str,
}

/// A title taken apart: 县政协副主席.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Title<'a> {
    /// What is all of it.
    whole: &'a str,
    /// Where it is: 县政协; empty where it is not said.
    body: &'a str,
    /// Whether it is the second's: 副.
    second: bool,
    office: &'a str,
}

impl<'a> Title<'a> {
    /// The title with which a text ends. Its body is one of those that are known.
    fn ending(text: &'a str) -> Option<Self> {
        let office =
            OFFICES.iter().filter(|office| text.ends_with(**office)).max_by_key(|office| office.len())?;
        let before = &text[..text.len() - office.len()];
        let before_second =
            before.strip_suffix("副").map(|before| before.strip_suffix("常务").unwrap_or(before));
        let body_end = before_second.unwrap_or(before).len();
        let body = BODIES.iter().find(|body| text[..body_end].ends_with(**body)).map_or(0, |body| body.len());
        let county = body > 0 && text[..body_end - body].ends_with(PLACES);
        let start = body_end - body - if county { '县'.len_utf8() } else { 0 };
        Some(Self {
            whole: &text[start..],
            body: &text[start..body_end],
            second: before_second.is_some(),
            office: &text[text.len() - office.len()..],
        })
    }

    /// The title with which a text begins: 书记, 副主席.
    fn beginning(text: &'a str) -> Option<Self> {
        let second = text.starts_with('副');
        let rest = text.trim_start_matches('副');
        let office =
            OFFICES.iter().filter(|office| rest.starts_with(**office)).max_by_key(|office| office.len())?;
        let whole = &text[..text.len() - rest.len() + office.len()];
        Some(Self { whole, body: "", second, office })
    }

    /// Whether one is said where the other is meant: the same office, and nothing else said of where.
    fn is(&self, other: &Self) -> bool {
        self.office == other.office && self.second == other.second && self.at(other)
    }

    fn at(&self, other: &Self) -> bool {
        self.body.contains(other.body) || other.body.contains(self.body)
    }
}

/// The people of the list.
fn people<'a>(text: &Text<'a>) -> Vec<Person<'a>> {
    let Some(names) = text.names else { return Vec::new() };
    let person = |(titles, name): (Option<&'a str>, &'a str)| {
        let mut body = "";
        let mut parts: Vec<Title> =
            titles.unwrap_or_default().split('、').filter_map(Title::ending).collect();
        // 县政协党组书记、主席: the second is of 县政协; 县长 says by itself of where.
        for part in &mut parts {
            if part.body.is_empty() && !part.office.starts_with(PLACES) {
                part.body = body;
            }
            body = part.body.trim_end_matches("党组");
        }
        Person { titles: parts, name }
    };
    names.persons().filter(|(_, name)| name.chars().count() >= 2).map(person).collect()
}

/// A title that is not the person's.
pub(super) static LEADER_TITLE: Check = Check {
    code: "leader-title",
    safe: false,
    find: titles,
    kind: Kind::Body,
    wrong: &[
        ("县政协主席石望川讲话。", Some("县委书记石望川讲话。")),
        ("副县长陆听泉出席。", Some("县长陆听泉出席。")),
        ("岑一木主席主持。", Some("岑一木副主席主持。")),
        ("县政协秘书长岑一木主持。", Some("县政协副主席岑一木主持。")),
        ("县纪委书记石望川讲话。", Some("县委书记石望川讲话。")),
        ("县长石望川讲话。", Some("书记石望川讲话。")),
        ("县委书记陆听泉讲话。", Some("县委副书记陆听泉讲话。")),
    ],
    right: &[
        "县委书记石望川、县长陆听泉出席。",
        "县委副书记、县长陆听泉出席。",
        "县政协党组书记、主席于小禾，副主席岑一木到会。",
        "时任县长石望川到村里调研。",
        "县防汛指挥部组长陆听泉到场。",
        "石望川书记和陆听泉县长来了。",
        "县政府党组书记陆听泉主持。",
        "县政协主席、副主席于小禾、岑一木到会。",
    ],
};

fn titles(text: &Text) -> Vec<Slip> {
    let people = people(text);
    let said = text.blanked.as_str();
    let mut found = Vec::new();
    for person in people.iter().filter(|person| !person.titles.is_empty()) {
        let anothers = |title: &Title| {
            let is = |other: &Person| other.titles.iter().any(|own| own.is(title) && own.body == title.body);
            people.iter().any(is)
        };
        let wrong = |title: &Title| {
            let own = |own: &Title| own.is(title);
            // The same office, as the second or elsewhere; or what is another's of the list.
            let slipped =
                |own: &Title| own.office == title.office && (own.second == title.second || own.at(title));
            !person.titles.iter().any(own) && (person.titles.iter().any(slipped) || anothers(title))
        };
        for (at, _) in said.match_indices(person.name) {
            let end = at + person.name.len();
            let before = Title::ending(&said[..at]).map(|title| (title, at - title.whole.len()..at));
            let after = Title::beginning(&said[end..]).map(|title| (title, end..end + title.whole.len()));
            // 陆听泉 书记石望川: what stands behind a name may be the next one's.
            let next =
                |range: &Range<usize>| !people.iter().any(|other| said[range.end..].starts_with(other.name));
            let after = after.filter(|(_, range)| next(range) && before.is_none());
            for (title, range) in before.into_iter().chain(after) {
                // 主席、副主席于小禾、岑一木: titles of several, then their names.
                let ahead = said[..range.start].trim_end_matches(['、', '和']);
                let of_several =
                    Title::ending(ahead).is_some_and(|other| person.titles.iter().any(|own| own.is(&other)));
                if wrong(&title) && !of_several && !text.ends_before(range.start, &EARLIER) {
                    found.push(Slip::new(range, right(person, &title)));
                }
            }
        }
    }
    found.sort_by_key(|slip| slip.range.start);
    found
}

/// What stands there instead: as long as what was said.
fn right(person: &Person, said: &Title) -> String {
    let same = |own: &&Title| own.office == said.office;
    let Some(own) = person.titles.iter().find(same).or(person.titles.first()) else { return String::new() };
    let short = format!("{}{}", if own.second { "副" } else { "" }, own.office);
    if said.body.is_empty() { short } else { format!("{}{short}", own.body) }
}

/// Two people of the list in another order than the list's.
pub(super) static LEADER_ORDER: Check = Check {
    code: "leader-order",
    safe: false,
    find: orders,
    kind: Kind::Body,
    wrong: &[
        ("县长陆听泉、县委书记石望川出席。", Some("县委书记石望川、县长陆听泉出席。")),
        ("石望川、于小禾、陆听泉到会。", Some("石望川、陆听泉、于小禾到会。")),
        ("岑一木和于小禾一同调研。", Some("于小禾和岑一木一同调研。")),
    ],
    right: &[
        "县委书记石望川、县长陆听泉、县政协主席于小禾出席。",
        "陆听泉主持会议，石望川讲话。",
        "岑一木（左一）、石望川（左二）在村里。",
        "陆听泉向石望川、于小禾介绍情况。",
        "按姓氏笔画为序：岑一木、陆听泉、石望川。",
    ],
};

/// Words that say that another order is meant.
const OTHER_ORDERS: [&str; 8] = ["笔画", "不分先后", "从左", "从右", "左一", "右一", "左二", "右二"];

/// A person named in an enumeration.
struct Item {
    /// The place in the list.
    rank: usize,
    /// Title and name, and a title behind it.
    range: Range<usize>,
}

fn orders(text: &Text) -> Vec<Slip> {
    let said = text.blanked.as_str();
    let people = people(text);
    if OTHER_ORDERS.iter().any(|order| said.contains(order)) {
        return Vec::new();
    }
    let mut named: Vec<Item> = Vec::new();
    for (rank, person) in people.iter().enumerate() {
        named.extend(said.match_indices(person.name).map(|(at, name)| {
            let start = Title::ending(&said[..at]).map_or(at, |title| at - title.whole.len());
            let end = at + name.len();
            let end = end + Title::beginning(&said[end..]).map_or(0, |title| title.whole.len());
            Item { rank, range: start..end }
        }));
    }
    named.sort_by_key(|item| item.range.start);
    let mut found = Vec::new();
    for row in named.chunk_by(|a, b| enumerated(said.get(a.range.end..b.range.start).unwrap_or_default())) {
        if row.is_sorted_by_key(|item| item.rank) {
            continue;
        }
        let (Some(first), Some(last)) = (row.first(), row.last()) else { continue };
        let mut sorted: Vec<&Item> = row.iter().collect();
        sorted.sort_by_key(|item| item.rank);
        let mut right = String::new();
        let mut at = first.range.start;
        for (here, item) in row.iter().zip(sorted) {
            right.push_str(&said[at..here.range.start]);
            right.push_str(&said[item.range.clone()]);
            at = here.range.end;
        }
        found.push(Slip::new(first.range.start..last.range.end, right));
    }
    found
}

/// Whether what stands between two names only joins them: 、 or 和, and other names and titles.
fn enumerated(between: &str) -> bool {
    let between = between.trim_start_matches("同志");
    let joined = ["、", "和", "与", "及", "以及"].iter().any(|join| between.starts_with(join));
    let between = between.trim_start_matches(['、', '和', '与', '及', '以']);
    // At most one other name or part of a title between two marks.
    joined
        && between.chars().count() <= 24
        && between.chars().all(|c| is_han(c) || c == '、')
        && between
            .split('、')
            .all(|part| part.is_empty() || part.chars().count() <= 3 || Title::ending(part).is_some())
}
