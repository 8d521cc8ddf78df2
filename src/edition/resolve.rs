//! From county and template to one style: file by file and value by value, county → template → base template.

use std::path::{Path, PathBuf};

use super::county::{self, County};
use super::folder::{self, FONTS, FolderFile};
use super::located::Located;
use super::shelf::Shelf;
use super::template::{self, Template};
use super::theme;
use crate::diagnostic::Diagnostic;
use crate::say;

/// A county with its template, resolved.
#[derive(Debug, Clone)]
pub struct Style {
    /// The county; an empty one when there is none.
    pub county: County,
    /// The template, with the county's files, values and fonts.
    pub template: Template,
    /// The fonts of county and template, the county's first.
    pub fonts: Vec<FolderFile>,
}

/// Resolves the style of a report in a folder. `county` and `template` are what the command line says.
///
/// # Errors
/// Everything that is wrong with county and template.
pub fn resolve(
    report_folder: &Path,
    county: Option<&Path>,
    template: Option<&str>,
) -> Result<Style, Vec<Diagnostic>> {
    resolve_from(report_folder, county, template, &[], &Shelf::default())
}

/// The same, with templates of some folders, and from a shelf.
///
/// # Errors
/// The same.
pub fn resolve_from(
    report_folder: &Path,
    county: Option<&Path>,
    template: Option<&str>,
    roots: &[PathBuf],
    shelf: &Shelf,
) -> Result<Style, Vec<Diagnostic>> {
    let county = match county::find(report_folder, county) {
        Some(folder) => County::open(&folder),
        None => Ok(County::default()),
    };
    let template = match (template, &county) {
        (Some(name), _) => shelf.open(name, roots),
        (None, Ok(County { template: Some(name), folder: Some(folder), places, .. })) => {
            let place = places.as_ref().and_then(|places| places.value("/template"));
            if folder::embedded_names().contains(name) {
                shelf.open(name, roots)
            } else {
                Template::open_in(folder, name, place, roots)
            }
        }
        (None, _) => shelf.open(template::DEFAULT, roots),
    };
    match (county, template) {
        (Ok(county), Ok(template)) => join(county, template),
        (county, template) => Err(county.err().into_iter().chain(template.err()).flatten().collect()),
    }
}

fn join(county: County, mut template: Template) -> Result<Style, Vec<Diagnostic>> {
    let files = county.files(&template.files)?;
    let (own_fonts, files): (Vec<_>, Vec<_>) = files.into_iter().partition(is_font);
    let (template_fonts, rest): (Vec<_>, Vec<_>) =
        std::mem::take(&mut template.files).into_iter().partition(is_font);
    template.files = rest;
    template.lay_files(files);
    declare(&county, &mut template)?;
    let located: Vec<Located> = template.layers.iter().map(|layer| layer.file.clone()).collect();
    let given = county.places.as_ref().map(|places| (&county.theme, places));
    template.theme = theme::decide(&template.settings.theme, &located, given, &template.files)?;
    let roles = &mut template.settings.fonts;
    for (role, chosen) in [
        (&mut roles.body, &county.fonts.body),
        (&mut roles.headline, &county.fonts.headline),
        (&mut roles.sans, &county.fonts.sans),
        (&mut roles.kai, &county.fonts.kai),
        (&mut roles.figures, &county.fonts.figures),
    ] {
        if let Some(chosen) = chosen {
            role.clone_from(chosen);
        }
    }
    let fonts = own_fonts.into_iter().chain(template_fonts).collect();
    Ok(Style { county, template, fonts })
}

/// The county's own values stand beside those of the template's theme.
fn declare(county: &County, template: &mut Template) -> Result<(), Vec<Diagnostic>> {
    let mut problems = Vec::new();
    for (name, declaration) in &county.declares {
        if template.settings.theme.contains_key(name) {
            let place = county.places.as_ref().and_then(|places| places.key(&format!("/declares/{name}")));
            let finding = Diagnostic::error(say!("theme.declared", name = name)).at_place(place);
            problems.push(finding.hint(say!("hint.theme-declared")));
        } else {
            template.settings.theme.insert(name.clone(), declaration.clone());
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// Fonts are for the compiler's font list, not for its files.
fn is_font(file: &FolderFile) -> bool {
    let ending = Path::new(&file.path).extension().map(std::ffi::OsStr::to_ascii_lowercase);
    file.path.starts_with(&format!("{FONTS}/"))
        && ending.is_some_and(|ending| ending == "ttf" || ending == "otf" || ending == "ttc")
}
