//! What an agent made, beside what the roster says that it makes.

use super::application::Application;
use super::report::{Check, Report, count};
use crate::agents::{AgentId, agent};

/// Whether everything is there that the roster promises.
pub(super) fn check(id: AgentId, application: &Application<'_>) -> Check {
    let promised = agent(id).produces;
    let mut report = Report::new("produced");
    for one in promised {
        if !is_made(one, application) {
            report
                .on(one.split('|').next().unwrap_or(one), &format!("{id} has to make {}, and did not", in_words(one)));
        }
    }
    for file in application.files.iter().filter(|file| file.content.trim().is_empty()) {
        report.on(&file.path, "is empty");
    }
    let made = count(application.files.len(), "file", "files");
    report.finish(format!("{made}, and among them all {} that were promised", promised.len()))
}

/// `js/pages/` is any file in that folder, `a|b` one of both.
fn is_made(promised: &str, application: &Application<'_>) -> bool {
    promised.split('|').any(|one| {
        application.files.iter().any(|file| {
            let is_it = if one.ends_with('/') {
                file.path.starts_with(one) && file.path.len() > one.len()
            } else {
                file.path == one
            };
            is_it && !file.content.trim().is_empty()
        })
    })
}

fn in_words(promised: &str) -> String {
    let said: Vec<String> = promised
        .split('|')
        .map(|one| if one.ends_with('/') { format!("a file in {one}") } else { one.to_owned() })
        .collect();
    said.join(" or ")
}

#[cfg(test)]
mod tests {
    use super::super::super::model::MadeFile;
    use super::super::sample::{file, found};
    use super::*;

    fn findings(id: AgentId, files: &[MadeFile]) -> Vec<String> {
        found(&check(id, &Application::read(files)))
    }

    #[test]
    fn an_agent_that_made_what_it_promised_is_done() {
        let node = [file("migrations/1.sql", "x"), file("server/database.mjs", "x"), file("docs/storage.md", "x")];
        assert_eq!(findings(AgentId::Keeper, &node), Vec::<String>::new());
        let python = [file("migrations/1.sql", "x"), file("server/database.py", "x"), file("docs/storage.md", "x")];
        assert_eq!(findings(AgentId::Keeper, &python), Vec::<String>::new());
    }

    #[test]
    fn what_is_missing_is_named() {
        assert_eq!(
            findings(AgentId::Keeper, &[file("migrations/", "x")]),
            [
                "migrations/: keeper has to make a file in migrations/, and did not",
                "server/database.mjs: keeper has to make server/database.mjs or server/database.py, and did not",
                "docs/storage.md: keeper has to make docs/storage.md, and did not",
            ]
        );
        assert_eq!(
            findings(
                AgentId::Datum,
                &[file("js/schema.js", "\n"), file("docs/schema.json", "{}"), file("docs/data-model.md", "# Data")]
            ),
            ["js/schema.js: datum has to make js/schema.js, and did not", "js/schema.js: is empty"]
        );
    }
}
