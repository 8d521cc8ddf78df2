//! Many jobs: found, made on all cores within a budget of memory, each result written whole. What was done is known by a key
//! over all that a page is made from, and is not done twice.

pub mod job;
pub mod jobs;
mod lines;
pub mod manifest;
pub mod material;
#[cfg(feature = "object-store")]
mod objects;
#[cfg(feature = "object-store")]
mod remote;
pub mod result;
mod room;
pub mod run;
mod shard;
pub mod sheet;
pub mod status;
mod store;

pub use job::Job;
pub use jobs::{Found, checked, find};
#[cfg(feature = "object-store")]
pub use remote::Remote;
pub use result::{JobResult, State};
pub use run::{Batch, Brought, Ended, Host, Need, Options, Settled, Source, need, run};
pub use shard::Shard;
pub use status::Tally;
pub use store::{Store, address};
