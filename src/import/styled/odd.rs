//! Lines that say more than one thing: the head of the page, who says what, the titles of boxes.

use serde_json::Value;

use super::super::export::lines::{folio, kind_word};
use super::build::{Build, number, parts};
use super::letters::{Letter, said};
use super::places::Words;
use crate::report::AsideKind;
use crate::report::braces;

impl Build<'_> {
    /// The title of a box: what kind it is, and what it says besides.
    pub(super) fn box_title(
        &mut self,
        base: Option<usize>,
        letters: &[Letter],
        took: Option<usize>,
    ) -> (String, Option<Words>) {
        let line = base.and_then(|base| self.known[base].line().cloned());
        let kinds = [AsideKind::Link, AsideKind::Background, AsideKind::Voice];
        let text = said(letters);
        let word = kinds.into_iter().find(|kind| {
            let rest = text.strip_prefix(kind_word(*kind));
            rest.is_some_and(|rest| rest.trim().is_empty() || rest.trim_start().starts_with(['：', ':']))
        });
        let of = line.as_ref().and_then(|line| {
            let parts = parts(&line.pointer);
            Some((number(parts.get(1)?), number(parts.get(3)?)))
        });
        let kind = word.map_or_else(|| of.map_or("link", |of| self.kind(of)), kind_name).to_owned();
        let start = match word {
            None => 0,
            Some(kind) => {
                let length = kind_word(kind).chars().count();
                let behind = letters[length..].iter();
                length
                    + behind.take_while(|it| it.sign.is_whitespace() || matches!(it.sign, '：' | ':')).count()
            }
        };
        let rest = letters.get(start..).unwrap_or_default();
        let title = match base.filter(|_| !rest.is_empty()) {
            Some(base) => Some(self.core(base, rest, took)),
            None => (!rest.is_empty()).then(|| Words { text: self.fresh(rest, false), took }),
        };
        (kind, title)
    }

    /// What somebody says, and who.
    pub(super) fn saying(
        &mut self,
        base: usize,
        letters: &[Letter],
        took: Option<usize>,
        from: Option<&String>,
    ) -> (Words, Option<String>) {
        let line = self.known[base].line().cloned();
        let before = line.as_ref().map(|line| line.before.clone()).unwrap_or_default();
        let start = if said(letters).starts_with(&before) { before.chars().count() } else { 0 };
        let letters = letters.get(start..).unwrap_or_default();
        let all: Vec<char> = letters.iter().map(|letter| letter.sign).collect();
        let dash = |after: &[char]| after.starts_with(&['—', '—']);
        let dashes: Vec<usize> =
            (0..all.len()).filter(|&at| dash(&all[at..]) && (at == 0 || all[at - 1] != '—')).collect();
        let own_line = dashes.iter().copied().rfind(|&at| at > 0 && all[at - 1] == '\n');
        let split =
            own_line.or_else(|| dashes.last().copied().filter(|_| from.is_some())).filter(|&at| at > 0);
        let (text, after) = match split {
            Some(at) => (&letters[..at], &letters[at..]),
            None => (letters, &letters[letters.len()..]),
        };
        let end = text.iter().rposition(|it| !it.sign.is_whitespace()).map_or(0, |at| at + 1);
        let words = self.core(base, &text[..end], took);
        let name: String = said(after).trim_start_matches('—').trim().to_owned();
        let known = from.filter(|from| crate::report::resolve(from, &self.report.metrics).trim() == name);
        let name = known.cloned().or_else(|| (!name.is_empty()).then(|| braces(&name)));
        (words, name)
    }

    /// The line at the head of the page.
    pub(super) fn folio(&mut self, base: usize, letters: &[Letter], took: Option<usize>) {
        let fields = folio(self.report);
        let text = said(letters);
        let own = |name: &str| {
            let pointer = format!("/folio/{name}");
            self.base.pointer(&pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        if took.is_none() || text == self.known[base].key {
            for (name, _) in &fields {
                self.page.folio.insert(name, Words { text: own(name), took });
            }
            return;
        }
        let mut rest: Vec<&str> =
            text.split(['　', '\t', '\n']).map(str::trim).filter(|it| !it.is_empty()).collect();
        let mut out: Vec<(&'static str, String)> = Vec::new();
        for (name, shown) in &fields {
            if let Some(at) = rest.iter().position(|word| *word == shown.trim()) {
                rest.remove(at);
                out.push((*name, own(name)));
            }
        }
        for word in rest {
            let free =
                |name: &str, out: &[(&'static str, String)]| !out.iter().any(|(other, _)| *other == name);
            let page = word.strip_prefix('第').and_then(|word| word.strip_suffix('版'));
            if let Some(date) = date_of(word).filter(|_| free("date", &out)) {
                out.push(("date", date));
            } else if let Some(page) = page.filter(|_| free("page", &out)) {
                out.push(("page", page.to_owned()));
            } else {
                // The one of the two that the report had.
                let names = ["paper", "kind"].into_iter().filter(|name| free(name, &out));
                let had = |name: &&str| fields.iter().any(|(field, _)| field == name);
                let names: Vec<&'static str> = names.collect();
                if let Some(name) = names.iter().copied().find(had).or(names.first().copied()) {
                    out.push((name, braces(word)));
                } else if let Some((_, text)) = out.iter_mut().find(|(name, _)| *name == "kind") {
                    text.push('　');
                    text.push_str(word);
                }
            }
        }
        for (name, text) in out {
            self.page.folio.insert(name, Words { text, took });
        }
    }

    /// One of the page's makers.
    pub(super) fn staff(&mut self, of: Option<usize>, letters: &[Letter], took: Option<usize>) {
        let known = of.and_then(|at| self.report.folio.as_ref()?.staff.get(at));
        let text = said(letters);
        let shown = |text: &str| crate::report::resolve(text, &self.report.metrics);
        let (role, name) = text.split_once(['：', ':']).unwrap_or(("编辑", &text));
        let own = |said: &str, known: Option<&String>| {
            let same = known.filter(|known| shown(known).trim() == said.trim());
            same.cloned().unwrap_or_else(|| braces(said.trim()))
        };
        let role = own(role, known.map(|staff| &staff.role));
        let text = own(name, known.map(|staff| &staff.name));
        let same = known.filter(|staff| {
            took.is_none() || shown(&format!("{}：{}", staff.role, staff.name)).trim() == said(letters)
        });
        let (role, text) = same.map_or((role, text), |staff| (staff.role.clone(), staff.name.clone()));
        self.page.staff.push((Words { text, took }, role));
    }
}

/// 2025年1月10日 → 2025-01-10.
pub(super) fn date_of(text: &str) -> Option<String> {
    let (year, rest) = text.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let day = rest.strip_suffix('日')?;
    let number = |text: &str| text.trim().parse::<u32>().ok();
    let date = format!("{:04}-{:02}-{:02}", number(year)?, number(month)?, number(day)?);
    crate::report::date_zh(&date).map(|_| date)
}

pub(super) fn kind_name(kind: AsideKind) -> &'static str {
    match kind {
        AsideKind::Link => "link",
        AsideKind::Background => "background",
        AsideKind::Voice => "voice",
    }
}
