//! Tests of the checks of JSON.

use super::super::application::Application;
use super::super::sample::{file, found};
use super::*;

fn findings(path: &str, content: &str) -> Vec<String> {
    let files =
        [file(path, content), file("serve.mjs", ""), file("tests/a.test.mjs", ""), file("tests/e2e/b.test.mjs", "")];
    check(&Application::read(&files)).map(|check| found(&check)).unwrap_or_default()
}

fn schema(inside: &str) -> Vec<String> {
    findings("s.json", &format!("{{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\", {inside}}}"))
}

#[test]
fn a_good_document_holds_and_is_counted() {
    let files = [file("a.json", "{\"a\": [1, 2.5, null, true, \"x\"], \"b\": {\"a\": {}}}")];
    let check = check(&Application::read(&files)).expect("there is a document");
    assert!(check.passed);
    assert_eq!(check.detail, "1 document parses without a key twice, 0 schemas hold together");
}

#[test]
fn what_does_not_parse_is_found_with_its_line() {
    assert_eq!(findings("a.json", "{\n  \"a\": 1,\n}"), ["a.json: line 3: trailing comma"]);
    assert_eq!(findings("a.json", "{} x"), ["a.json: line 1: trailing characters"]);
    assert!(findings("a.json", "")[0].starts_with("a.json: line 1: EOF"));
    assert!(findings("a.json", &"[".repeat(100_000))[0].contains("recursion limit"));
}

#[test]
fn a_key_that_is_there_twice_is_found() {
    assert_eq!(
        findings("a.json", "{\"a\": {\n\"b\": 1,\n\"b\": 2}}"),
        ["a.json: line 3: the key \"b\" is there twice"]
    );
}

#[test]
fn scripts_run_files_that_exist() {
    let package = |script: &str| format!("{{\"name\": \"a\", \"scripts\": {{\"start\": \"{script}\"}}}}");
    for good in [
        "node serve.mjs",
        "node --test tests/*.test.mjs",
        "node --test 'tests/**/*.test.mjs'",
        "node --test",
        "node ./serve.mjs && node --env-file=.env serve.mjs",
    ] {
        assert_eq!(findings("package.json", &package(good)), Vec::<String>::new(), "{good}");
    }
    assert_eq!(
        findings("package.json", &package("node server.mjs")),
        ["package.json: script `start` runs server.mjs, which is not there"]
    );
    assert_eq!(
        findings("package.json", &package("node --test tests/*.spec.mjs")),
        ["package.json: script `start` runs tests/*.spec.mjs, which is not there"]
    );
    assert_eq!(
        findings("package.json", "{\"name\": \"My App\"}"),
        ["package.json: `name` is no package name: lower case, digits, `-`"]
    );
    assert_eq!(findings("package.json", "[]"), ["package.json: is no object"]);
}

#[test]
fn a_good_schema_holds() {
    let good = "\"type\": [\"object\", \"null\"], \"properties\": {\"a\": {\"$ref\": \"#/$defs/a\"}, \"b\": true}, \"required\": [\"a\"], \"$defs\": {\"a\": {\"enum\": [1, 2], \"default\": 1}}";
    assert_eq!(schema(good), Vec::<String>::new());
}

#[test]
fn a_schema_that_means_nothing_is_found_with_its_place() {
    for (bad, says) in [
        (
            "\"type\": \"text\"",
            "the root: `type` \"text\" is none of null, boolean, object, array, number, string, integer",
        ),
        ("\"properties\": {\"a\": {\"$ref\": \"#/$defs/b\"}}", "/properties/a: `$ref` #/$defs/b leads nowhere"),
        ("\"properties\": {\"a\": 3}", "/properties/a: a schema is an object, true or false"),
        ("\"properties\": []", "the root: `properties` is an object of schemas"),
        ("\"properties\": {}, \"required\": [\"a\"]", "the root: `a` is required and not among the properties"),
        ("\"required\": \"a\"", "the root: `required` is a list of names"),
        ("\"items\": {\"enum\": []}", "/items: `enum` is a list with at least one value"),
        ("\"items\": {\"enum\": [1], \"default\": 2}", "/items: the default 2 is not among what `enum` offers"),
        ("\"anyOf\": []", "the root: `anyOf` is a list with at least one schema"),
        ("\"minimum\": 5, \"maximum\": 1", "the root: `minimum` is above `maximum`: nothing fits"),
        ("\"maxLength\": -1", "the root: `maxLength` is a number of things"),
    ] {
        assert_eq!(schema(bad), [format!("s.json: {says}")], "{bad}");
    }
}
