//! Rate limits on HTTP: which policy a request falls under, the headers of every answer, and what whoever is over is told.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use olympus::error::Error;
use olympus::rate_limits::{Asker, Policy, Verdict};

use crate::api::ApiError;
use crate::caller::{MaybeCaller, ThisBrowser};
use crate::pages;
use crate::router::AppState;
use crate::setup::Switch;

const SAFE: &str = "Nothing was lost, and builds that run go on.";
const SAFE_FORM: &str = "What you typed is still here, and builds that run go on.";

/// Under which policy a request is counted, and what happens to one too many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Counted {
    policy: Policy,
    over: Over,
}

/// What happens to a request over its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Over {
    /// 429.
    Refused,
    /// Taken all the same: a build waits in the queue.
    Queued,
}

/// How the answer is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reader {
    /// A program.
    Api,
    /// The code of a page's island.
    Island,
    /// A person.
    Page,
}

/// Counts the request and writes the headers of the current draft (`RateLimit-Policy`, `RateLimit`); answers 429 with
/// `Retry-After` to one too many. Stands behind `caller::identify`, so that it knows who asks. A stream is one request.
pub async fn limit(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let caller = parts.extensions.get::<MaybeCaller>().and_then(|caller| caller.0.clone());
    let counted =
        counted(&parts.method, parts.uri.path(), caller.is_some()).filter(|_| state.rate_limits == Switch::On);
    let Some(counted) = counted else { return next.run(Request::from_parts(parts, body)).await };
    let ip = match ThisBrowser::from_request_parts(&mut parts, &state).await {
        Ok(ThisBrowser(browser)) => browser.ip,
        Err(error) => return error.into_response(),
    };
    let asker = Asker { ip: &ip, caller: caller.as_ref() };
    let Some(verdict) = state.services.rate_limits.take(counted.policy, asker).await else {
        return next.run(Request::from_parts(parts, body)).await;
    };
    let request = Request::from_parts(parts, body);
    let mut response = if verdict.decision.allowed || counted.over == Over::Queued {
        next.run(request).await
    } else {
        refuse(&state, request, &verdict).await
    };
    describe(response.headers_mut(), &verdict, counted.over);
    response
}

async fn refuse(state: &AppState, request: Request, verdict: &Verdict) -> Response {
    match reader(request.uri().path()) {
        Reader::Api => ApiError(refusal(verdict, SAFE)).into_response(),
        Reader::Island => (StatusCode::TOO_MANY_REQUESTS, axum::Json(refusal(verdict, SAFE_FORM))).into_response(),
        Reader::Page if *request.method() == Method::POST => {
            pages::refused_form(state, request, refusal(verdict, SAFE_FORM)).await
        }
        Reader::Page => pages::refused(state, request, refusal(verdict, SAFE)).await,
    }
}

/// Which policy counts; nothing for what is not limited.
fn counted(method: &Method, path: &str, signed_in: bool) -> Option<Counted> {
    let refused = |policy| Some(Counted { policy, over: Over::Refused });
    let usual = if reader(path) == Reader::Api { Policy::Api } else { Policy::Pages };
    if matches!(path, "/healthz" | "/readyz" | "/metrics") {
        return None;
    }
    if path == "/api/_fn/quote" {
        return refused(Policy::Quotes);
    }
    if *method != Method::POST {
        return refused(usual);
    }
    match path.trim_end_matches('/').strip_prefix("/api/v1").unwrap_or(path) {
        "/auth/login" | "/auth/signup" | "/login" | "/signup" => refused(Policy::SignIn),
        "/estimate" => refused(Policy::Quotes),
        "/build" | "/start" if !signed_in => refused(Policy::GuestBuilds),
        rest if rest.ends_with("/iterate/estimate") => refused(Policy::Quotes),
        rest if signed_in && asks_for_a_build(rest) => Some(Counted { policy: usual, over: Over::Queued }),
        _ => refused(usual),
    }
}

/// Whether a form or call ends in a build that then waits its turn.
fn asks_for_a_build(path: &str) -> bool {
    let of_one = path.starts_with("/build/") || path.starts_with("/builds/");
    let verb = path.rsplit('/').next().unwrap_or_default();
    matches!(path, "/build" | "/start" | "/build/claim")
        || (path.starts_with("/queue/") && verb == "claim")
        || (of_one && matches!(verb, "change" | "iterate" | "restore" | "retry" | "resume"))
}

fn reader(path: &str) -> Reader {
    match path.strip_prefix("/api/") {
        Some(rest) if rest.starts_with("_fn/") => Reader::Island,
        Some(rest) if rest.starts_with("v1/") => Reader::Api,
        Some(rest) if rest != "docs" => Reader::Api,
        _ => Reader::Page,
    }
}

