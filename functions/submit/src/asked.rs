//! A question to somebody: the way they came, and the survey.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use shared::domain::measure::Rating;
use shared::domain::response::{Occasion, Respondent, Source};
use shared::domain::survey::Survey;
use shared::link::{self, InvitationId, Language, OpenedLink, Pseudonym, Stage, SubmissionId, ViewTicket};

use crate::app::Keys;
use crate::look::Look;
use crate::open::OpenVisit;
use crate::settings::Snapshot;

/// How somebody came to a page.
pub(crate) enum Way {
    /// By a link of their own, which is genuine.
    Personal(OpenedLink),
    /// By an address that is open to anybody.
    Open(OpenVisit),
}

/// Who is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    /// The customer that the link names.
    Customer,
    /// Somebody with a link that names nobody.
    Anonymous,
    /// Anybody, and any machine.
    Anybody,
}

/// A way that leads to a survey, and the survey.
pub(crate) struct Asked {
    pub(crate) way: Way,
    pub(crate) survey: Arc<Survey>,
    pub(crate) look: Arc<Look>,
    pub(crate) settings: Arc<Snapshot>,
}

impl Asked {
    /// The invitation whose answer this is.
    pub(crate) fn invitation(&self) -> InvitationId {
        match &self.way {
            Way::Personal(link) => link.invitation,
            Way::Open(visit) => visit.invitation,
        }
    }

    /// The language that the link asks for.
    pub(crate) fn language(&self) -> Option<&Language> {
        match &self.way {
            Way::Personal(link) => link.facts.language(),
            Way::Open(_) => None,
        }
    }

    /// The visit, where the page is open to anybody.
    pub(crate) fn open(&self) -> Option<&OpenVisit> {
        match &self.way {
            Way::Personal(_) => None,
            Way::Open(visit) => Some(visit),
        }
    }

    /// Who is asked.
    pub(crate) fn who(&self) -> Who {
        match &self.way {
            Way::Personal(link) if link.facts.customer().is_some() => Who::Customer,
            Way::Personal(_) => Who::Anonymous,
            Way::Open(_) => Who::Anybody,
        }
    }

    /// Whether something more is asked of whoever gave this rating.
    pub(crate) fn asks_more_after(&self, rating: Rating) -> bool {
        let band = self.survey.measure.band(rating);
        self.survey.definition.follow_ups_after(band).next().is_some()
    }

    /// From when on no answer is taken.
    pub(crate) fn expires_at(&self) -> Timestamp {
        match &self.way {
            Way::Personal(link) => link.facts.expires_at(),
            Way::Open(_) => Timestamp::MAX,
        }
    }

    /// The signed ticket of a page shown at `now`, whose form will send `submission`.
    pub(crate) fn sign(&self, keys: &Keys, now: Timestamp, submission: SubmissionId) -> String {
        let ticket = ViewTicket::new(now, self.survey.version, submission);
        match &self.way {
            Way::Personal(link) => keys.sign(link, &ticket),
            Way::Open(visit) => visit.sign(&keys.open, &self.survey.definition.id, ticket, visit.stage),
        }
    }

    /// What leads back to the response once an answer was taken; a link of one's own does by itself.
    pub(crate) fn way_back(&self, keys: &Keys, now: Timestamp, submission: SubmissionId) -> Option<String> {
        let ticket = ViewTicket::new(now, self.survey.version, submission);
        let signed = |visit: &OpenVisit| visit.sign(&keys.open, &self.survey.definition.id, ticket, Stage::Answered);
        self.open().map(signed)
    }

    /// The ticket that a form brought back, if it is genuine.
    pub(crate) fn verify(&self, keys: &Keys, ticket: &str) -> Option<ViewTicket> {
        match &self.way {
            Way::Personal(link) => keys.verify(link, ticket),
            Way::Open(visit) => visit.verify(&keys.open, &self.survey.definition.id, ticket),
        }
    }

    /// The version of the survey that was seen, which a ticket tells. One that is not here yet, as settings are cached,
    /// counts as the current one.
    pub(crate) fn version_seen(&self, ticket: Option<&ViewTicket>) -> u32 {
        let current = self.survey.version;
        ticket.map_or(current, |ticket| ticket.version().min(current))
    }

    /// Whose answer it is, and where its item lies.
    pub(crate) fn respondent(&self, keys: &Keys) -> Respondent {
        let customer = match &self.way {
            Way::Personal(link) => link.facts.customer(),
            Way::Open(_) => None,
        };
        customer.map_or(Respondent::Anonymous(self.invitation()), |customer| {
            Respondent::Customer(Pseudonym::of(&keys.pseudonym, customer))
        })
    }

    /// All that the link says, as it is kept with the answer.
    pub(crate) fn occasion(&self, keys: &Keys) -> Occasion {
        let respondent = self.respondent(keys);
        let (touchpoint, channel, attributes, customer) = match &self.way {
            Way::Personal(OpenedLink { facts, .. }) => (
                facts.touchpoint().as_str(),
                facts.channel(),
                facts.attributes().clone(),
                facts.customer(),
            ),
            Way::Open(visit) => (visit.touchpoint.as_str(), visit.channel, BTreeMap::new(), None),
        };
        let sealed_customer = match (respondent, customer) {
            (Respondent::Customer(pseudonym), Some(customer)) => Some(link::seal(&keys.seal, &pseudonym, customer)),
            _ => None,
        };
        Occasion {
            invitation: self.invitation(),
            respondent,
            survey: self.survey.definition.id.clone(),
            version: self.survey.version,
            measure: self.survey.measure,
            touchpoint: touchpoint.to_owned(),
            channel: Some(channel),
            attributes,
            sealed_customer,
            source: Source::Link,
        }
    }
}
