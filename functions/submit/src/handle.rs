//! One request, and which of the answers it gets.

use http::{Method, Response, StatusCode};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use lambda_http::aws_lambda_events::apigw::ApiGatewayV2httpRequestContext;
use lambda_http::request::RequestContext;
use lambda_http::{Body, Request, RequestExt as _};
use shared::domain::day::after;
use shared::edge::{SECRET_HEADER, VIEWER_HEADER};
use shared::link::{self, FormNonce, Language, OpenedLink, SurveyId};
use shared::origin::base_url;
use shared::telemetry;

use crate::accept::AnswerStore;
use crate::app::App;
use crate::asked::{Asked, Way};
use crate::language::Wanted;
use crate::open::OpenVisit;
use crate::page::Step;
use crate::post::{self, Media, Posted, Refused};
use crate::settings::Presented;
use crate::trail::{FRAMED, Trail};
use crate::{qr, reply};

/// Answers a request to `/s/{token}` or `/s/{token}/qr.svg`. Every outcome that is understood is an answer, also a failure of storage.
pub async fn handle<S: AnswerStore>(app: &App<S>, request: Request) -> Response<Body> {
    let head_only = request.method() == Method::HEAD;
    let is_answer = request.method() == Method::POST && step(&request).is_none();
    let response = if app.edge.admits(Some(header(&request, SECRET_HEADER))) {
        Visit::new(app, &request).answer(&request).await
    } else {
        reply::around_the_edge()
    };
    if let Some(why) = why_refused(response.status()).filter(|_| is_answer) {
        telemetry::refused(why);
    }
    reply::finish(response, head_only)
}

/// Why an answer was not taken that was answered with this status; none where it was.
fn why_refused(status: StatusCode) -> Option<telemetry::Refused> {
    use telemetry::Refused;
    match status {
        status if !status.is_client_error() && !status.is_server_error() => None,
        StatusCode::NOT_FOUND => Some(Refused::UnknownLink),
        StatusCode::GONE => Some(Refused::Closed),
        StatusCode::UNPROCESSABLE_ENTITY => Some(Refused::Invalid),
        StatusCode::TOO_MANY_REQUESTS => Some(Refused::Limit),
        status if status.is_client_error() => Some(Refused::Unreadable),
        _ => Some(Refused::Unavailable),
    }
}

