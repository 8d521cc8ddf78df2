//! A manifest: a table or JSON lines that name the reports of a batch, and what is special about each.

use std::io::Read;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use clap::ValueEnum;

use super::job::{Job, MOST_JOBS, stem};
use super::lines::{self, Cell, Line, place};
use crate::diagnostic::{Diagnostic, SourceText};
use crate::edition::folder::{embedded_names, inside};
use crate::edition::roots;
use crate::job::{MOST_SECONDS, Order};
use crate::message::{Message, io_error};
use crate::report::none_of;
use crate::say;

/// A manifest may have this many bytes.
pub const MOST_BYTES: u64 = 64 * 1024 * 1024;
/// So many findings are told; who wrote the manifest has enough to do with them.
const MOST_TOLD: usize = 20;

/// What a manifest may say of a report.
pub const COLUMNS: [&str; 13] = [
    "report",
    "name",
    "county",
    "template",
    "press",
    "pdfx",
    "profile",
    "total_ink",
    "marks",
    "imposition",
    "plan",
    "candidate",
    "time_limit",
];

/// Reads a manifest. Its paths are those of its own folder and stay in it.
///
/// # Errors
/// Everything that is wrong with it, each with its place.
pub fn read(path: &Path, base: &Order) -> Result<Vec<Job>, Vec<Diagnostic>> {
    let shown = path.display().to_string();
    let source = Arc::new(text(path, &shown).map_err(|problem| vec![problem])?);
    let home = path.parent().unwrap_or(Path::new(""));
    let reader = Reader { source: Arc::clone(&source), home, base };
    let (mut jobs, mut problems, mut more) = (Vec::new(), Vec::new(), 0_usize);
    let mut complain = |problem: Diagnostic| {
        if problems.len() < MOST_TOLD {
            problems.push(problem);
        } else {
            more += 1;
        }
    };
    let (mut wrong, mut many): (Vec<Diagnostic>, _) = (Vec::new(), None);
    let mut take = |line: Line| {
        if jobs.len() >= MOST_JOBS {
            many = Some(line.range);
            return false;
        }
        match reader.job(&line) {
            Ok(job) => jobs.push(job),
            Err(found) => {
                // A column that is not known is wrong in every line of a table, and told once.
                for problem in found {
                    if wrong.len() < 2 * MOST_TOLD && !wrong.contains(&problem) {
                        wrong.push(problem);
                    }
                }
            }
        }
        true
    };
    if is_table(path) {
        lines::csv(&source, &mut take, &mut complain);
    } else {
        lines::json(&source, &mut take, &mut complain);
    }
    wrong.into_iter().for_each(&mut complain);
    if let Some(range) = many {
        let message = say!("jobs.too-many", most = MOST_JOBS);
        complain(Diagnostic::error(message).at(place(&source, range)).hint(say!("hint.several-batches")));
    }
    if problems.is_empty() {
        return Ok(jobs);
    }
    if more > 0 {
        problems.push(Diagnostic::error(say!("manifest.more", count = more)).in_file(shown));
    }
    Err(problems)
}

/// Whether a manifest is a table, by its name.
fn is_table(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"))
}

fn text(path: &Path, shown: &str) -> Result<SourceText, Diagnostic> {
    let unreadable = |error: &std::io::Error| {
        Diagnostic::error(say!("manifest.unreadable", problem = io_error(error))).in_file(shown)
    };
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes))
        .map_err(|error| unreadable(&error))?;
    if bytes.len() as u64 > MOST_BYTES {
        let message = say!("manifest.too-large", most = MOST_BYTES / 1024 / 1024);
        return Err(Diagnostic::error(message).in_file(shown).hint(say!("hint.several-batches")));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(SourceText { path: shown.to_owned(), text }),
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let source = Arc::new(SourceText { path: shown.to_owned(), text });
            let finding = Diagnostic::error(say!("manifest.not-utf8")).at(place(&source, good..good + 1));
            Err(finding.hint(say!("hint.save-csv-utf8")))
        }
    }
}

/// What lines are understood with.
struct Reader<'a> {
    source: Arc<SourceText>,
    home: &'a Path,
    base: &'a Order,
}

