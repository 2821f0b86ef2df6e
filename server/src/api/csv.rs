//! Tables as CSV after RFC 4180. A text that a spreadsheet would take for a formula is marked as text.

use axum::http::header;
use axum::response::{IntoResponse, Response};

/// One cell.
#[derive(Clone, Copy, Debug)]
pub enum Cell<'a> {
    /// Words, which may have been chosen by anybody.
    Text(&'a str),
    /// Digits of ours, as they are.
    Number(&'a str),
}

/// A table for download.
#[derive(Debug)]
pub struct Csv {
    name: String,
    text: String,
}

impl Csv {
    /// A file `name` with its head.
    #[must_use]
    pub fn new(name: String, head: &[&str]) -> Self {
        let mut csv = Self { name, text: String::new() };
        csv.row(&head.iter().map(|title| Cell::Text(title)).collect::<Vec<_>>());
        csv
    }

    /// Adds a row.
    pub fn row(&mut self, cells: &[Cell<'_>]) {
        for (place, cell) in cells.iter().enumerate() {
            if place > 0 {
                self.text.push(',');
            }
            match cell {
                Cell::Text(text) => self.text.push_str(&written(text)),
                Cell::Number(digits) => self.text.push_str(digits),
            }
        }
        self.text.push_str("\r\n");
    }
}

impl IntoResponse for Csv {
    fn into_response(self) -> Response {
        let headers = [
            (header::CONTENT_TYPE, "text/csv; charset=utf-8; header=present".to_owned()),
            (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", self.name)),
            (header::CACHE_CONTROL, "private, no-store".to_owned()),
        ];
        (headers, self.text).into_response()
    }
}

/// A text as a cell, quoted where it must be. Spreadsheets start a formula at these signs, some also behind blanks.
fn written(text: &str) -> String {
    let formula = text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    let text = if formula || text.starts_with(['\t', '\r', '\n']) { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\r', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_break_a_row_is_quoted() {
        assert_eq!(written("Recipe box"), "Recipe box");
        assert_eq!(written("Boats, nets"), "\"Boats, nets\"");
        assert_eq!(written("a \"good\" one\nof two"), "\"a \"\"good\"\" one\nof two\"");
    }

    #[test]
    fn no_text_becomes_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", " =1+1", "\t=1", "＝1+1"] {
            assert!(written(text).starts_with('\''), "{text}");
        }
        assert_eq!(written("=HYPERLINK(\"http://x\",\"y\")"), "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
    }

    #[test]
    fn rows_end_as_the_standard_says_and_numbers_keep_their_digits() {
        let mut csv = Csv::new("x.csv".to_owned(), &["name", "cost"]);
        csv.row(&[Cell::Text("-x"), Cell::Number("-0.0000175")]);
        assert_eq!(csv.text, "name,cost\r\n'-x,-0.0000175\r\n");
    }
}
