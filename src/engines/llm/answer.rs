//! A model's answer, read strictly: files between markers that carry this request's boundary, sentences about the work,
//! decisions. Whatever is not in the format is no part of the result.

use std::collections::HashSet;

use crate::engines::{MadeFile, Step, WorkRequest};

use super::paths;

/// Bytes of one file.
const LARGEST_FILE: usize = 400_000;
/// Bytes of a whole answer.
pub const LARGEST_ANSWER: usize = 2_000_000;
/// Files of one answer.
const MOST_FILES: usize = 200;
/// Sentences of each kind.
const MOST_SENTENCES: usize = 20;
/// Characters of a sentence.
const LONGEST_SENTENCE: usize = 300;

/// What an answer holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    /// New or replaced.
    pub files: Vec<MadeFile>,
    /// Own files that are to go.
    pub removed: Vec<String>,
    /// One for each file, and what it noticed before.
    pub steps: Vec<Step>,
    /// What it decided and why.
    pub decisions: Vec<String>,
}

/// A line that the format knows.
#[derive(Debug, PartialEq, Eq)]
pub enum Marker<'a> {
    /// A file begins; path and sentence.
    File(&'a str, &'a str),
    /// It ends.
    End,
    /// An own file is to go.
    Remove(&'a str),
    /// A sentence about the work.
    Step(&'a str),
    /// A decision.
    Decision(&'a str),
    /// The answer is complete.
    Done,
}

/// Reads a line as a marker: `=== file BOUNDARY: js/store.js | Keeps the books.`
pub fn marker<'a>(line: &'a str, boundary: &str) -> Option<Marker<'a>> {
    let (word, rest) = line.strip_prefix("=== ")?.split_once(' ')?;
    let rest = rest.strip_prefix(boundary)?.trim_end();
    let value = rest.strip_prefix(':').map(str::trim);
    match (word, value) {
        ("file", Some(value)) => {
            let (path, sentence) = value.split_once('|').unwrap_or((value, ""));
            Some(Marker::File(path.trim(), sentence.trim()))
        }
        ("remove", Some(path)) => Some(Marker::Remove(path)),
        ("step", Some(text)) => Some(Marker::Step(text)),
        ("decision", Some(text)) => Some(Marker::Decision(text)),
        ("end", _) => Some(Marker::End),
        ("done", _) if rest.is_empty() => Some(Marker::Done),
        _ => None,
    }
}

/// The files and sentences of `text`.
///
/// # Errors
/// With what is wrong, for the model and for people.
pub fn parse(text: &str, boundary: &str, request: &WorkRequest) -> Result<Parsed, String> {
    if text.len() > LARGEST_ANSWER {
        return Err(format!("The answer is larger than {LARGEST_ANSWER} bytes."));
    }
    let mut reader = Reader { request, seen: HashSet::new(), parsed: Parsed::default() };
    let (mut open, mut done) = (None::<MadeFile>, false);
    for line in text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)) {
        match (marker(line, boundary), open.take()) {
            (_, None) if done && !line.trim().is_empty() => return Err("The answer goes on after its end.".to_owned()),
            (None, Some(mut file)) => {
                file.content.push_str(line);
                file.content.push('\n');
                open = Some(file);
            }
            (None, None) => {}
            (Some(Marker::End), Some(file)) => reader.close(file)?,
            (Some(Marker::End), None) => return Err("A file ends that did not begin.".to_owned()),
            (Some(_), Some(file)) => return Err(format!("{} is not closed before the next marker.", file.path)),
            (Some(Marker::File(path, sentence)), None) => open = Some(reader.open(path, sentence)?),
            (Some(Marker::Done), None) => done = true,
            (Some(other), None) => reader.note(other)?,
        }
    }
    match open {
        Some(file) => Err(format!("The answer stops in the middle of {}.", file.path)),
        None => reader.finish(done),
    }
}

struct Reader<'a> {
    request: &'a WorkRequest,
    seen: HashSet<String>,
    parsed: Parsed,
}