impl Reader<'_> {
    fn at(&self, message: Message, range: &Range<usize>) -> Diagnostic {
        Diagnostic::error(message).at(place(&self.source, range.clone()))
    }

    /// The job of a line.
    fn job(&self, line: &Line) -> Result<Job, Vec<Diagnostic>> {
        let mut problems = Vec::new();
        let mut order = self.base.clone();
        let (mut name, mut report) = (None, None);
        for cell in &line.cells {
            match cell.column.as_str() {
                "report" => report = Some(cell),
                "name" => name = Some(cell),
                _ => problems.extend(self.set(&mut order, cell).err()),
            }
        }
        let Some(report) = report else {
            // A table without the column lacks it in every line: told once, at its head.
            let lacking =
                line.head.as_ref().filter(|head| head.columns.iter().all(|(name, _)| name != "report"));
            problems.push(match lacking {
                Some(head) => self
                    .at(say!("manifest.no-column", name = "report"), &head.range)
                    .hint(say!("hint.first-line-names")),
                None => self.at(say!("manifest.no-report"), &line.range).hint(say!("hint.manifest-report")),
            });
            return Err(problems);
        };
        match self.path(report) {
            Ok(path) => order.input.report = path,
            Err(problem) => problems.push(problem),
        }
        let (name, range) = match name {
            Some(cell) => (cell.text.clone(), cell.range.clone()),
            None => (stem(Path::new(&report.text), self.home), report.range.clone()),
        };
        if problems.is_empty() {
            Ok(Job { name, order, place: Some(place(&self.source, range)) })
        } else {
            Err(problems)
        }
    }

    /// Puts what a cell says into an order.
    fn set(&self, order: &mut Order, cell: &Cell) -> Result<(), Diagnostic> {
        match cell.column.as_str() {
            "county" => order.input.county = Some(self.path(cell)?),
            "template" if embedded_names().contains(&cell.text) => {
                order.input.template = Some(cell.text.clone());
            }
            "template" => {
                let path = self.path(cell)?;
                let installed = roots::find(&cell.text, &self.base.input.roots);
                order.input.template = Some(match installed.filter(|_| !path.is_dir()) {
                    Some(_) => cell.text.clone(),
                    None if path.is_dir() => path.display().to_string(),
                    None => {
                        let names = embedded_names().into_iter().chain(roots::names(&self.base.input.roots));
                        let finding = none_of(&cell.text, names.collect());
                        return Err(finding.at(place(&self.source, cell.range.clone())));
                    }
                });
            }
            "press" => order.press.name = Some(self.choice(cell)?),
            "pdfx" => order.press.pdfx = Some(self.choice(cell)?),
            "imposition" => order.press.imposition = Some(self.choice(cell)?),
            "profile" => order.press.profile = Some(self.path(cell)?),
            "total_ink" => order.press.total_ink = Some(self.number(cell, 150, 400)?),
            "candidate" => {
                let most = u16::try_from(crate::makeup::candidates::MOST).unwrap_or(u16::MAX);
                order.candidate = Some(usize::from(self.number(cell, 1, most)?));
            }
            "time_limit" => order.limits.seconds = Some(self.number(cell, 1, MOST_SECONDS)?),
            "marks" => match cell.text.as_str() {
                "true" | "TRUE" => order.press.marks = Some(true),
                "false" | "FALSE" => order.press.marks = Some(false),
                word => {
                    let names = ["true", "false"].map(str::to_owned).to_vec();
                    return Err(none_of(word, names).at(place(&self.source, cell.range.clone())));
                }
            },
            "plan" => order.plan = Some(self.path(cell)?),
            name => {
                let columns = COLUMNS.map(str::to_owned).to_vec();
                return Err(none_of(name, columns).at(place(&self.source, cell.named.clone())));
            }
        }
        Ok(())
    }

    /// A path of the manifest's folder, that stays in it also when links are followed. Whether something is there is seen
    /// when the page is made.
    fn path(&self, cell: &Cell) -> Result<PathBuf, Diagnostic> {
        let parts = Path::new(&cell.text).components();
        let path: PathBuf = parts.filter(|part| *part != Component::CurDir).collect();
        let lies_outside = match inside(self.home, &cell.text) {
            Ok(_) => false,
            Err(message) => message.key() == "county.outside",
        };
        if lies_outside || cell.text.chars().any(char::is_control) {
            let message = say!("manifest.outside", name = &cell.text);
            return Err(self.at(message, &cell.range).hint(say!("hint.manifest-inside")));
        }
        Ok(self.home.join(path))
    }

    fn choice<T: ValueEnum>(&self, cell: &Cell) -> Result<T, Diagnostic> {
        T::from_str(&cell.text, false).map_err(|_| {
            let names = T::value_variants().iter().filter_map(ValueEnum::to_possible_value);
            let names = names.map(|value| value.get_name().to_owned()).collect();
            none_of(&cell.text, names).at(place(&self.source, cell.range.clone()))
        })
    }

    fn number(&self, cell: &Cell, least: u16, most: u16) -> Result<u16, Diagnostic> {
        let number = cell.text.parse().ok().filter(|number| (least..=most).contains(number));
        number.ok_or_else(|| {
            let message = say!(
                "manifest.number",
                word = &cell.text,
                least = least.to_string(),
                most = most.to_string()
            );
            self.at(message, &cell.range)
        })
    }
}
