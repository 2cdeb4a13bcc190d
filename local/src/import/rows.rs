//! What one row of the file says: an answer to each survey that it has a score of, or why there is none.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use shared::domain::comment::{LONGEST, tidied};
use shared::domain::day::Calendar;
use shared::domain::response::{Answer, Content, Occasion, Respondent, Response, Source as Origin, Unrated, expiry};
use shared::domain::survey::Survey;
use shared::link::{
    Channel, CustomerId, FactsDraft, FactsError, Field, IdentityKey, InvitationId, LinkFacts, MAX_VALID_DAYS,
    Pseudonym, PseudonymKey, RawIds, RootKeys, SealKey, seal,
};

use super::cells::{self, language_tag, looks_like_email};
use super::columns::{Columns, Source};
use super::dates::{DateForm, Moment};
use super::identity::{Digest16, Identities, Seen, anonymous_reference, content};
use super::reason::{Reason, Refusal};

/// The longest comment, in characters, as on the survey page.
pub const LONGEST_COMMENT: usize = LONGEST;

/// Reads rows, one after another.
pub struct Rows<'a> {
    columns: &'a Columns,
    date_form: &'a DateForm,
    surveys: &'a [Survey],
    calendar: &'a Calendar,
    identity_key: IdentityKey,
    pseudonym_key: PseudonymKey,
    seal_key: SealKey,
    retention: SignedDuration,
    now: Timestamp,
    identities: Identities,
}

/// What a row says.
#[derive(Debug, Default, PartialEq)]
pub struct Row {
    /// Answers to store, each with the position of its survey.
    pub answers: Vec<(usize, Response)>,
    /// Scores, or the row, that say nothing usable.
    pub refusals: Vec<(Option<usize>, Refusal)>,
    /// What holds no rating and is counted beside the score: blank scores, and those that are not on the scale.
    pub unrated: Vec<Response>,
    /// Blank scores.
    pub skipped: u64,
    /// Answers that an earlier row has said word for word, under the same reference.
    pub repeated: u64,
}

/// What all answers of a row have in common.
struct Circumstances {
    moment: Moment,
    customer: Option<CustomerId>,
    touchpoint: String,
    channel: Option<Channel>,
    language: Option<String>,
    attributes: BTreeMap<String, String>,
    reference: Option<String>,
    comment: Option<String>,
}

impl Circumstances {
    /// Digest of what the row says to one survey, brought into one spelling. Scores of other surveys have no part in it,
    /// so that correcting one makes no other answer new.
    fn said(&self, survey: &str, score: &str, own_comment: Option<&str>) -> Digest16 {
        let day = self.moment.day.to_string();
        let instant = self.moment.at.to_string();
        let fixed = [
            survey,
            &self.touchpoint,
            self.customer.as_ref().map_or("", CustomerId::as_str),
            self.reference.as_deref().unwrap_or_default(),
            &day,
            &instant,
            self.channel.map_or("", Channel::as_str),
            self.language.as_deref().unwrap_or_default(),
            score,
            self.comment.as_deref().unwrap_or_default(),
            own_comment.unwrap_or_default(),
        ];
        let attributes = self
            .attributes
            .iter()
            .flat_map(|(name, value)| [name.as_str(), value.as_str()]);
        content(fixed.into_iter().chain(attributes))
    }
}

impl<'a> Rows<'a> {
    /// A reader of rows with these columns; `surveys` in the map's order.
    pub fn new(
        columns: &'a Columns,
        date_form: &'a DateForm,
        surveys: &'a [Survey],
        calendar: &'a Calendar,
        keys: &RootKeys,
        retention: SignedDuration,
        now: Timestamp,
    ) -> Self {
        Self {
            columns,
            date_form,
            surveys,
            calendar,
            identity_key: keys.identity_key(),
            pseudonym_key: keys.pseudonym_key(),
            seal_key: keys.seal_key(),
            retention,
            now,
            identities: Identities::default(),
        }
    }

