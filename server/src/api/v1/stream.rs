//! A build's events as they happen. Read from the database; the backplane only says when to look.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::{Stream, StreamExt};
use olympus::accounts::Caller;
use olympus::builds::{Builds, StreamedEvent};
use olympus::ids::BuildId;
use serde::Deserialize;
use tokio_util::sync::CancellationToken;
use utoipa::IntoParams;

use crate::api::{ApiError, ApiErrorBody, QueryFields};
use crate::caller::SignedInCaller;
use crate::router::IdPath;

/// Behind the wake-ups: finds events whose wake-up was lost.
const LOOK_EVERY: Duration = Duration::from_secs(2);
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// Where to begin.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AfterQuery {
    /// Like `Last-Event-ID`, for a page that already shows the first events.
    after: Option<i64>,
}

/// Server-sent events, each with its number. `Last-Event-ID` gets exactly what was missed; a finished build replays
/// whole, then the stream closes.
#[utoipa::path(get, path = "/build/{buildId}/stream", tag = "build", params(("buildId" = BuildId, Path), AfterQuery), responses(
    (status = 200, content_type = "text/event-stream", description = "The events", body = String),
    (status = 404, description = "Not there, or another workspace's", body = ApiErrorBody),
))]
pub async fn stream(
    State(builds): State<Builds>,
    State(shutdown): State<CancellationToken>,
    SignedInCaller(caller): SignedInCaller,
    IdPath(id): IdPath<BuildId>,
    QueryFields(query): QueryFields<AfterQuery>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let last = headers.get("last-event-id").and_then(|value| value.to_str().ok()).and_then(|value| value.parse().ok());
    let after = last.or(query.after).unwrap_or(0);
    // Asked once before answering, so that a wrong id is a 404 and not an empty stream.
    builds.events_after(&caller, id, after).await?;
    let events =
        Sse::new(follow(builds, caller, id, after, shutdown)).keep_alive(KeepAlive::new().interval(KEEP_ALIVE));
    Ok(([("x-accel-buffering", "no"), ("cache-control", "no-store")], events).into_response())
}

struct Follower {
    builds: Builds,
    caller: Caller,
    id: BuildId,
    after: i64,
    wake_ups: olympus::platform::backplane::WakeUps,
    shutdown: CancellationToken,
    waiting: VecDeque<StreamedEvent>,
    more_can_come: bool,
}

fn follow(
    builds: Builds,
    caller: Caller,
    id: BuildId,
    after: i64,
    shutdown: CancellationToken,
) -> impl Stream<Item = Result<Event, Infallible>> {
    let start = async move {
        // Subscribed before the first look, so that nothing happens in between unseen.
        let wake_ups = builds.watch(id).await;
        Follower { builds, caller, id, after, wake_ups, shutdown, waiting: VecDeque::new(), more_can_come: true }
    };
    futures::stream::once(start).flat_map(|follower| {
        futures::stream::unfold(follower, |mut follower| async move {
            let event = follower.next().await?;
            let sent = Event::default().id(event.seq.to_string()).event(event.event).data(event.data);
            Some((Ok(sent), follower))
        })
    })
}

impl Follower {
    /// The next event; nothing when the build is over and told, or this process ends.
    async fn next(&mut self) -> Option<StreamedEvent> {
        loop {
            if let Some(event) = self.waiting.pop_front() {
                self.after = event.seq;
                return Some(event);
            }
            if !self.more_can_come {
                return None;
            }
            match self.builds.events_after(&self.caller, self.id, self.after).await {
                Ok((events, more_can_come)) => {
                    self.waiting.extend(events);
                    self.more_can_come = more_can_come;
                }
                // The client comes back with its last number and misses nothing.
                Err(_) => return None,
            }
            if self.waiting.is_empty() && self.more_can_come {
                tokio::select! {
                    () = self.shutdown.cancelled() => return None,
                    _ = self.wake_ups.recv() => {}
                    () = tokio::time::sleep(LOOK_EVERY) => {}
                }
            }
        }
    }
}
