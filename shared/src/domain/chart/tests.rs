use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::domain::day::shifted;
use crate::domain::fold::{Cells, OTHER, TOUCHPOINTS_KEPT};
use crate::domain::{Histogram, Measure};

const FIRST: Date = date(2026, 1, 1);

/// Promoters, passives and detractors.
pub(super) fn answers(up: u64, middle: u64, down: u64) -> Histogram {
    let mut counts = vec![0; 11];
    (counts[10], counts[7], counts[0]) = (up, middle, down);
    Histogram::from_counts(Measure::nps(), counts).unwrap()
}

/// A month of about +40 at one touchpoint, and then whatever comes.
fn month() -> Vec<Histogram> {
    (0..30)
        .map(|number| answers(5 + number % 2, 3, 2 - number % 2))
        .collect()
}

fn bad() -> Histogram {
    answers(1, 2, 7)
}

fn absorb(charts: &mut SurveyCharts, from: i32, days: &[Histogram]) {
    for (number, day) in days.iter().enumerate() {
        let cells = Cells::from([("support".to_owned(), day.clone())]);
        charts.absorb(shifted(FIRST, from + number as i32), day, &cells);
    }
}

fn after(days: &[Histogram]) -> SurveyCharts {
    let mut charts = SurveyCharts::new(Measure::nps());
    absorb(&mut charts, 0, days);
    charts
}

fn support() -> Subject {
    Subject::Touchpoint("support".into())
}

#[test]
fn a_fall_is_noticed_once_with_the_day_it_began_and_the_scores_before_and_since() {
    let mut days = month();
    days.extend([answers(6, 3, 1), answers(6, 3, 1)]);
    days.extend(vec![bad(); 5]);
    let charts = after(&days);
    let open = charts.open("recommend");
    assert_eq!(open.len(), 2, "the whole, and its only touchpoint");
    let signal = &open[1];
    assert_eq!(signal.subject, support());
    let noticed = signal.noticed;
    assert_eq!(noticed.direction, Direction::Fell);
    assert_eq!(noticed.began, shifted(FIRST, 32), "the first bad night");
    assert_eq!(noticed.noticed, shifted(FIRST, 34), "the third bad night: 30 answers");
    assert!(noticed.before.score().unwrap() > 35.0 && noticed.since.score().unwrap() < -20.0);
    assert_eq!(
        (noticed.before.n, noticed.since.n),
        (320, 30),
        "no day is on both sides"
    );
}

#[test]
fn a_rise_is_one_too() {
    let mut days = month();
    days.extend(vec![answers(10, 0, 0); 6]);
    let open = after(&days).open("recommend");
    assert_eq!(open[0].noticed.direction, Direction::Rose);
}

#[test]
fn two_bad_small_nights_around_a_large_good_one_are_no_fall_until_the_score_is_lower() {
    let mut charts = after(&weeks_of_unlike_days());
    absorb(
        &mut charts,
        84,
        &[answers(0, 0, 10), answers(535, 280, 185), answers(0, 0, 10)],
    );
    assert!(charts.open("recommend").is_empty(), "the average fell, the score rose");
    absorb(
        &mut charts,
        87,
        &[answers(0, 0, 10), answers(0, 0, 10), answers(0, 0, 10)],
    );
    let noticed = charts.open("recommend")[0].noticed;
    assert_eq!(noticed.direction, Direction::Fell);
    assert!(noticed.since.score() < noticed.before.score());
}

#[test]
fn before_thirty_nights_with_answers_nothing_is_judged() {
    let mut days = month();
    days.truncate(20);
    days.extend(vec![answers(0, 0, 0); 40]);
    let mut charts = after(&days);
    assert!(!charts.begun && charts.through == Some(shifted(FIRST, 59)));
    absorb(&mut charts, 60, &vec![bad(); 9]);
    assert!(!charts.begun, "29 nights have answers");
    absorb(&mut charts, 69, &[bad()]);
    assert!(charts.begun && charts.open("recommend").is_empty());
}

