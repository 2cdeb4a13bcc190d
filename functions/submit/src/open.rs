//! Open links: `/s/{survey id}`, on a tablet in a shop, from a printed code, on a web page. Anybody may answer, nobody is
//! known, and one showing of the form is one response.

use jiff::{SignedDuration, Timestamp};
use lambda_http::Request;
use shared::domain::survey::{OpenAccess, Survey, VIA};
use shared::link::{Channel, FormNonce, InvitationId, OpenForm, OpenKeys, Stage, Touchpoint, ViewTicket};

use crate::handle::query;

/// How long a form may be open before what it sends is asked for once more.
const OPEN_FOR: SignedDuration = SignedDuration::from_hours(24);

/// One visit to an open page.
#[derive(Debug, Clone)]
pub(crate) struct OpenVisit {
    pub(crate) touchpoint: String,
    pub(crate) channel: Channel,
    /// What the address said of both, to be said again by every address of this page: `&at=store&via=qr`, or nothing.
    pub(crate) said: String,
    /// Which response it is about.
    pub(crate) nonce: FormNonce,
    pub(crate) stage: Stage,
}

impl OpenVisit {
    /// What the request asks of the survey, about the response of the form that `brought` is of, or else about a new one.
    /// `None` where the survey is not open.
    pub(crate) fn new(
        keys: &OpenKeys,
        survey: &Survey,
        request: &Request,
        brought: Option<&str>,
        now: Timestamp,
        fresh: impl FnOnce() -> FormNonce,
    ) -> Option<Self> {
        let access = survey.definition.open.as_ref()?;
        let at = query(request, "at").and_then(|at| listed(access, at));
        let via = query(request, "via").and_then(channel);
        let said = [("at", at.as_deref()), ("via", via.map(Channel::as_str))];
        let said = said.iter().filter_map(|(name, value)| Some((name, (*value)?)));
        let said = serde_urlencoded::to_string(said.collect::<Vec<_>>()).unwrap_or_default();
        let form = brought
            .and_then(|text| OpenForm::verify(keys, &survey.definition.id, text))
            .filter(|form| is_in_time(&form.ticket, now));
        let (nonce, stage) = form.map_or_else(|| (fresh(), Stage::Fresh), |form| (form.nonce, form.stage));
        Some(Self {
            // A printed code must not die when a list changes.
            touchpoint: at.or_else(|| normal(access.touchpoints.first()?))?,
            channel: via.unwrap_or(VIA[0]),
            said: if said.is_empty() { said } else { format!("&{said}") },
            nonce,
            stage,
        })
    }

    /// The response that this visit is about.
    pub(crate) fn invitation(&self, keys: &OpenKeys, survey: &str) -> InvitationId {
        keys.invitation(survey, &self.nonce)
    }

    /// What a form shown at `now` carries.
    pub(crate) fn sign(&self, keys: &OpenKeys, survey: &str, ticket: ViewTicket, stage: Stage) -> String {
        let form = OpenForm {
            nonce: self.nonce,
            stage,
            ticket,
        };
        form.sign(keys, survey)
    }

    /// The ticket of a form, if it is genuine, of this response, and has not been open for too long.
    pub(crate) fn verify(&self, keys: &OpenKeys, survey: &str, text: &str, now: Timestamp) -> Option<ViewTicket> {
        let form = OpenForm::verify(keys, survey, text).filter(|form| form.nonce == self.nonce)?;
        Some(form.ticket).filter(|ticket| is_in_time(ticket, now))
    }

    /// Whether the next person stands before the same screen: what one said is then not offered to the other to change.
    pub(crate) fn is_shared_screen(&self) -> bool {
        self.channel == Channel::Kiosk
    }
}

/// The touchpoint of the list that is meant by a text of an address.
pub(crate) fn listed(access: &OpenAccess, at: &str) -> Option<String> {
    let at = normal(at)?;
    let known = access.touchpoints.iter();
    known
        .filter_map(|touchpoint| normal(touchpoint))
        .find(|known| *known == at)
}

fn normal(touchpoint: &str) -> Option<String> {
    Touchpoint::new(touchpoint)
        .ok()
        .map(|touchpoint| touchpoint.as_str().to_owned())
}

fn channel(via: &str) -> Option<Channel> {
    via.parse().ok().filter(|channel| VIA.contains(channel))
}

fn is_in_time(ticket: &ViewTicket, now: Timestamp) -> bool {
    now.duration_since(ticket.viewed_at()) <= OPEN_FOR
}