    /// Reads a row.
    pub fn read(&mut self, cells: &[&str]) -> Row {
        let mut row = Row::default();
        if cells.len() != self.columns.cells {
            let words = format!(
                "the row has {} cells and the heading {}: put cells that contain a separator or a line break in double quotes",
                cells.len(),
                self.columns.cells
            );
            row.refusals.push((None, Refusal::new(Reason::BadRow, words)));
            return row;
        }
        let circumstances = self.circumstances(cells);
        let mut comment = cell(cells, self.columns.comment).map(tidied);
        let unused = comment.clone();
        for at in 0..self.surveys.len() {
            let (score, _) = self.columns.surveys[at];
            let Some(score) = cell(cells, Some(score)) else {
                row.skipped += 1;
                row.unrated
                    .extend(self.unrated(at, Unrated::Skipped, "", &circumstances));
                continue;
            };
            match self.answer(at, score, cells, &circumstances, &mut comment) {
                Ok(Some(response)) => row.answers.push((at, response)),
                Ok(None) => row.repeated += 1,
                Err(refusal) => {
                    if refusal.reason == Reason::OutOfRange {
                        row.unrated
                            .extend(self.unrated(at, Unrated::OutOfRange, score, &circumstances));
                    }
                    row.refusals.push((Some(at), refusal));
                }
            }
        }
        let own = |at: &(usize, Option<usize>)| at.1.is_some_and(|own| cell(cells, Some(own)).is_some());
        let says_something = unused.is_some() || self.columns.surveys.iter().any(own);
        if row.skipped == self.surveys.len() as u64 && says_something {
            let words = "the row has a comment and no score, and a comment alone cannot be stored: add the score";
            row.refusals
                .push((None, Refusal::new(Reason::CommentWithoutScore, words)));
        }
        row
    }

    /// The answer to one survey; none where an earlier row has given the same.
    fn answer(
        &mut self,
        at: usize,
        score: &str,
        cells: &[&str],
        circumstances: &Result<Circumstances, Refusal>,
        comment: &mut Option<String>,
    ) -> Result<Option<Response>, Refusal> {
        let survey = &self.surveys[at];
        let mut rating = cells::rating(score, survey.measure)?;
        if self.columns.reversed[at] {
            rating = survey.measure.opposite(rating);
        }
        let known = circumstances.as_ref().map_err(Clone::clone)?;
        let own = cell(cells, self.columns.surveys[at].1).map(tidied);
        // The row's comment goes to its first answer, and with that answer where it is refused.
        let comment = match (own.clone(), comment.take()) {
            (Some(own), Some(shared)) => Some(format!("{own}\n{shared}")),
            (own, shared) => own.or(shared),
        };
        if let Some(length) = comment.as_ref().map(|comment| comment.chars().count())
            && length > LONGEST_COMMENT
        {
            return Err(Refusal::new(
                Reason::TooLong,
                format!("the comment has {length} characters and may have {LONGEST_COMMENT}: shorten it"),
            ));
        }
        let said = known.said(&survey.definition.id, &rating.to_string(), own.as_deref());
        let answer = Answer {
            rating,
            comment,
            language: known.language.clone(),
            version: survey.version,
            follow_ups: BTreeMap::new(),
            at: known.moment.at,
            suspicions: Vec::new(),
            origin: None,
            review: None,
        };
        let response = self.response(at, known, said, Content::Answered(answer))?;
        if known.reference.is_some() {
            match self.identities.see(response.occasion.invitation, said) {
                Seen::First => {}
                Seen::Same => return Ok(None),
                Seen::Differently => {
                    return Err(Refusal::new(
                        Reason::DuplicateReference,
                        "an earlier row has the same reference and says something else: correct one, or give each its own reference",
                    ));
                }
            }
        }
        Ok(Some(response))
    }

    /// What is stored where there is no rating; nothing of a row that cannot be placed. It claims no reference: a row that has
    /// a rating may come later, and replaces it.
    fn unrated(
        &mut self,
        at: usize,
        why: Unrated,
        score: &str,
        circumstances: &Result<Circumstances, Refusal>,
    ) -> Option<Response> {
        let known = circumstances.as_ref().ok()?;
        let said = known.said(&self.surveys[at].definition.id, score, None);
        let content = Content::Unrated {
            why,
            at: known.moment.at,
        };
        self.response(at, known, said, content).ok()
    }

    /// The response that holds `content`. Without a reference, what the row has said makes its identity.
    fn response(
        &mut self,
        at: usize,
        known: &Circumstances,
        said: Digest16,
        content: Content,
    ) -> Result<Response, Refusal> {
        let survey = &self.surveys[at];
        let reference = match (&known.reference, &known.customer) {
            (Some(reference), Some(_)) => reference.clone(),
            (Some(reference), None) => anonymous_reference(reference),
            (None, _) => self.identities.of_content(said),
        };
        let facts = facts(&survey.definition.id, known, Some(reference))?;
        let invitation = InvitationId::of(&self.identity_key, &facts);
        let pseudonym = facts.customer().map(|id| Pseudonym::of(&self.pseudonym_key, id));
        Ok(Response {
            occasion: Occasion {
                invitation,
                respondent: pseudonym.map_or(Respondent::Anonymous(invitation), Respondent::Customer),
                survey: survey.definition.id.clone(),
                version: survey.version,
                measure: survey.measure,
                touchpoint: facts.touchpoint().as_str().to_owned(),
                channel: known.channel,
                attributes: facts.attributes().clone(),
                sealed_customer: pseudonym
                    .zip(facts.customer())
                    .map(|(pseudonym, id)| seal(&self.seal_key, &pseudonym, id)),
                source: Origin::Import,
            },
            day: known.moment.day,
            first_answered: known.moment.at,
            invited: None,
            revision: 1,
            content,
            held: None,
            set_aside: None,
            replaced: None,
            receipts: Vec::new(),
            expires: expiry(known.moment.day, Some(self.now), self.retention),
        })
    }

