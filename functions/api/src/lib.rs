//! The team's side: scores, answers, flagged customers, links, events and service measures as JSON, and one overview page.
//!
//! [`handle`] is a function of an [`App`] and a request. Routes are data in [`route`]; every answer passes `respond`,
//! which sets the headers; every refusal is a `problem`. What is sent has its own types: nothing stored is serialised.

mod answers;
pub mod auth;
mod closing;
mod cursor;
mod customers;
mod dashboard;
mod display;
mod events;
mod flags;
mod item;
mod links;
mod origin;
mod problem;
mod query;
mod questions;
mod respond;
mod responses;
mod review;
pub mod route;
mod scores;
mod service;
mod settings;
mod signals;
mod survey;
mod surveys;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use jiff::SignedDuration;
use lambda_http::{Body, Request, RequestExt as _, Response};
use shared::announce::Announced;
use shared::clock::Clock;
use shared::domain::day::Calendar;
use shared::domain::service::event::EventKeys;
use shared::events::EventStore;
use shared::link::{IdentityKey, MintKey, PseudonymKey, RootKeys, SealKey};
use shared::registration::IssueStore;
use shared::review::ReviewStore;
use shared::store::customers::{ReadCustomer, ReadFlagged, SaveCustomer};
use shared::store::days::ReadDays;
use shared::store::responses::{GetResponses, ReadDayIndex, ReadRespondent};
use shared::store::risk_models::ReadRiskModel;
use shared::store::risk_settings::{PutRiskSettings, ReadRiskSettings};
use shared::store::scores::ReadScores;
use shared::store::service::ReadService;
use shared::store::settings::{PutSurvey, ReadKey, ReadSurveyVersion, ReadSurveyVersions, ReadSurveys, ReadZones};
use shared::store::signals::{AcknowledgeSignal, ReadSignals};
use shared::store::workspace_settings::{PutFatigue, ReadFatigue};

use crate::auth::VerifiedKeys;
use crate::problem::Problem;
use crate::route::Route;

/// What this function may do to storage: read, define surveys, register invitations of whoever may be asked, keep events, note
/// that a signal or a flag was dealt with, decide about suspect answers, and change what is set for the workspace.
pub trait ApiStore:
    ReadSurveys
    + ReadSurveyVersion
    + ReadSurveyVersions
    + PutSurvey
    + ReadZones
    + ReadKey
    + ReadScores
    + ReadDays
    + ReadDayIndex
    + GetResponses
    + ReadRespondent
    + ReadCustomer
    + ReadFlagged
    + ReadRiskModel
    + ReadRiskSettings
    + IssueStore
    + ReviewStore
    + ReadFatigue
    + PutFatigue
    + PutRiskSettings
    + SaveCustomer
    + ReadService
    + EventStore
    + ReadSignals
    + AcknowledgeSignal
{
}

impl<S> ApiStore for S where
    S: ReadSurveys
        + ReadSurveyVersion
        + ReadSurveyVersions
        + PutSurvey
        + ReadZones
        + ReadKey
        + ReadScores
        + ReadDays
        + ReadDayIndex
        + GetResponses
        + ReadRespondent
        + ReadCustomer
        + ReadFlagged
        + ReadRiskModel
        + ReadRiskSettings
        + IssueStore
        + ReviewStore
        + ReadFatigue
        + PutFatigue
        + PutRiskSettings
        + SaveCustomer
        + ReadService
        + EventStore
        + ReadSignals
        + AcknowledgeSignal
{
}

/// The keys this function works with.
struct Keys {
    mint: MintKey,
    identity: IdentityKey,
    pseudonym: PseudonymKey,
    seal: SealKey,
    events: EventKeys,
}

/// Everything a request is answered with.
pub struct App<S> {
    store: S,
    zone: String,
    retention: SignedDuration,
    announced: Announced,
    clock: Arc<dyn Clock>,
    random: fn() -> [u8; 16],
    keys: Keys,
    verified: VerifiedKeys,
}

impl<S: ApiStore> App<S> {
    /// `zone` is the workspace's configured time zone, `retention` how long answers and events are kept; `random` gives bytes that
    /// nobody can guess.
    #[must_use]
    pub fn new(
        store: S,
        roots: &RootKeys,
        zone: impl Into<String>,
        retention: SignedDuration,
        clock: Arc<dyn Clock>,
        random: fn() -> [u8; 16],
    ) -> Self {
        Self {
            store,
            zone: zone.into(),
            retention,
            announced: Announced::default(),
            clock,
            random,
            keys: Keys {
                mint: roots.mint_key().clone(),
                identity: roots.identity_key(),
                pseudonym: roots.pseudonym_key(),
                seal: roots.seal_key(),
                events: EventKeys::of(roots),
            },
            verified: VerifiedKeys::default(),
        }
    }

    async fn calendar(&self) -> Result<Calendar, Problem> {
        let history = self.store.read_zones().await?;
        Calendar::from_history(&self.zone, &history).map_err(|unknown| Problem::internal(&unknown))
    }
}

/// Answers a request. Never fails: whatever goes wrong is an answer too.
pub async fn handle<S: ApiStore>(app: &App<S>, request: Request) -> Response<Body> {
    let id = origin::request_id(&request);
    let answer = Box::pin(answer(app, &request)).await;
    respond::finish(answer.unwrap_or_else(|problem| problem.into_response(id.as_deref())))
}

async fn answer<S: ApiStore>(app: &App<S>, request: &Request) -> Result<Response<Body>, Problem> {
    let route = route::find(request.method(), origin::path(request))?;
    let caller = auth::authenticate(app, request, &route).await?;
    match route {
        Route::Surveys => surveys::get(app, request).await,
        Route::Survey(id) => survey::answer(app, request, &id).await,
        Route::Scores => scores::get(app, request).await,
        Route::Responses => responses::get(app, request).await,
        Route::Held => review::get(app, request).await,
        Route::Decide(day, id) => review::post(app, request, (&day, &id), &caller).await,
        Route::Flags => flags::get(app, request).await,
        Route::CloseFlag(id) => closing::post(app, request, &id).await,
        Route::Signals => signals::get(app, request).await,
        Route::Acknowledge(id) => signals::acknowledge(app, request, &id, &caller).await,
        Route::Customer(id) => {
            // The gateway's parameter is decoded once; its path may be, and decoding that again names somebody else.
            let given = request
                .path_parameters_ref()
                .and_then(|parameters| parameters.first("customer"));
            customers::get(app, request, given.unwrap_or(&id)).await
        }
        Route::Links => links::post(app, request).await,
        Route::Events => events::post(app, request).await,
        Route::Service => service::get(app, request).await,
        Route::Settings => settings::answer(app, request).await,
        Route::Dashboard => dashboard::get(app, request).await,
    }
}
