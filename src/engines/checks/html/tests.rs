//! Tests of the checks of HTML.

use super::super::application::Application;
use super::super::sample::{file, found};
use super::*;

const GOOD: &str = "<!doctype html>
<html lang=\"en\">
<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Recipes</title></head>
<body><main id=\"main\"><h1>Recipes</h1><!-- here --></main></body>
</html>
";

/// The findings of both checks, for the good page with `inside` before the end of its main part (line 4).
fn with(inside: &str) -> Vec<String> {
    of(&GOOD.replace("<!-- here -->", inside))
}

fn of(content: &str) -> Vec<String> {
    let files = [file("index.html", content)];
    let application = Application::read(&files);
    [check(&application), check_accessibility(&application)]
        .into_iter()
        .flatten()
        .flat_map(|check| found(&check))
        .collect()
}

#[test]
fn a_good_page_holds() {
    assert_eq!(of(GOOD), Vec::<String>::new());
    let good = "<form><label for=\"n\">Name</label><input id=\"n\"><label>Age <input></label><input aria-label=\"Search\"><input type=\"hidden\"><button>Save</button><button><img src=\"x.svg\" alt=\"Close\"></button></form><h2>Later</h2><template><p>row</p></template><img src=\"a.svg\" alt=\"\">";
    assert_eq!(with(good), Vec::<String>::new());
}

#[test]
fn markup_that_the_standard_calls_an_error_is_found_with_its_line() {
    for bad in [
        "<p><b>bold</p></b>",
        "</section>",
        "<div/>",
        "<p a=1 a=2>x</p>",
        "<table><p>x</p></table>",
        "<a href=\"x\"title=\"y\">z</a>",
    ] {
        let said = with(bad);
        assert!(said.iter().any(|one| one.starts_with("index.html: line 4: ")), "{bad}: {said:?}");
    }
    assert!(!of(&GOOD.replace("<!doctype html>\n", "")).is_empty());
    assert!(!of(&GOOD.replace("</main>", "")).is_empty());
}

#[test]
fn a_page_says_its_language_title_and_viewport() {
    for (from, to, says) in [
        (" lang=\"en\"", "", "index.html: line 2: `<html>` names no language: lang=\"en\""),
        (" lang=\"en\"", " lang=\"english please\"", "index.html: line 2: `<html>` names no language: lang=\"en\""),
        ("<title>Recipes</title>", "", "index.html: line 2: the page has no `<title>`"),
        ("Recipes</title>", "</title>", "index.html: line 3: the page has no `<title>`"),
        ("width=device-width, ", "", "index.html: line 3: no viewport for narrow screens: width=device-width"),
        ("initial-scale=1", "user-scalable=no", "index.html: line 3: the viewport keeps people from zooming"),
        ("<meta charset=\"utf-8\">", "", "index.html: line 2: no `<meta charset>`"),
    ] {
        assert_eq!(of(&GOOD.replace(from, to)), [says]);
    }
}

#[test]
fn code_in_attributes_is_found() {
    assert_eq!(
        with("<button onclick=\"go()\">Go</button>"),
        ["index.html: line 4: `onclick` in markup; listen for the event in a module"]
    );
    assert_eq!(with("<a href=\" JavaScript:go()\">Go</a>"), ["index.html: line 4: `href` runs text as code"]);
}

#[test]
fn a_script_in_the_page_is_read_as_one() {
    assert_eq!(with("<script>\nconst a = ;\n</script>").len(), 1);
    assert!(with("<script>const a = 1; a();</script>").is_empty());
    assert!(with("<script type=\"application/json\">{ not code }</script>").is_empty());
}

#[test]
fn an_id_belongs_to_one_element() {
    assert_eq!(with("<p id=\"main\">x</p>"), ["index.html: line 4: id `main` is taken in line 4"]);
}

#[test]
fn whatever_people_use_has_a_name() {
    for (bad, says) in [
        ("<img src=\"a.svg\">", "`<img>` without `alt`; an empty one where it only decorates"),
        ("<button></button>", "`<button>` without a name"),
        ("<button><img src=\"a.svg\" alt=\"\"></button>", "`<button>` without a name"),
        ("<a href=\"#/\"></a>", "`<a>` without a name"),
        ("<input>", "a field without a label"),
        ("<label for=\"a\"></label><input id=\"a\">", "a field without a label"),
        ("<select><option>1</option></select>", "a field without a label"),
        ("<textarea placeholder=\"Notes\"></textarea>", "a field without a label"),
        ("<iframe src=\"a.html\"></iframe>", "`<iframe>` without a title"),
        ("<p tabindex=\"2\">x</p>", "`tabindex` above 0 breaks the order of the keyboard"),
        ("<label for=\"b\">x</label>", "`for` names `b`, an id that no element has"),
        ("<p aria-describedby=\"main c\">x</p>", "`aria-describedby` names `c`, an id that no element has"),
        ("<button aria-hidden=\"true\">x</button>", "`<button>` takes the focus and is hidden from screen readers"),
    ] {
        assert_eq!(with(bad), [format!("index.html: line 4: {says}")], "{bad}");
    }
}

#[test]
fn landmarks_and_headings_are_in_order() {
    assert_eq!(with("<h3>Deep</h3>"), ["index.html: line 4: a heading of level 3 follows one of level 1"]);
    assert_eq!(with("<h1>Again</h1>"), ["index.html: line 4: a second `<h1>`"]);
    assert_eq!(with("<h2> </h2>"), ["index.html: line 4: `<h2>` is an empty heading"]);
    assert_eq!(with("<div role=\"main\"></div>"), ["index.html: line 4: a second `<main>`"]);
    let without = GOOD.replace("<main id=\"main\">", "<div id=\"main\">").replace("</main>", "</div>");
    assert_eq!(of(&without), ["index.html: line 4: no `<main>`: screen readers cannot skip to the content"]);
    assert_eq!(of(&GOOD.replace("<h1>Recipes</h1>", "")), ["index.html: line 1: no `<h1>`"]);
}

#[test]
fn targets_and_ids_are_read() {
    let page = Page::read(
        "index.html",
        &GOOD.replace("<!-- here -->", "<a href=\"a.html\">A</a>\n<img alt=\"\" srcset=\"b.svg 1x, c.svg 2x\">"),
    );
    let targets: Vec<(&str, usize)> = page.targets.iter().map(|one| (one.text.as_str(), one.line)).collect();
    assert_eq!(targets, [("a.html", 4), ("b.svg", 5), ("c.svg", 5)]);
    assert_eq!(page.ids, ["main"]);
}
