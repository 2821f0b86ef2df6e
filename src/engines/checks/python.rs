//! Python: every module parses.

use tree_sitter::{Node, Parser};

use super::application::Application;
use super::report::{Check, Fault, Report, count};

/// So many errors in one file say enough.
const MOST_ERRORS: usize = 5;

/// Looks at every module.
pub(super) fn check(application: &Application<'_>) -> Option<Check> {
    let modules = application.sources(&["py"]);
    if modules.is_empty() {
        return None;
    }
    let mut report = Report::new("python");
    for module in &modules {
        report.faults(&module.path, &faults(&module.content));
    }
    Some(report.finish(count(modules.len(), "module parses", "modules parse")))
}

fn faults(content: &str) -> Vec<Fault> {
    let mut parser = Parser::new();
    if parser.set_language(&tree_sitter_python::LANGUAGE.into()).is_err() {
        return vec![Fault::new(1, "there is no grammar to parse it with")];
    }
    let Some(tree) = parser.parse(content, None) else { return vec![Fault::new(1, "cannot be parsed")] };
    let mut faults = Vec::new();
    let mut cursor = tree.walk();
    loop {
        let told = fault(&cursor.node(), content);
        let goes_down = told.is_none();
        faults.extend(told);
        if faults.len() >= MOST_ERRORS {
            return faults;
        }
        if goes_down && cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return faults;
            }
        }
    }
}

fn fault(node: &Node<'_>, content: &str) -> Option<Fault> {
    let line = node.start_position().row + 1;
    if node.is_missing() {
        return Some(Fault::new(line, format!("`{}` is missing", node.kind())));
    }
    if node.is_error() {
        let text = content.get(node.byte_range()).unwrap_or_default();
        let text: String = text.lines().next().unwrap_or_default().trim().chars().take(60).collect();
        return Some(Fault::new(line, format!("syntax error at `{text}`")));
    }
    // The grammar still knows what Python 3 has given up.
    let given_up = match node.kind() {
        "print_statement" => "`print` is a function",
        "exec_statement" => "`exec` is a function",
        _ => return None,
    };
    Some(Fault::new(line, given_up))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{file, found};
    use super::*;

    fn findings(content: &str) -> Vec<String> {
        let files = [file("server/a.py", content)];
        check(&Application::read(&files)).map(|check| found(&check)).unwrap_or_default()
    }

    #[test]
    fn a_good_module_holds() {
        let good = "import json\n\n\nasync def read(path: str, *, strict=True) -> dict | None:\n    \"\"\"Reads.\"\"\"\n    match path:\n        case '':\n            return None\n        case _ if (size := len(path)) > 3:\n            return {**json.loads(path), 'size': f'{size:>3}'}\n";
        let files = [file("server/a.py", good)];
        let check = check(&Application::read(&files)).expect("there is a module");
        assert_eq!((check.passed, check.detail.as_str()), (true, "1 module parses"));
    }

    #[test]
    fn a_syntax_error_is_found_with_its_line() {
        for bad in ["def f(:\n    pass\n", "x = (1,\n", "if x\n    y = 1\n", "x = = 2\n", "class A\n    pass\n"] {
            let said = findings(&format!("import os\n{bad}"));
            assert!(said.first().is_some_and(|one| one.starts_with("server/a.py: line ")), "{bad}: {said:?}");
        }
        assert_eq!(findings("x = 1\ny = = 2\n"), ["server/a.py: line 2: syntax error at `=`"]);
    }

    #[test]
    fn what_only_python_2_knew_is_found() {
        assert_eq!(findings("x = 1\nprint x\n"), ["server/a.py: line 2: `print` is a function"]);
    }
}
