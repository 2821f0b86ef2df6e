//! Tests of the checks of scripts.

use super::super::application::Application;
use super::super::sample::{file, found};
use super::*;

fn findings(path: &str, content: &str) -> Vec<String> {
    let files = [file(path, content)];
    check(&Application::read(&files)).map(|check| found(&check)).unwrap_or_default()
}

#[test]
fn a_module_that_uses_what_it_imports_holds() {
    let files = [file("js/a.js", "import { b } from './b.js';\nexport const a = () => b(document.body);\n")];
    let check = check(&Application::read(&files)).expect("there is a script");
    assert!(check.passed, "{}", check.detail);
    assert!(check.detail.starts_with("1 module parses, 1 imported names are used"), "{}", check.detail);
}

#[test]
fn a_syntax_error_is_found_with_its_line() {
    let said = findings("js/a.js", "const a = 1;\nconst = 2;\n");
    assert!(said[0].starts_with("js/a.js: line 2: "), "{said:?}");
    let said = findings("js/a.js", "const a = 1;\nconst a = 2;\n");
    assert!(said[0].contains("has already been declared"), "{said:?}");
}

#[test]
fn a_name_that_nothing_defines_is_found() {
    assert_eq!(
        findings("js/a.js", "export const a = 1;\nconsole.log(wrods.title);\n"),
        ["js/a.js: line 2: `wrods` is defined nowhere and a browser does not know it"]
    );
    assert_eq!(
        findings("server/a.mjs", "document.title = 'x';"),
        ["server/a.mjs: line 1: `document` is defined nowhere and Node.js does not know it"]
    );
    assert!(findings("js/a.js", "export const here = typeof process === 'undefined' ? '' : process.cwd();").is_empty());
}

#[test]
fn an_import_that_is_never_used_is_found() {
    assert_eq!(
        findings("js/a.js", "import { el,\n  list } from './ui.js';\nexport { el };\n"),
        ["js/a.js: line 2: `list` is imported and never used"]
    );
}

#[test]
fn whatever_runs_text_as_code_or_markup_is_found() {
    for (code, says) in [
        ("eval('1');", "`eval`"),
        ("new Function('a')();", "`new Function`"),
        ("document.body.innerHTML = name;", "`innerHTML`"),
        ("document.body.outerHTML += name;", "`outerHTML`"),
        ("document.body['innerHTML'] = name;", "`innerHTML`"),
        ("document.body.insertAdjacentHTML('beforeend', name);", "`insertAdjacentHTML`"),
        ("document.write(name);", "`write`"),
        ("setTimeout('go()', 5);", "`setTimeout`"),
        ("location.href = 'javascript:go()';", "`javascript:`"),
    ] {
        let said = findings("js/a.js", &format!("\n{code}"));
        assert_eq!(said.len(), 1, "{code}: {said:?}");
        assert!(said[0].starts_with("js/a.js: line 2: ") && said[0].contains(says), "{said:?}");
    }
    assert!(findings("server/a.mjs", "process.stdout.write('x');").is_empty());
    assert!(findings("tests/a.test.mjs", "export const refused = 'javascript:go()';").is_empty());
}

#[test]
fn nesting_without_end_is_refused_and_does_not_end_the_program() {
    let deep = "(".repeat(400_000);
    assert_eq!(findings("js/a.js", &deep), ["js/a.js: line 1: nested deeper than anybody can read"]);
    assert!(!findings("js/a.js", &"!".repeat(400_000)).is_empty());
}

#[test]
fn facts_for_other_checks_are_read() {
    let script = Script::read(
        "js/a.js",
        "export default 1;\nexport * from './b.js';\nexport { c as d } from './c.js';\nexport const { e } = {};\nconst to = `#/recipes/${1}/edit`;\nnew URL('./x.json', import.meta.url);\nconst r = [{ path: '/a/:id' }];\nel({ style: '--cover: red' }, to, r);\nfunction el() {}",
    );
    assert!(script.syntax.is_empty(), "{:?}", script.syntax);
    assert_eq!(script.exports.iter().map(String::as_str).collect::<Vec<_>>(), ["d", "default", "e"]);
    assert_eq!(script.passes_on, ["./b.js"]);
    assert!(script.imports.iter().any(|one| one.from == "./c.js" && one.asked == Asked::Name("c".to_owned())));
    assert_eq!(script.addresses[0].text, "#/recipes/{}/edit");
    assert_eq!(script.addresses[0].line, 5);
    assert_eq!(script.files[0].text, "./x.json");
    assert_eq!(script.route_paths, ["/a/:id"]);
    assert!(script.properties.contains("--cover"));
}
