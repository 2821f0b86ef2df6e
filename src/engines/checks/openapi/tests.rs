//! Tests of the checks of API descriptions.

use super::super::sample::{file, found};
use super::*;

fn good() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Recipes", "version": "1.0.0" },
        "paths": { "/recipes/{id}": {
            "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }],
            "get": {
                "operationId": "getRecipe",
                "responses": { "200": { "description": "It.", "content": { "application/json": {
                    "schema": { "$ref": "#/components/schemas/Recipe" }, "example": { "title": "Soup" }
                } } } }
            }
        } },
        "components": { "schemas": { "Recipe": {
            "type": "object", "properties": { "title": { "type": "string" } }, "required": ["title"]
        } } }
    })
}

fn findings(document: &Value) -> Vec<String> {
    let files = [file(PATH, &document.to_string())];
    check(&Application::read(&files)).map(|check| found(&check)).unwrap_or_default()
}

/// The findings when `value` stands at `pointer`.
fn with(pointer: &str, value: Value) -> Vec<String> {
    let mut document = good();
    *document.pointer_mut(pointer).expect("the place exists") = value;
    findings(&document)
}

const GET: &str = "/paths/~1recipes~1{id}/get";

#[test]
fn a_good_description_holds_and_is_counted() {
    let files = [file(PATH, &good().to_string())];
    let check = check(&Application::read(&files)).expect("there is a description");
    assert!(check.passed, "{}", check.detail);
    assert_eq!(check.detail, "1 operation of OpenAPI 3.1, 1 reference lead somewhere");
}

#[test]
fn a_document_of_another_kind_is_found() {
    let said = findings(&json!({ "swagger": "2.0" }));
    assert!(
        said.iter().any(|one| one.starts_with("docs/openapi.json: no OpenAPI document: missing field")),
        "{said:?}"
    );
    assert!(with("/openapi", json!("3.0.3")).iter().any(|one| one.contains("must be 3.1")));
    assert_eq!(with("/info/title", json!("")), ["docs/openapi.json: `info` has no `title`"]);
}

#[test]
fn an_operation_of_another_shape_is_named() {
    let said = with(&format!("{GET}/responses/200"), json!("It."));
    assert!(said[0].starts_with("docs/openapi.json: GET /recipes/{id} is no OpenAPI operation: "), "{said:?}");
}

#[test]
fn what_the_standard_leaves_open_is_no_fault() {
    let parameter = json!({ "name": "q", "in": "query", "schema": { "enum": [null, ""] } });
    let mut document = good();
    document["paths"]["/recipes/{id}"]["get"]["parameters"] = json!([parameter]);
    document["components"]["schemas"]["Blank"] = json!({ "enum": [null, ""] });
    assert_eq!(findings(&document), Vec::<String>::new());
}

#[test]
fn a_reference_that_leads_nowhere_is_found() {
    let schema = format!("{GET}/responses/200/content/application~1json/schema/$ref");
    assert_eq!(
        with(&schema, json!("#/components/schemas/Recipes")),
        ["docs/openapi.json: `$ref` #/components/schemas/Recipes leads nowhere"]
    );
}

#[test]
fn operations_have_ids_of_their_own() {
    let mut document = good();
    let twin = document.pointer(GET).cloned().expect("the operation exists");
    document["paths"]["/recipes/{id}"]["delete"] = twin;
    assert_eq!(
        findings(&document),
        ["docs/openapi.json: DELETE /recipes/{id} has the operationId `getRecipe`, which GET /recipes/{id} has"]
    );
    document["paths"]["/recipes/{id}"]["delete"]["operationId"] = Value::Null;
    assert!(findings(&document).contains(&"docs/openapi.json: DELETE /recipes/{id} has no operationId".to_owned()));
}

#[test]
fn what_stands_in_a_path_is_declared() {
    let list = "/paths/~1recipes~1{id}/parameters";
    assert_eq!(
        with(list, json!([])),
        ["docs/openapi.json: GET /recipes/{id} does not declare `id`, which stands in its path"]
    );
    let said = with(&format!("{list}/0/name"), json!("key"));
    assert!(said.iter().any(|one| one.ends_with("declares `key`, which does not stand in its path")), "{said:?}");
    let said = with(&format!("{list}/0/required"), json!(false));
    assert!(said.iter().any(|one| one.contains("so is required: true")), "{said:?}");
}

#[test]
fn examples_have_what_their_schema_asks_for() {
    let example = format!("{GET}/responses/200/content/application~1json/example");
    assert_eq!(
        with(&example, json!({ "name": "Soup" })),
        ["docs/openapi.json: GET /recipes/{id}: an example lacks `title`, which is required"]
    );
    assert_eq!(
        with("/components/schemas/Recipe/required/0", json!("name")).first().map(String::as_str),
        Some("docs/openapi.json: GET /recipes/{id}: an example lacks `name`, which is required")
    );
}
