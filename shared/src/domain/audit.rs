//! What the audit trail says: who did what, about what, when. No clear id of a customer, no comment, no link.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// For how long a line is kept.
pub const KEPT: SignedDuration = SignedDuration::from_hours(24 * 400);

/// The longest position, as storage can keep it.
const MOST_POSITION_BYTES: usize = 1_024;

/// Who works with access to the tables, as the trail names them: the command line.
pub const BY_TABLE: &str = "table";

/// What was done, or tried by somebody who may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Deed {
    /// Answers were read one by one, with what they say.
    ReadResponses,
    /// A customer was looked at.
    ReadCustomer,
    /// Customers were listed.
    ListCustomers,
    /// Flagged customers were listed.
    ListFlags,
    /// Rows were exported.
    Export,
    /// An export was fetched.
    FetchExport,
    /// A customer was erased.
    Erase,
    /// The workspace's settings were changed.
    ChangeSettings,
    /// A survey was defined or changed.
    DefineSurvey,
    /// A suspect answer was decided about.
    Decide,
    /// A flag was closed.
    CloseFlag,
    /// An API key was made.
    CreateKey,
    /// An API key was revoked.
    RevokeKey,
    /// The key that links are made with was shown.
    ShowMintKey,
    /// A root key was added.
    AddRootKey,
    /// Answers were put back from a copy.
    Restore,
    /// The audit trail was read.
    ReadAudit,
    /// A person signed in.
    SignIn,
}

impl Deed {
    /// Every deed.
    pub const ALL: [Self; 18] = [
        Self::ReadResponses,
        Self::ReadCustomer,
        Self::ListCustomers,
        Self::ListFlags,
        Self::Export,
        Self::FetchExport,
        Self::Erase,
        Self::ChangeSettings,
        Self::DefineSurvey,
        Self::Decide,
        Self::CloseFlag,
        Self::CreateKey,
        Self::RevokeKey,
        Self::ShowMintKey,
        Self::AddRootKey,
        Self::Restore,
        Self::ReadAudit,
        Self::SignIn,
    ];

    /// Its name, as it is stored and shown to programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ReadResponses => "responses.read",
            Self::ReadCustomer => "customer.read",
            Self::ListCustomers => "customers.list",
            Self::ListFlags => "flags.list",
            Self::Export => "export.create",
            Self::FetchExport => "export.fetch",
            Self::Erase => "customer.erase",
            Self::ChangeSettings => "settings.change",
            Self::DefineSurvey => "survey.define",
            Self::Decide => "response.decide",
            Self::CloseFlag => "flag.close",
            Self::CreateKey => "key.create",
            Self::RevokeKey => "key.revoke",
            Self::ShowMintKey => "mint_key.show",
            Self::AddRootKey => "root_key.add",
            Self::Restore => "responses.restore",
            Self::ReadAudit => "audit.read",
            Self::SignIn => "person.sign_in",
        }
    }
}

impl fmt::Display for Deed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// No deed has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no deed '{0}'")]
pub struct UnknownDeed(pub String);

impl FromStr for Deed {
    type Err = UnknownDeed;

    fn from_str(text: &str) -> Result<Self, UnknownDeed> {
        let known = Self::ALL.into_iter().find(|deed| deed.name() == text);
        known.ok_or_else(|| UnknownDeed(text.to_owned()))
    }
}

/// One line of the audit trail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// When.
    pub at: Timestamp,
    /// Who: `key:ID`, `person:SUBJECT`, or [`BY_TABLE`].
    pub by: String,
    /// What whoever signs in is called, so that a person is not a subject alone; none of any other line.
    pub name: Option<String>,
    /// What.
    pub deed: Deed,
    /// About what: the pseudonym of a customer, the id of a survey, key, response or export; none where it is about all.
    pub about: Option<String>,
    /// The request's id, as the log has it.
    pub request: Option<String>,
}

impl AuditEntry {
    /// Where the line stands in its day: by time, and lines of one moment apart.
    #[must_use]
    pub fn position(&self) -> String {
        let about = self.about.as_deref().unwrap_or_default();
        let request = self.request.as_deref().unwrap_or_default();
        format!("{:.9}#{}#{}#{request}#{about}", self.at, self.deed, self.by)
    }

    /// The day, in UTC, of the line that stands at a position; none where no line can stand.
    #[must_use]
    pub fn day_of_position(position: &str) -> Option<Date> {
        let (at, _) = position
            .split_once('#')
            .filter(|_| position.len() <= MOST_POSITION_BYTES)?;
        let at: Timestamp = at.parse().ok()?;
        Some(at.to_zoned(TimeZone::UTC).date())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_deed_is_read_as_it_is_named() {
        for deed in Deed::ALL {
            assert_eq!(deed.name().parse(), Ok(deed));
        }
    }
}
