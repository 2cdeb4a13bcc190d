//! Flags over days of evidence, leaving and coming back, and people who close them.

use proptest::prelude::*;

use super::*;
use crate::domain::risk::{Evidence, Fact, Feature, Reason};
use crate::link::Pseudonym;

const BASE: f64 = -2.0;

fn on(day: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + day * 86_400).unwrap()
}

fn at(day: i64) -> FlagMoment {
    FlagMoment {
        now: on(day),
        kept_from: on(day - 396),
    }
}

/// A risk so far above the usual, for a fact of that day.
fn risk(above: f64, day: i64) -> Risk {
    Risk {
        log_odds: BASE + above,
        probability: None,
        rest: 0.0,
        reasons: vec![Reason {
            feature: Feature::LowScore,
            contribution: above,
            evidence: Evidence {
                since: on(day),
                fact: Fact::Unanswered { count: 2, first: on(0) },
            },
        }],
    }
}

fn customer(byte: u8) -> Respondent {
    Respondent::Customer(Pseudonym::from_bytes([byte; 16]))
}

fn rules(line: Line) -> FlagRules {
    FlagRules {
        line,
        base: BASE,
        hold_out: false,
    }
}

fn decided(known: Option<&Flag>, risk: Option<&Risk>, day: i64) -> Option<Flag> {
    rules(Line::default()).decided(&customer(1), known, risk, at(day))
}

fn cause(flag: Option<&Flag>) -> Option<Cause> {
    flag?.closed.as_ref().map(|closed| closed.cause)
}

#[test]
fn a_risk_across_the_line_is_flagged_and_kept_and_one_below_it_is_not() {
    assert_eq!(decided(None, Some(&risk(0.5, 0)), 1), None);
    let flag = decided(None, Some(&risk(0.7, 0)), 1).unwrap();
    assert_eq!((flag.opened_at, flag.evidence), (on(1), on(0)));
    assert_eq!(decided(Some(&flag), Some(&risk(0.7, 0)), 2), Some(flag));
}

#[test]
fn a_flag_is_closed_by_recovery_by_leaving_and_by_forgetting() {
    let flag = decided(None, Some(&risk(0.7, 0)), 1).unwrap();
    let closed = |risk: Option<&Risk>, day| cause(decided(Some(&flag), risk, day).as_ref());
    assert_eq!(closed(Some(&risk(-0.5, 3)), 4), Some(Cause::Recovered));
    assert_eq!(closed(None, 4), Some(Cause::Left));
    assert_eq!(closed(Some(&risk(-0.5, 300)), 397), Some(Cause::Forgotten));
}

#[test]
fn a_closed_flag_is_opened_again_for_newer_evidence_alone() {
    let flag = decided(None, Some(&risk(0.7, 5)), 6).unwrap();
    let called = flag.closed(on(7), Cause::Person);
    for day in [3, 5] {
        assert_eq!(decided(Some(&called), Some(&risk(0.7, day)), 8), Some(called.clone()));
    }
    let again = decided(Some(&called), Some(&risk(0.7, 7)), 8).unwrap();
    assert_eq!((again.opened_at, again.evidence, again.closed), (on(8), on(7), None));
}

#[test]
fn what_came_while_a_flag_was_open_is_no_reason_to_open_it_again() {
    let flag = decided(None, Some(&risk(0.7, 0)), 1).unwrap();
    let worse = decided(Some(&flag), Some(&risk(1.4, 5)), 6).unwrap();
    assert_eq!((worse.opened_at, worse.evidence), (on(1), on(5)));
    let called = worse.closed(on(7), Cause::Person);
    assert_eq!(decided(Some(&called), Some(&risk(1.4, 5)), 8), Some(called));
}

#[test]
fn a_closed_flag_is_forgotten_with_what_it_was_about() {
    let flag = decided(None, Some(&risk(0.7, 0)), 1).unwrap();
    let closed = flag.closed(on(4), Cause::Recovered);
    let calm = risk(-0.5, 300);
    assert_eq!(decided(Some(&closed), Some(&calm), 400), Some(closed.clone()));
    assert_eq!(decided(Some(&closed), Some(&calm), 401), None);
}