#[test]
fn fewer_than_thirty_answers_since_it_began_are_no_signal_however_bad() {
    let days: Vec<Histogram> = (0..40).map(|_| answers(2, 1, 0)).collect();
    let mut charts = after(&days);
    absorb(&mut charts, 40, &vec![answers(0, 0, 3); 9]);
    assert!(charts.open("recommend").is_empty());
    absorb(&mut charts, 49, &[answers(0, 0, 3)]);
    assert_eq!(charts.open("recommend").len(), 1);
}

#[test]
fn a_touchpoint_with_fewer_than_five_answers_a_night_is_not_watched_alone() {
    let mut charts = SurveyCharts::new(Measure::nps());
    for number in 0..60 {
        let (whole, few) = if number < 50 {
            (answers(6, 3, 1), answers(4, 0, 0))
        } else {
            (bad(), answers(0, 0, 4))
        };
        let cells = Cells::from([("support".to_owned(), few)]);
        charts.absorb(shifted(FIRST, number), &whole, &cells);
    }
    let subjects: Vec<Subject> = charts
        .open("recommend")
        .into_iter()
        .map(|signal| signal.subject)
        .collect();
    assert_eq!(subjects, [Subject::Whole]);
}

#[test]
fn an_acknowledged_shift_is_the_new_baseline_and_the_same_days_raise_nothing_again() {
    let mut days = month();
    days.extend(vec![bad(); 12]);
    let mut charts = after(&days);
    let began = charts.open("recommend")[1].noticed.began;
    charts.acknowledge(&support());
    assert_eq!(charts.open("recommend").len(), 1, "the whole survey's is another");
    let chart = &charts.charts[&support()];
    assert_eq!(chart.baseline[0].day, began);
    assert!(chart.baseline.len() >= 12 && chart.run.is_empty() && chart.watched == 0);
    absorb(&mut charts, 42, &vec![bad(); 60]);
    assert_eq!(charts.open("recommend").len(), 1, "bad is what is usual now");
    absorb(&mut charts, 102, &vec![answers(7, 2, 1); 6]);
    let back = charts.open("recommend").pop().unwrap();
    assert_eq!((back.subject, back.noticed.direction), (support(), Direction::Rose));
}

#[test]
fn acknowledging_what_is_not_open_changes_nothing() {
    let charts = after(&month());
    let mut same = charts.clone();
    same.acknowledge(&support());
    same.acknowledge(&Subject::Touchpoint("nowhere".into()));
    assert_eq!(same, charts);
}

#[test]
fn an_open_signal_stays_as_it_was_noticed_and_becomes_an_alert_when_it_is_sure_enough() {
    let mut charts = SurveyCharts::new(Measure::nps());
    let usual = |number: u64| answers(5 + number % 2, 3, 2 - number % 2);
    let mut raised = Vec::new();
    for number in 0..60_u64 {
        let asked_there = if number < 40 { usual(number) } else { answers(4, 2, 4) };
        let mut cells: Cells = (0..9)
            .map(|place| (format!("t{place}"), usual(number + place)))
            .collect();
        cells.insert("support".to_owned(), asked_there);
        let mut whole = Histogram::new(Measure::nps());
        for cell in cells.values() {
            whole.merge(cell).unwrap();
        }
        charts.absorb(shifted(FIRST, number as i32), &whole, &cells);
        raised.extend(
            charts
                .open("recommend")
                .into_iter()
                .filter(|signal| signal.subject == support()),
        );
    }
    let (first, last) = (raised.first().unwrap(), raised.last().unwrap());
    assert!(!first.noticed.alert && last.noticed.alert, "{first:?} {last:?}");
    assert_eq!(
        OpenSignal {
            alert: true,
            ..first.noticed
        },
        last.noticed
    );
    assert_eq!(first.id(), last.id());
}