    fn circumstances(&self, cells: &[&str]) -> Result<Circumstances, Refusal> {
        let columns = self.columns;
        let date = cell(cells, Some(columns.date)).unwrap_or_default();
        let moment = self.date_form.read(date, self.calendar, self.now)?;
        let customer = cell(cells, columns.customer)
            .map(|id| CustomerId::new(id, RawIds::Refuse))
            .transpose()
            .map_err(|error| refused(&error))?;
        let touchpoint = match &columns.touchpoint {
            Source::Always(touchpoint) => touchpoint.clone(),
            Source::At(at) => cell(cells, Some(*at)).unwrap_or_default().to_owned(),
        };
        let channel = match &columns.channel {
            None => None,
            Some(Source::Always(channel)) => Some(*channel),
            Some(Source::At(at)) => cell(cells, Some(*at))
                .map(|name| name.to_lowercase().parse())
                .transpose()
                .map_err(|error| refused(&error))?,
        };
        let attributes: BTreeMap<String, String> = columns
            .attributes
            .iter()
            .filter_map(|(name, at)| Some((name.clone(), cell(cells, Some(*at))?.to_owned())))
            .collect();
        if let Some((name, _)) = attributes.iter().find(|(_, value)| looks_like_email(value)) {
            let words = format!(
                "the attribute {name} looks like an e-mail address, which scores must not be divided by: take it out"
            );
            return Err(Refusal::new(Reason::BadAttribute, words));
        }
        let known = Circumstances {
            moment,
            customer,
            touchpoint,
            channel,
            language: cell(cells, columns.language).map(language_tag),
            attributes,
            reference: cell(cells, columns.reference).map(str::to_owned),
            comment: cell(cells, columns.comment).map(tidied),
        };
        // Every rule but that of the reference, which may be made of the answer; so that a row is refused for one reason.
        facts("import", &known, Some(anonymous_reference("")))?;
        Ok(known)
    }
}

/// The cell at a position without the white space around it, where it is not blank.
fn cell<'a>(cells: &[&'a str], at: Option<usize>) -> Option<&'a str> {
    let text = cells.get(at?)?.trim();
    (!text.is_empty()).then_some(text)
}

/// The facts of a link that the answer could have come through: the same rules, the same identity.
fn facts(survey: &str, known: &Circumstances, reference: Option<String>) -> Result<LinkFacts, Refusal> {
    let draft = FactsDraft {
        survey: survey.to_owned(),
        customer: known.customer.as_ref().map(|id| id.as_str().to_owned()),
        touchpoint: known.touchpoint.clone(),
        reference,
        attributes: known.attributes.clone(),
        channel: known.channel.unwrap_or(Channel::Web),
        language: known.language.clone(),
        // Neither is part of the identity, as there always is a reference.
        issued: jiff::civil::date(1970, 1, 1),
        valid_days: MAX_VALID_DAYS,
    };
    LinkFacts::new(&draft, RawIds::Refuse).map_err(|error| refused(&error))
}

fn refused(error: &FactsError) -> Refusal {
    let reason = match error {
        FactsError::RawCustomer(_) => Reason::BadCustomer,
        FactsError::Text { field, .. } => match field {
            Field::Touchpoint => Reason::BadTouchpoint,
            Field::Customer => Reason::BadCustomer,
            Field::Reference => Reason::BadReference,
            Field::Attribute(_) => Reason::BadAttribute,
        },
        FactsError::Language => Reason::BadLanguage,
        FactsError::Channel => Reason::BadChannel,
        FactsError::NoReference => Reason::BadReference,
        FactsError::TooManyAttributes(_) | FactsError::AttributeName(_) | FactsError::TooLong { .. } => {
            Reason::BadAttribute
        }
        FactsError::Survey | FactsError::Issued | FactsError::ValidDays(_) => Reason::BadRow,
    };
    Refusal::new(reason, error.to_string())
}

#[cfg(test)]
#[path = "rows_tests.rs"]
mod tests;
