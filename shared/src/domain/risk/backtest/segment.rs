//! To which segment a customer belonged at a moment.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::domain::registered::Record;
use crate::domain::response::Response;

/// What customers are divided by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// The language of their latest answer.
    Language,
    /// An attribute, by its name.
    Attribute(String),
}

impl By {
    /// `language`, or the name of an attribute, with or without `attribute:` before it.
    #[must_use]
    pub fn named(name: &str) -> Self {
        match name.strip_prefix("attribute:") {
            Some(attribute) => Self::Attribute(attribute.to_owned()),
            None if name == "language" => Self::Language,
            None => Self::Attribute(name.to_owned()),
        }
    }

    /// The segment at a moment: what the customer's latest answer before the moment said, else what their own record says today.
    /// Today's record comes last, since it can tell who left: a plan that is "cancelled" names the leavers of every month before.
    #[must_use]
    pub fn segment<'a>(
        &self,
        attributes: &'a BTreeMap<String, String>,
        records: &'a [Record],
        moment: Timestamp,
    ) -> Option<&'a str> {
        let own = match self {
            Self::Language => attributes.get("language"),
            Self::Attribute(name) => attributes.get(name),
        };
        let latest = answers(records)
            .filter_map(|response| Some((response.counted()?.at, self.of_answer(response)?)))
            .filter(|(at, _)| *at < moment)
            .max_by_key(|(at, _)| *at);
        latest.map(|(_, told)| told).or(own.map(String::as_str))
    }

    fn of_answer<'a>(&self, response: &'a Response) -> Option<&'a str> {
        match self {
            Self::Language => response.counted()?.language.as_deref(),
            Self::Attribute(name) => response.occasion.attributes.get(name).map(String::as_str),
        }
    }
}

fn answers(records: &[Record]) -> impl Iterator<Item = &Response> {
    records.iter().filter_map(|record| match record {
        Record::Answered(response) => Some(&**response),
        Record::Registered(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::measure::Measure;
    use crate::domain::response::{Answer, Content, Occasion, Respondent, Source};
    use crate::link::{InvitationId, Pseudonym};

    fn at(day: i8) -> Timestamp {
        date(2026, 9, day).at(0, 0, 0, 0).in_tz("UTC").unwrap().timestamp()
    }

    fn plan(name: &str) -> BTreeMap<String, String> {
        BTreeMap::from([("plan".to_owned(), name.to_owned())])
    }

    /// An answer of a day of September, by somebody with these attributes then.
    fn answer(day: i8, attributes: BTreeMap<String, String>) -> Record {
        let measure = Measure::nps();
        Record::Answered(Box::new(Response {
            occasion: Occasion {
                invitation: InvitationId::from_bytes([0; 16]),
                respondent: Respondent::Customer(Pseudonym::from_bytes([1; 16])),
                survey: "recommend".into(),
                version: 1,
                measure,
                touchpoint: "delivery".into(),
                channel: None,
                attributes,
                sealed_customer: None,
                source: Source::Link,
            },
            day: date(2026, 9, day),
            first_answered: at(day),
            invited: None,
            revision: 1,
            content: Content::Answered(Answer {
                rating: measure.accept(7).unwrap(),
                comment: None,
                language: Some("de".into()),
                version: 1,
                follow_ups: BTreeMap::new(),
                at: at(day),
                suspicions: Vec::new(),
                origin: None,
                review: None,
            }),
            held: None,
            set_aside: None,
            replaced: None,
            receipts: Vec::new(),
            expires: at(30),
        }))
    }

    #[test]
    fn a_plan_that_is_cancelled_today_is_the_one_that_the_latest_answer_before_the_moment_named() {
        let by = By::named("plan");
        let today = plan("cancelled");
        let records = [
            answer(3, plan("small")),
            answer(7, plan("large")),
            answer(8, BTreeMap::new()),
        ];
        let of = |day| by.segment(&today, &records, at(day));
        assert_eq!([5, 9].map(of), [Some("small"), Some("large")]);
        assert_eq!(of(7), Some("small"), "what comes at the moment itself is not known yet");
        assert_eq!(of(2), Some("cancelled"), "no answer before it: what is on record today");
        assert_eq!(by.segment(&BTreeMap::new(), &records, at(2)), None);
    }

    #[test]
    fn the_language_is_that_of_the_answer_before_what_is_on_record() {
        let today = BTreeMap::from([("language".to_owned(), "fr".to_owned())]);
        let records = [answer(3, BTreeMap::new())];
        let of = |day| By::named("language").segment(&today, &records, at(day));
        assert_eq!([of(4), of(2)], [Some("de"), Some("fr")]);
    }
}
