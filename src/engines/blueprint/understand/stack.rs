//! What the application is made with, where the request or its technical wishes say so.

use crate::engines::WorkRequest;

use super::super::model::{Backend, Stack, Styling};

/// The stack that was asked for; the first of each kind where nothing was said.
pub(super) fn stack(request: &WorkRequest) -> Stack {
    let said = format!("{} {}", request.description, request.tech_constraints.as_deref().unwrap_or_default());
    let said = said.to_lowercase();
    let has = |words: &[&str]| said.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word));
    Stack {
        styling: if has(&["tailwind", "tailwindcss"]) { Styling::Tailwind } else { Styling::Css },
        backend: if has(&["python", "django", "flask", "fastapi"]) { Backend::Python } else { Backend::Node },
    }
}