#[test]
fn what_dates_alone_say_is_left_is_what_deciding_leaves() {
    let opened = decided(None, Some(&risk(0.7, 0)), 1).unwrap();
    let closed = opened.closed(on(4), Cause::Recovered);
    let risks = [
        None,
        Some((-0.5, 0)),
        Some((0.4, 0)),
        Some((0.7, 0)),
        Some((0.7, 3)),
        Some((-0.5, 300)),
    ];
    let held_out = Flag {
        held_out: true,
        ..opened.clone()
    };
    for (line, hold_out) in [(Line::default(), false), (Line::default(), true), (Line::Top(2), false)] {
        let rules = FlagRules {
            hold_out,
            ..rules(line)
        };
        for known in [None, Some(&opened), Some(&held_out), Some(&closed)] {
            for (told, day) in risks.into_iter().flat_map(|risk| [(risk, 5), (risk, 401)]) {
                let risk = told.map(|(above, since)| risk(above, since));
                let next = rules.decided(&customer(1), known, risk.as_ref(), at(day));
                let is_held_out = known.is_some_and(|flag| flag.held_out);
                assert_eq!(
                    rules.leaves(known.map(Flag::dates), is_held_out, risk.as_ref(), at(day)),
                    next.as_ref() == known,
                    "{known:?} with {risk:?} on day {day}, holding out: {hold_out}"
                );
            }
        }
    }
}

#[test]
fn whoever_was_held_out_is_listed_once_nobody_is_held_out_any_more() {
    let held_out = Flag {
        held_out: true,
        enrolled: Some(on(1)),
        ..decided(None, Some(&risk(0.7, 0)), 1).unwrap()
    };
    let still = FlagRules {
        hold_out: true,
        ..rules(Line::default())
    };
    let kept = still.decided(&customer(1), Some(&held_out), Some(&risk(0.7, 0)), at(2));
    assert_eq!(kept, Some(held_out.clone()));
    let listed = decided(Some(&held_out), Some(&risk(0.7, 0)), 2).unwrap();
    assert_eq!((listed.held_out, listed.opened_at, listed.closed), (false, on(1), None));
    assert_eq!(listed.enrolled, Some(on(1)), "the comparison keeps them");
}

#[test]
fn one_in_ten_is_held_out_where_that_is_set_and_every_flag_from_then_on_is_compared() {
    let rules = FlagRules {
        hold_out: true,
        ..rules(Line::default())
    };
    let (mut held, mut enrolled) = (0, 0);
    for number in 0..10_000_u16 {
        let mut id = [7; 16];
        id[14..].copy_from_slice(&number.to_be_bytes());
        let customer = Respondent::Customer(Pseudonym::from_bytes(id));
        let flag = rules.decided(&customer, None, Some(&risk(0.7, 0)), at(1)).unwrap();
        held += u32::from(flag.held_out);
        enrolled += u32::from(flag.enrolled == Some(on(1)));
    }
    assert_eq!((held, enrolled), (1_000, 10_000));
    let usual = decided(None, Some(&risk(0.7, 0)), 1).unwrap();
    assert_eq!((usual.held_out, usual.enrolled), (false, None));
}

#[test]
fn a_later_flag_keeps_when_the_comparison_began() {
    let rules = FlagRules {
        hold_out: true,
        ..rules(Line::default())
    };
    let first = rules.decided(&customer(1), None, Some(&risk(0.7, 0)), at(1)).unwrap();
    let closed = first.closed(on(2), Cause::Recovered);
    let second = rules
        .decided(&customer(1), Some(&closed), Some(&risk(0.7, 9)), at(10))
        .unwrap();
    assert_eq!((second.opened_at, second.enrolled), (on(10), Some(on(1))));
}

