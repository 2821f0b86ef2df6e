//! YAML: every document parses, and no mapping has a key twice.

use std::collections::HashSet;

use saphyr_parser::{Event, Parser};

use super::application::Application;
use super::report::{Check, Fault, Report, count};

/// Looks at every document.
pub(super) fn check(application: &Application<'_>) -> Option<Check> {
    let documents = application.sources(&["yml", "yaml"]);
    if documents.is_empty() {
        return None;
    }
    let mut report = Report::new("yaml");
    for document in &documents {
        report.faults(&document.path, &faults(&document.content));
    }
    Some(report.finish(format!("{} without a key twice", count(documents.len(), "document parses", "documents parse"))))
}

/// A collection that is being read.
enum Open {
    List,
    /// The keys so far, and whether a value is due.
    Mapping(HashSet<String>, bool),
}

impl Open {
    /// Takes the next node; a key that was there before comes back.
    fn take(&mut self, scalar: Option<&str>) -> Option<String> {
        let Self::Mapping(keys, value_due) = self else { return None };
        let is_key = !*value_due;
        *value_due = is_key;
        let key = scalar.filter(|key| is_key && *key != "<<")?;
        (!keys.insert(key.to_owned())).then(|| key.to_owned())
    }
}

fn faults(content: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    let (mut open, mut empty): (Vec<Open>, bool) = (Vec::new(), true);
    for event in Parser::new_from_str(content) {
        let (event, span) = match event {
            Ok(event) => event,
            Err(error) => {
                faults.push(Fault::new(error.marker().line().max(1), error.info()));
                return faults;
            }
        };
        let scalar = if let Event::Scalar(text, ..) = &event { Some(text.as_ref()) } else { None };
        let is_node =
            matches!(event, Event::Scalar(..) | Event::Alias(..) | Event::MappingStart(..) | Event::SequenceStart(..));
        if is_node {
            empty = empty && scalar.is_some_and(|text| text.is_empty() || text == "~");
            if let Some(key) = open.last_mut().and_then(|last| last.take(scalar)) {
                faults.push(Fault::new(span.start.line().max(1), format!("the key `{key}` is there twice")));
            }
        }
        match event {
            Event::MappingStart(..) => open.push(Open::Mapping(HashSet::new(), false)),
            Event::SequenceStart(..) => open.push(Open::List),
            Event::MappingEnd | Event::SequenceEnd => {
                open.pop();
            }
            _ => {}
        }
    }
    if empty {
        faults.push(Fault::new(1, "is empty"));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::super::sample::{file, found};
    use super::*;

    fn findings(content: &str) -> Vec<String> {
        let files = [file("compose.yaml", content)];
        check(&Application::read(&files)).map(|check| found(&check)).unwrap_or_default()
    }

    #[test]
    fn a_good_document_holds() {
        let good = "# app\nservices:\n  app: &app\n    build: .\n    ports: [\"8080:8080\"]\n    command: |\n      a: 1\n      a: 2\n  other:\n    <<: *app\n    build: x\n";
        assert_eq!(findings(good), Vec::<String>::new());
    }

    #[test]
    fn what_does_not_parse_is_found_with_its_line() {
        for bad in ["a: 1\n b: 2\n", "a:\n\t- b\n", "a: [1, 2\nb: 3\n", "a: *nobody\n", "a: \"x\nb: 1\n"] {
            let said = findings(bad);
            assert_eq!(said.len(), 1, "{bad}: {said:?}");
            assert!(said[0].starts_with("compose.yaml: line "), "{said:?}");
        }
        assert!(findings("a: 1\n b: 2\n")[0].starts_with("compose.yaml: line 2: "));
        assert_eq!(findings("# nothing\n"), ["compose.yaml: line 1: is empty"]);
    }

    #[test]
    fn a_key_that_is_there_twice_is_found() {
        assert_eq!(findings("a:\n  b: 1\n  c: {d: 1}\n  b: 2\n"), ["compose.yaml: line 4: the key `b` is there twice"]);
    }
}
