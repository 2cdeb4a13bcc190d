//! What the issuer remembers for a moment: who was let in by a link, and what each authorization code is for.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use shared::domain::access::Role;

use super::random_text;

/// For how long anything is remembered.
pub(super) const REMEMBERED: Duration = Duration::from_secs(60);

/// What an authorization code is for.
pub(super) struct Granted {
    /// Who signs in.
    pub role: Role,
    /// Where the browser was led back to.
    pub redirect: String,
    /// The SHA-256 of the verifier that whoever brings the code has to have.
    pub challenge: String,
    /// Goes into the id token.
    pub nonce: Option<String>,
}

/// Codes that were given out, and tickets: both are good once.
#[derive(Default)]
pub(super) struct Codes {
    granted: HashMap<String, (Granted, Instant)>,
    tickets: HashMap<String, (Role, Instant)>,
}

impl Codes {
    /// A code for this.
    pub(super) fn grant(&mut self, granted: Granted) -> String {
        keep(&mut self.granted, granted)
    }

    /// What a code is for. No second time.
    pub(super) fn take(&mut self, code: &str) -> Option<Granted> {
        take(&mut self.granted, code)
    }

    /// A ticket for a browser that need not choose.
    pub(super) fn issue_ticket(&mut self, role: Role) -> String {
        keep(&mut self.tickets, role)
    }

    /// Who a ticket is for. No second time.
    pub(super) fn take_ticket(&mut self, ticket: &str) -> Option<Role> {
        take(&mut self.tickets, ticket)
    }
}

fn keep<T>(all: &mut HashMap<String, (T, Instant)>, one: T) -> String {
    all.retain(|_, (_, at)| at.elapsed() < REMEMBERED);
    let name = random_text();
    all.insert(name.clone(), (one, Instant::now()));
    name
}

fn take<T>(all: &mut HashMap<String, (T, Instant)>, name: &str) -> Option<T> {
    let (one, at) = all.remove(name)?;
    (at.elapsed() < REMEMBERED).then_some(one)
}
