//! What the charts do to made-up series whose truth is known: the rates that the documentation promises.

use jiff::civil::{Date, date};

use super::*;
use crate::domain::day::shifted;
use crate::domain::measure::Metric;

/// `SplitMix64`: the same series every time.
struct Random(u64);

impl Random {
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A night of `n` answers, of which a share is worth 100 and another −100.
    fn night(&mut self, number: i32, n: u64, up: f64, down: f64) -> Night {
        let mut tally = Tally { n, up: 0, down: 0 };
        for _ in 0..n {
            let answer = self.share();
            tally.up += u64::from(answer < up);
            tally.down += u64::from((up..up + down).contains(&answer));
        }
        Night {
            day: shifted(FIRST, number),
            tally,
        }
    }
}

const FIRST: Date = date(2026, 1, 1);
const SERIES: usize = 200;
/// So many that a rate of 7 of 100 is known to about one of 100.
const MANY_SERIES: usize = 1000;

/// In how many of a hundred series a signal is raised in 30 nights though nothing changes, after `before` nights that
/// raised none: a chart that has just begun again cannot signal, and would make the rate look better than it is.
fn false_signals(metric: Metric, n: u64, (up, down): (f64, f64), before: i32) -> f64 {
    let mut random = Random(7);
    let (mut series, mut raised) = (0, 0);
    while series < MANY_SERIES {
        let mut chart = Chart::default();
        for number in 0..before {
            chart.absorb(random.night(number, n, up, down), metric, true);
        }
        if chart.signal.is_some() {
            continue;
        }
        for number in before..before + 30 {
            chart.absorb(random.night(number, n, up, down), metric, true);
        }
        series += 1;
        raised += usize::from(chart.signal.is_some());
    }
    100.0 * raised as f64 / MANY_SERIES as f64
}

/// After how many nights a fall is noticed, in the middle of many series; and how often it is called a rise.
fn nights_to_see(metric: Metric, n: u64, before: (f64, f64), after: (f64, f64)) -> (i32, usize) {
    let mut random = Random(11);
    let mut waited = Vec::new();
    let mut wrong = 0;
    while waited.len() < SERIES {
        let mut chart = Chart::default();
        for number in 0..90 {
            chart.absorb(random.night(number, n, before.0, before.1), metric, true);
        }
        if chart.signal.is_some() {
            continue;
        }
        let mut number = 90;
        while chart.signal.is_none() && number < 290 {
            chart.absorb(random.night(number, n, after.0, after.1), metric, true);
            number += 1;
        }
        waited.push(number - 90);
        wrong += usize::from(chart.signal.is_some_and(|signal| signal.direction == Direction::Rose));
    }
    waited.sort_unstable();
    (waited[SERIES / 2], wrong)
}

#[test]
fn where_nothing_changes_five_to_nine_charts_of_a_hundred_raise_a_signal_in_a_month() {
    for n in [5, 10, 30, 100] {
        for before in [30, 90] {
            let nps = false_signals(Metric::Nps, n, (0.5, 0.2), before);
            assert!(
                (5.0..=9.0).contains(&nps.round()),
                "{nps} of 100 at {n} answers a night after {before} nights"
            );
            let satisfied = false_signals(Metric::Csat, n, (0.95, 0.0), before);
            assert!(
                (6.0..=15.0).contains(&satisfied.round()),
                "{satisfied} of 100 at {n} answers a night after {before} nights"
            );
        }
    }
}

#[test]
fn a_fall_of_twenty_points_is_seen_in_six_nights_at_thirty_answers_and_in_a_fortnight_at_ten() {
    let (nights, wrong) = nights_to_see(Metric::Nps, 30, (0.5, 0.2), (0.4, 0.3));
    assert!(nights <= 6 && wrong == 0, "{nights} nights, {wrong} called a rise");
    let (nights, wrong) = nights_to_see(Metric::Nps, 10, (0.5, 0.2), (0.4, 0.3));
    assert!(
        nights <= 15 && wrong < SERIES / 100,
        "{nights} nights, {wrong} called a rise"
    );
    let (nights, _) = nights_to_see(Metric::Csat, 10, (0.9, 0.0), (0.6, 0.0));
    assert!(nights <= 5, "{nights} nights for 30 points");
}

#[test]
fn nights_that_scatter_more_than_chance_widen_the_limits() {
    let mut random = Random(3);
    let (mut series, mut raised) = (0, 0);
    while series < SERIES {
        let mut chart = Chart::default();
        for number in 0..120 {
            // The truth itself moves up and down from night to night, by 20 points.
            let up = 0.5 + 0.2 * (random.share() - 0.5) * 3.46;
            chart.absorb(random.night(number, 30, up, 0.2), Metric::Nps, true);
        }
        if chart.signal.is_some_and(|signal| signal.noticed < shifted(FIRST, 90)) {
            continue;
        }
        series += 1;
        raised += usize::from(chart.signal.is_some());
    }
    assert!(100 * raised <= 15 * SERIES, "{raised} of {SERIES}");
}

/// Months with a signal, and months with a message, of a hundred in which nothing changes.
fn of_many_charts(touchpoints: usize) -> (f64, f64) {
    let mut random = Random(5);
    let months = 300;
    let (mut signals, mut alerts) = (0, 0);
    for _ in 0..months {
        let mut charts = SurveyCharts::new("nps".parse().expect("a measure"));
        for number in 0..60 {
            let nights: Vec<Night> = (0..touchpoints).map(|_| random.night(number, 10, 0.5, 0.2)).collect();
            let cell = |tally: Tally| tests::answers(tally.up, tally.n - tally.up - tally.down, tally.down);
            let cells = nights.iter().enumerate();
            let cells = cells
                .map(|(place, night)| (format!("t{place}"), cell(night.tally)))
                .collect();
            charts.absorb(shifted(FIRST, number), &cell(Night::total(&nights)), &cells);
        }
        let open = charts.open("recommend");
        signals += usize::from(!open.is_empty());
        alerts += usize::from(open.iter().any(|signal| signal.noticed.alert));
    }
    (
        100.0 * signals as f64 / months as f64,
        100.0 * alerts as f64 / months as f64,
    )
}

#[test]
fn among_many_charts_signals_are_frequent_and_false_messages_are_rare() {
    for (touchpoints, most) in [(1, 3.0), (5, 6.0), (20, 8.0)] {
        let (signals, alerts) = of_many_charts(touchpoints);
        assert!(
            signals > 15.0 || touchpoints == 1,
            "{signals} of 100 with {touchpoints} touchpoints"
        );
        assert!(alerts <= most, "{alerts} of 100 with {touchpoints} touchpoints");
    }
}
