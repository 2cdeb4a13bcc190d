//! A question to somebody: the way they came, and the survey.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use shared::domain::response::{Occasion, Respondent, Source};
use shared::domain::survey::Survey;
use shared::link::{self, InvitationId, Language, OpenedLink, Pseudonym, Stage, SubmissionId, ViewTicket};

use crate::app::Keys;
use crate::open::OpenVisit;
use crate::page::Who;
use crate::settings::Snapshot;

/// How somebody came to a page.
pub(crate) enum Way {
    /// By a link of their own, which is genuine.
    Personal(OpenedLink),
    /// By an address that is open to anybody.
    Open(OpenVisit),
}

/// A way that leads to a survey, and the survey.
pub(crate) struct Asked {
    pub(crate) way: Way,
    pub(crate) survey: Arc<Survey>,
    pub(crate) settings: Arc<Snapshot>,
}

impl Asked {
    /// The invitation whose answer this is.
    pub(crate) fn invitation(&self, keys: &Keys) -> InvitationId {
        match &self.way {
            Way::Personal(link) => link.invitation,
            Way::Open(visit) => visit.invitation(&keys.open, &self.survey.definition.id),
        }
    }

    /// The language that the link asks for.
    pub(crate) fn language(&self) -> Option<&Language> {
        match &self.way {
            Way::Personal(link) => link.facts.language(),
            Way::Open(_) => None,
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

    /// The visit of an open page.
    pub(crate) fn open(&self) -> Option<&OpenVisit> {
        match &self.way {
            Way::Personal(_) => None,
            Way::Open(visit) => Some(visit),
        }
    }

    /// From when on no answer is taken.
    pub(crate) fn expires_at(&self) -> Timestamp {
        match &self.way {
            Way::Personal(link) => link.facts.expires_at(),
            Way::Open(_) => Timestamp::MAX,
        }
    }

    /// What every address of this page repeats, after its first parameter.
    pub(crate) fn said(&self) -> &str {
        self.open().map_or("", |visit| &visit.said)
    }

    /// What leads back to the same response once an answer is taken: a link of one's own does by itself.
    pub(crate) fn said_after(&self, keys: &Keys, now: Timestamp, submission: SubmissionId) -> String {
        let view = self.open().map(|visit| {
            let ticket = ViewTicket::new(now, submission);
            let signed = visit.sign(&keys.open, &self.survey.definition.id, ticket, Stage::Answered);
            format!("&view={signed}")
        });
        format!("{}{}", self.said(), view.unwrap_or_default())
    }

    /// The signed ticket of a page shown at `now`, whose form will send `submission`.
    pub(crate) fn sign(&self, keys: &Keys, now: Timestamp, submission: SubmissionId) -> String {
        let ticket = ViewTicket::new(now, submission);
        match &self.way {
            Way::Personal(link) => keys.sign(link, &ticket),
            Way::Open(visit) => visit.sign(&keys.open, &self.survey.definition.id, ticket, visit.stage),
        }
    }

    /// The ticket that a form brought back, if it is genuine.
    pub(crate) fn verify(&self, keys: &Keys, ticket: &str, now: Timestamp) -> Option<ViewTicket> {
        match &self.way {
            Way::Personal(link) => keys.verify(link, ticket),
            Way::Open(visit) => visit.verify(&keys.open, &self.survey.definition.id, ticket, now),
        }
    }

    /// Whose answer it is, and where its item lies.
    pub(crate) fn respondent(&self, keys: &Keys) -> Respondent {
        let customer = match &self.way {
            Way::Personal(link) => link.facts.customer(),
            Way::Open(_) => None,
        };
        customer.map_or_else(
            || Respondent::Anonymous(self.invitation(keys)),
            |customer| Respondent::Customer(Pseudonym::of(&keys.pseudonym, customer)),
        )
    }

    /// All that the link says, as it is kept with the answer.
    pub(crate) fn occasion(&self, keys: &Keys) -> Occasion {
        let respondent = self.respondent(keys);
        let bare = Occasion {
            invitation: self.invitation(keys),
            respondent,
            survey: self.survey.definition.id.clone(),
            version: self.survey.version,
            measure: self.survey.measure,
            touchpoint: String::new(),
            channel: None,
            attributes: BTreeMap::new(),
            sealed_customer: None,
            source: Source::Link,
        };
        match &self.way {
            Way::Personal(link) => {
                let facts = &link.facts;
                let sealed_customer = match (respondent, facts.customer()) {
                    (Respondent::Customer(pseudonym), Some(customer)) => {
                        Some(link::seal(&keys.seal, &pseudonym, customer))
                    }
                    _ => None,
                };
                Occasion {
                    touchpoint: facts.touchpoint().as_str().to_owned(),
                    channel: Some(facts.channel()),
                    attributes: facts.attributes().clone(),
                    sealed_customer,
                    ..bare
                }
            }
            Way::Open(visit) => Occasion {
                touchpoint: visit.touchpoint.clone(),
                channel: Some(visit.channel),
                ..bare
            },
        }
    }
}
