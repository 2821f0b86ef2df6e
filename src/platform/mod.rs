//! What every room stands on and none owns: clock, secrets, pool and tenant transactions, embedded PostgreSQL,
//! backplane, configuration. Imports no room.

pub mod backplane;
pub mod clock;
pub mod database;
pub mod outbound;
pub mod postgres;
pub mod secrets;
pub mod wording;
