//! One answer as the API gives it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use shared::domain::fold::Standing;
use shared::domain::response::{Answer, Respondent, Response};
use shared::domain::survey::{FollowUpAnswers, SurveyVersions};
use shared::domain::suspicion::Suspicion;
use shared::link::{SealKey, unseal};

/// A response to one invitation.
#[derive(Debug, Serialize)]
pub(crate) struct ResponseItem {
    id: String,
    survey: String,
    survey_version: u32,
    /// As the respondent saw it; none where that version is not known.
    question: Option<String>,
    metric: String,
    score: u8,
    comment: Option<String>,
    /// By the question's id: ids of choices, or the respondent's own words.
    follow_ups: FollowUpAnswers,
    customer: Option<String>,
    touchpoint: String,
    channel: Option<String>,
    language: Option<String>,
    attributes: BTreeMap<String, String>,
    day: Date,
    created_at: Timestamp,
    updated_at: Timestamp,
    revision: u32,
    excluded: Option<&'static str>,
    suspicions: Vec<&'static str>,
    review: Option<ReviewItem>,
    held: Option<BesideItem>,
    set_aside: Option<BesideItem>,
}

/// An answer kept beside the content.
#[derive(Debug, Serialize)]
struct BesideItem {
    survey_version: u32,
    /// As the respondent saw it; none where that version is not known.
    question: Option<String>,
    score: u8,
    comment: Option<String>,
    follow_ups: FollowUpAnswers,
    language: Option<String>,
    at: Timestamp,
    suspicions: Vec<&'static str>,
    review: Option<ReviewItem>,
}

/// What somebody decided about a suspect answer.
#[derive(Debug, Serialize)]
struct ReviewItem {
    decision: &'static str,
    at: Timestamp,
    by: String,
}

impl ResponseItem {
    /// What is given of a response; nothing of an erased one.
    pub(crate) fn of(response: &Response, seal: &SealKey) -> Option<Self> {
        let answer = response.answer()?;
        let occasion = &response.occasion;
        Some(Self {
            id: occasion.invitation.to_string(),
            survey: occasion.survey.clone(),
            survey_version: answer.version,
            question: None,
            metric: occasion.measure.metric().to_string(),
            score: answer.rating.get(),
            comment: answer.comment.clone(),
            follow_ups: answer.follow_ups.clone(),
            customer: clear_customer(response, seal),
            touchpoint: occasion.touchpoint.clone(),
            channel: occasion.channel.map(|channel| channel.to_string()),
            language: answer.language.clone(),
            attributes: occasion.attributes.clone(),
            day: response.day,
            created_at: response.first_answered,
            updated_at: answer.at,
            revision: response.revision,
            excluded: match response.standing() {
                Standing::Suspect => Some("suspect"),
                Standing::Dropped => Some("dropped"),
                Standing::Test => Some("test"),
                _ => None,
            },
            suspicions: names(answer),
            review: ReviewItem::of(answer),
            held: response.held.as_ref().map(BesideItem::of),
            set_aside: response.set_aside.as_ref().map(BesideItem::of),
        })
    }

    /// The same with the question that it answers, and those that the answers beside it do.
    pub(crate) fn with_question(mut self, versions: &SurveyVersions) -> Self {
        let asked = |version: u32, language: Option<&str>| {
            versions.question(&self.survey, version, language).map(str::to_owned)
        };
        self.question = asked(self.survey_version, self.language.as_deref());
        for beside in self.held.iter_mut().chain(&mut self.set_aside) {
            beside.question = asked(beside.survey_version, beside.language.as_deref());
        }
        self
    }
}

impl BesideItem {
    fn of(answer: &Answer) -> Self {
        Self {
            survey_version: answer.version,
            question: None,
            score: answer.rating.get(),
            comment: answer.comment.clone(),
            follow_ups: answer.follow_ups.clone(),
            language: answer.language.clone(),
            at: answer.at,
            suspicions: names(answer),
            review: ReviewItem::of(answer),
        }
    }
}

impl ReviewItem {
    fn of(answer: &Answer) -> Option<Self> {
        let review = answer.review.as_ref()?;
        Some(Self {
            decision: review.decided.name(),
            at: review.at,
            by: review.by.clone(),
        })
    }
}

/// The customer's id in the clear; none where nobody in particular answered.
pub(crate) fn clear_customer(response: &Response, seal: &SealKey) -> Option<String> {
    let Respondent::Customer(pseudonym) = response.occasion.respondent else {
        return None;
    };
    let sealed = response.occasion.sealed_customer.as_deref()?;
    Some(unseal(seal, &pseudonym, sealed).ok()?.as_str().to_owned())
}

fn names(answer: &Answer) -> Vec<&'static str> {
    answer.suspicions.iter().copied().map(Suspicion::name).collect()
}
