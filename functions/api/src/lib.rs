//! The team's side: scores, answers, flagged customers, links, events and service measures as JSON, and one overview page.
//!
//! [`handle`] is a function of an [`App`] and a request. Routes are data in [`route`]; every answer passes `respond`,
//! which sets the headers; every refusal is a `problem`. What is sent has its own types: nothing stored is serialised.

mod access;
mod body;
mod cached;
mod kept;
mod logged;
pub mod oidc;
mod once;
#[cfg(feature = "openapi")]
pub mod openapi;
mod origin;
mod pages;
mod problem;
mod query;
mod respond;
pub mod route;

mod v1;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use jiff::SignedDuration;
use lambda_http::{Body, Request, Response};
use shared::announce::Announced;
use shared::clock::Clock;
use shared::domain::service::event::EventKeys;
use shared::edge::Edge;
use shared::erasure::ErasureStore;
use shared::events::EventStore;
use shared::export::FileLinks;
use shared::link::{FormKey, IdentityKey, MintKey, OnceKey, PseudonymKey, RootKeys, SealKey, SessionKey};
use shared::registration::IssueStore;
use shared::review::ReviewStore;
use shared::store::api_keys::{ManageKeys, NoteKeyUsed, ReadKey};
use shared::store::audit::{ReadAudit, RecordAudit};
use shared::store::customers::{ListCustomers, ReadCustomer, ReadFlagged, SaveCustomer};
use shared::store::days::{FindPending, ReadDays};
use shared::store::export_jobs::{ListExportJobs, PutExportJob, ReadExportJob};
use shared::store::key_pages::{ReadDayPage, ReadInvitedPage, ReadRespondentPage};
use shared::store::ledger::ReadErasures;
use shared::store::once::NoteSending;
use shared::store::responses::GetResponses;
use shared::store::risk_models::ReadRiskModel;
use shared::store::risk_runs::ReadRun;
use shared::store::risk_settings::{PutRiskSettings, ReadRiskSettings};
use shared::store::score_cuts::ReadCuts;
use shared::store::scores::ReadScores;
use shared::store::service::ReadService;
use shared::store::settings::{
    PutSurvey, ReadFirstSurvey, ReadSurveyVersion, ReadSurveyVersions, ReadSurveys, ReadZones,
};
use shared::store::signals::{AcknowledgeSignal, ReadSignals};
use shared::store::workspace_settings::{PutFatigue, ReadFatigue};

pub use crate::logged::EVENTS;

use crate::access::Caller;
use crate::access::keys::KnownKeys;
use crate::oidc::Issuer;
use crate::problem::Problem;
use crate::route::{Found, Kind, Route};
use crate::v1::{
    audit, closing, customer, customers, erasures, events, exports, flags, invitations, keys, links, responses, review,
    runs, scores, service, settings, signals, survey, surveys,
};

/// What this function may do to storage: read, define surveys, register invitations of whoever may be asked, keep events, note
/// that a signal or a flag was dealt with, decide about suspect answers, and change what is set for the workspace.
pub trait ApiStore:
    ReadSurveys
    + ReadSurveyVersion
    + ReadSurveyVersions
    + PutSurvey
    + ReadZones
    + ReadKey
    + NoteKeyUsed
    + ManageKeys
    + NoteSending
    + RecordAudit
    + ReadAudit
    + ErasureStore
    + ReadErasures
    + FindPending
    + ReadRun
    + ReadScores
    + ReadCuts
    + ReadDays
    + ReadFirstSurvey
    + ReadDayPage
    + ReadInvitedPage
    + GetResponses
    + ReadRespondentPage
    + ReadCustomer
    + ListCustomers
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
    + PutExportJob
    + ReadExportJob
    + ListExportJobs
{
}