impl Reader<'_> {
    fn open(&mut self, path: &str, sentence: &str) -> Result<MadeFile, String> {
        self.check(path)?;
        // Upper and lower case are one file on some systems.
        if !self.seen.insert(path.to_ascii_lowercase()) {
            return Err(format!("{path} is there twice."));
        }
        if self.parsed.files.len() >= MOST_FILES {
            return Err(format!("There are more than {MOST_FILES} files."));
        }
        let message = if sentence.is_empty() { format!("Wrote {path}.") } else { one_line(sentence) };
        self.parsed.steps.push(Step { message, path: Some(path.to_owned()) });
        Ok(MadeFile { path: path.to_owned(), content: String::new() })
    }

    fn check(&self, path: &str) -> Result<(), String> {
        if let Some(fault) = paths::fault(path) {
            return Err(format!("The path “{}” {fault}.", one_line(path)));
        }
        if !paths::may_write(self.request, path) {
            return Err(format!("{path} is not a file that {} makes.", self.request.agent));
        }
        Ok(())
    }

    fn close(&mut self, mut file: MadeFile) -> Result<(), String> {
        if file.content.len() > LARGEST_FILE {
            return Err(format!("{} is larger than {LARGEST_FILE} bytes.", file.path));
        }
        if file.content.contains('\0') {
            return Err(format!("{} is not text.", file.path));
        }
        // A model that fences what it was told not to fence means what is inside.
        if let Some(inside) = unfenced(&file.path, &file.content) {
            file.content = inside;
        }
        if file.content.trim().is_empty() {
            return Err(format!("{} is empty.", file.path));
        }
        self.parsed.files.push(file);
        Ok(())
    }

    fn note(&mut self, marker: Marker<'_>) -> Result<(), String> {
        match marker {
            Marker::Step(text) if self.parsed.steps.len() < MOST_FILES + MOST_SENTENCES => {
                self.parsed.steps.push(Step { message: one_line(text), path: None });
            }
            Marker::Decision(text) if self.parsed.decisions.len() < MOST_SENTENCES => {
                self.parsed.decisions.push(one_line(text));
            }
            Marker::Remove(path) => {
                self.check(path)?;
                if !self.request.own_files.iter().any(|file| file.path == path) {
                    return Err(format!("{path} cannot be removed: it is not there."));
                }
                self.parsed.removed.push(path.to_owned());
            }
            _ => {}
        }
        Ok(())
    }

    fn finish(self, done: bool) -> Result<Parsed, String> {
        if self.parsed.files.is_empty() && self.parsed.removed.is_empty() {
            return Err("The answer has no file in the format that was asked for.".to_owned());
        }
        if !done {
            return Err("The answer stops before its end.".to_owned());
        }
        Ok(self.parsed)
    }
}

/// The content of a file whose first and last lines are a Markdown fence; a Markdown document keeps its own.
fn unfenced(path: &str, content: &str) -> Option<String> {
    let (first, rest) = content.trim().split_once('\n')?;
    if path.ends_with(".md") || !first.starts_with("```") {
        return None;
    }
    let inside = rest.strip_suffix("```")?;
    (!inside.contains("\n```")).then(|| inside.to_owned())
}

fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(LONGEST_SENTENCE)
        .collect::<String>()
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::agents::AgentId;

    const B: &str = "b0b1b2";

    fn wire() -> WorkRequest {
        WorkRequest::first(AgentId::Wire, "A list of books")
    }

    fn read(text: &str) -> Result<Parsed, String> {
        parse(text, B, &wire())
    }

    fn file(path: &str, content: &str) -> String {
        format!("=== file {B}: {path} | Keeps it.\n{content}\n=== end {B}\n")
    }

    fn refused(text: &str, word: &str) {
        let why = read(text).expect_err(text);
        assert!(why.contains(word), "{why}");
    }

    #[test]
    fn a_good_answer_gives_files_steps_and_decisions() {
        let text = format!(
            "Here you are:\n=== step {B}: Read the model.\n=== decision {B}: One store, since one list.\n{}{}=== done {B}\n",
            file("js/store.js", "export const a = 1;\n\n=== file other: x"),
            file("js/seeds.js", "export const seeds = {};"),
        );
        let parsed = read(&text).unwrap();
        assert_eq!(parsed.files[0].content, "export const a = 1;\n\n=== file other: x\n");
        assert_eq!(parsed.files.len(), 2);
        assert_eq!(parsed.decisions, ["One store, since one list."]);
        let named: Vec<_> = parsed.steps.iter().map(|step| step.path.as_deref()).collect();
        assert_eq!(named, [None, Some("js/store.js"), Some("js/seeds.js")]);
    }

    #[test]
    fn nonsense_has_no_files() {
        for text in ["", "I am sorry, Dave.", "```js\nlet a;\n```", "=== file wrong: js/store.js\nx\n=== end wrong\n"] {
            refused(text, "no file");
        }
    }

    #[test]
    fn unclosed_cut_and_doubled_files_are_refused() {
        refused(&format!("=== file {B}: js/store.js\nexport"), "in the middle of js/store.js");
        refused(&format!("=== file {B}: js/store.js\nx\n{}", file("js/seeds.js", "x")), "not closed");
        refused(&file("js/store.js", "x"), "before its end");
        refused(&format!("{}{}", file("js/store.js", "x"), file("JS/store.js", "x")), "not a file that wire makes");
        refused(&format!("{}{}", file("tests/a.mjs", "x"), file("tests/A.mjs", "x")), "twice");
        refused(&format!("=== end {B}\n"), "did not begin");
        refused(&format!("{}=== done {B}\nand more", file("js/store.js", "x")), "after its end");
        refused(&format!("{}=== done {B}\n", file("js/store.js", "  ")), "empty");
    }

    #[test]
    fn files_elsewhere_and_of_others_are_refused() {
        for path in ["../../etc/passwd", "/etc/passwd", "js\\store.js", "C:/x", ".git/hooks/pre-commit", "js/../../x"] {
            refused(&file(path, "x"), "The path");
        }
        refused(&file("index.html", "x"), "not a file that wire makes");
        refused(&format!("=== remove {B}: js/store.js\n"), "not there");
    }

    #[test]
    fn what_is_too_large_is_refused() {
        refused(&file("js/store.js", &"x".repeat(LARGEST_FILE + 1)), "larger");
        refused(&"x".repeat(LARGEST_ANSWER + 1), "larger");
        let many: String = (0..=MOST_FILES).map(|number| file(&format!("tests/{number}.mjs"), "x")).collect();
        refused(&many, "more than");
    }

    #[test]
    fn a_fence_around_code_is_taken_off_and_one_in_a_document_stays() {
        let fenced = format!("{}=== done {B}", file("js/store.js", "```js\nlet a;\n```"));
        assert_eq!(read(&fenced).unwrap().files[0].content, "let a;\n");
        assert_eq!(unfenced("docs/a.md", "```\nx\n```"), None);
    }

    #[test]
    fn windows_line_ends_are_read_too() {
        let text = format!("{}=== done {B}\n", file("js/store.js", "let a;")).replace('\n', "\r\n");
        assert_eq!(read(&text).unwrap().files[0].content, "let a;\n");
    }

    proptest! {
        #[test]
        fn no_answer_writes_outside_or_stops_the_reader(text in "(=== (file|end|done|step|remove) b0b1b2(: [ -~]{0,20})?\n|[ -~\n]{0,30}\n){0,20}") {
            if let Ok(parsed) = read(&text) {
                for made in parsed.files {
                    prop_assert!(paths::fault(&made.path).is_none());
                    prop_assert!(made.path.starts_with("tests/") || made.path == "js/store.js" || made.path == "js/seeds.js");
                }
            }
        }
    }
}
