//! The tests, one folder a concern: `page` reads the finished frames, `messages` holds what the program says on bad
//! input to the letter, `program` runs the binary as a user does.

mod messages;
mod page;
mod program;
mod support;