impl<S> ApiStore for S where
    S: ReadSurveys
        + ReadSurveyVersion
        + ReadSurveyVersions
        + PutSurvey
        + ReadZones
        + ReadKey
        + NoteKeyUsed
        + ManageKeys
        + NoteSending
        + RecordAudit
        + ReadAudit
        + ErasureStore
        + ReadErasures
        + FindPending
        + ReadRun
        + ReadScores
        + ReadCuts
        + ReadDays
        + ReadFirstSurvey
        + ReadDayPage
        + ReadInvitedPage
        + GetResponses
        + ReadRespondentPage
        + ReadCustomer
        + ListCustomers
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
        + PutExportJob
        + ReadExportJob
        + ListExportJobs
{
}

/// The keys this function works with.
struct Keys {
    mint: MintKey,
    identity: IdentityKey,
    pseudonym: PseudonymKey,
    seal: SealKey,
    events: EventKeys,
    session: SessionKey,
    form: FormKey,
    once: OnceKey,
}

/// Everything a request is answered with.
pub struct App<S> {
    store: S,
    zone: String,
    retention: SignedDuration,
    announced: Announced,
    clock: Arc<dyn Clock>,
    random: fn() -> [u8; 16],
    files: Arc<dyn FileLinks>,
    keys: Keys,
    known_keys: KnownKeys,
    kept: kept::Kept,
    issuer: Option<Issuer>,
    edge: Edge,
}

impl<S: ApiStore> App<S> {
    /// `zone` is the workspace's configured time zone, `retention` how long answers and events are kept; `random` gives bytes that
    /// nobody can guess, `files` the addresses of the files of exports.
    #[must_use]
    pub fn new(
        store: S,
        roots: &RootKeys,
        zone: impl Into<String>,
        retention: SignedDuration,
        clock: Arc<dyn Clock>,
        random: fn() -> [u8; 16],
        files: Arc<dyn FileLinks>,
    ) -> Self {
        let (session, form) = roots.session_keys();
        Self {
            store,
            zone: zone.into(),
            retention,
            announced: Announced::default(),
            clock,
            random,
            files,
            keys: Keys {
                mint: roots.mint_key().clone(),
                identity: roots.identity_key(),
                pseudonym: roots.pseudonym_key(),
                seal: roots.seal_key(),
                events: EventKeys::of(roots),
                session,
                form,
                once: roots.once_key(),
            },
            known_keys: KnownKeys::default(),
            kept: kept::Kept::default(),
            issuer: None,
            edge: Edge::default(),
        }
    }

    /// The same, where there is perhaps a CloudFront in front of it.
    #[must_use]
    pub fn with_edge(self, edge: Edge) -> Self {
        Self { edge, ..self }
    }

    /// The same, where people sign in with an issuer.
    #[must_use]
    pub fn with_issuer(self, issuer: Option<Issuer>) -> Self {
        Self { issuer, ..self }
    }
}

/// Answers a request. Never fails: whatever goes wrong is an answer too.
pub async fn handle<S: ApiStore>(app: &App<S>, request: Request) -> Response<Body> {
    let id = origin::request_id(&request);
    if !app.edge.admits(origin::edge_secret(&request)) {
        return respond::finish(Problem::around_the_edge().into_response(id.as_deref()));
    }
    let answer = match Box::pin(answer(app, &request)).await {
        Ok(answer) => answer,
        Err(problem) if route::is_for_people(origin::path(&request)) => {
            pages::problem::of(app, &request, problem, id.as_deref()).await
        }
        Err(problem) => problem.into_response(id.as_deref()),
    };
    respond::finish(answer)
}

async fn answer<S: ApiStore>(app: &App<S>, request: &Request) -> Result<Response<Body>, Problem> {
    let found = route::find(request.method(), origin::path(request))?;
    match access::identify(app, request, found.entry).await? {
        Some(caller) => carry_out(app, request, &found, &caller).await,
        None if found.entry.kind == Kind::Page => pages::sign_in::first(app, request),
        None => Err(Problem::unauthorized()),
    }
}

