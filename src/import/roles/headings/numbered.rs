//! Headings by their numbers, and lists.

use std::collections::BTreeMap;

use super::super::line::Line;
use super::super::numbering::{Chain, Form};
use super::super::usual::Usual;
use super::looked::look_signs;
use super::run_in::{RunIn, run_in};
use super::{Candidate, ENOUGH, ENTRY, Key, next};
use crate::import::taken::Role;
use crate::say;

/// The headings that numbers make, and the entries of lists, which are taken at once.
pub(in super::super) fn numbered(lines: &mut [Line], chains: &[Chain], usual: &Usual) -> Vec<Candidate> {
    let mut out = Vec::new();
    // How many lines of a form could be headings, in all of the text: a chain of one is judged by the others.
    let mut forms: BTreeMap<(Form, u8), (usize, usize)> = BTreeMap::new();
    for chain in chains {
        let (heads, all) = forms.entry((chain.form, chain.depth)).or_default();
        for &at in &chain.lines {
            let line = &lines[at];
            *heads += usize::from(line.is_short() || line.is_sentence() || run_in(line).is_some());
            *all += 1;
        }
    }
    for chain in chains {
        let usually = forms
            .get(&(chain.form, chain.depth))
            .is_some_and(|(heads, all)| *all > 1 && heads * 10 >= all * 6);
        if let Some(chained) = Chained::new(lines, chain, usually, usual) {
            chain_of(lines, chained, usual, &mut out);
        }
    }
    out.sort_by_key(|candidate| candidate.line);
    out
}

/// What the lines of a chain have in common.
struct Chained<'a> {
    chain: &'a Chain,
    /// Its lines that nothing has taken yet, with the headings that run into their text.
    members: Vec<(usize, Option<RunIn>)>,
    /// How many are short.
    shorts: usize,
    /// How many are one sentence.
    sentences: usize,
    /// How many are short and look as headings do.
    looked: usize,
    /// How many run into their text, by their look and by their first sentence.
    run_ins: (usize, usize),
    /// After how many of them something else stands before the next.
    gaps: usize,
    /// Whether text follows the last one.
    last_followed: bool,
    /// Whether text follows most of them.
    followed: bool,
    /// Whether most numbers of the form, in all of the text, stand before headings.
    usually: bool,
}

impl<'a> Chained<'a> {
    fn new(lines: &[Line], chain: &'a Chain, usually: bool, usual: &Usual) -> Option<Self> {
        let open: Vec<usize> = chain.lines.iter().copied().filter(|&at| lines[at].open()).collect();
        let &last = open.last()?;
        let many = |is: &dyn Fn(&Line) -> bool| open.iter().filter(|&&at| is(&lines[at])).count();
        let gaps = open.windows(2).filter(|pair| next(lines, pair[0]) != Some(pair[1])).count();
        let last_followed =
            next(lines, last).is_some_and(|next| lines[next].is_body() || lines[next].grid.is_some());
        let followed = if open.len() == 1 { last_followed } else { gaps * 2 >= open.len() - 1 };
        let (shorts, sentences) = (many(&Line::is_short), many(&Line::is_sentence));
        let looked = many(&|line| line.is_short() && look_signs(line, line.look, usual) >= LOOKS);
        let run_in = |at: usize| if lines[at].is_short() { None } else { run_in(&lines[at]) };
        let members: Vec<_> = open.iter().map(|&at| (at, run_in(at))).collect();
        let run_ins = || members.iter().filter_map(|(_, run_in)| run_in.as_ref());
        let by_look = run_ins().filter(|run_in| run_in.look.is_some()).count();
        let run_ins = (by_look, run_ins().count() - by_look);
        Some(Self {
            chain,
            members,
            shorts,
            sentences,
            looked,
            run_ins,
            gaps,
            last_followed,
            followed,
            usually,
        })
    }

    /// Whether the form stands before headings more often than before the entries of lists.
    fn is_strong(&self) -> bool {
        self.chain.form <= Form::Deep
    }

