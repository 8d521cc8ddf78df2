//! Why a page cannot be as the report wishes: what it would be without each of its wishes.

use crate::diagnostic::Diagnostic;
use crate::say;

use super::page::Setting;
use super::task::{Pool, plans};
use super::wish::Wish;

/// Wishes that are tried one by one; of more only all together are.
const TRIED: usize = 12;

/// The findings about wishes that no plan honours: those without one of which there is a plan; else all of them, where there is
/// one without any. None where the wishes are not what stands in the way.
#[must_use]
pub fn refused(setting: &Setting) -> Option<Vec<Diagnostic>> {
    let all = setting.wishes.all();
    if all.is_empty() {
        return None;
    }
    let loaded = &setting.edition.loaded;
    let columns = setting.edition.template.settings.grid.columns;
    if all.iter().any(|wish| matches!(wish, Wish::Columns(_, wished) if *wished > columns)) {
        // That is said already.
        return Some(Vec::new());
    }
    let solves = |without: &[Wish]| {
        let wishes = without.iter().fold(setting.wishes.clone(), |wishes, &wish| wishes.without(wish));
        let again = Setting { wishes, ..setting.clone() };
        plans(&again, Pool::Cheapest).is_ok()
    };
    let one_by_one = all.iter().take(if all.len() <= TRIED { TRIED } else { 0 });
    let found: Vec<Diagnostic> = one_by_one
        .filter(|wish| solves(&[**wish]))
        .map(|wish| wish.finding(&loaded.report, &loaded.places))
        .collect();
    if !found.is_empty() {
        return Some(found);
    }
    solves(&all).then(|| {
        let fields: Vec<String> = all.iter().map(|wish| wish.pointer()).collect();
        let place = all.first().and_then(|wish| loaded.places.value(&wish.pointer()));
        vec![
            Diagnostic::error(say!("layout.together", wishes = fields))
                .at_place(place)
                .hint(say!("hint.fewer-wishes")),
        ]
    })
}