#[test]
fn where_the_highest_are_flagged_nobody_is_before_all_are_known_and_an_open_flag_stays_while_above_the_usual() {
    let rules = rules(Line::Top(3));
    let high = risk(3.0, 0);
    assert_eq!(rules.decided(&customer(1), None, Some(&high), at(1)), None);
    assert!(rules.may_be_flagged(None, &high));
    assert!(!rules.may_be_flagged(None, &risk(0.0, 0)), "not above the usual");
    let open = rules.opened(&customer(1), None, &high, on(1));
    assert!(!rules.may_be_flagged(Some(open.dates()), &high), "open already");
    let kept = rules.decided(&customer(1), Some(&open), Some(&risk(0.1, 0)), at(2));
    assert_eq!(kept, Some(open.clone()));
    let closed = rules.decided(&customer(1), Some(&open), Some(&risk(0.0, 0)), at(2));
    assert_eq!(cause(closed.as_ref()), Some(Cause::Recovered));
}

fn candidate(log_odds: f64, byte: u8) -> Candidate {
    Candidate {
        log_odds,
        customer: customer(byte),
    }
}

#[test]
fn of_equal_risks_the_pseudonyms_decide() {
    let kept = Candidates::of(
        2,
        [(0.5, 9), (0.5, 3), (0.5, 7)].map(|(risk, byte)| candidate(risk, byte)),
    );
    assert_eq!(
        kept.iter().map(|kept| kept.customer).collect::<Vec<_>>(),
        [customer(3), customer(7)]
    );
}

proptest! {
    #[test]
    fn the_highest_are_kept_in_whatever_order_and_however_often_they_come(
        mut offered in proptest::collection::vec((-3.0..3.0_f64, any::<u8>()), 0..60),
        most in 0usize..12,
    ) {
        offered.extend(offered.clone().into_iter().rev());
        let all = || offered.iter().map(|(log_odds, byte)| candidate(*log_odds, *byte));
        let mut sorted: Vec<Candidate> = all().collect();
        sorted.sort();
        sorted.dedup();
        sorted.truncate(most);
        let kept = Candidates::of(most, all());
        prop_assert_eq!(kept.iter().copied().collect::<Vec<_>>(), sorted);
    }

    /// Nights of a customer whose risk, evidence and stay change at will, with a person who closes flags now and then.
    #[test]
    fn never_twice_for_the_same_or_older_evidence_and_a_closed_flag_stays_closed_without_newer(
        days in proptest::collection::vec((-1.0..2.0_f64, 0i64..60, any::<u8>()), 1..60),
        top in any::<bool>(),
    ) {
        let rules = rules(if top { Line::Top(1) } else { Line::default() });
        let mut flag: Option<Flag> = None;
        let mut newest_of_any: Option<Timestamp> = None;
        for (day, (above, evidence, chance)) in days.into_iter().enumerate() {
            let day = day as i64 + 60;
            let gone = chance < 20;
            let known = risk(above, evidence);
            let risk = (!gone).then_some(&known);
            let before = flag.clone();
            flag = rules.decided(&customer(1), flag.as_ref(), risk, at(day));
            if let Some(risk) = risk.filter(|risk| top && rules.may_be_flagged(flag.as_ref().map(Flag::dates), risk)) {
                flag = Some(rules.opened(&customer(1), flag.as_ref(), risk, on(day)));
            }
            let was_open = before.as_ref().is_some_and(|flag| flag.closed.is_none());
            if let Some(open) = flag.as_ref().filter(|flag| flag.closed.is_none()) {
                prop_assert!(!gone, "whoever has left is never flagged");
                if was_open {
                    prop_assert_eq!(Some(open.opened_at), before.map(|flag| flag.opened_at), "one flag at a time");
                } else {
                    prop_assert!(newest_of_any.is_none_or(|newest| newest < open.evidence));
                }
                newest_of_any = newest_of_any.max(Some(open.evidence));
            } else {
                prop_assert_eq!(was_open, before != flag, "a closed flag stays as it was");
            }
            if chance > 200 && let Some(open) = flag.take_if(|flag| flag.closed.is_none()) {
                flag = Some(open.closed(on(day), Cause::Person));
            }
        }
    }
}
