//! What agents write in words: one file per document, each specific to the request. Called by `agents` only.
//! Promise: a document names only entities, fields, roles, rules and files that the application really has.

mod acceptance;
mod desk;
mod dispatch;
mod fields;
mod inventory;
mod kinds;
mod language;
mod made;
mod rules;
mod stories;

mod architecture;
mod brief;
mod contrast;
mod data_model;
mod design_tokens;
mod flows;
mod funnel;
mod openapi;
mod operations;
mod readability;
mod readme;
mod roadmap;
mod schema;
mod scope;
mod security;
mod server;
mod sitemap;
mod users;
mod value;
mod visitors;
mod voice;
mod walks;
mod words_review;

pub(super) use desk::{Desk, Work};
pub(super) use dispatch::write;
pub(super) use inventory::MODEL;
pub(super) use made::says;
