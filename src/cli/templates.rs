//! `templates`.

use super::output::print;
use super::{FINDINGS, GOOD};
use crate::diagnostic;
use crate::edition::template::{Template, embedded_names};

/// Lists the templates in the program.
pub fn list() -> u8 {
    let mut code = GOOD;
    for name in embedded_names() {
        match Template::open(&name) {
            Ok(template) => print(&format!("{name}  {}\n", template.settings.description)),
            Err(findings) => {
                print(&diagnostic::render(&findings));
                code = FINDINGS;
            }
        }
    }
    code
}
