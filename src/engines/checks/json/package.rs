//! `package.json`: its scripts run files that exist, and what it needs is named.

use serde_json::Value;

use super::super::application::Application;
use super::super::place::{extension, resolve};

/// What is wrong.
pub(super) fn faults(package: &Value, application: &Application<'_>) -> Vec<String> {
    let Some(package) = package.as_object() else { return vec!["is no object".to_owned()] };
    let mut faults = Vec::new();
    if package.get("name").and_then(Value::as_str).is_none_or(|name| !is_name(name)) {
        faults.push("`name` is no package name: lower case, digits, `-`".to_owned());
    }
    for key in ["main", "bin"] {
        let Some(path) = package.get(key).and_then(Value::as_str) else { continue };
        if !is_there(path, application) {
            faults.push(format!("`{key}` names {path}, which is not there"));
        }
    }
    let scripts = package.get("scripts").and_then(Value::as_object).into_iter().flatten();
    for (name, command) in scripts {
        let Some(command) = command.as_str() else {
            faults.push(format!("script `{name}` is no text"));
            continue;
        };
        let missing = files(command).filter(|path| !is_there(path, application));
        faults.extend(missing.map(|path| format!("script `{name}` runs {path}, which is not there")));
    }
    faults
}

fn is_name(name: &str) -> bool {
    let fine = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "-._@/".contains(letter);
    !name.is_empty() && name.len() <= 214 && !name.starts_with(['.', '_']) && name.chars().all(fine)
}

/// The files that a command names.
fn files(command: &str) -> impl Iterator<Item = &str> {
    let words = command.split(|letter: char| letter.is_whitespace() || ";&|()'\"=".contains(letter));
    words.filter(|word| {
        let code = ["js", "mjs", "cjs", "py", "sh", "json", "css", "html"].contains(&extension(word).as_str());
        code && !word.starts_with('-') && !word.contains(':') && !word.starts_with('$')
    })
}

/// Whether a path, or anything that a pattern like `tests/*.test.mjs` stands for, is there.
fn is_there(path: &str, application: &Application<'_>) -> bool {
    if !path.contains('*') {
        return resolve("package.json", path).is_some_and(|path| application.has(&path));
    }
    let path = path.trim_start_matches("./");
    application.files.iter().any(|file| fits(path, &file.path))
}

/// `*` stands for anything in a name, `**` for any folders.
fn fits(pattern: &str, path: &str) -> bool {
    match (pattern.split_once('/'), path.split_once('/')) {
        (Some(("**", rest)), Some((_, inner))) => fits(rest, path) || fits(pattern, inner),
        (Some(("**", rest)), None) => fits(rest, path),
        (Some((folder, rest)), Some((own, inner))) => fits_name(folder, own) && fits(rest, inner),
        (None, None) => fits_name(pattern, path),
        _ => false,
    }
}

fn fits_name(pattern: &str, name: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return pattern == name };
    let Some(mut left) = name.strip_prefix(start) else { return false };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let last = parts.pop().unwrap_or_default();
    for part in parts {
        let Some(at) = left.find(part) else { return false };
        left = &left[at + part.len()..];
    }
    left.ends_with(last)
}
