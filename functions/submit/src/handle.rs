//! One request, and which of the answers it gets.

use http::{Method, Response, StatusCode};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use lambda_http::request::RequestContext;
use lambda_http::{Body, Request, RequestExt as _};
use shared::domain::day::after;
use shared::link;

use crate::accept::AnswerStore;
use crate::app::App;
use crate::asked::Asked;
use crate::language::Wanted;
use crate::post::{self, Media};
use crate::reply;
use crate::settings::Presented;
use crate::trail::{FRAMED, Trail};

/// Answers a request to `/s/{token}`. Every outcome that is understood is an answer, also a failure of storage.
pub async fn handle<S: AnswerStore>(app: &App<S>, request: Request) -> Response<Body> {
    let head_only = request.method() == Method::HEAD;
    let response = Visit::new(app, &request).answer(&request).await;
    reply::finish(response, head_only)
}

/// What is known of a request before its link is opened.
pub(crate) struct Visit<'a, S> {
    pub(crate) app: &'a App<S>,
    pub(crate) now: Timestamp,
    pub(crate) wanted: Wanted,
    /// What its pages keep from one to the next.
    pub(crate) trail: Trail,
    /// Whether a program asks, which is told in JSON.
    pub(crate) json: bool,
}

impl<'a, S: AnswerStore> Visit<'a, S> {
    fn new(app: &'a App<S>, request: &Request) -> Self {
        let mut trail = Trail::default();
        let (frame, framed) = FRAMED;
        if query(request, frame) == Some(framed) {
            trail.keep(frame, framed);
        }
        Self {
            app,
            trail,
            now: app.clock.now(),
            wanted: Wanted::new(query(request, "lang"), header(request, "accept-language")),
            json: post::media(request) == Some(Media::Json),
        }
    }

    async fn answer(self, request: &Request) -> Response<Body> {
        let post = match *request.method() {
            Method::GET | Method::HEAD => false,
            Method::POST => true,
            _ => return self.says(StatusCode::METHOD_NOT_ALLOWED, "bad-request", None),
        };
        let parameters = request.path_parameters_ref();
        let token = parameters.and_then(|parameters| parameters.first("token"));
        let Some(link) = token.and_then(|token| link::open(&self.app.keys.links, token).ok()) else {
            return self.not_found();
        };
        // A link of tomorrow's would outlive every limit that is counted from its date of issue.
        if link.facts.issued() > after(self.now.to_zoned(TimeZone::UTC).date()) {
            return self.not_found();
        }
        let posted = match post.then(|| post::read(request)).transpose() {
            Ok(posted) => posted,
            Err(refused) => return self.refused(refused),
        };
        let survey = link.facts.survey().as_str();
        let asked = match self.app.settings.survey(&self.app.store, survey, self.now).await {
            Ok(Some((Presented { survey, look }, settings))) => Asked {
                link,
                survey,
                look,
                settings,
            },
            Ok(None) => return self.not_found(),
            Err(_) => return self.unavailable(posted.as_ref()),
        };
        if self.now >= asked.expires_at() {
            return self.says(StatusCode::GONE, "expired", Some(&asked));
        }
        match posted {
            Some(posted) => self.take(request, &asked, posted).await,
            None => self.show(request, &asked).await,
        }
    }
}

pub(crate) fn query<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request
        .query_string_parameters_ref()
        .and_then(|parameters| parameters.first(name))
}

pub(crate) fn header<'a>(request: &'a Request, name: &str) -> &'a str {
    let value = request.headers().get(name);
    value.and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// The address that API Gateway saw; a header could say anything.
pub(crate) fn network(request: &Request) -> Option<&str> {
    match request.request_context_ref() {
        Some(RequestContext::ApiGatewayV2(context)) => context.http.source_ip.as_deref(),
        _ => None,
    }
}