/// What happened, what is safe, what to do next.
fn refusal(verdict: &Verdict, safe: &str) -> Error {
    let seconds = seconds_to_wait(verdict);
    let wait = if seconds == 1 { "one second".to_owned() } else { format!("{seconds} seconds") };
    let whose = match verdict.policy {
        Policy::SignIn => "Too many people sign in from your network at the moment.",
        Policy::GuestBuilds => "Too many requests were kept for your network at the moment.",
        Policy::Quotes => "Too many quotes were asked for at the moment.",
        Policy::Pages | Policy::Api => "Too many requests came at once.",
    };
    Error::rate_limited(seconds, format!("{whose} Wait {wait} and try again. {safe}"))
}

/// Whole seconds until one more is taken, rounded up.
fn seconds_to_wait(verdict: &Verdict) -> u64 {
    ceil(verdict.decision.retry_after).max(1)
}

fn ceil(duration: std::time::Duration) -> u64 {
    duration.as_secs() + u64::from(duration.subsec_nanos() > 0)
}

/// `t`: until the whole quota is there again; with nothing left, until one more is taken, which is what `Retry-After` says.
/// Where something else sends people away for less time, `t` is left out: `Retry-After` is never earlier than it.
fn describe(headers: &mut HeaderMap, verdict: &Verdict, over: Over) {
    let (name, allowance, decision) = (verdict.policy.as_str(), verdict.allowance, verdict.decision);
    let until = if decision.remaining == 0 { seconds_to_wait(verdict) } else { ceil(decision.reset_after) };
    if !decision.allowed && over == Over::Refused {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(until));
    }
    let retry: Option<u64> = headers.get(header::RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok());
    let until = if retry.is_some_and(|retry| retry < until) { String::new() } else { format!(";t={until}") };
    let lines = [
        ("ratelimit-policy", format!("\"{name}\";q={};w={}", allowance.quota, allowance.window_seconds)),
        ("ratelimit", format!("\"{name}\";r={}{until}", decision.remaining)),
    ];
    for (header, line) in lines {
        if let Ok(value) = HeaderValue::try_from(line) {
            headers.insert(HeaderName::from_static(header), value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(method: Method, path: &str, signed_in: bool) -> Option<(Policy, Over)> {
        counted(&method, path, signed_in).map(|counted| (counted.policy, counted.over))
    }

    #[test]
    fn each_kind_of_request_falls_under_its_policy() {
        let table = [
            (Method::GET, "/", Policy::Pages),
            (Method::GET, "/api/docs", Policy::Pages),
            (Method::GET, "/login", Policy::Pages),
            (Method::POST, "/login", Policy::SignIn),
            (Method::POST, "/api/v1/auth/signup", Policy::SignIn),
            (Method::POST, "/api/_fn/quote", Policy::Quotes),
            (Method::POST, "/api/_fn/recent_builds", Policy::Pages),
            (Method::POST, "/api/v1/estimate", Policy::Quotes),
            (Method::GET, "/api/v1/queue/secret", Policy::Api),
            (Method::POST, "/api/v1/build", Policy::GuestBuilds),
            (Method::POST, "/start", Policy::GuestBuilds),
            (Method::POST, "/api/v1/build/claim", Policy::Api),
        ];
        for (method, path, expected) in table {
            assert_eq!(policy(method, path, false), Some((expected, Over::Refused)), "{path}");
        }
        for path in ["/healthz", "/readyz", "/metrics"] {
            assert_eq!(policy(Method::GET, path, false), None);
        }
    }

    #[test]
    fn a_build_that_somebody_signed_in_asks_for_is_never_refused() {
        let builds = [
            ("/api/v1/build", Policy::Api),
            ("/api/v1/build/claim", Policy::Api),
            ("/api/v1/build/7/iterate", Policy::Api),
            ("/api/v1/build/7/restore", Policy::Api),
            ("/start", Policy::Pages),
            ("/queue/secret/claim", Policy::Pages),
            ("/builds/7/change", Policy::Pages),
            ("/builds/7/retry", Policy::Pages),
        ];
        for (path, expected) in builds {
            assert_eq!(policy(Method::POST, path, true), Some((expected, Over::Queued)), "{path}");
            assert_ne!(policy(Method::GET, path, true).map(|(_, over)| over), Some(Over::Queued), "{path}");
        }
        for path in ["/api/v1/build/7/cancel", "/api/v1/keys", "/builds/7/cancel", "/plan"] {
            assert_eq!(policy(Method::POST, path, true).map(|(_, over)| over), Some(Over::Refused), "{path}");
        }
    }
}
