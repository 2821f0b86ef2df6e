//! Checks of what was made: nothing is done because an agent says so. Each looks at the files themselves, with the
//! parsers of browsers and servers, and says which file and which line has to be mended.

mod application;
mod css;
mod dockerfile;
mod html;
mod imports;
mod javascript;
mod json;
mod links;
mod openapi;
mod place;
mod produced;
mod python;
mod report;
mod routes;
#[cfg(test)]
mod sample;
mod secrets;
mod sql;
#[cfg(test)]
mod tests;
mod whole;
mod yaml;

pub use report::Check;

use super::model::MadeFile;
use crate::agents::AgentId;
use application::Application;
use dockerfile::Sources;
use report::Report;

/// Parsers that descend need room for the deepest text that they are given: taken only as far as it is used.
const STACK_BYTES: usize = 512 * 1024 * 1024;

/// Checks what one agent just made, before its run counts as done: it made what the roster says, and every file by
/// itself parses, holds no secret, stays in the folder and is not too large.
#[must_use]
pub fn check_work(agent: AgentId, made: &[MadeFile]) -> Vec<Check> {
    with_room(|| {
        let application = Application::read(made);
        let mut checks = vec![
            produced::check(agent, &application),
            whole::check_paths(&application),
            whole::check_size(&application),
            secrets::check(&application),
        ];
        let by_language = [
            html::check(&application),
            html::check_accessibility(&application),
            css::check_each(&application),
            javascript::check(&application),
            python::check(&application),
            json::check_each(&application),
            openapi::check(&application),
            yaml::check(&application),
            dockerfile::check(&application, Sources::Elsewhere),
        ];
        checks.extend(by_language.into_iter().flatten());
        // Others' migrations may build on Keeper's, and Keeper's on none.
        checks.extend((agent == AgentId::Keeper).then(|| sql::check(&application)).flatten());
        checks
    })
}

/// Checks a whole application: each file, and how they fit together. What there is nothing of is not checked.
#[must_use]
pub fn check_application(files: &[MadeFile]) -> Vec<Check> {
    with_room(|| {
        let application = Application::read(files);
        let mut checks = vec![whole::check_entry(&application)];
        let by_language = [
            html::check(&application),
            html::check_accessibility(&application),
            css::check(&application),
            css::check_contrast(&application),
            javascript::check(&application),
            imports::check(&application),
            links::check(&application),
            routes::check(&application),
            python::check(&application),
            sql::check(&application),
            openapi::check(&application),
            json::check(&application),
            yaml::check(&application),
            dockerfile::check(&application, Sources::Present),
        ];
        checks.extend(by_language.into_iter().flatten());
        checks.extend([
            secrets::check(&application),
            whole::check_paths(&application),
            whole::check_size(&application),
        ]);
        checks
    })
}

/// Runs checks on a thread with a large stack. A parser that fails on what it reads fails the check and nothing else.
fn with_room(run: impl FnOnce() -> Vec<Check> + Send) -> Vec<Check> {
    std::thread::scope(|scope| {
        let started =
            std::thread::Builder::new().name("checks".to_owned()).stack_size(STACK_BYTES).spawn_scoped(scope, run);
        let outcome = started.map(|thread| thread.join());
        match outcome {
            Ok(Ok(checks)) => checks,
            Ok(Err(_)) | Err(_) => {
                let mut report = Report::new("reading");
                report.whole("the files could not be read to their end");
                vec![report.finish(String::new())]
            }
        }
    })
}
