//! A made-up question as its invitation is stored, and its answer.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use made_up_company::{Answered, Person, Question};
use shared::domain::registered::{NamingKeys, Registered};
use shared::domain::response::{Answer, Content, Occasion, Response, Source, expiry};
use shared::domain::survey::Survey;
use shared::link::{
    CustomerId, FactsDraft, IdentityKey, LinkFacts, MAX_VALID_DAYS, Pseudonym, PseudonymKey, RawIds, SealKey, seal,
};

use super::records::Frame;

/// Turns made-up questions into invitations and answers. Everything is kept as long as what is imported now.
pub(super) struct Asker<'a> {
    frame: &'a Frame<'a>,
    identity: IdentityKey,
    pseudonym: PseudonymKey,
    seal: SealKey,
}

impl<'a> Asker<'a> {
    pub(super) fn new(frame: &'a Frame<'a>) -> Self {
        Self {
            frame,
            identity: frame.keys.identity_key(),
            pseudonym: frame.keys.pseudonym_key(),
            seal: frame.keys.seal_key(),
        }
    }

    /// The invitation of a question, registered when it was asked.
    pub(super) fn registered(&self, person: &Person, question: &Question) -> Result<Registered> {
        let frame = self.frame;
        let day = frame.calendar.day_of(question.asked_at);
        let attributes = person.attributes.map(|(name, value)| (name.into(), value.into()));
        let draft = FactsDraft {
            survey: question.survey.to_owned(),
            customer: Some(person.id.clone()),
            touchpoint: question.touchpoint.to_owned(),
            reference: Some(question.reference.clone()),
            attributes: BTreeMap::from(attributes),
            channel: question.channel.parse()?,
            language: Some(person.language.to_owned()),
            issued: day,
            valid_days: MAX_VALID_DAYS,
        };
        let facts = LinkFacts::new(&draft, RawIds::Refuse)?;
        let measure = self.survey(question)?.measure;
        let keys = NamingKeys {
            identity: &self.identity,
            pseudonym: &self.pseudonym,
            seal: &self.seal,
        };
        Ok(Registered {
            expires: expiry(day, Some(frame.now), frame.retention),
            ..Registered::new(&facts, measure, keys, (day, question.asked_at), frame.retention)
        })
    }

    /// The answer to an invitation of a person.
    pub(super) fn answered(
        &self,
        person: &Person,
        question: &Question,
        answer: &Answered,
        registered: &Registered,
    ) -> Result<Response> {
        let survey = self.survey(question)?;
        let customer = CustomerId::new(&person.id, RawIds::Refuse)?;
        let pseudonym = Pseudonym::of(&self.pseudonym, &customer);
        let invited = &registered.invited;
        let scale = survey.measure.scale();
        let good = answer.satisfaction * f64::from(scale.max() - scale.min());
        let day = self.frame.calendar.day_of(answer.at);
        let first = Response {
            occasion: Occasion {
                invitation: registered.invitation,
                respondent: registered.respondent,
                survey: registered.survey.clone(),
                version: survey.version,
                measure: survey.measure,
                touchpoint: registered.touchpoint.clone(),
                channel: Some(invited.channel),
                attributes: invited.attributes.clone(),
                sealed_customer: Some(seal(&self.seal, &pseudonym, &customer)),
                source: Source::Import,
            },
            day,
            first_answered: answer.at,
            invited: None,
            revision: 1,
            content: Content::Answered(Answer {
                rating: survey.measure.accept(i64::from(scale.min()) + good.round() as i64)?,
                comment: answer.comment.map(str::to_owned),
                language: invited.language.clone(),
                version: survey.version,
                follow_ups: BTreeMap::new(),
                at: answer.at,
                suspicions: Vec::new(),
                origin: None,
                review: None,
            }),
            held: None,
            set_aside: None,
            replaced: None,
            receipts: Vec::new(),
            expires: expiry(day, Some(self.frame.now), self.frame.retention),
        };
        Ok(registered.answered(first))
    }

    fn survey(&self, question: &Question) -> Result<&Survey> {
        self.frame.surveys.get(question.survey).with_context(|| {
            format!(
                "there is no survey '{}'; remove the folder and begin again",
                question.survey
            )
        })
    }
}
