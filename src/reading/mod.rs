//! Reads English requests as words and noun phrases: what each phrase is, what introduced it, and what was refused. The
//! quote and the agent that models an application read with it, so that they see the same nouns. Pure; total for any text.

pub(crate) mod grammar;
pub(crate) mod inflection;
pub(crate) mod nouns;
pub(crate) mod phrases;
mod remark;
pub(crate) mod text;
pub(crate) mod words;

pub(crate) use remark::{NOTHING, remark};
