//! Open links: `/s/{survey id}`, on a tablet in a shop, from a printed code, on a web page. Anybody may answer, nobody is
//! known, and one showing of the form is one response.

use http::Method;
use jiff::{SignedDuration, Timestamp};
use lambda_http::Request;
use shared::domain::survey::{Survey, VIA};
use shared::link::{Channel, FormNonce, InvitationId, OpenForm, OpenKeys, Stage, ViewTicket};

use crate::handle::query;
use crate::trail::Trail;

/// How long a form may be open before what it sends is asked for once more, and how long an answer may be changed.
const OPEN_FOR: SignedDuration = SignedDuration::from_hours(24);

/// How an address names a response that has been answered: by what its form carries.
pub(crate) const VIEW: &str = "view";

/// One visit to an open page.
#[derive(Debug, Clone)]
pub(crate) struct OpenVisit {
    pub(crate) touchpoint: String,
    pub(crate) channel: Channel,
    /// Which response it is about.
    pub(crate) invitation: InvitationId,
    pub(crate) stage: Stage,
    /// Whether what was sent, or the address, is about an answer that is too old to be changed.
    pub(crate) is_over: bool,
    nonce: FormNonce,
}

impl OpenVisit {
    /// What the request asks of the survey: about the response of a form that `sent` or the address is of, or else about a new
    /// one. `None` where the survey is not open. What its address says is kept on the trail.
    pub(crate) fn new(
        keys: &OpenKeys,
        survey: &Survey,
        request: &Request,
        sent: Option<&str>,
        (trail, now): (&mut Trail, Timestamp),
        fresh: impl FnOnce() -> FormNonce,
    ) -> Option<Self> {
        let (id, access) = (&survey.definition.id, survey.definition.open.as_ref()?);
        let at = query(request, "at").and_then(|at| access.listed(at));
        let via = query(request, "via").and_then(channel);
        if let Some(at) = &at {
            trail.keep("at", at.as_str());
        }
        if let Some(via) = via {
            trail.keep("via", via.as_str());
        }
        let view = query(request, VIEW).filter(|_| request.method() != Method::POST);
        let brought = sent.or(view).and_then(|text| OpenForm::verify(keys, id, text));
        let is_over =
            brought.is_some_and(|form| form.stage == Stage::Answered && !is_in_time(form.ticket.viewed_at(), now));
        let form = brought.filter(|form| is_in_time(form.ticket.viewed_at(), now));
        if let Some(view) = view.filter(|_| form.is_some()) {
            trail.keep(VIEW, view);
        }
        let (nonce, stage) = form.map_or_else(|| (fresh(), Stage::Fresh), |form| (form.nonce, form.stage));
        Some(Self {
            // A printed code must not die when a list changes.
            touchpoint: at.or_else(|| access.first())?.as_str().to_owned(),
            channel: via.unwrap_or(VIA[0]),
            invitation: keys.invitation(id, &nonce),
            stage,
            is_over,
            nonce,
        })
    }

    /// What a form carries for the response of this visit.
    pub(crate) fn sign(&self, keys: &OpenKeys, survey: &str, ticket: ViewTicket, stage: Stage) -> String {
        let nonce = self.nonce;
        OpenForm { nonce, stage, ticket }.sign(keys, survey)
    }

    /// The ticket of a form, if it is genuine and of the response of this visit.
    pub(crate) fn verify(&self, keys: &OpenKeys, survey: &str, text: &str) -> Option<ViewTicket> {
        let form = OpenForm::verify(keys, survey, text).filter(|form| form.nonce == self.nonce);
        form.map(|form| form.ticket)
    }

    /// Whether an answer that was given may be offered to be changed: not where the next person stands before the same screen.
    pub(crate) fn offers_change(&self) -> bool {
        self.stage == Stage::Answered && self.channel != Channel::Kiosk
    }
}

fn channel(via: &str) -> Option<Channel> {
    via.parse().ok().filter(|channel| VIA.contains(channel))
}

/// Whether a form shown, or an answer given, at `since` may still be sent or changed.
pub(crate) fn is_in_time(since: Timestamp, now: Timestamp) -> bool {
    now.duration_since(since) <= OPEN_FOR
}
