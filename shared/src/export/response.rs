//! One answer as the API, the pages and the files give it.

use std::collections::BTreeMap;

use crate::domain::fold::Standing;
use crate::domain::response::{Answer, Respondent, Response};
use crate::domain::survey::{FollowUpAnswers, SurveyVersions};
use crate::domain::suspicion::Suspicion;
use crate::link::{SealKey, unseal};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

/// A response to one invitation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ResponseRow {
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
    review: Option<ReviewRow>,
    held: Option<BesideRow>,
    set_aside: Option<BesideRow>,
}

/// An answer kept beside the content.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct BesideRow {
    survey_version: u32,
    /// As the respondent saw it; none where that version is not known.
    question: Option<String>,
    score: u8,
    comment: Option<String>,
    follow_ups: FollowUpAnswers,
    language: Option<String>,
    at: Timestamp,
    suspicions: Vec<&'static str>,
    review: Option<ReviewRow>,
}

/// What somebody decided about a suspect answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct ReviewRow {
    decision: &'static str,
    at: Timestamp,
    by: String,
}

impl ResponseRow {
    /// What is given of a response; nothing of an erased one.
    #[must_use]
    pub fn of(response: &Response, seal: &SealKey) -> Option<Self> {
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
            review: ReviewRow::of(answer),
            held: response.held.as_ref().map(BesideRow::of),
            set_aside: response.set_aside.as_ref().map(BesideRow::of),
        })
    }

    /// The customer's id in the clear; none where nobody in particular answered.
    #[must_use]
    pub fn customer(&self) -> Option<&str> {
        self.customer.as_deref()
    }

    /// The same with the question that it answers, and those that the answers beside it do.
    #[must_use]
    pub fn with_question(mut self, versions: &SurveyVersions) -> Self {
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

impl BesideRow {
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
            review: ReviewRow::of(answer),
        }
    }
}

impl ReviewRow {
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
#[must_use]
pub fn clear_customer(response: &Response, seal: &SealKey) -> Option<String> {
    let Respondent::Customer(pseudonym) = response.occasion.respondent else {
        return None;
    };
    let sealed = response.occasion.sealed_customer.as_deref()?;
    Some(unseal(seal, &pseudonym, sealed).ok()?.as_str().to_owned())
}

fn names(answer: &Answer) -> Vec<&'static str> {
    answer.suspicions.iter().copied().map(Suspicion::name).collect()
}
