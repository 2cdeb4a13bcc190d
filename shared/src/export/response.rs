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
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Response))]
pub struct ResponseRow {
    /// That of its invitation.
    id: String,
    /// Survey id.
    survey: String,
    /// The version that the respondent saw.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    survey_version: u32,
    /// As the respondent saw it; none where that version is not known.
    question: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = crate::domain::Metric))]
    metric: String,
    #[cfg_attr(feature = "openapi", schema(maximum = 10))]
    score: u8,
    /// In the respondent's own words.
    comment: Option<String>,
    /// By the question's id: ids of choices, or one text of at most 500 characters in the respondent's own words.
    #[cfg_attr(feature = "openapi", schema(value_type = BTreeMap<String, Vec<String>>))]
    follow_ups: FollowUpAnswers,
    /// Null where nobody in particular answered.
    customer: Option<String>,
    /// Where in the journey it was asked.
    touchpoint: String,
    /// How the link reached the customer.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::link::Channel>))]
    channel: Option<String>,
    /// The language that it was answered in, as a tag.
    language: Option<String>,
    /// Facts that the link carried.
    attributes: BTreeMap<String, String>,
    /// The calendar day of the first answer.
    day: Date,
    /// When it was answered first.
    created_at: Timestamp,
    /// When the answer that counts was given.
    updated_at: Timestamp,
    /// Grows with every change.
    revision: u32,
    /// Why it is not in the scores. Erased answers are not listed.
    excluded: Option<LeftOut>,
    /// Why it may be a machine's.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Suspicion>))]
    suspicions: Vec<&'static str>,
    /// What somebody decided about it.
    review: Option<ReviewRow>,
    /// A suspect answer kept beside this one.
    held: Option<BesideRow>,
    /// What counted before somebody applied a held answer.
    set_aside: Option<BesideRow>,
}

/// Why an answer that is there counts nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ExcludedBecause))]
#[serde(rename_all = "snake_case")]
enum LeftOut {
    /// It may be a machine's, and waits for a decision.
    Suspect,
    /// It may be a machine's, and a person has decided that it is.
    Dropped,
    /// It came through a test link.
    Test,
}

/// An answer kept beside the content.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = AnswerBeside))]
struct BesideRow {
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    survey_version: u32,
    /// As the respondent saw it; none where that version is not known.
    question: Option<String>,
    #[cfg_attr(feature = "openapi", schema(maximum = 10))]
    score: u8,
    comment: Option<String>,
    /// As those of the response.
    #[cfg_attr(feature = "openapi", schema(value_type = BTreeMap<String, Vec<String>>))]
    follow_ups: FollowUpAnswers,
    language: Option<String>,
    at: Timestamp,
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Suspicion>))]
    suspicions: Vec<&'static str>,
    review: Option<ReviewRow>,
}

/// What somebody decided about a suspect answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Review))]
struct ReviewRow {
    #[cfg_attr(feature = "openapi", schema(value_type = crate::domain::response::Decided))]
    decision: &'static str,
    at: Timestamp,
    /// The API key or the person, or whoever used the command line.
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
                Standing::Suspect => Some(LeftOut::Suspect),
                Standing::Dropped => Some(LeftOut::Dropped),
                Standing::Test => Some(LeftOut::Test),
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
