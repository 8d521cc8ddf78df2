//! `desk`: the page in the browser while the report is written.

use banmian::message::Lang;

use super::output::{Ending, Summary, print_findings, tell};
use super::{DeskArguments, Format, GOOD};
use crate::desk::{self, Wanted};

/// Serves the desk until it is ended.
pub fn serve(arguments: &DeskArguments, lang: Lang) -> u8 {
    let wanted =
        Wanted { folder: arguments.folder.clone(), port: arguments.port, browser: !arguments.no_browser };
    match desk::serve(&wanted, lang, tell) {
        Ok(()) => GOOD,
        Err(findings) => {
            print_findings(&findings, &Summary::default(), Format::Text, lang);
            Ending::of(&findings).code()
        }
    }
}
