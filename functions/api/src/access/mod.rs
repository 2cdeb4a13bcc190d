//! Who may: callers by API key or by session, what they may do, forms that are their own, and what the audit trail says.

pub(crate) mod audit;
pub(crate) mod cookies;
pub(crate) mod forms;
pub(crate) mod keys;
pub(crate) mod sessions;
pub(crate) mod sign_in;

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
    /// Anybody.
    pub(crate) fn nobody() -> Self {
        Self {
            who: Who::Nobody,
            scopes: Scopes::NONE,
        }
    }

    /// A person, who may do what their session says.
    pub(crate) fn person(session: Session) -> Self {
        Self {
            scopes: session.scopes,
            who: Who::Person(session),
        }
    }

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

/// The person whose session a request carries, whatever the route; none without a session in force.
pub(crate) async fn person_of<S: ApiStore>(app: &App<S>, request: &Request) -> Result<Option<Caller>, Problem> {
    let person = sessions::person(app, request, app.clock.now()).await?;
    Ok(person.map(|(who, scopes)| Caller { who, scopes }))
}

/// Who asks, for a route that takes a key or a session; `None` without one. Everything that is no valid key and no session
/// is alike.
pub(crate) async fn identify<S: ApiStore>(
    app: &App<S>,
    request: &Request,
    entry: &Entry,
) -> Result<Option<Caller>, Problem> {
    let now = app.clock.now();
    let found = match entry.kind {
        Kind::Open => return Ok(Some(Caller::nobody())),
        Kind::Page => sessions::person(app, request, now).await?,
        Kind::Data => match keys::program(app, request, now).await? {
            None if entry.method == "GET" => sessions::person(app, request, now).await?,
            program => program,
        },
    };
    Ok(found.map(|(who, scopes)| Caller { who, scopes }))
}

/// Lets a caller pass who may do what the route does.
pub(crate) fn check(caller: &Caller, entry: &Entry) -> Result<(), Problem> {
    let lacking = caller.scopes.lacks(Scopes::of(entry.needs));
    if lacking.is_empty() {
        Ok(())
    } else {
        Err(Problem::forbidden(lacking))
    }
}
