//! What was taken as what.

use super::document::{Grid, Place, Run};
use crate::message::Message;

/// What a part of the text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// The line above the headline, 引题.
    Kicker,
    /// The headline; two of them are a couplet.
    Title,
    /// The line below the headline, 副题, without its dash.
    Subtitle,
    /// Who wrote it: of the page before the first section, else of the section whose heading it follows.
    Byline,
    /// A paragraph before the first section.
    Lead,
    /// A section's heading; two or three in a row are its lines.
    Heading,
    /// What the editor says before a section's text, 编者按.
    EditorNote,
    /// A heading within a section.
    Subhead,
    /// A paragraph of a section.
    Text,
    /// An entry of a list.
    Entry,
    /// What somebody says, set apart.
    Saying,
    /// The title of a box of its own, 链接, 背景, 声音.
    BoxTitle,
    /// A paragraph of that box.
    BoxText,
    /// The title of the table that follows.
    TableTitle,
    /// A table.
    Table,
    /// What stands below the table before it, such as where the numbers are from.
    TableNote,
    /// A picture of the text.
    Picture,
    /// What a picture shows: of the picture nearest before it, or where there is none nearest after.
    Caption,
    /// Who took the picture of the caption before it.
    Credit,
    /// Whose all the pictures are.
    Credits,
    /// A note at a section's end.
    Note,
    /// The day, the paper or the office that a text carries.
    Folio,
    /// One of the page's makers, such as 责任编辑：某某.
    Staff,
    /// What is not for the page, such as a page number or an address; why stands in the doubt.
    LeftOut,
}

/// A part of the text and what it was taken as. A paragraph with two roles in it, such as a heading that runs into its text,
/// is two of these.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// What it is.
    pub role: Role,
    /// Where it stands.
    pub place: Place,
    /// Its letters, as the page prints them.
    pub runs: Vec<Run>,
    /// The letters of the source that are not among them: numbers before headings, the dash of a subtitle, 图1, 作者：.
    pub taken_off: String,
    /// The table.
    pub grid: Option<Grid>,
    /// The picture: a place in the document's list.
    pub picture: Option<usize>,
    /// Why it is not certain, or why it is left out.
    pub doubt: Option<Message>,
}

impl Judged {
    /// Its letters.
    #[must_use]
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}
