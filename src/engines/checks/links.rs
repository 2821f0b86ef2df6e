//! Links: whatever a file of the application leads to is there.

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::application::Application;
use super::place::{Lines, is_elsewhere, resolve};
use super::report::{Check, Report};

/// Addresses that the server answers and no file stands for.
const SERVED: [&str; 5] = ["/api", "/health", "/healthz", "/metrics", "/events"];

/// Follows every link of pages, styles, scripts and documents.
pub(super) fn check(application: &Application<'_>) -> Option<Check> {
    let mut links = Links { application, report: Report::new("links"), followed: 0 };
    for page in &application.pages {
        for target in &page.targets {
            if let Some(id) = target.text.strip_prefix('#').filter(|id| !id.is_empty() && !id.starts_with(['/', '!'])) {
                links.fragment(&page.path, target.line, id, &page.ids);
            }
            links.follow(&page.path, target.line, &target.text);
        }
    }
    for sheet in &application.sheets {
        sheet.urls.iter().for_each(|(url, line)| links.follow(&sheet.path, *line, url));
    }
    for script in &application.scripts {
        script.files.iter().for_each(|file| links.follow(&script.path, file.line, &file.text));
    }
    for file in application.sources(&["md"]) {
        let lines = Lines::of(&file.content);
        for (target, byte) in markdown(&file.content) {
            links.follow(&file.path, lines.at(byte), &target);
        }
    }
    let followed = links.followed;
    Some(links.report.finish(format!("{followed} links lead to files")))
}

struct Links<'a, 'f> {
    application: &'a Application<'f>,
    report: Report,
    followed: usize,
}

impl Links<'_, '_> {
    fn follow(&mut self, path: &str, line: usize, target: &str) {
        if is_elsewhere(target) || is_served(target) {
            return;
        }
        self.followed += 1;
        match resolve(path, &decoded(target)) {
            None => self.report.at(path, line, &format!("{target} leaves the application's folder")),
            Some(file) if !self.application.has_anything_at(&file) => {
                self.report.at(path, line, &format!("leads to {target}, which is not there"));
            }
            Some(_) => {}
        }
    }

    fn fragment(&mut self, path: &str, line: usize, id: &str, ids: &[String]) {
        self.followed += 1;
        if id != "top" && !ids.iter().any(|one| one == id) {
            self.report.at(path, line, &format!("leads to #{id}, an id that no element has"));
        }
    }
}

fn is_served(target: &str) -> bool {
    let path = target.split(['?', '#']).next().unwrap_or_default();
    SERVED.iter().any(|served| path.strip_prefix(served).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

/// `my%20file.md` as the file is called.
fn decoded(target: &str) -> String {
    let mut bytes = Vec::with_capacity(target.len());
    let mut rest = target.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after
            .get(..2)
            .and_then(|two| std::str::from_utf8(two).ok())
            .and_then(|two| u8::from_str_radix(two, 16).ok());
        match (first, code) {
            (b'%', Some(code)) => {
                bytes.push(code);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The targets of links and images in Markdown, with the bytes where they stand.
fn markdown(content: &str) -> Vec<(String, usize)> {
    let parser = Parser::new_ext(content, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES);
    let targets = parser.into_offset_iter().filter_map(|(event, range)| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
            Some((dest_url.to_string(), range.start))
        }
        _ => None,
    });
    targets.collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::model::MadeFile;
    use super::super::sample::{file, found};
    use super::*;

    fn findings(path: &str, content: &str) -> Vec<String> {
        let files =
            [file(path, content), file("js/store.js", ""), file("docs/a b.md", ""), file("assets/icon.svg", "")];
        check(&Application::read(&files)).map(|check| found(&check)).unwrap_or_default()
    }

    #[test]
    fn links_to_what_is_there_hold_and_are_counted() {
        let files: Vec<MadeFile> = vec![
            file(
                "index.html",
                "<a href=\"docs/a.md\">A</a><a href=\"#/x\">X</a><a href=\"https://b.example\">B</a><img src=\"assets/i.svg?v=1\"><a href=\"/api/export\">E</a><a href=\"#x\">X</a><p id=\"x\">",
            ),
            file(
                "docs/a.md",
                "[i](../assets/i.svg) [index](/index.html) `[code](nowhere)`\n\n    [code](nowhere)\n\n[folder](../assets/) [self](#a)",
            ),
            file("assets/i.svg", ""),
            file("css/a.css", "@import 'b.css';\n.a { background: url(../assets/i.svg) }"),
            file("css/b.css", ""),
            file("js/a.js", "import('./b.js'); new URL('../assets/i.svg', import.meta.url);"),
            file("js/b.js", ""),
        ];
        let check = check(&Application::read(&files)).expect("it always runs");
        assert!(check.passed, "{}", check.detail);
        assert_eq!(check.detail, "10 links lead to files");
    }

    #[test]
    fn a_link_that_leads_nowhere_is_found_wherever_it_stands() {
        for (path, content, says) in [
            (
                "index.html",
                "\n<script src=\"js/app.js\"></script>",
                "index.html: line 2: leads to js/app.js, which is not there",
            ),
            ("index.html", "<a href=\"../x\">x</a>", "index.html: line 1: ../x leaves the application's folder"),
            (
                "index.html",
                "<a href=\"#nobody\">x</a>",
                "index.html: line 1: leads to #nobody, an id that no element has",
            ),
            (
                "css/a.css",
                ".a {\n background: url(\"icon.svg\") }",
                "css/a.css: line 2: leads to icon.svg, which is not there",
            ),
            ("js/a.js", "\nimport('./stores.js');", "js/a.js: line 2: leads to ./stores.js, which is not there"),
            (
                "README.md",
                "# A\n\n| a | b |\n| - | - |\n| [x](docs/x.md) | y |",
                "README.md: line 5: leads to docs/x.md, which is not there",
            ),
            ("README.md", "![x](<no icon.svg>)", "README.md: line 1: leads to no icon.svg, which is not there"),
        ] {
            assert_eq!(findings(path, content), [says]);
        }
        assert!(findings("README.md", "[x](docs/a%20b.md)").is_empty());
    }
}
