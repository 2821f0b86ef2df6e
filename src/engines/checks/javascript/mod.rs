//! JavaScript: it parses, every name means something, and nothing runs text as code.

mod globals;
mod script;
mod walk;

pub(super) use script::{Asked, Script};
pub(super) use walk::custom_properties;

use super::application::Application;
use super::report::{Check, Report, count};

/// Looks at every script by itself.
pub(super) fn check(application: &Application<'_>) -> Option<Check> {
    if application.scripts.is_empty() {
        return None;
    }
    let mut report = Report::new("javascript");
    let mut imports = 0;
    for script in &application.scripts {
        report.faults(&script.path, &script.syntax);
        report.faults(&script.path, &script.faults);
        imports += script.imports.iter().filter(|import| import.asked != Asked::Nothing).count();
    }
    let scripts = count(application.scripts.len(), "module parses", "modules parse");
    Some(
        report
            .finish(format!("{scripts}, {imports} imported names are used, no name is unknown, no text runs as code")),
    )
}

#[cfg(test)]
mod tests;
