//! `templates`.

use super::output::print;
use super::{FINDINGS, GOOD};
use crate::diagnostic;
use crate::edition::Template;
use crate::edition::folder::embedded_names;
use crate::message::Lang;

/// Lists the templates in the program.
pub fn list(lang: Lang) -> u8 {
    let mut code = GOOD;
    for name in embedded_names() {
        match Template::open(&name) {
            Ok(template) => print(&format!("{name}  {}\n", template.settings.description)),
            Err(findings) => {
                print(&diagnostic::render(&findings, lang));
                code = FINDINGS;
            }
        }
    }
    code
}
