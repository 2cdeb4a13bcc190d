//! Invitations that are known from when their link was made, so that the share of them that is answered can be counted.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::measure::Measure;
use super::response::{Content, Respondent, Response, expiry};
use crate::link::{Channel, IdentityKey, InvitationId, LinkFacts, Pseudonym, PseudonymKey, SealKey, seal};

/// What an invitation's registration says, whatever is answered later and through whichever link.
#[derive(Debug, Clone, PartialEq)]
pub struct Invited {
    /// The calendar day whose cohort it belongs to, fixed by the first registration.
    pub day: Date,
    /// When it was registered.
    pub at: Timestamp,
    /// How its link was sent.
    pub channel: Channel,
    /// The language of its link, where it names one.
    pub language: Option<String>,
    /// Attributes of its link.
    pub attributes: BTreeMap<String, String>,
}

impl Invited {
    /// The same without what may tell who was asked.
    #[must_use]
    pub fn erased(&self) -> Self {
        Self {
            attributes: BTreeMap::new(),
            ..self.clone()
        }
    }
}

/// A registered invitation without an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Registered {
    /// Its id, and that of the response to come.
    pub invitation: InvitationId,
    /// Who was asked.
    pub respondent: Respondent,
    /// Survey id.
    pub survey: String,
    /// What a rating will be measured in.
    pub measure: Measure,
    /// Where in the journey it is asked.
    pub touchpoint: String,
    /// What its registration says.
    pub invited: Invited,
    /// The customer's id, encrypted: whoever never answers can be named by it.
    pub sealed_customer: Option<Vec<u8>>,
    /// 0, and one more with every change.
    pub revision: u32,
    /// When it may be deleted.
    pub expires: Timestamp,
}

/// The keys that say whose an invitation is.
#[derive(Debug, Clone, Copy)]
pub struct NamingKeys<'a> {
    /// Names invitations.
    pub identity: &'a IdentityKey,
    /// Names customers.
    pub pseudonym: &'a PseudonymKey,
    /// Hides their ids.
    pub seal: &'a SealKey,
}

impl Registered {
    /// The invitation of a link of a survey with this measure, registered at a moment of a calendar day.
    #[must_use]
    pub fn new(
        facts: &LinkFacts,
        measure: Measure,
        keys: NamingKeys<'_>,
        (day, at): (Date, Timestamp),
        retention: SignedDuration,
    ) -> Self {
        let invitation = InvitationId::of(keys.identity, facts);
        let pseudonym = facts.customer().map(|customer| Pseudonym::of(keys.pseudonym, customer));
        let sealed_customer = facts
            .customer()
            .zip(pseudonym)
            .map(|(customer, pseudonym)| seal(keys.seal, &pseudonym, customer));
        Self {
            invitation,
            sealed_customer,
            respondent: pseudonym.map_or(Respondent::Anonymous(invitation), Respondent::Customer),
            survey: facts.survey().as_str().to_owned(),
            measure,
            touchpoint: facts.touchpoint().as_str().to_owned(),
            invited: Invited {
                day,
                // As precise as it is stored, so that what comes back can be told from another's.
                at: Timestamp::from_millisecond(at.as_millisecond()).unwrap_or(at),
                channel: facts.channel(),
                language: facts.language().map(|tag| tag.as_str().to_owned()),
                attributes: facts.attributes().clone(),
            },
            revision: 0,
            expires: expiry(day, None, retention),
        }
    }

    /// Its first answer, which stays invited.
    #[must_use]
    pub fn answered(&self, first: Response) -> Response {
        Response {
            invited: Some(self.invited.clone()),
            revision: self.revision + 1,
            expires: first.expires.max(self.expires),
            ..first
        }
    }

    /// What stays where the customer was erased.
    #[must_use]
    pub fn erased(&self) -> Self {
        Self {
            invited: self.invited.erased(),
            sealed_customer: None,
            revision: self.revision + 1,
            ..self.clone()
        }
    }
}

/// What is stored of an invitation.
#[derive(Debug, Clone, PartialEq)]
pub enum Record {
    /// It was registered and has no answer.
    Registered(Registered),
    /// It has an answer, or had one that was erased.
    Answered(Box<Response>),
}

impl Record {
    /// The response, if there is one.
    #[must_use]
    pub fn into_response(self) -> Option<Response> {
        match self {
            Self::Registered(_) => None,
            Self::Answered(response) => Some(*response),
        }
    }

    /// Which invitation it is of.
    #[must_use]
    pub fn invitation(&self) -> InvitationId {
        match self {
            Self::Registered(registered) => registered.invitation,
            Self::Answered(response) => response.occasion.invitation,
        }
    }

    /// How often it was changed.
    #[must_use]
    pub fn revision(&self) -> u32 {
        match self {
            Self::Registered(registered) => registered.revision,
            Self::Answered(response) => response.revision,
        }
    }

    /// When it may be deleted.
    #[must_use]
    pub fn expires(&self) -> Timestamp {
        match self {
            Self::Registered(registered) => registered.expires,
            Self::Answered(response) => response.expires,
        }
    }

    /// Whose it is.
    #[must_use]
    pub fn respondent(&self) -> Respondent {
        match self {
            Self::Registered(registered) => registered.respondent,
            Self::Answered(response) => response.occasion.respondent,
        }
    }

    /// What its registration says, if it was registered.
    #[must_use]
    pub fn invited(&self) -> Option<&Invited> {
        match self {
            Self::Registered(registered) => Some(&registered.invited),
            Self::Answered(response) => response.invited.as_ref(),
        }
    }

    /// The customer's id, sealed, where it lies beside it.
    #[must_use]
    pub fn sealed_customer(&self) -> Option<&[u8]> {
        match self {
            Self::Registered(registered) => registered.sealed_customer.as_deref(),
            Self::Answered(response) => response.occasion.sealed_customer.as_deref(),
        }
    }

    /// Whether anything of the person is left to erase.
    #[must_use]
    pub fn has_personal_content(&self) -> bool {
        match self {
            Self::Registered(registered) => {
                registered.sealed_customer.is_some() || !registered.invited.attributes.is_empty()
            }
            Self::Answered(response) => !matches!(response.content, Content::Erased { .. }),
        }
    }

    /// When it was first known of: registered, or answered without having been.
    #[must_use]
    pub fn begun(&self) -> Timestamp {
        match self {
            Self::Registered(registered) => registered.invited.at,
            Self::Answered(response) => response.first_answered,
        }
    }
}