/// What is known of a request before its survey is read.
pub(crate) struct Visit<'a, S> {
    pub(crate) app: &'a App<S>,
    pub(crate) now: Timestamp,
    pub(crate) wanted: Wanted,
    /// The language that the link asks for, once it is known to be genuine.
    pub(crate) link_language: Option<Language>,
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
            link_language: None,
            wanted: Wanted::new(query(request, "lang"), header(request, "accept-language")),
            json: post::media(request) == Some(Media::Json),
        }
    }

    async fn answer(mut self, request: &Request) -> Response<Body> {
        let post = match *request.method() {
            Method::GET | Method::HEAD => false,
            Method::POST => true,
            _ => return self.says(StatusCode::METHOD_NOT_ALLOWED, "bad-request", None),
        };
        let parameters = request.path_parameters_ref();
        let token = parameters.and_then(|parameters| parameters.first("token"));
        let Some(entry) = token.and_then(|token| self.entry(token)) else {
            return self.not_found();
        };
        self.link_language = entry.language().cloned();
        let step = step(request).filter(|_| entry.names_customer());
        // The button of a step is no answer.
        let posted = match step {
            None => post.then(|| self.posted(request, &entry)).transpose(),
            Some(_) => Ok(None),
        };
        let (settings, store) = (&self.app.settings, &self.app.store);
        let found = match &entry {
            Entry::Personal(link) => {
                let id = link.facts.survey().as_str();
                settings.survey_of_link(store, id, self.now).await
            }
            Entry::Open(id) => settings.survey_of_address(store, id.as_str(), self.now).await,
        };
        let (Presented { survey, look }, settings) = match (found, &posted) {
            (Ok(Some(found)), _) => found,
            (Ok(None), _) => return self.not_found(),
            (Err(_), Ok(posted)) => return self.unavailable(posted.as_ref()),
            (Err(_), Err(refused)) => return self.refused(*refused),
        };
        let way = match entry {
            Entry::Personal(link) => Way::Personal(link),
            Entry::Open(_) => {
                let sent = posted.as_ref().ok().and_then(Option::as_ref);
                let sent = sent.map(|posted| posted.ticket.as_str());
                let (app, trail) = (self.app, (&mut self.trail, self.now));
                let nonce = || FormNonce::from_bytes((app.random)());
                match OpenVisit::new(&app.keys.open, &survey, request, sent, trail, nonce) {
                    Some(visit) => Way::Open(visit),
                    None => return self.not_found(),
                }
            }
        };
        let asked = Asked {
            way,
            survey,
            look,
            settings,
        };
        let posted = match posted {
            Ok(posted) => posted,
            Err(refused) => return self.refused(refused),
        };
        if let Some(step) = step {
            return self.stop(request, &asked, step).await;
        }
        if self.now >= asked.expires_at() {
            return self.says(StatusCode::GONE, "expired", Some(&asked));
        }
        if qr::is_asked_for(request) {
            return self.code(request, &asked, token.unwrap_or_default());
        }
        if asked.open().is_some_and(|visit| visit.is_over) {
            return self.closed(&asked);
        }
        match posted {
            Some(posted) => self.take(request, &asked, posted).await,
            None => self.show(request, &asked).await,
        }
    }

    /// What a path leads to, without a request to storage: a genuine link, or perhaps an open survey.
    fn entry(&self, token: &str) -> Option<Entry> {
        // Every token is longer than the id of a survey can be.
        if let Ok(survey) = SurveyId::new(token) {
            return Some(Entry::Open(survey));
        }
        let link = link::open(&self.app.keys.links, token).ok()?;
        // A link of tomorrow's would outlive every limit that is counted from its date of issue.
        let tomorrow = after(self.now.to_zoned(TimeZone::UTC).date());
        (link.facts.issued() <= tomorrow).then_some(Entry::Personal(link))
    }

    /// The address that it came from, as API Gateway or CloudFront saw it; any other header could say anything.
    pub(crate) fn network<'r>(&self, request: &'r Request) -> Option<&'r str> {
        let seen = context(request)?.http.source_ip.as_deref();
        self.app.edge.address(Some(header(request, VIEWER_HEADER)), seen)
    }

    /// The answer that was sent. An open page has a form, and whoever answers without it is not taken for a person.
    fn posted(&self, request: &Request, entry: &Entry) -> Result<Posted, Refused> {
        match entry {
            Entry::Open(_) if self.json => Err(Refused::OtherMedia),
            _ => post::read(request),
        }
    }

    /// The page's own address as an image.
    fn code(&self, request: &Request, asked: &Asked, token: &str) -> Response<Body> {
        let host = Some(header(request, "host")).filter(|host| !host.is_empty());
        let base = base_url(domain(request), host);
        let open = asked.open().and(asked.survey.definition.open.as_ref());
        let address = match open {
            None => Some(format!("{base}/s/{token}")),
            Some(access) => qr::open_address(&base, token, access, request),
        };
        address.map_or_else(|| self.not_found(), |address| qr::image(&address, open.is_some()))
    }
}

/// What a path leads to.
enum Entry {
    Personal(OpenedLink),
    Open(SurveyId),
}

impl Entry {
    fn language(&self) -> Option<&Language> {
        match self {
            Self::Personal(link) => link.facts.language(),
            Self::Open(_) => None,
        }
    }

    fn names_customer(&self) -> bool {
        matches!(self, Self::Personal(link) if link.facts.customer().is_some())
    }
}

/// The step of "Do not ask me again" that the address names.
fn step(request: &Request) -> Option<Step> {
    query(request, Step::NAME).and_then(Step::read)
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

/// The domain that API Gateway answers under.
fn domain(request: &Request) -> Option<&str> {
    context(request)?.domain_name.as_deref()
}

fn context(request: &Request) -> Option<&ApiGatewayV2httpRequestContext> {
    match request.request_context_ref() {
        Some(RequestContext::ApiGatewayV2(context)) => Some(context),
        _ => None,
    }
}