    /// Whether most of the chain are as many.
    fn agree(&self, count: usize) -> bool {
        count * 10 >= self.members.len() * 6
    }

    /// Whether it is a list: lines in a row without text between them; nothing where it is none, else whether that is certain.
    fn is_list(&self, lines: &[Line], usual: &Usual) -> Option<bool> {
        let count = self.members.len();
        let all = |is: &dyn Fn(&Line) -> bool| self.members.iter().all(|(at, _)| is(&lines[*at]));
        let outlined = all(&|line| line.outline.is_some()) && !usual.outlined;
        let plain = all(&|line| line.length <= ENTRY) && self.looked * 2 < count && self.run_ins.0 == 0;
        let rows =
            if self.is_strong() { self.gaps == 0 } else { self.gaps * 2 < count - 1 || self.gaps == 0 };
        if count < 2 || outlined || !plain || !rows {
            return None;
        }
        let long = self.members.iter().filter(|(at, _)| lines[*at].length > 45).count() * 2 > count;
        if !self.is_strong() {
            return (!long || self.run_ins.1 < count).then_some(true);
        }
        let short = self.shorts == count && !self.last_followed;
        (short && (self.chain.form > Form::Han || count > 2)).then_some(false)
    }

    /// How much its numbers speak for headings.
    fn score(&self) -> f32 {
        let base = match self.chain.form {
            Form::Part | Form::Han => 4.0,
            Form::BracketHan => 3.6,
            Form::Deep => 3.2,
            Form::Arabic => 2.8,
            Form::BracketArabic => 2.4,
            _ => 1.6,
        };
        let several = self.members.len() > 1;
        base + match (self.chain.whole, several) {
            (true, true) if self.sentences == self.members.len() => 1.3,
            (true, true) => 1.0,
            (true, false) => 0.0,
            (false, _) => -0.6,
        }
    }
}

/// How much of a look makes a numbered line look as headings do.
const LOOKS: f32 = 1.5;

fn chain_of(lines: &mut [Line], chained: Chained<'_>, usual: &Usual, out: &mut Vec<Candidate>) {
    if let Some(certain) = chained.is_list(lines, usual) {
        for (at, _) in chained.members {
            let from = lines[at].number_letters();
            lines[at].take_from(Role::Entry, from, (!certain).then(|| say!("import-doubt.list")));
        }
        return;
    }
    let key = Key::Number(chained.chain.form, chained.chain.depth);
    let numbers = chained.score();
    let strong = chained.is_strong();
    let several = chained.members.len() > 1;
    let sentences = chained.agree(chained.shorts + chained.sentences) || (chained.usually && strong);
    let heads = several && chained.agree(chained.shorts + chained.run_ins.0 + chained.run_ins.1);
    for (at, run_in) in chained.members {
        let line = &lines[at];
        let start = line.number_letters();
        let look = look_signs(line, line.look, usual);
        let mut score = numbers + look.min(2.5);
        let mut doubt = None;
        let (range, text) = if line.is_short() {
            if !chained.followed && !strong && look < LOOKS {
                continue;
            }
            let alone = !several && look < LOOKS && line.outline.is_none();
            score -= if alone && (!strong || !chained.last_followed) { 2.0 } else { 0.0 };
            score -= if next(lines, at).is_none() { 1.0 } else { 0.0 };
            (start..line.length, None)
        } else if let Some(run_in) = run_in {
            if run_in.look.is_some() {
                score = numbers + 1.5;
            } else if (heads || chained.usually) && chained.chain.form <= Form::Arabic {
                score = (numbers - 0.3).max(ENOUGH);
                doubt = (!strong).then(|| say!("import-doubt.run-in"));
            } else {
                lines[at].maybe = strong.then(|| say!("import-doubt.run-in"));
                continue;
            }
            (run_in.range, Some(run_in.text))
        } else if line.is_sentence()
            && (sentences || look >= LOOKS)
            && (chained.followed || chained.last_followed)
        {
            (start..line.length - 1, None)
        } else {
            continue;
        };
        out.push(Candidate { line: at, key, score, range, text, doubt });
    }
}
