//! The tests, one folder a concern: `page` reads the finished frames, `messages` holds what the program says on bad
//! input to the letter, `program` runs the binary as a user does.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says by panicking what is wrong")]
#![allow(
    missing_docs,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::format_collect,
    clippy::float_cmp,
    clippy::many_single_char_names,
    clippy::must_use_candidate,
    reason = "tests have no readers of documentation"
)]

mod batch;
mod county;
mod desk;
mod drawn;
mod hero;
mod import;
mod job;
mod makeup;
mod memory;
mod messages;
mod page;
mod press;
mod program;
mod support;
mod templates;
mod text;
mod typesetting;
