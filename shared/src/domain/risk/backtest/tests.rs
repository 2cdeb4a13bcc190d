//! Replaying a past that is made by hand.

use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};

use super::replay::apart;
use super::*;
use crate::domain::measure::Measure;
use crate::domain::risk::evaluate::Forecast;
use crate::domain::risk::features::Usual;
use crate::domain::risk::history::{Answered, History};
use crate::domain::risk::model::Model;
use crate::domain::risk::rows::Window;
use crate::domain::service::event::{Event, Kind};
use crate::domain::signal::Signal;
use crate::link::{EventId, InvitationId};

const WINDOW: Window = Window {
    horizon_days: 90,
    retention: SignedDuration::from_hours(24 * 396),
};

const YEAR: i16 = 2025;

fn at(day: Date) -> Timestamp {
    day.at(0, 0, 0, 0).in_tz("UTC").unwrap().timestamp()
}

fn months() -> Vec<(Date, Timestamp)> {
    let days = (1..=12).map(|month| date(YEAR, month, 1));
    days.map(|day| (day, at(day))).collect()
}

/// Somebody who gave this answer every second month from the autumn before on, and left on a day.
fn somebody(rating: i64, left: Option<Date>) -> History {
    let mut history = History::default();
    for (nth, month) in [9, 11]
        .into_iter()
        .map(|month| date(YEAR - 1, month, 10))
        .chain((1..12).step_by(2).map(|month| date(YEAR, month, 10)))
        .enumerate()
    {
        if left.is_none_or(|left| month < left) {
            let invitation = InvitationId::from_bytes([nth as u8; 16]);
            let signal = Signal::new(
                invitation,
                at(month),
                Measure::nps(),
                Measure::nps().accept(rating).unwrap(),
            );
            history.answers.push(Answered {
                signal,
                said: at(month),
            });
        }
    }
    history.events.extend(left.map(|day| Event {
        id: EventId::from_bytes([0; 16]),
        kind: Kind::CustomerEnded,
        at: at(day),
        conversation: None,
        automatic: false,
        complaint: false,
        until: None,
    }));
    history
}

/// Of forty who are unhappy one leaves on the tenth of every month; of forty who are happy nobody.
fn replayed(segment: impl Fn(usize) -> Option<u32>, treated: Option<Timestamp>) -> Replayed {
    let mut replay = Replay::new(WINDOW, &months(), |_| Usual::default());
    for nth in 0..80 {
        let left = (nth < 12).then(|| date(YEAR, nth as i8 + 1, 10));
        let history = somebody(if nth < 40 { 2 } else { 10 }, left);
        let segments = vec![segment(nth); 12];
        let past = Past {
            history: &history,
            treated: treated.filter(|_| nth == 60),
            segments: &segments,
        };
        replay.add(&past).unwrap();
    }
    replay.run(&Model::scorecard(0.1, 90), 12).unwrap()
}

#[test]
fn months_that_count_together_are_a_horizon_apart_from_the_latest_back() {
    let moments: Vec<Timestamp> = months().into_iter().map(|(_, moment)| moment).collect();
    let chosen = apart(&moments, WINDOW);
    assert_eq!(chosen, [2, 5, 8, 11], "March, June, September, December");
    assert_eq!(apart(&moments[..10], WINDOW), [0, 3, 6, 9]);
    let short = apart(&moments[..5], WINDOW);
    assert_eq!(short, [0, 4], "from the first of February to that of May it is 89 days");
    assert_eq!(apart(&[], WINDOW), [0; 0]);
}

#[test]
fn a_month_learns_from_windows_that_had_closed_and_from_nothing_before_anybody_left() {
    let months = replayed(|_| None, None).months;
    assert_eq!(months.len(), 12);
    let first = &months[0];
    assert_eq!((first.spoke, first.outcomes), (Spoke::Scorecard, 0));
    assert_eq!(first.said.len(), 80);
    assert_eq!(first.said.iter().filter(|said| said.left()).count(), 3);
    let april = &months[3];
    assert_eq!(
        (april.spoke, april.outcomes, april.leavers),
        (Spoke::Learned, 80, 3),
        "from January"
    );
    let december = &months[11];
    assert_eq!(
        december.outcomes,
        80 - 2 + 80 - 5 + 80 - 8,
        "from March, June and September"
    );
    assert_eq!(december.leavers, 9);
    assert!(!december.shows_probability, "nine leavers are too few");
    assert_eq!(december.said.len(), 69, "who left is not there any more");
}

