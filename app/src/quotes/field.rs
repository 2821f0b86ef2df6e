//! The large field and the quote beside it. A plain form that becomes live: the quote follows the text while typing
//! pauses, chips answer at once, examples fill the field without a new page.

use std::time::Duration;

use leptos::html;
use leptos::leptos_dom::helpers::debounce;
use leptos::prelude::*;
use olympus::agents::Feature;
use olympus::quotes::{Description, Quote};
use serde::{Deserialize, Serialize};

use super::calls::quote_text;
use super::slip::{Edit, Slip};
use crate::shell::{Glyph, Icon};

stylance::import_style!(style, "field.module.css");

/// A pause in typing that is long enough to ask.
const PAUSE: Duration = Duration::from_millis(250);

/// A worked example.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// Its name on the page.
    pub label: String,
    /// What it puts into the field.
    pub text: String,
}

/// What the page starts with.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Start {
    /// The field's text.
    pub text: String,
    /// Features that were taken out.
    pub without: Vec<Feature>,
    /// The quote for both.
    pub quote: Option<Quote>,
    /// What is wrong with the text.
    pub problem: Option<String>,
    /// What one could try.
    pub examples: Vec<Example>,
}

/// The state that the parts of the field share.
#[derive(Clone, Copy)]
struct State {
    text: RwSignal<String>,
    without: RwSignal<Vec<Feature>>,
    quote: RwSignal<Option<Quote>>,
    problem: RwSignal<Option<String>>,
    waiting: RwSignal<bool>,
    asked: RwSignal<u32>,
}

impl State {
    /// Asks for the quote of what stands in the field now. Only the latest answer counts.
    fn ask(self) {
        let text = self.text.get_untracked();
        let ticket = self.asked.get_untracked() + 1;
        self.asked.set(ticket);
        if text.trim().chars().count() < Description::MIN {
            self.waiting.set(false);
            self.quote.set(None);
            return;
        }
        self.waiting.set(true);
        leptos::task::spawn_local(async move {
            let answer = quote_text(text, self.without.get_untracked()).await;
            if self.asked.get_untracked() != ticket {
                return;
            }
            self.waiting.set(false);
            match answer {
                Ok(quote) => self.quote.set(Some(quote)),
                Err(error) => self.problem.set(Some(error.0.message)),
            }
        });
    }

    fn edit(self, edit: Edit) {
        self.without.update(|without| match edit {
            Edit::TakeOut(feature) => without.push(feature),
            Edit::PutBack(feature) => without.retain(|one| *one != feature),
        });
        self.ask();
    }
}

/// The question, its field, the examples, and the slip with the quote.
#[island]
pub fn QuoteField(start: Start) -> impl IntoView {
    let state = State {
        text: RwSignal::new(start.text.clone()),
        without: RwSignal::new(start.without),
        quote: RwSignal::new(start.quote),
        problem: RwSignal::new(start.problem),
        waiting: RwSignal::new(false),
        asked: RwSignal::new(0),
    };
    let area = NodeRef::<html::Textarea>::new();
    Effect::new(move |_| {
        // A browser that restored an older text on its own: follow the field, not the page.
        if let Some(area) = area.get().filter(|area| area.value() != state.text.get_untracked()) {
            state.text.set(area.value());
            state.ask();
        }
    });
    view! {
        <form method="post" action="/start" class=style::bench>
            <Sheet start_text=start.text state area />
            <Examples examples=start.examples state area />
            <Beside state />
        </form>
    }
}

#[component]
fn Sheet(start_text: String, state: State, area: NodeRef<html::Textarea>) -> impl IntoView {
    let mut asking = debounce(PAUSE, move |()| state.ask());
    let typed = move |event| {
        state.text.set(event_target_value(&event));
        state.problem.set(None);
        asking(());
    };
    let wrong = move || state.problem.get();
    view! {
        <div class=format!("sheet {}", style::sheet)>
            <textarea
                id="description"
                name="description"
                rows="7"
                minlength=Description::MIN
                maxlength=Description::MAX
                required
                placeholder="A place where our climbing club books the wall, pays the season fee and sees who is in on which evening…"
                aria-labelledby="question"
                aria-describedby="description-message"
                aria-invalid=move || wrong().map(|_| "true")
                node_ref=area
                inner_html=escaped(&start_text)
                on:input=typed
            ></textarea>
            {move || {
                state
                    .without
                    .get()
                    .into_iter()
                    .map(|feature| view! { <input type="hidden" name="without" value=feature.as_str() /> })
                    .collect_view()
            }}
            <div class=style::foot>
                <p id="description-message" class=style::message data-wrong=move || wrong().map(|_| "") aria-live="polite">
                    {move || wrong().unwrap_or_else(|| hint(&state.text.get()))}
                </p>
                <div class=style::actions>
                    <button
                        class="button without-js"
                        data-kind="quiet"
                        type="submit"
                        formmethod="get"
                        formaction="/"
                    >
                        "Show the quote"
                    </button>
                    <button class="button" type="submit">
                        "Build it"
                        <Icon glyph=Glyph::Arrow />
                    </button>
                </div>
            </div>
        </div>
    }
}

fn hint(text: &str) -> String {
    let count = text.trim().chars().count();
    match count {
        0 => "A sentence is enough. Say who uses it and what they do there.".to_owned(),
        1..Description::MIN => "A few more words, and the quote appears.".to_owned(),
        _ if count > Description::MAX * 9 / 10 => format!("{count} of {} characters", Description::MAX),
        _ => "The quote follows your words. Nothing is charged before you build.".to_owned(),
    }
}

#[component]
fn Examples(examples: Vec<Example>, state: State, area: NodeRef<html::Textarea>) -> impl IntoView {
    let links = examples
        .into_iter()
        .enumerate()
        .map(|(index, example)| {
            let text = example.text;
            let fill = move |event: leptos::ev::MouseEvent| {
                event.prevent_default();
                if let Some(area) = area.get_untracked() {
                    area.set_value(&text);
                    let _ = area.focus();
                }
                state.text.set(text.clone());
                state.problem.set(None);
                state.without.set(Vec::new());
                state.ask();
            };
            view! {
                <li>
                    <a href=format!("/?example={}", index + 1) on:click=fill>
                        {example.label}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <div class=style::examples>
            <p>"Or start from one of these:"</p>
            <ul>{links}</ul>
        </div>
    }
}

#[component]
fn Beside(state: State) -> impl IntoView {
    let on_edit = Callback::new(move |edit| state.edit(edit));
    view! {
        <section
            class=style::beside
            aria-label="Quote"
            aria-live="polite"
            aria-busy=move || state.waiting.get().to_string()
            data-empty=move || state.quote.with(Option::is_none).then_some("")
        >
            <h2 class="sr-only">"The quote"</h2>
            {move || match state.quote.get() {
                Some(quote) => view! { <Slip quote without=state.without.get_untracked() on_edit /> }.into_any(),
                None => view! {
                    <p>
                        "The quote appears here while you write: what it costs, how long it takes, what we understood and from
                        which of your words, and who will work on it."
                    </p>
                }
                .into_any(),
            }}
        </section>
    }
}

/// `text` as the content of an element.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_leave_its_field() {
        assert_eq!(escaped("</textarea><script>"), "&lt;/textarea&gt;&lt;script&gt;");
    }

    #[test]
    fn the_hint_counts_only_near_the_limit() {
        assert!(hint("").starts_with("A sentence"));
        assert!(hint(&"a".repeat(9_500)).starts_with("9500 of 10000"));
    }
}
