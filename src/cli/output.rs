//! What leaves the program: findings on stderr or stdout, and whole files.

use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::{FINDINGS, Format, GOOD, UNWRITTEN};
use banmian::diagnostic::{self, Diagnostic};
use banmian::files::{folder_beside, unwritable};
use banmian::job::{self, Product};
use banmian::makeup::merit::Merit;
use banmian::makeup::{Choice, Plan};
use banmian::message::{Lang, Message, io_error};
use banmian::say;

/// What a run leaves besides its findings.
#[derive(Default)]
pub struct Summary<'a> {
    /// The rectangles.
    pub plan: Option<&'a Plan>,
    /// What was measured.
    pub figures: Option<&'a Merit>,
    /// Why the plan was chosen.
    pub choice: Option<&'a Choice>,
    /// The files that were written.
    pub output: &'a [PathBuf],
    /// Whether the page can go to the press, where that was asked: it takes the place of the count of findings.
    pub verdict: Option<Message>,
    /// What was corrected in the report, as a diff.
    pub fixed: Option<&'a str>,
    /// The pages to choose from, where they were asked for.
    pub candidates: Option<Vec<Value>>,
    /// What changed from one file to another, where that was asked.
    pub comparison: Option<Value>,
    /// What an import took and left out, where one was asked for.
    pub imported: Option<Value>,
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Nothing stands in the way.
    Good,
    /// Findings stop the output.
    Findings,
    /// The output could not be written, or the computer had no room for the work: it may be tried again.
    Unwritten,
}

impl<'a> Summary<'a> {
    /// What a product leaves.
    pub fn of(product: &'a Product) -> Self {
        Self {
            plan: product.plan.as_ref(),
            figures: product.figures.merit.as_ref(),
            choice: product.choice.as_ref(),
            ..Self::default()
        }
    }
}

impl Ending {
    /// What findings come to.
    pub fn of(findings: &[Diagnostic]) -> Self {
        if findings.iter().any(|finding| ["unwritable", "limit"].contains(&finding.code)) {
            Self::Unwritten
        } else if job::has_errors(findings) {
            Self::Findings
        } else {
            Self::Good
        }
    }

    /// The exit code.
    pub fn code(self) -> u8 {
        match self {
            Self::Good => GOOD,
            Self::Findings => FINDINGS,
            Self::Unwritten => UNWRITTEN,
        }
    }
}

/// Prints the findings: to a person on stderr, to a program as one object on stdout.
pub(super) fn print_findings(findings: &[Diagnostic], summary: &Summary, format: Format, lang: Lang) {
    match format {
        Format::Text => {
            let mut text = match &summary.verdict {
                Some(verdict) => diagnostic::list(findings, lang) + &verdict.text(lang) + "\n",
                None if findings.is_empty() => String::new(),
                None => diagnostic::render(findings, lang),
            };
            for path in summary.output {
                text.push_str(&(say!("program.wrote", path = path.display().to_string()).text(lang) + "\n"));
            }
            if findings.is_empty() && summary.output.is_empty() && summary.verdict.is_none() {
                text.push_str(&(say!("program.good").text(lang) + "\n"));
            }
            tell(&text);
        }
        Format::Json => {
            let mut object = json!({
                "findings": findings.iter().map(|finding| diagnostic::to_json(finding, lang)).collect::<Vec<_>>(),
                "plan": summary.plan,
                "figures": summary.figures,
                "choice": summary.choice,
                "fixed": summary.fixed,
                "output": summary.output.iter().map(|path| path.display().to_string()).collect::<Vec<_>>(),
            });
            if let Some(candidates) = &summary.candidates {
                object["candidates"] = json!(candidates);
            }
            if let Some(comparison) = &summary.comparison {
                object["comparison"] = comparison.clone();
            }
            if let Some(imported) = &summary.imported {
                object["import"] = imported.clone();
            }
            print(&format!("{object}\n"));
        }
    }
}

/// Tells a person something on stderr. Nobody is left to tell when it is closed.
pub fn tell(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// Prints data on stdout. A reader that has gone away, as `head` does, is no error.
pub fn print(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// Writes a folder with all its files, or nothing: beside its place first, then it is moved there. The folder must not be
/// there yet, or be empty.
///
/// # Errors
/// When there is something in the folder already, or it cannot be written.
pub fn write_folder(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<(), Vec<Diagnostic>> {
    let refuse = |problem: Message| vec![unwritable(folder, problem)];
    let failed = |error: std::io::Error| refuse(io_error(&std::io::Error::from(error.kind())));
    let there = match std::fs::read_dir(folder).map(|mut entries| entries.next().is_some()) {
        Ok(true) => {
            let finding = Diagnostic::error(say!("not-empty")).in_file(folder.display().to_string());
            return Err(vec![finding.hint(say!("hint.another-folder"))]);
        }
        Ok(false) => true,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => false,
        Err(error) => return Err(failed(error)),
    };
    let parent = folder.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let above = if there { folder } else { parent };
    let ready = folder_beside(above, files).map_err(failed)?;
    if there {
        for entry in std::fs::read_dir(ready.path()).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            std::fs::rename(entry.path(), folder.join(entry.file_name())).map_err(failed)?;
        }
    } else {
        std::fs::rename(ready.path(), folder).map_err(failed)?;
        // It has moved: there is nothing left to be taken away.
        let _ = ready.keep();
    }
    Ok(())
}