#[test]
fn months_before_anybody_is_known_to_have_left_are_neither_replayed_nor_added_up() {
    let replayed = |leave: bool, count| {
        let mut replay = Replay::new(WINDOW, &months(), |_| Usual::default());
        for nth in 0..80 {
            // One on the tenth of each of the last four months; before, nobody noted it.
            let left = (leave && nth < 4).then(|| date(YEAR, nth as i8 + 9, 10));
            let history = somebody(if nth < 40 { 2 } else { 10 }, left);
            let past = Past {
                history: &history,
                treated: None,
                segments: &[],
            };
            replay.add(&past).unwrap();
        }
        replay.run(&Model::scorecard(0.1, 90), count).unwrap()
    };
    let report = Report::of(&replayed(true, 12), 10, None);
    let july = date(YEAR, 7, 1);
    assert_eq!(report.months[0].day, july, "within 90 days of it the first left");
    assert_eq!((report.months.len(), report.months_before_anybody_left), (6, 6));
    let whole = report.whole.unwrap();
    assert_eq!(whole.months, [9, 12].map(|month| date(YEAR, month, 1)));
    assert_eq!((whole.customers, whole.leavers), (80 + 77, 3 + 1));
    let asked_for_fewer = replayed(true, 4);
    assert_eq!(
        (asked_for_fewer.months.len(), asked_for_fewer.before_anybody_left),
        (4, 0)
    );
    let nobody = replayed(false, 12);
    assert_eq!((nobody.months.len(), nobody.before_anybody_left), (0, 12));
}

#[test]
fn what_was_learned_is_held_against_the_scorecard_and_against_drawing_lots() {
    let report = Report::of(&replayed(|_| None, None), 10, None);
    let whole = report.whole.unwrap();
    assert_eq!(whole.months, [3, 6, 9, 12].map(|month| date(YEAR, month, 1)));
    assert_eq!((whole.customers, whole.leavers), (78 + 75 + 72 + 69, 3 + 3 + 3 + 1));
    let (model, random) = (whole.model.top.unwrap(), whole.at_random.top.unwrap());
    assert_eq!((model.looked_at, random.looked_at), (40, 40));
    let expected: f64 = [(78.0, 3.0), (75.0, 3.0), (72.0, 3.0), (69.0, 1.0)]
        .map(|(customers, left)| 10.0 * left / customers)
        .iter()
        .sum();
    assert!((random.leavers - expected).abs() < 1e-9);
    assert!(model.leavers > 1.5 * random.leavers, "{model:?}");
    assert_eq!(whole.at_random.lift_at_tenth, Some(1.0));
    assert!(whole.at_random.brier_skill.unwrap().abs() < 1e-9);
    assert!(whole.model.brier < whole.scorecard.brier, "the level was learned");
    let shown: u64 = whole.distribution.iter().map(|bar| bar.n).sum();
    let grouped: u64 = whole.reliability.iter().map(|bin| bin.n).sum();
    assert_eq!((shown, grouped), (whole.customers, whole.customers));
    assert_eq!((whole.treated, report.segments), (0, None));
}

#[test]
fn the_top_is_by_the_log_odds_that_flags_go_by_and_the_brier_score_by_the_chance() {
    let said = [
        (2.0, 0.6, true),
        (1.5, 0.7, false),
        (0.1, 0.5, true),
        (-1.0, 0.3, false),
    ];
    let month: Vec<Forecast> = said
        .map(|(log_odds, chance, left)| Forecast { log_odds, chance, left })
        .to_vec();
    let worth = Worth::of(&[month], 1);
    assert!(
        (worth.top.unwrap().leavers - 1.0).abs() < 1e-12,
        "by chances it is one who stayed"
    );
    assert!((worth.auc.unwrap().value - 0.75).abs() < 1e-12);
    let brier = (0.16 + 0.49 + 0.25 + 0.09) / 4.0;
    assert!((worth.brier.unwrap() - brier).abs() < 1e-12);
    assert!((worth.mean.unwrap() - 2.1 / 4.0).abs() < 1e-12);
}

#[test]
fn whoever_was_treated_within_the_horizon_is_counted_and_stays() {
    let of = |treated: Option<Date>| {
        let report = Report::of(&replayed(|_| None, treated.map(at)), 10, None);
        report.whole.unwrap()
    };
    let (untouched, treated) = (of(None), of(Some(date(YEAR, 4, 5))));
    assert_eq!(
        (untouched.treated, treated.treated),
        (0, 1),
        "within 90 days of the first of March alone"
    );
    assert_eq!(treated.model, untouched.model);
}

#[test]
fn small_segments_are_not_shown_nor_told_by_subtraction() {
    let names = ["large", "small", "middling"].map(str::to_owned);
    let of = |nth: usize| match nth {
        0..50 => Some(0),
        50..53 => Some(1),
        _ => Some(2),
    };
    let segments = Report::of(&replayed(of, None), 10, Some(&names)).segments.unwrap();
    let shown: Vec<&str> = segments.shown.iter().map(|segment| segment.value.as_str()).collect();
    assert_eq!((shown, segments.hidden, segments.without), (vec!["large"], 2, 0));
    let large = &segments.shown[0];
    assert_eq!(large.leavers, 10);
    let rate = large.rate.unwrap();
    assert!(rate.low < rate.value && rate.value < large.leavers as f64 / large.customers as f64);
    let unknown = Report::of(&replayed(|_| None, None), 10, Some(&names))
        .segments
        .unwrap();
    assert_eq!((unknown.shown.len(), unknown.without), (0, 78 + 75 + 72 + 69));
}

#[test]
fn without_history_nothing_is_replayed() {
    let replay = Replay::new(WINDOW, &months(), |_| Usual::default());
    let replayed = replay.run(&Model::scorecard(0.1, 90), 12).unwrap();
    let report = Report::of(&replayed, 25, None);
    assert_eq!((report.months.len(), report.whole), (0, None));
}
