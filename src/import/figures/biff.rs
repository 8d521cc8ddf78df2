//! `.xls` and `.et`.
use super::sheet::Sheet;
use crate::message::Message;
use crate::say;

/// The sheets of an old binary file.
///
/// # Errors
/// It is not yet read.
pub(super) fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, Message> {
    let _ = bytes;
    Err(say!("import-table.kind"))
}
