//! What this function logs. Who did what is in the audit trail, which is no log.

use std::collections::BTreeMap;

use shared::log_events;
use shared::telemetry::{Described, LogWords, Site, Words};

use crate::oidc::NotSignedIn;

/// What this function may log.
pub const EVENTS: &[Described] = Logged::ALL;

/// Of what an issuer sends, its words hold letters of an error code alone.
impl LogWords for NotSignedIn {}

log_events! {
    /// What this function may log. A request that is refused for what it says is told why, and not logged.
    pub(crate) enum Logged {
        /// The request was answered with 500 or 503. Its problem document has the same `request_id`. `error` is what storage
        /// said; where something else failed that should not have, `cause` is its type and `site` the place.
        Error RequestFailed "a request could not be answered" { kind: &'static str, error: Option<Words>, cause: Option<&'static str>, site: Option<Site> }
        /// The issuer, or what it sends, is not as `docs/sign-in.md` says, or the person has no role.
        Warn SignInFailed "somebody could not sign in" { error: Words }
        /// Of a batch of events some cannot be so. The answer says which; here they are counted by reason.
        Warn EventsRefused "events were refused" { reasons: BTreeMap<&'static str, u64> }
    }
}
