//! A question to somebody: a genuine link and its survey.

use std::sync::Arc;

use jiff::Timestamp;
use shared::domain::measure::Rating;
use shared::domain::response::{Occasion, Respondent, Source};
use shared::domain::survey::Survey;
use shared::link::{self, InvitationId, Language, OpenedLink, Pseudonym, SubmissionId, ViewTicket};

use crate::app::Keys;
use crate::look::Look;
use crate::settings::Snapshot;

/// A link that is genuine, and its survey.
pub(crate) struct Asked {
    pub(crate) link: OpenedLink,
    pub(crate) survey: Arc<Survey>,
    pub(crate) look: Arc<Look>,
    pub(crate) settings: Arc<Snapshot>,
}

impl Asked {
    /// The invitation whose answer this is.
    pub(crate) fn invitation(&self) -> InvitationId {
        self.link.invitation
    }

    /// The language that the link asks for.
    pub(crate) fn language(&self) -> Option<&Language> {
        self.link.facts.language()
    }

    /// Whether the link names a customer.
    pub(crate) fn of_customer(&self) -> bool {
        self.link.facts.customer().is_some()
    }

    /// Whether something more is asked of whoever gave this rating.
    pub(crate) fn asks_more_after(&self, rating: Rating) -> bool {
        let band = self.survey.measure.band(rating);
        self.survey.definition.follow_ups_after(band).next().is_some()
    }

    /// From when on no answer is taken.
    pub(crate) fn expires_at(&self) -> Timestamp {
        self.link.facts.expires_at()
    }

    /// The signed ticket of a page shown at `now`, whose form will send `submission`.
    pub(crate) fn sign(&self, keys: &Keys, now: Timestamp, submission: SubmissionId) -> String {
        keys.sign(&self.link, &ViewTicket::new(now, self.survey.version, submission))
    }

    /// The ticket that a form brought back, if it is genuine.
    pub(crate) fn verify(&self, keys: &Keys, ticket: &str) -> Option<ViewTicket> {
        keys.verify(&self.link, ticket)
    }

    /// The version of the survey that was seen, which a ticket tells. One that is not here yet, as settings are cached,
    /// counts as the current one.
    pub(crate) fn version_seen(&self, ticket: Option<&ViewTicket>) -> u32 {
        let current = self.survey.version;
        ticket.map_or(current, |ticket| ticket.version().min(current))
    }

    /// Whose answer it is, and where its item lies.
    pub(crate) fn respondent(&self, keys: &Keys) -> Respondent {
        let customer = self.link.facts.customer();
        customer.map_or(Respondent::Anonymous(self.link.invitation), |customer| {
            Respondent::Customer(Pseudonym::of(&keys.pseudonym, customer))
        })
    }

    /// All that the link says, as it is kept with the answer.
    pub(crate) fn occasion(&self, keys: &Keys) -> Occasion {
        let facts = &self.link.facts;
        let respondent = self.respondent(keys);
        let sealed_customer = match (respondent, facts.customer()) {
            (Respondent::Customer(pseudonym), Some(customer)) => Some(link::seal(&keys.seal, &pseudonym, customer)),
            _ => None,
        };
        Occasion {
            invitation: self.link.invitation,
            respondent,
            survey: facts.survey().as_str().to_owned(),
            version: self.survey.version,
            measure: self.survey.measure,
            touchpoint: facts.touchpoint().as_str().to_owned(),
            channel: Some(facts.channel()),
            attributes: facts.attributes().clone(),
            sealed_customer,
            source: Source::Link,
        }
    }
}
