//! JSON: every document parses without a doubt, and those that describe data do it properly.

mod package;
pub(super) mod schema;
mod strict;

use serde_json::Value;

use super::application::Application;
use super::report::{Check, Fault, Report, count};

/// A JSON document.
#[derive(Debug)]
pub(super) struct Json {
    pub(super) path: String,
    pub(super) value: Result<Value, Fault>,
}

/// Parses a document.
pub(super) fn read(path: &str, content: &str) -> Json {
    let value = strict::parse(content).map_err(|error| {
        let said = error.to_string();
        let message = said.split(" at line ").next().unwrap_or(&said);
        Fault::new(error.line().max(1), message)
    });
    Json { path: path.to_owned(), value }
}

/// Looks at every document.
pub(super) fn check(application: &Application<'_>) -> Option<Check> {
    let (mut report, schemas) = documents(application)?;
    if let Some(value) = application.document("package.json") {
        for message in package::faults(value, application) {
            report.on("package.json", &message);
        }
    }
    Some(finish(report, application, schemas))
}

/// Looks at every document by itself.
pub(super) fn check_each(application: &Application<'_>) -> Option<Check> {
    let (report, schemas) = documents(application)?;
    Some(finish(report, application, schemas))
}

fn documents(application: &Application<'_>) -> Option<(Report, usize)> {
    if application.documents.is_empty() {
        return None;
    }
    let mut report = Report::new("json");
    let mut schemas = 0;
    for document in &application.documents {
        match &document.value {
            Err(fault) => report.at(&document.path, fault.line, &fault.message),
            Ok(value) if schema::is_schema(value) => {
                schemas += 1;
                schema::faults(value).iter().for_each(|message| report.on(&document.path, message));
            }
            Ok(_) => {}
        }
    }
    Some((report, schemas))
}

fn finish(report: Report, application: &Application<'_>, schemas: usize) -> Check {
    let documents = count(application.documents.len(), "document parses", "documents parse");
    report.finish(format!("{documents} without a key twice, {} hold together", count(schemas, "schema", "schemas")))
}

#[cfg(test)]
mod tests;
