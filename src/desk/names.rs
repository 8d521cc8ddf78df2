//! Names of files and folders that are made of what people write.

use banmian::files::is_unsafe;

/// A name without what no system takes and what leads out of a folder, of so many characters; `none` where nothing is left.
pub fn tidy(name: &str, most: usize, none: &str) -> String {
    let name: String = name.chars().filter(|c| !is_unsafe(*c)).take(most).collect();
    let name = name.trim_matches(['.', ' ']);
    if name.is_empty() { none } else { name }.to_owned()
}

/// The first of a name, the same with 2 behind it, with 3 and so on, that is free.
pub fn free(stem: &str, ending: &str, is_free: impl Fn(&str) -> bool) -> String {
    let named = |number: u32| match number {
        1 => format!("{stem}{ending}"),
        _ => format!("{stem}-{number}{ending}"),
    };
    (1..10_000).map(named).find(|name| is_free(name)).unwrap_or_else(|| named(10_000))
}
