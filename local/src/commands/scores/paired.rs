//! The change of the customers who answered in both ranges.

use std::collections::BTreeMap;

use anyhow::Result;
use shared::domain::Rating;
use shared::domain::response::{Respondent, Response};
use shared::domain::survey::Survey;
use shared::domain::window::DayRange;
use shared::report::PairedChange;
use shared::store::responses::ScanResponses as _;

use crate::workspace::Workspace;

/// A customer's latest answer in each range: when it was given, and the rating.
#[derive(Default)]
struct Latest {
    then: Option<(jiff::Timestamp, Rating)>,
    now: Option<(jiff::Timestamp, Rating)>,
}

/// Reads every response once, and compares each customer's latest answers of both ranges.
///
/// # Errors
/// Storage fails.
pub(super) async fn change(
    workspace: &Workspace,
    survey: &Survey,
    earlier: DayRange,
    now: DayRange,
) -> Result<PairedChange> {
    let mut customers: BTreeMap<Respondent, Latest> = BTreeMap::new();
    let scan = workspace.store.scan_responses(|record| {
        if let Some(response) = record.into_response() {
            note(&mut customers, survey, earlier, now, &response);
        }
    });
    scan.await?;
    let pairs: Vec<(Rating, Rating)> = customers
        .into_values()
        .filter_map(|latest| Some((latest.then?.1, latest.now?.1)))
        .collect();
    Ok(PairedChange::of(survey.measure, &pairs))
}

fn note(
    customers: &mut BTreeMap<Respondent, Latest>,
    survey: &Survey,
    earlier: DayRange,
    now: DayRange,
    response: &Response,
) {
    let occasion = &response.occasion;
    let of_survey = occasion.survey == survey.definition.id && occasion.measure == survey.measure;
    let (Respondent::Customer(_), Some(answer), true) = (occasion.respondent, response.counted(), of_survey) else {
        return;
    };
    let within = |range: DayRange| (range.from..=range.to).contains(&response.day);
    if !within(earlier) && !within(now) {
        return;
    }
    let latest = customers.entry(occasion.respondent).or_default();
    let kept = if within(now) { &mut latest.now } else { &mut latest.then };
    if kept.is_none_or(|(at, _)| at < response.first_answered) {
        *kept = Some((response.first_answered, answer.rating));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::{Date, date};
    use shared::domain::Measure;
    use shared::domain::response::{Answer, Content, Occasion, Source};
    use shared::domain::suspicion::Suspicion;
    use shared::link::{InvitationId, Pseudonym};

    use super::*;

    const THEN: DayRange = DayRange {
        from: date(2026, 10, 1),
        to: date(2026, 10, 20),
    };
    const NOW: DayRange = DayRange {
        from: date(2026, 11, 1),
        to: date(2026, 11, 20),
    };

    fn survey() -> Survey {
        let definition = crate::survey_file::read("ready", crate::commands::survey::READY[0].1).unwrap();
        Survey {
            version: 1,
            measure: definition.measure().unwrap(),
            definition,
        }
    }

    fn response(survey: &Survey, customer: u8, day: Date, rating: i64) -> Response {
        let at = day.to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp();
        Response {
            occasion: Occasion {
                invitation: InvitationId::from_bytes([customer; 16]),
                respondent: Respondent::Customer(Pseudonym::from_bytes([customer; 16])),
                survey: survey.definition.id.clone(),
                version: 1,
                measure: survey.measure,
                touchpoint: "checkout".to_owned(),
                channel: None,
                attributes: BTreeMap::new(),
                sealed_customer: None,
                source: Source::Link,
            },
            day,
            first_answered: at,
            invited: None,
            revision: 1,
            content: Content::Answered(Answer {
                rating: survey.measure.accept(rating).unwrap(),
                comment: None,
                language: None,
                version: 1,
                follow_ups: BTreeMap::new(),
                at,
                suspicions: Vec::new(),
                origin: None,
                review: None,
            }),
            held: None,
            set_aside: None,
            replaced: None,
            receipts: Vec::new(),
            expires: at,
        }
    }

    fn pairs(survey: &Survey, responses: &[Response]) -> Vec<(u8, u8)> {
        let mut customers = BTreeMap::new();
        for response in responses {
            note(&mut customers, survey, THEN, NOW, response);
        }
        let rating = |given: Option<(jiff::Timestamp, Rating)>| given.map(|(_, rating)| rating.get());
        customers
            .into_values()
            .filter_map(|latest| rating(latest.then).zip(rating(latest.now)))
            .collect()
    }

    #[test]
    fn each_customer_counts_once_by_the_latest_answer_of_each_range() {
        let survey = survey();
        let mut responses = vec![
            response(&survey, 1, date(2026, 10, 2), 3),
            response(&survey, 1, date(2026, 10, 9), 5),
            response(&survey, 1, date(2026, 11, 9), 9),
            response(&survey, 1, date(2026, 11, 2), 4),
            response(&survey, 1, date(2026, 10, 25), 0),
            response(&survey, 2, date(2026, 10, 2), 8),
            response(&survey, 3, date(2026, 11, 2), 8),
        ];
        assert_eq!(pairs(&survey, &responses), [(5, 9)]);
        responses.reverse();
        assert_eq!(
            pairs(&survey, &responses),
            [(5, 9)],
            "whatever the order they are read in"
        );
    }

    #[test]
    fn suspect_nameless_and_foreign_answers_are_left_out() {
        let survey = survey();
        let both = |customer| [THEN.to, NOW.from].map(|day| response(&survey, customer, day, 9));
        let (mut suspect, mut nameless, mut foreign, mut rescaled) = (both(1), both(2), both(3), both(4));
        if let Content::Answered(answer) = &mut suspect[0].content {
            answer.suspicions.push(Suspicion::TooQuick);
        }
        nameless[0].occasion.respondent = Respondent::Anonymous(InvitationId::from_bytes([2; 16]));
        foreign[1].occasion.survey = "another".to_owned();
        rescaled[1].occasion.measure = Measure::ces1();
        for left_out in [suspect, nameless, foreign, rescaled] {
            assert_eq!(pairs(&survey, &left_out), []);
        }
        assert_eq!(pairs(&survey, &both(5)), [(9, 9)]);
    }
}
