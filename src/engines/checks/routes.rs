//! Routes: every address within the application that is written out has a page.

use super::application::Application;
use super::report::{Check, Report, count};

/// Where the routes are.
const PATH: &str = "js/routes.js";

/// Looks up every address; nothing to say where no routes are written out.
pub(super) fn check(application: &Application<'_>) -> Option<Check> {
    let routes = &application.scripts.iter().find(|script| script.path == PATH)?.route_paths;
    let routes: Vec<&str> = routes.iter().map(String::as_str).filter(|route| route.starts_with('/')).collect();
    if routes.is_empty() {
        return None;
    }
    let mut report = Report::new("routes");
    let mut followed = 0;
    let in_pages = application.pages.iter().flat_map(|page| {
        page.targets
            .iter()
            .filter(|target| target.text.starts_with("#/"))
            .map(|target| (&page.path, target.line, &target.text))
    });
    // Tests ask on purpose for what is not there.
    let own = application.scripts.iter().filter(|script| !script.path.starts_with("tests/"));
    let in_scripts = own.flat_map(|script| script.addresses.iter().map(|one| (&script.path, one.line, &one.text)));
    for (path, line, address) in in_pages.chain(in_scripts) {
        followed += 1;
        if !routes.iter().any(|route| leads(address, route)) {
            report.at(path, line, &format!("leads to {address}, for which there is no route"));
        }
    }
    Some(report.finish(format!(
        "{} lead to one of {}",
        count(followed, "address", "addresses"),
        count(routes.len(), "route", "routes")
    )))
}

/// Whether an address, with `{}` for what is filled in later, may be one of a route.
fn leads(address: &str, route: &str) -> bool {
    let address = address.trim_start_matches('#').split('?').next().unwrap_or_default();
    let wanted: Vec<&str> = route.trim_matches('/').split('/').collect();
    // A text that ends in `/` or in something filled in may go on in ways that cannot be told from here.
    let goes_on = address.len() > 1 && (address.ends_with('/') || address.ends_with("{}"));
    let given: Vec<&str> = address.trim_matches('/').split('/').collect();
    if given.len() > wanted.len() || (given.len() < wanted.len() && !goes_on) {
        return false;
    }
    given.iter().zip(&wanted).all(|(given, wanted)| {
        given == wanted || given.contains("{}") || (wanted.starts_with(':') && !given.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::{file, found};
    use super::*;

    const ROUTES: &str = "export const routes = [{ path: '/', name: 'home' }, { path: '/recipes' }, { path: '/recipes/:id/edit' }, { path: '*' }];";

    fn findings(path: &str, content: &str) -> Vec<String> {
        let files = [file("js/routes.js", ROUTES), file(path, content)];
        check(&Application::read(&files)).map(|check| found(&check)).unwrap_or_default()
    }

    #[test]
    fn addresses_with_a_route_hold() {
        for good in [
            "'#/'",
            "'#/recipes'",
            "'#/recipes?new=1'",
            "`#/recipes/${id}/edit`",
            "`#/${kind}`",
            "'#/recipes/' + id",
            "`#/recipes/${rest}`",
            "'#main'",
            "`#/recipes${query}`",
        ] {
            assert_eq!(
                findings("js/a.js", &format!("let id, kind, rest, query;\nexport const a = {good};")),
                Vec::<String>::new(),
                "{good}"
            );
        }
    }

    #[test]
    fn an_address_without_a_route_is_found_wherever_it_stands() {
        assert_eq!(
            findings("js/a.js", "\nexport const a = '#/recipe';"),
            ["js/a.js: line 2: leads to #/recipe, for which there is no route"]
        );
        assert_eq!(
            findings("js/a.js", "let id;\nexport const a = `#/recipes/${id}/show`;"),
            ["js/a.js: line 2: leads to #/recipes/{}/show, for which there is no route"]
        );
        assert_eq!(
            findings("index.html", "<a href=\"#/about\">About</a>"),
            ["index.html: line 1: leads to #/about, for which there is no route"]
        );
    }
}
