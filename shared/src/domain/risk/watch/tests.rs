//! A model over its nights.

use jiff::civil::date;

use super::*;
use crate::domain::risk::night::Tally;

const FIRST: Date = date(2026, 6, 1);

fn night(day: i32, bins: [u64; SCORE_BINS]) -> RiskNight {
    RiskNight {
        day: shifted(FIRST, day),
        model: 3,
        horizon_days: 90,
        // One in ten within 90 days, of whom each who leaves is replaced.
        hazard_millionths: bins.iter().sum::<u64>() * 100_000,
        bins,
        reference: [0; SCORE_BINS],
        reference_nights: 0,
    }
}

fn nights(days: i32, bins: impl Fn(i32) -> [u64; SCORE_BINS]) -> Vec<RiskNight> {
    let mut nights: Vec<RiskNight> = Vec::new();
    for day in 0..days {
        let night = night(day, bins(day)).after(nights.last());
        nights.push(night);
    }
    nights
}

fn leaving(a_day: u64) -> Vec<(Date, Flow)> {
    let flow = |lost| Flow {
        lost,
        ..Flow::default()
    };
    (0..200).map(|day| (shifted(FIRST, day), flow(a_day))).collect()
}

/// Numbers from 0 to 1 that are the same on every machine.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as f64 / (1u64 << 31) as f64
    }
}

const EVEN: [u64; SCORE_BINS] = [900; SCORE_BINS];

fn watched_after(nights: &[RiskNight], flows: &[(Date, Flow)]) -> Watched {
    let today = shifted(nights.last().unwrap().day, 0);
    watched(Nights { nights, flows }, today).unwrap()
}

#[test]
fn a_count_has_its_exact_limits() {
    for (count, low, high) in [
        (0, 0.0, 3.6889),
        (1, 0.0253, 5.5716),
        (10, 4.7954, 18.3904),
        (100, 81.3640, 121.6268),
    ] {
        let limits = poisson(count);
        assert!(
            (limits.low - low).abs() < 1e-4 && (limits.high - high).abs() < 1e-4,
            "{count}: {limits:?}"
        );
    }
}

#[test]
fn a_model_that_expects_as_many_as_leave_is_not_off() {
    // 9,000 customers, one in ten within 90 days: ten a day.
    let said = watched_after(&nights(61, |_| EVEN), &leaving(10));
    assert_eq!((said.days, said.left, said.expected.round()), (60, 600, 600.0));
    assert!(said.ratio.unwrap().contains(1.0) && said.shift.unwrap().index < 1e-9);
    assert!(!said.is_off());
}

#[test]
fn a_model_that_is_right_about_everybody_is_not_off_where_new_customers_come_for_those_who_leave() {
    // A place whose customer leaves at a rate is taken by another like them, so the population stays as it is.
    let rates: Vec<f64> = (0..4_000).map(|nth| f64::from(nth % 40 + 1) / 4_000.0).collect();
    let chances = rates.iter().map(|rate| 1.0 - (-90.0 * rate).exp());
    let mut tally = Tally::default();
    chances.clone().for_each(|chance| tally.count_risk(chance, 0.0));
    let right: Vec<RiskNight> = (0..61)
        .map(|day| RiskNight {
            hazard_millionths: tally.hazard_millionths,
            ..night(day, EVEN)
        })
        .collect();
    let mut dice = Dice(7);
    let flows: Vec<(Date, Flow)> = (0..60)
        .map(|day| {
            let lost = rates.iter().filter(|rate| dice.next() < **rate).count() as u64;
            let flow = Flow {
                lost,
                ..Flow::default()
            };
            (shifted(FIRST, day), flow)
        })
        .collect();
    let said = watched_after(&right, &flows);
    assert!(said.ratio.unwrap().contains(1.0) && !said.misses_leavers(), "{said:?}");
    let by_chances = chances.sum::<f64>() / 90.0 * 60.0;
    assert!(
        poisson(said.left).low > 1.1 * by_chances,
        "chances shared out over the days are far too few: {by_chances}, and {said:?}"
    );
}

#[test]
fn whoever_is_sure_to_leave_is_expected_once_and_again_but_not_without_end() {
    let mut tally = Tally::default();
    tally.count_risk(1.0, 0.0);
    assert_eq!(tally.hazard_millionths, 6_907_755);
    tally.count_risk(0.0, 0.0);
    assert_eq!(tally.hazard_millionths, 6_907_755);
}

#[test]
fn a_model_is_off_when_more_or_fewer_leave_than_it_expects_and_enough_do_to_say_so() {
    let off = |days, a_day| watched_after(&nights(days, |_| EVEN), &leaving(a_day)).is_off();
    assert!(off(61, 14) && off(61, 6) && off(61, 0));
    assert!(!off(2, 20), "twenty leavers on one day are too few");
}

#[test]
fn scores_that_have_shifted_are_noticed_before_anybody_leaves() {
    let shifted_scores = |day| {
        if day < 40 {
            EVEN
        } else {
            [100, 100, 100, 100, 100, 1_000, 1_500, 2_000, 2_000, 2_000]
        }
    };
    let said = watched_after(&nights(41, shifted_scores), &leaving(10));
    assert!(
        said.has_shifted() && said.is_off() && !said.misses_leavers(),
        "{said:?}"
    );
    let few = nights(41, |day| {
        if day < 40 {
            [1; SCORE_BINS]
        } else {
            [0, 0, 0, 2, 2, 2, 2, 1, 1, 0]
        }
    });
    assert!(
        !watched_after(&few, &[]).has_shifted(),
        "ten customers may have any scores"
    );
}

#[test]
fn scores_are_compared_with_the_first_thirty_nights_of_their_model() {
    let mut known = nights(29, |_| EVEN);
    assert_eq!(watched_after(&known, &[]).shift, None, "too few nights");
    known = nights(45, |_| EVEN);
    assert_eq!(known.last().unwrap().reference, [900 * 30; SCORE_BINS]);
    let other = RiskNight {
        model: 4,
        ..night(45, EVEN)
    }
    .after(known.last());
    assert_eq!((other.reference_nights, other.reference), (1, EVEN));
    known.push(other);
    let said = watched_after(&known, &leaving(10));
    assert_eq!(
        (said.model, said.days, said.shift),
        (4, 0, None),
        "another model begins anew"
    );
}

#[test]
fn a_scorecard_is_never_off_and_before_the_first_night_there_is_nothing_to_say() {
    let scorecard: Vec<_> = nights(61, |_| EVEN)
        .into_iter()
        .map(|night| RiskNight { model: 0, ..night })
        .collect();
    let said = watched_after(&scorecard, &leaving(50));
    assert!(said.misses_leavers() && !said.is_off());
    assert_eq!(
        watched(
            Nights {
                nights: &[],
                flows: &[]
            },
            FIRST
        ),
        None
    );
}

#[test]
fn a_risk_is_counted_in_the_bin_it_lies_in() {
    assert_eq!([-9.0, -1.0, -0.3, 0.0, 0.7, 9.0].map(score_bin), [0, 1, 2, 3, 5, 9]);
}
