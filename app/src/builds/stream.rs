//! The build's event stream in the browser: applied to the view as it comes, opened again by itself when it breaks.

use std::time::Duration;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::web_sys::{Event, EventSource, MessageEvent};
use olympus::builds::{BuildEvent, BuildEventKind, BuildView};
use serde::Deserialize;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// The names of the contract.
const NAMES: [&str; 15] = [
    "progress",
    "queue",
    "agent_started",
    "agent_completed",
    "agent_failed",
    "cost",
    "phase_completed",
    "check",
    "budget",
    "build_completed",
    "build_failed",
    "build_cancelled",
    "build_parked",
    "build_resumed",
    "build_paused",
];

/// A pause before a stream that ended too early is opened again.
const AGAIN: Duration = Duration::from_secs(4);

/// How the page is connected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// Not yet, or no longer needed.
    Idle,
    /// Events come.
    Live,
    /// Broken for the moment.
    Broken,
}

/// Follows the build until its last event.
pub fn follow(view: RwSignal<BuildView>, link: RwSignal<Link>) {
    let (id, after) = view.with_untracked(|view| (view.build_id, view.last_seq));
    let Ok(source) = EventSource::new(&format!("/api/v1/build/{id}/stream?after={after}")) else { return };
    let hear = {
        let source = source.clone();
        Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
            link.set(Link::Live);
            let Some(event) = parse(&message) else { return };
            let is_last = event.kind.is_last();
            view.update(|view| view.apply(&event));
            if is_last {
                source.close();
                link.set(Link::Idle);
            }
        })
    };
    for name in NAMES {
        // Registering fails only for a name that is no string.
        let _ = source.add_event_listener_with_callback(name, hear.as_ref().unchecked_ref());
    }
    hear.forget();
    mind_the_link(&source, view, link);
}

fn mind_the_link(source: &EventSource, view: RwSignal<BuildView>, link: RwSignal<Link>) {
    let opened = Closure::<dyn FnMut(Event)>::new(move |_| link.set(Link::Live));
    source.set_onopen(Some(opened.as_ref().unchecked_ref()));
    opened.forget();
    let broken = {
        let source = source.clone();
        Closure::<dyn FnMut(Event)>::new(move |_| {
            if view.with_untracked(|view| view.status.is_final()) {
                source.close();
                return link.set(Link::Idle);
            }
            link.set(Link::Broken);
            // While it is merely connecting, the browser tries again on its own.
            if source.ready_state() == EventSource::CLOSED {
                set_timeout(move || follow(view, link), AGAIN);
            }
        })
    };
    source.set_onerror(Some(broken.as_ref().unchecked_ref()));
    broken.forget();
}

#[derive(Deserialize)]
struct Moment {
    at: DateTime<Utc>,
}

fn parse(message: &MessageEvent) -> Option<BuildEvent> {
    let data = message.data().as_string()?;
    event(&message.type_(), &message.last_event_id(), &data)
}

/// An event from its parts on the wire.
fn event(name: &str, id: &str, data: &str) -> Option<BuildEvent> {
    let seq = id.parse().ok()?;
    let at = serde_json::from_str::<Moment>(data).ok()?.at;
    let kind = serde_json::from_str::<BuildEventKind>(&format!(r#"{{"event":"{name}","data":{data}}}"#)).ok()?;
    Some(BuildEvent { seq, at, kind })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_read_from_its_parts() {
        let data = r#"{"phase":"design","progress":40,"agent":"palette","message":"Chose the colours.","at":"2026-11-24T12:00:00Z"}"#;
        let read = event("progress", "7", data);
        assert_eq!(read.as_ref().map(|event| event.seq), Some(7));
        assert!(matches!(read.map(|event| event.kind), Some(BuildEventKind::Progress(said)) if said.progress == 40));
    }

    #[test]
    fn money_keeps_its_digits() {
        let data =
            r#"{"totalUsd":1.2345,"phaseUsd":0.2000,"agentId":"grid","quoteUsd":2.4000,"at":"2026-11-24T12:00:00Z"}"#;
        let read = event("cost", "8", data).map(|event| event.kind);
        assert!(matches!(read, Some(BuildEventKind::Cost(cost)) if cost.total_usd.exact() == "1.2345"));
    }

    #[test]
    fn every_name_of_the_contract_is_listened_to() {
        assert_eq!(event("unknown", "1", r#"{"at":"2026-11-24T12:00:00Z"}"#), None);
        assert_eq!(NAMES.len(), 15);
    }
}
