//! The report: what a county says of its year, read with the exact place of every value.

mod body;
mod changes;
mod dates;
pub mod facts;
mod figures;
mod groups;
pub mod inline;
mod language;
mod mend;
mod model;
mod pattern;
pub mod people;
mod photos;
pub mod pixels;
mod places;
mod proofread;
mod read;
mod rules;
mod scripts;
mod shape;
pub mod text;
mod texts;
mod tiff;

pub use body::{
    Aside, AsideKind, Block, Event, Item, MOST_IN_BOX, MOST_IN_CELL, Saying, Table, WIDEST_TABLE,
};
pub use changes::diff;
pub use dates::{DateTime, date_zh, datetime, midnight, month_or_day, now, weekday_zh};
pub use figures::{Change, braces, change, prose, resolve, shown};
pub use groups::MOST_IN_GROUP;
pub use language::Language;
pub use model::{
    Exception, ExtraValue, Figure, Folio, Headline, Importance, Metric, Part, Photo, PhotoLayout, Quote,
    Report, Section, SectionLayout, SeriesPoint, Staff, Subject,
};
pub(crate) use pattern::pattern;
pub use photos::{
    MAX_FILE_BYTES as MAX_PHOTO_BYTES, MAX_PIXELS, PhotoFile, PhotoFormat, load as load_photos, measured,
    stand_in,
};
pub use places::Places;
pub use proofread::{Edit, Level, Levels, apply, codes, edits, proofread};
pub use read::{Loaded, MAX_FILE_BYTES, file_text, read, read_text};
pub use rules::MAX_CHARACTERS;
pub(crate) use shape::{Walk, escaped, nearest, too_long};
pub use shape::{none_of, schema};
pub use text::Names;
pub use texts::{Printed, ROWS, Role, Row, Said, row, said, texts};
