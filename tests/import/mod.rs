//! Import: texts by Word, tables and photos become a report.

mod documents;
mod score;
