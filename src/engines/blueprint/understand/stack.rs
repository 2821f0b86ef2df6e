//! What the application is made with, where the request or its technical wishes say so.

use crate::engines::WorkRequest;

use super::super::model::{Backend, Stack, Styling};
use super::text::{Gap, Token, tokens};

/// Words for Tailwind.
const TAILWIND: &str = "tailwind tailwindcss";
/// Words for style sheets by hand, where they are not refused.
const PLAIN: &str = "vanilla plain pure handwritten ordinary normal regular custom";
/// Words for Node.
const NODE: &str = "node nodejs express expressjs typescript javascript js ts nestjs fastify deno bun";
/// Words for Python.
const PYTHON: &str = "python python3 django flask fastapi";

/// What a text says about the stack; nothing where it is silent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    styling: Option<Styling>,
    backend: Option<Backend>,
}

impl Asked {
    /// The stack with what was asked for.
    pub(super) fn onto(self, stack: Stack) -> Stack {
        Stack { styling: self.styling.unwrap_or(stack.styling), backend: self.backend.unwrap_or(stack.backend) }
    }
}

/// The stack that was asked for; the first of each kind where nothing was said.
pub(super) fn stack(request: &WorkRequest) -> Stack {
    // Technical wishes weigh more than words of the description.
    let described = asked(&request.description).unwrap_or_default();
    let wished = asked(request.tech_constraints.as_deref().unwrap_or_default()).unwrap_or_default();
    wished.onto(described.onto(Stack::default()))
}

/// What a text asks for; nothing where it does not speak of it. Of two that are both wanted the first counts.
pub(super) fn asked(text: &str) -> Option<Asked> {
    let text = text.replace("Node.js", "Node").replace("node.js", "node").replace("Express.js", "Express");
    let tokens = tokens(&text);
    let mut found = Asked::default();
    let mut refused = Asked::default();
    for at in 0..tokens.len() {
        let (styling, backend) = meant(&tokens, at);
        let side = if is_refused(&tokens, at) { &mut refused } else { &mut found };
        side.styling = side.styling.or(styling);
        side.backend = side.backend.or(backend);
    }
    let other_styling = refused.styling.map(|styling| match styling {
        Styling::Tailwind => Styling::Css,
        Styling::Css => Styling::Tailwind,
    });
    let other_backend = refused.backend.map(|backend| match backend {
        Backend::Node => Backend::Python,
        Backend::Python => Backend::Node,
    });
    // `no JavaScript` speaks of pages; it does not ask for Python.
    let by_language = tokens.iter().any(|token| is_in("javascript js typescript ts", &token.word));
    let other_backend = other_backend.filter(|backend| !(by_language && *backend == Backend::Python));
    let asked = Asked { styling: found.styling.or(other_styling), backend: found.backend.or(other_backend) };
    (asked != Asked::default()).then_some(asked)
}

fn is_in(list: &str, word: &str) -> bool {
    list.split(' ').any(|known| known == word)
}

fn meant(tokens: &[Token], at: usize) -> (Option<Styling>, Option<Backend>) {
    let word = tokens[at].word.as_str();
    let before = at.checked_sub(1).and_then(|at| tokens.get(at)).map_or("", |token| token.word.as_str());
    let after = tokens.get(at + 1).filter(|next| next.gap == Gap::Space).map_or("", |token| token.word.as_str());
    let styling = match word {
        _ if is_in(TAILWIND, word) => Some(Styling::Tailwind),
        "css" if is_in(PLAIN, before) => Some(Styling::Css),
        "stylesheet" | "stylesheets" => Some(Styling::Css),
        _ => None,
    };
    let backend = match word {
        // A python may be a snake, an express a train, a node a place in a graph, and a course may teach TypeScript.
        "python"
            if is_in("snake snakes keeper keepers breeder breeders course courses lesson lessons tutorial", after) =>
        {
            None
        }
        "express" if is_in("delivery shipping train trains checkout lane", after) => None,
        "node" if before == "each" || is_in("of in network", after) => None,
        _ if is_in(PYTHON, word) => Some(Backend::Python),
        _ if is_in(NODE, word) => Some(Backend::Node),
        _ => None,
    };
    (styling, backend)
}

/// Whether a word is refused: `no Tailwind`, `without python`, `instead of Node`, `from Node to Python`.
fn is_refused(tokens: &[Token], at: usize) -> bool {
    let from = at.saturating_sub(4);
    for place in (from..at).rev() {
        let (token, next) = (&tokens[place], &tokens[place + 1]);
        if next.gap == Gap::Stop || matches!(next.word.as_str(), "but") || token.word == "but" {
            return false;
        }
        let word = token.word.as_str();
        if matches!(
            word,
            "no" | "without" | "not" | "never" | "don't" | "dont" | "avoid" | "remove" | "drop" | "replace" | "except"
        ) {
            return true;
        }
        if word == "from" && is_in("to into", tokens.get(at + 1).map_or("", |token| token.word.as_str())) {
            return true;
        }
        if matches!((word, next.word.as_str()), ("instead" | "rather", "of" | "than")) || word == "than" {
            return true;
        }
        if matches!(word, "with" | "to" | "in") && place + 1 == at {
            return false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Stack {
        asked(text).unwrap_or_default().onto(Stack::default())
    }

    #[test]
    fn what_is_asked_for_is_taken() {
        for (text, styling, backend) in [
            ("recipes", Styling::Css, Backend::Node),
            ("use Tailwind", Styling::Tailwind, Backend::Node),
            ("TailwindCSS and FastAPI, please", Styling::Tailwind, Backend::Python),
            ("plain CSS, Python 3", Styling::Css, Backend::Python),
            ("an Express server in TypeScript", Styling::Css, Backend::Node),
            ("built with Node.js", Styling::Css, Backend::Node),
        ] {
            assert_eq!(of(text), Stack { styling, backend }, "{text}");
        }
    }

    #[test]
    fn what_is_refused_is_not_taken() {
        for (text, styling, backend) in [
            ("no Tailwind", Styling::Css, Backend::Node),
            ("without python", Styling::Css, Backend::Node),
            ("without Tailwind, in Python", Styling::Css, Backend::Python),
            ("don't use Tailwind but Django", Styling::Css, Backend::Python),
            ("plain CSS instead of Tailwind", Styling::Css, Backend::Node),
            ("Python rather than Node", Styling::Css, Backend::Python),
            ("not Node but Python", Styling::Css, Backend::Python),
            ("switch from Node to Python", Styling::Css, Backend::Python),
            ("no Node", Styling::Css, Backend::Python),
            ("no JavaScript", Styling::Css, Backend::Node),
        ] {
            assert_eq!(of(text), Stack { styling, backend }, "{text}");
        }
    }

    #[test]
    fn of_two_that_are_named_the_first_counts() {
        assert_eq!(of("Python or Node, you choose").backend, Backend::Python);
        assert_eq!(of("Node or Python").backend, Backend::Node);
    }

    #[test]
    fn other_meanings_are_left_alone() {
        assert_eq!(asked("a log for python keepers with express delivery"), None);
        assert_eq!(asked("recipes for my family"), None);
    }
}