#[test]
fn answers_on_another_scale_and_charts_beyond_the_hundredth_are_left_out() {
    let mut charts = after(&month());
    let other = Histogram::from_counts("csat/1-5/4".parse().unwrap(), vec![9; 5]).unwrap();
    let before = charts.charts.clone();
    charts.absorb(shifted(FIRST, 30), &other, &Cells::new());
    assert_eq!(charts.charts, before);
    let many: Cells = (0..200).map(|place| (format!("t{place}"), bad())).collect();
    charts.absorb(shifted(FIRST, 31), &bad(), &many);
    assert_eq!(charts.charts.len(), MOST_CHARTS);
}

/// So many touchpoints, each with the same answers.
fn places(count: usize, each: &Histogram) -> Cells {
    (0..count).map(|place| (format!("t{place:03}"), each.clone())).collect()
}

#[test]
fn what_is_left_of_too_many_touchpoints_has_no_chart_and_one_named_other_does() {
    let other = Subject::Touchpoint(OTHER.into());
    for (count, watched) in [(TOUCHPOINTS_KEPT - 1, false), (20, true)] {
        let mut cells = places(count, &Histogram::new(Measure::nps()));
        cells.insert(OTHER.to_owned(), bad());
        let mut charts = SurveyCharts::new(Measure::nps());
        charts.absorb(FIRST, &bad(), &cells);
        assert_eq!(charts.charts.contains_key(&other), watched, "{count} touchpoints");
    }
}

#[test]
fn where_all_places_are_taken_the_touchpoint_idle_for_longest_gives_up_its_own() {
    let mut charts = SurveyCharts::new(Measure::nps());
    let mut cells = places(MOST_CHARTS - 1, &bad());
    charts.absorb(FIRST, &bad(), &cells);
    let (longest, idle, new) = (String::from("t050"), String::from("t010"), support());
    cells.remove(&longest);
    charts.absorb(shifted(FIRST, 1), &bad(), &cells);
    cells.remove(&idle);
    cells.insert("support".to_owned(), bad());
    charts.absorb(shifted(FIRST, IDLE_DAYS), &bad(), &cells);
    assert!(!charts.charts.contains_key(&new), "nobody is idle for long enough");
    charts.absorb(shifted(FIRST, IDLE_DAYS + 9), &bad(), &cells);
    assert!(charts.charts.contains_key(&new) && charts.charts.contains_key(&Subject::Touchpoint(idle)));
    assert!(!charts.charts.contains_key(&Subject::Touchpoint(longest)));
    assert_eq!(charts.charts.len(), MOST_CHARTS);
}

#[test]
fn a_touchpoint_with_an_open_signal_keeps_its_place_however_idle() {
    let mut days = month();
    days.extend(vec![bad(); 9]);
    let mut charts = after(&days);
    charts.absorb(shifted(FIRST, 39), &bad(), &places(MOST_CHARTS - 2, &bad()));
    charts.absorb(shifted(FIRST, 300), &bad(), &places(MOST_CHARTS - 1, &bad()));
    assert_eq!(charts.charts.len(), MOST_CHARTS);
    assert!(charts.charts[&support()].signal.is_some());
}

#[test]
fn a_perfect_month_can_be_left_and_come_back_to() {
    let mut charts = after(&vec![answers(10, 0, 0); 40]);
    absorb(&mut charts, 40, &vec![answers(8, 1, 1); 5]);
    assert_eq!(charts.open("recommend")[0].noticed.direction, Direction::Fell);
    let chart = &charts.charts[&Subject::Whole];
    assert!(chart.average.is_finite() && chart.p_value(crate::domain::Metric::Nps) < 1.0);
}

#[test]
fn subjects_are_read_as_they_are_written() {
    for subject in [Subject::Whole, support(), Subject::Touchpoint("a:b c".into())] {
        assert_eq!(subject.to_string().parse(), Ok(subject));
    }
    assert_eq!("attribute:plan".parse::<Subject>(), Err(NoSubject));
}