/// Does what the route does, for a caller who may.
async fn carry_out<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    found: &Found,
    caller: &Caller,
) -> Result<Response<Body>, Problem> {
    access::check(caller, found.entry)?;
    access::audit::of_route(app, request, found, caller).await?;
    let once = once::of(app, request, found.entry, caller).await?;
    let parameter = |name: &'static str| found.parameter(origin::path_parameter(request, name), name);
    match found.entry.route {
        Route::Surveys => surveys::get(app, request).await,
        Route::Survey => survey::get(app, request, parameter("survey")).await,
        Route::DefineSurvey => survey::put(app, request, parameter("survey")).await,
        Route::Scores => scores::get(app, request).await,
        Route::Responses => responses::get(app, request, caller).await,
        Route::Held => review::get(app, request).await,
        Route::Decide => review::post(app, request, (parameter("day"), parameter("response")), caller, &once).await,
        Route::Flags => flags::get(app, request).await,
        Route::CloseFlag => closing::post(app, request, parameter("customer")).await,
        Route::Signals => signals::get(app, request).await,
        Route::Acknowledge => signals::acknowledge(app, request, parameter("signal"), caller).await,
        Route::Customer => customer::get(app, request, parameter("customer")).await,
        Route::Customers => customers::get(app, request).await,
        Route::Links => links::post(app, request, &once).await,
        Route::Invitations => invitations::get(app, request).await,
        Route::Invite => invitations::post(app, request, &once).await,
        Route::Events => events::post(app, request).await,
        Route::Service => service::get(app, request).await,
        Route::Settings => settings::get(app, request).await,
        Route::ChangeSettings => settings::put(app, request).await,
        Route::Exports => exports::list(app, request, caller).await,
        Route::AskForExport => exports::post(app, request, caller, &once).await,
        Route::Export => exports::get(app, request, parameter("export"), caller).await,
        Route::ExportsPage => pages::exports::get(app, request, caller).await,
        Route::AskForExportOnPage => pages::exports::post(app, request, caller, &once).await,
        Route::OpenExport => pages::exports::open(app, request, parameter("export"), caller).await,
        Route::Overview => pages::overview::get(app, request, caller).await,
        Route::Queue => pages::queue::get(app, request, caller).await,
        Route::CloseOnPage => pages::queue::close::post(app, request, caller).await,
        Route::CustomerPage => pages::customer::get(app, request, caller).await,
        Route::Comments => pages::comments::get(app, request, caller).await,
        Route::DecideOnPage => pages::comments::decide::post(app, request, caller).await,
        Route::SurveyPage => pages::survey::get(app, request, parameter("survey"), caller).await,
        Route::AcknowledgeOnPage => pages::signals::acknowledge(app, request, caller).await,
        Route::ChooseLanguage => pages::language::post(app, request, caller),
        Route::Runs => runs::get(app, request).await,
        Route::Keys => keys::get(app, request).await,
        Route::CreateKey => keys::post(app, request, caller, &once).await,
        Route::RevokeKey => keys::delete(app, request, parameter("key")).await,
        Route::Erasures => erasures::get(app, request).await,
        Route::Erase => erasures::post(app, request, caller).await,
        Route::Audit => audit::get(app, request).await,
        Route::RunsPage => pages::runs::get(app, request, caller).await,
        Route::SettingsPage => pages::settings::get(app, request, caller).await,
        Route::SaveSettings => pages::settings::post(app, request, caller).await,
        Route::KeysPage => pages::keys::get(app, request, caller).await,
        Route::MakeKey => pages::keys::post(app, request, caller).await,
        Route::AskRevoke => pages::keys::confirm(app, request, caller, parameter("key")).await,
        Route::ConfirmRevoke => pages::keys::end(app, request, caller, parameter("key")).await,
        Route::AuditPage => pages::audit::get(app, request, caller).await,
        Route::ErasePage => pages::erasures::get(app, request, caller),
        Route::ConfirmErase => pages::erasures::post(app, request, caller).await,
        Route::Asset => pages::assets::get(parameter("asset")),
        Route::SignIn => pages::sign_in::get(app, request).await,
        Route::StartSignIn => pages::sign_in::callback::start(app, request).await,
        Route::EndSignIn => pages::sign_in::callback::end(app, request).await,
        Route::SignInWithKey => pages::sign_in::key::post(app, request).await,
        Route::SignOut => pages::sign_in::out::post(app, request).await,
    }
}
