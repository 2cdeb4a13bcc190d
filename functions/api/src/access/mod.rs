//! Who may: callers by API key or by session, what they may do, forms that are their own, and what the audit trail says.

pub(crate) mod audit;
pub(crate) mod forms;
pub(crate) mod keys;
pub(crate) mod sessions;

use lambda_http::Request;
use shared::domain::access::{Scope, Scopes};
use shared::session::Session;

use crate::problem::Problem;
use crate::route::{Entry, Kind};
use crate::{ApiStore, App};

/// Who asks.
#[derive(Debug)]
pub(crate) struct Caller {
    who: Who,
    scopes: Scopes,
}

#[derive(Debug)]
enum Who {
    /// Anybody, where anybody may.
    Nobody,
    /// A program, by the id of its key.
    Key(String),
    /// A person who has signed in.
    Person(Session),
}

impl Caller {
    /// Whether the caller may.
    pub(crate) fn may(&self, scope: Scope) -> bool {
        self.scopes.has(scope)
    }

    /// What the caller may do.
    pub(crate) fn scopes(&self) -> Scopes {
        self.scopes
    }

    /// The name under which deeds are noted: `key:ID` or `person:SUBJECT`.
    pub(crate) fn by(&self) -> String {
        match &self.who {
            Who::Nobody => "nobody".to_owned(),
            Who::Key(id) => format!("key:{id}"),
            Who::Person(session) => match &session.key {
                Some(key) => format!("key:{key}"),
                None => format!("person:{}", session.subject),
            },
        }
    }

    /// The session of a person.
    pub(crate) fn session(&self) -> Option<&Session> {
        match &self.who {
            Who::Person(session) => Some(session),
            Who::Nobody | Who::Key(_) => None,
        }
    }
}

/// Lets a request pass that may do what the route does. Everything that is no valid key and no session is refused alike.
pub(crate) async fn admit<S: ApiStore>(app: &App<S>, request: &Request, entry: &Entry) -> Result<Caller, Problem> {
    let now = app.clock.now();
    let (who, scopes) = match entry.kind {
        Kind::Open => (Who::Nobody, Scopes::NONE),
        Kind::Page => sessions::person(app, request, now)
            .await?
            .ok_or_else(|| Problem::unauthorized(true))?,
        Kind::Data => match keys::program(app, request, now).await? {
            Some(program) => program,
            None if entry.method == "GET" => sessions::person(app, request, now)
                .await?
                .ok_or_else(|| Problem::unauthorized(false))?,
            None => return Err(Problem::unauthorized(false)),
        },
    };
    let lacking = scopes.lacks(Scopes::of(entry.needs));
    if lacking.is_empty() {
        Ok(Caller { who, scopes })
    } else {
        Err(Problem::forbidden(lacking))
    }
}
