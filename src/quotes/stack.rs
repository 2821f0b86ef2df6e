//! What an application is to be made with, as far as its size depends on it: read off the words that name it.

/// How pages are styled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Styling {
    /// Style sheets by hand.
    #[default]
    Css,
    /// Tailwind.
    Tailwind,
}

/// What the server runs on, where there is one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Backend {
    /// Node.js.
    #[default]
    Node,
    /// Python.
    Python,
}

/// Styling and backend.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stack {
    /// How pages are styled.
    pub styling: Styling,
    /// What the server runs on.
    pub backend: Backend,
}

/// Words for Tailwind.
const TAILWIND: [&str; 2] = ["tailwind", "tailwindcss"];
/// Words for Python.
const PYTHON: [&str; 5] = ["python", "python3", "django", "flask", "fastapi"];
/// Words for Node, which end a wish for Python where they come first.
const NODE: [&str; 9] = ["node", "nodejs", "express", "expressjs", "typescript", "nestjs", "fastify", "deno", "bun"];
/// After a python they say that it is a snake.
const SNAKES: [&str; 6] = ["snake", "snakes", "keeper", "keepers", "breeder", "breeders"];
/// Before a name they refuse it.
const REFUSALS: [&str; 13] =
    ["no", "without", "not", "don't", "dont", "never", "avoid", "remove", "drop", "replace", "except", "than", "from"];
/// How many words before a name may refuse it.
const REACH: usize = 4;

/// What these texts ask for; of two texts the later one counts, within a text the first name.
pub fn stack(texts: &[&str]) -> Stack {
    texts.iter().fold(Stack::default(), |stack, text| asked(text, stack))
}

/// Whether these texts name what a server is to run on.
pub fn names_backend(texts: &[&str]) -> bool {
    texts.iter().any(|text| {
        let lower = text.to_lowercase();
        let words = words_of(&lower);
        words.iter().enumerate().any(|(at, word)| {
            let with = at.checked_sub(1).is_some_and(|one| ["in", "with", "use", "using", "on"].contains(&words[one]));
            let named = (*word == "python" && with && !is_snake(&words, at))
                || ["python3", "django", "fastapi", "nodejs"].contains(word)
                || (matches!(*word, "python" | "node")
                    && words.get(at + 1).is_some_and(|next| ["server", "backend"].contains(next)));
            named && !is_refused(&words, at)
        })
    })
}

fn asked(text: &str, before: Stack) -> Stack {
    let lower = text.to_lowercase();
    let words = words_of(&lower);
    let (mut styling, mut backend) = (None, None);
    for (at, word) in words.iter().enumerate() {
        let wanted = !is_refused(&words, at);
        if TAILWIND.contains(word) {
            styling = styling.or(Some(if wanted { Styling::Tailwind } else { Styling::Css }));
        }
        // A name that is refused asks for nothing by itself, but for `no Node`.
        backend = backend.or(match (PYTHON.contains(word) && !is_snake(&words, at), NODE.contains(word), wanted) {
            (true, _, true) | (_, true, false) => Some(Backend::Python),
            (true, _, false) | (_, true, true) => Some(Backend::Node),
            _ => None,
        });
    }
    Stack { styling: styling.unwrap_or(before.styling), backend: backend.unwrap_or(before.backend) }
}

fn words_of(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty()).collect()
}

fn is_snake(words: &[&str], at: usize) -> bool {
    words.get(at + 1).is_some_and(|next| SNAKES.contains(next))
}

fn is_refused(words: &[&str], at: usize) -> bool {
    let near = &words[at.saturating_sub(REACH)..at];
    // `no frills but Python` wants it; `not in Python` does not.
    let turns = |at: usize| {
        let refused = at.checked_sub(1).is_some_and(|before| REFUSALS.contains(&near[before]));
        ["but", "to", "with", "in"].contains(&near[at]) && !refused
    };
    let after_but = (0..near.len()).rev().find(|at| turns(*at)).map_or(0, |place| place + 1);
    let near = &near[after_but..];
    near.iter().any(|word| REFUSALS.contains(word)) || near.windows(2).any(|pair| pair == ["instead", "of"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_refusals_are_read() {
        for (text, styling, backend) in [
            ("a recipe box", Styling::Css, Backend::Node),
            ("styled with TailwindCSS, server in Python 3", Styling::Tailwind, Backend::Python),
            ("FastAPI, please", Styling::Css, Backend::Python),
            ("no Tailwind", Styling::Css, Backend::Node),
            ("Python rather than Node", Styling::Css, Backend::Python),
            ("plain CSS instead of Tailwind, without Python", Styling::Css, Backend::Node),
            ("don't use Node but Django", Styling::Css, Backend::Python),
            ("Node or Python", Styling::Css, Backend::Node),
            ("a log for python keepers", Styling::Css, Backend::Node),
        ] {
            assert_eq!(stack(&[text]), Stack { styling, backend }, "{text}");
        }
    }

    #[test]
    fn a_backend_is_named_by_what_it_runs_on() {
        for text in ["a recipe box in Python", "with a Node server", "use FastAPI"] {
            assert!(names_backend(&[text]), "{text}");
        }
        for text in
            ["a log for python keepers", "a map with every node", "not in Python", "don't use Python", "a recipe box"]
        {
            assert!(!names_backend(&[text]), "{text}");
        }
    }

    #[test]
    fn a_later_text_changes_what_an_earlier_one_asked_for() {
        assert_eq!(stack(&["in Python", "use Node"]).backend, Backend::Node);
        assert_eq!(stack(&["in Python", "add ratings"]).backend, Backend::Python);
    }
}