fn some_days() -> impl Strategy<Value = Vec<Histogram>> {
    let night = (0_u64..12, 0_u64..6, 0_u64..6).prop_map(|(up, middle, down)| answers(up, middle, down));
    let good = prop::collection::vec(night.clone(), 30..70);
    let worse = prop::collection::vec(
        (0_u64..3, 0_u64..6, 3_u64..12).prop_map(|(up, middle, down)| answers(up, middle, down)),
        0..30,
    );
    (good, worse, prop::collection::vec(night, 0..30)).prop_map(|(good, worse, rest)| [good, worse, rest].concat())
}

/// Weeks of one large day and six small ones, about +30.
fn weeks_of_unlike_days() -> Vec<Histogram> {
    let day = |number| match number % 7 {
        0 => answers(500, 300, 200),
        _ => answers(5, 3, 2),
    };
    (0..84).map(day).collect()
}

/// Those weeks, and then large days that differ little from before among small ones that differ much.
fn unlike_days() -> impl Strategy<Value = Vec<Histogram>> {
    let large = (400_u64..600).prop_map(|up| answers(up, 200, 800 - up));
    let small = prop_oneof![Just(answers(0, 0, 10)), Just(answers(10, 0, 0)), Just(answers(5, 3, 2))];
    prop::collection::vec(prop_oneof![1 => large, 2 => small], 3..12)
        .prop_map(|later| [weeks_of_unlike_days(), later].concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn days_absorbed_again_or_late_change_nothing(days in some_days(), again in 0usize..60) {
        let charts = after(&days);
        let mut twice = charts.clone();
        let again = again.min(days.len() - 1);
        absorb(&mut twice, again as i32, &days[again..]);
        prop_assert_eq!(twice, charts);
    }

    #[test]
    fn nights_without_answers_move_no_chart(days in some_days()) {
        let gapped: Vec<Histogram> = days.iter().flat_map(|day| [day.clone(), answers(0, 0, 0)]).collect();
        let (plain, gapped) = (after(&days), after(&gapped));
        for (subject, chart) in &plain.charts {
            let other = &gapped.charts[subject];
            prop_assert_eq!((chart.average, chart.watched), (other.average, other.watched));
            prop_assert_eq!(chart.signal.map(|signal| (signal.direction, signal.since)), other.signal.map(|signal| (signal.direction, signal.since)));
        }
    }

    #[test]
    fn what_fell_is_lower_and_what_rose_is_higher(days in unlike_days()) {
        for signal in after(&days).open("recommend") {
            let (before, since) = (signal.noticed.before.score().unwrap(), signal.noticed.since.score().unwrap());
            match signal.noticed.direction {
                Direction::Fell => prop_assert!(since < before, "fell from {} to {}", before, since),
                Direction::Rose => prop_assert!(since > before, "rose from {} to {}", before, since),
            }
        }
    }

    #[test]
    fn a_signal_once_open_is_never_another_and_nothing_grows_without_end(days in some_days()) {
        let mut charts = SurveyCharts::new(Measure::nps());
        let mut known: Option<OpenSignal> = None;
        for (number, day) in days.iter().enumerate() {
            charts.absorb(shifted(FIRST, number as i32), day, &Cells::new());
            if let Some(chart) = charts.charts.get(&Subject::Whole) {
                prop_assert!(chart.baseline.len() <= BASELINE_NIGHTS && chart.run.len() <= BASELINE_NIGHTS);
                if let (Some(before), Some(now)) = (known, chart.signal) {
                    prop_assert_eq!(OpenSignal { alert: now.alert, ..before }, now);
                    prop_assert!(now.alert || !before.alert);
                }
                prop_assert!(known.is_none() || chart.signal.is_some());
                known = chart.signal;
            }
        }
    }
}
