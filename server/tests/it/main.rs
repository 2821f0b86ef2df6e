//! The contract over HTTP, against a real PostgreSQL. One binary; one file a capability. Run with `make test`, or one
//! test with `make test-one T=name`.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may stop at what it did not expect, and reads where its Redis is"
)]

mod accounts;
mod admission;
mod backplane;
mod billing;
mod budget;
mod build_v1;
mod builds;
mod chaos;
mod engine_settings;
mod flags;
mod guests;
mod house;
mod isolation;
mod ledger;
mod ledger_model;
mod llm;
mod operations;
mod queries;
mod queue;
mod queue_page;
mod rate_limits;
mod repair;
mod resume;
mod shares;
mod support;
mod support_model_server;
mod support_redis_proxy;
mod support_stripe;
mod usage;
mod versions;
