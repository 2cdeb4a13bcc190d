//! Each feature by example.

use jiff::civil::date;

use super::*;
use crate::domain::measure::Measure;
use crate::domain::signal::{Outcome, Stay};
use crate::link::InvitationId;

pub(super) const USUAL: Usual = Usual {
    slow_reply: Some(3_600),
};

/// Noon of a day, counted from 1 January 2026.
pub(super) fn day(number: i64) -> Timestamp {
    let first = date(2026, 1, 1).at(12, 0, 0, 0).in_tz("UTC").unwrap().timestamp();
    first + SignedDuration::from_hours(24 * number)
}

/// What is told of a customer, day by day.
#[derive(Default)]
struct Told {
    signals: Signals,
    contacts: Vec<Contact>,
    stay: Stay,
    number: u8,
}

impl Told {
    fn invitation(&mut self) -> InvitationId {
        self.number += 1;
        InvitationId::from_bytes([self.number; 16])
    }

    fn said(mut self, measure: Measure, number: i64, rating: i64) -> Self {
        let rating = measure.accept(rating).unwrap();
        let invitation = self.invitation();
        let signal = Signal::new(invitation, day(number), measure, rating);
        self.signals.merge(invitation, Some(signal));
        self
    }

    fn nps(self, number: i64, rating: i64) -> Self {
        self.said(Measure::nps(), number, rating)
    }

    fn asked(mut self, number: i64) -> Self {
        let invitation = self.invitation();
        self.signals.merge_unanswered(invitation, Some(day(number)));
        self
    }

    fn contact(mut self, number: i64, outcome: Outcome) -> Self {
        self.contacts.push(Contact {
            at: day(number),
            outcome,
            complaint: false,
            ended: None,
        });
        self
    }

    fn complaint(mut self, number: i64, ended: Option<u32>) -> Self {
        self = self.contact(number, Outcome::Answered(60));
        let latest = self.contacts.last_mut().unwrap();
        (latest.complaint, latest.ended) = (true, ended);
        self
    }

    fn started(mut self, number: i64) -> Self {
        self.stay.started = Some(day(number));
        self
    }

    fn contract(mut self, at: i64, until: jiff::civil::Date) -> Self {
        self.stay.renewal = Some(Renewal { at: day(at), until });
        self
    }

    fn features(mut self, number: i64) -> Features {
        self.signals.set_events(self.contacts, self.stay);
        features(&self.signals, day(number), &USUAL)
    }

    fn value(self, feature: Feature, number: i64) -> f64 {
        self.features(number).values()[feature.index()]
    }

    /// Since which day.
    fn since(self, feature: Feature, number: i64) -> Option<Timestamp> {
        self.features(number).evidence(feature).map(|evidence| evidence.since)
    }
}

fn told() -> Told {
    Told::default()
}

fn csat() -> Measure {
    Measure::usual_csat(5).unwrap()
}

fn ces() -> Measure {
    Measure::ces(7).unwrap()
}

#[test]
fn of_a_customer_of_whom_nothing_is_known_only_that_is_known() {
    let features = told().features(1);
    for feature in Feature::ALL {
        let missing = f64::from(u8::from(feature.is_missing_knowledge()));
        assert_eq!(features.values()[feature.index()], missing, "{feature:?}");
        assert_eq!(features.evidence(feature), None);
    }
    assert_eq!(features.newest(), None);
}

#[test]
fn the_latest_opinion_counts_by_its_band_and_less_as_it_gets_older() {
    let values = |rating| {
        let features = told().nps(0, 9).nps(1, rating).features(2);
        [Feature::LowScore, Feature::HighScore, Feature::NoScore].map(|feature| features.values()[feature.index()])
    };
    assert_eq!(values(6), [1.0, 0.0, 0.0]);
    assert_eq!(values(7), [0.0, 0.0, 0.0]);
    assert_eq!(values(9), [0.0, 1.0, 0.0]);
    let old = |number| told().nps(0, 2).value(Feature::LowScore, number);
    assert_eq!([1, 90, 91, 180, 181, 700].map(old), [1.0, 1.0, 0.5, 0.5, 0.25, 0.25]);
    assert_eq!(told().nps(0, 2).since(Feature::LowScore, 700), Some(day(0)));
}

#[test]
fn effort_counts_apart_from_opinions_and_the_right_way_round() {
    let hard = told().said(ces(), 0, 3).nps(1, 9).features(2);
    let easy = told().said(Measure::ces1(), 0, 1).features(2);
    let is_there = |features: &Features, feature: Feature| features.values()[feature.index()] == 1.0;
    assert!(is_there(&hard, Feature::HighEffort) && is_there(&hard, Feature::HighScore));
    assert!(!is_there(&hard, Feature::NoEffort) && !is_there(&hard, Feature::NoScore));
    assert!(is_there(&easy, Feature::LowEffort) && is_there(&easy, Feature::NoScore));
    assert!(is_there(
        &told().said(Measure::ces1(), 0, 5).features(2),
        Feature::HighEffort
    ));
}

#[test]
fn a_fall_is_a_lower_band_or_two_points_on_the_same_scale() {
    let fell = |told: Told| told.value(Feature::Fall, 3);
    assert_eq!(fell(told().nps(0, 9).nps(1, 8)), 1.0, "a band");
    assert_eq!(fell(told().nps(0, 5).nps(1, 3)), 1.0, "two points");
    assert_eq!(fell(told().nps(0, 5).nps(1, 4)), 0.0, "one point in a band");
    assert_eq!(fell(told().nps(0, 3).nps(1, 9)), 0.0);
    assert_eq!(fell(told().nps(0, 9).said(csat(), 1, 3)), 0.0, "another scale");
    assert_eq!(
        fell(told().nps(0, 9).said(csat(), 1, 3).nps(2, 6)),
        1.0,
        "with another between"
    );
    assert_eq!(
        fell(told().said(Measure::ces1(), 0, 1).said(Measure::ces1(), 1, 3)),
        1.0,
        "more effort"
    );
    assert_eq!(
        fell(told().said(Measure::ces1(), 0, 4).said(Measure::ces1(), 1, 2)),
        0.0,
        "less effort"
    );
    let both = told().nps(0, 9).nps(1, 3).said(ces(), 1, 7).said(ces(), 2, 2);
    assert_eq!(both.since(Feature::Fall, 3), Some(day(2)), "the later of two falls");
    assert_eq!(told().nps(0, 9).nps(1, 3).value(Feature::Fall, 100), 0.5);
}

#[test]
fn low_answers_are_repeated_where_two_are_of_the_last_ninety_days() {
    let repeated = |number| {
        told()
            .nps(0, 3)
            .said(ces(), 20, 2)
            .nps(30, 8)
            .since(Feature::RepeatedLow, number)
    };
    assert_eq!(repeated(20), None, "an answer of this moment is not known yet");
    assert_eq!(repeated(40), Some(day(20)));
    assert_eq!(repeated(91), None);
}

#[test]
fn an_average_is_low_where_the_later_answers_weigh_it_down() {
    let low = |told: Told| told.value(Feature::LowOnAverage, 100);
    assert_eq!(low(told().nps(80, 4)), 0.0, "one answer is no average");
    assert_eq!(low(told().nps(20, 9).nps(80, 3)), 1.0, "the early one weighs a quarter");
    assert_eq!(low(told().nps(20, 3).nps(80, 9)), 0.0);
    assert_eq!(
        low(told().said(csat(), 70, 3).said(csat(), 80, 3)),
        0.0,
        "the middle is not low"
    );
    assert_eq!(
        low(told().said(Measure::ces1(), 70, 5).said(csat(), 80, 3)),
        1.0,
        "on different scales"
    );
    assert_eq!(told().nps(0, 4).nps(1, 4).value(Feature::LowOnAverage, 150), 0.5);
}

#[test]
fn thumbs_up_and_down_lie_at_the_two_ends_of_their_scale() {
    let thumb = || Measure::csat(0, 1, 1).unwrap();
    let low = |ratings: [i64; 2]| {
        let told = told().said(thumb(), 79, ratings[0]).said(thumb(), 80, ratings[1]);
        told.value(Feature::LowOnAverage, 100)
    };
    assert_eq!([[1, 1], [0, 1], [1, 0], [0, 0]].map(low), [0.0, 0.0, 1.0, 1.0]);
}

#[test]
fn a_decline_is_a_point_of_ten_a_month_over_three_answers_of_one_kind() {
    let declines = |told: Told| told.value(Feature::Decline, 130);
    assert_eq!(
        declines(told().nps(0, 9).nps(30, 9).nps(60, 8).nps(90, 6).nps(120, 5)),
        1.0
    );
    assert_eq!(declines(told().nps(60, 9).nps(90, 8)), 0.0, "two answers are no trend");
    assert_eq!(
        declines(told().nps(0, 9).nps(60, 8).nps(120, 7)),
        0.0,
        "half a point a month"
    );
    assert_eq!(declines(told().nps(0, 5).nps(60, 7).nps(120, 9)), 0.0);
    assert_eq!(
        declines(told().nps(0, 9).said(csat(), 60, 3).nps(120, 5)),
        0.0,
        "of two kinds"
    );
    let effort = told()
        .said(Measure::ces1(), 0, 1)
        .said(Measure::ces1(), 60, 3)
        .said(Measure::ces1(), 120, 5);
    assert_eq!(declines(effort), 1.0, "more effort is worse");
}

#[test]
fn invitations_are_ignored_where_two_since_the_last_answer_have_waited_a_week() {
    let ignored = |told: Told, number| told.since(Feature::Ignored, number);
    let twice = || told().nps(0, 8).asked(10).asked(20);
    assert_eq!(ignored(twice(), 27), None, "not for a whole week yet");
    assert_eq!(ignored(twice(), 28), Some(day(27)));
    assert_eq!(
        ignored(twice().asked(40), 60),
        Some(day(27)),
        "a third one does not make it newer"
    );
    assert_eq!(ignored(told().nps(0, 8).asked(10), 60), None, "one is not enough");
    assert_eq!(ignored(twice().nps(25, 8).asked(30), 60), None, "an answer ends it");
    let fact = twice().asked(40).features(60).evidence(Feature::Ignored).unwrap().fact;
    assert_eq!(
        fact,
        Fact::Unanswered {
            count: 3,
            first: day(10)
        }
    );
    assert_eq!(twice().value(Feature::Ignored, 120), 0.5);
}

#[test]
fn silence_is_twice_the_usual_gap_between_answers() {
    let three = || told().nps(0, 8).nps(40, 8).nps(80, 8);
    assert_eq!(three().since(Feature::Silence, 160), None);
    assert_eq!(three().since(Feature::Silence, 161), Some(day(160)));
    let fact = three().features(161).evidence(Feature::Silence).unwrap().fact;
    assert_eq!(
        fact,
        Fact::Silence {
            last: day(80),
            usual_days: 40
        }
    );
    assert_eq!(
        told().nps(0, 8).nps(40, 8).value(Feature::Silence, 400),
        0.0,
        "one gap is no habit"
    );
    let hasty = || told().nps(0, 8).nps(1, 8).nps(2, 8);
    assert_eq!(hasty().since(Feature::Silence, 32), None);
    assert_eq!(hasty().since(Feature::Silence, 33), Some(day(32)), "30 days at least");
    let at_once = told().nps(0, 8).said(csat(), 0, 4).nps(80, 8);
    assert_eq!(at_once.value(Feature::Silence, 400), 0.0, "one occasion is heard once");
    let helped = told().nps(0, 8).contact(40, Outcome::Answered(60)).nps(80, 8);
    assert_eq!(
        helped.value(Feature::Silence, 400),
        0.0,
        "whoever needs no help any more is not silent"
    );
}

#[test]
fn a_complaint_is_open_until_its_conversation_ends() {
    let open = |ended| move |number| told().complaint(0, ended).value(Feature::OpenComplaint, number);
    assert_eq!([1, 100, 200].map(open(None)), [1.0, 0.5, 0.25]);
    assert_eq!(
        [1, 2, 3].map(open(Some(2 * 86_400))),
        [1.0, 1.0, 0.0],
        "what ends later is open yet"
    );
    assert_eq!(
        told().contact(0, Outcome::Waiting).value(Feature::OpenComplaint, 1),
        0.0
    );
}

#[test]
fn a_contact_is_repeated_where_another_began_in_the_week_before() {
    let contact = |told: Told, number| told.contact(number, Outcome::Answered(60));
    let twice = || contact(contact(told(), 0), 7);
    assert_eq!(twice().since(Feature::RepeatContact, 8), Some(day(7)));
    assert_eq!(twice().since(Feature::RepeatContact, 98), None, "long ago");
    assert_eq!(contact(contact(told(), 0), 8).since(Feature::RepeatContact, 9), None);
    let thrice = contact(contact(twice(), 9), 40).features(50);
    let fact = thrice.evidence(Feature::RepeatContact).unwrap().fact;
    assert_eq!(fact, Fact::Contacts { count: 2 }, "of the week up to the latest such");
}

#[test]
fn a_reply_is_slow_beyond_what_nine_of_ten_wait() {
    let slow = |outcome, number| told().contact(0, outcome).since(Feature::SlowReply, number);
    assert_eq!(slow(Outcome::Answered(3_600), 1), None);
    assert_eq!(slow(Outcome::Answered(3_601), 1), Some(day(0)));
    assert_eq!(slow(Outcome::Waiting, 1), Some(day(0)), "it has waited longer");
    assert_eq!(slow(Outcome::Unanswered(4_000), 1), Some(day(0)));
    assert_eq!(slow(Outcome::Abandoned(4_000), 1), None);
    assert_eq!(slow(Outcome::Answered(9_000), 91), None, "long ago");
    let signals = {
        let mut signals = Signals::default();
        signals.set_events(told().contact(0, Outcome::Waiting).contacts, Stay::default());
        signals
    };
    let unknown = features(&signals, day(1), &Usual::default());
    assert_eq!(unknown.evidence(Feature::SlowReply), None, "nobody knows what is usual");
}

#[test]
fn a_contact_is_abandoned_from_the_moment_the_customer_left() {
    let left = |number| {
        told()
            .contact(0, Outcome::Abandoned(86_400))
            .since(Feature::AbandonedContact, number)
    };
    assert_eq!(left(1), None, "still waiting at that moment");
    assert_eq!(left(2), Some(day(1)));
    assert_eq!(left(91), None, "long ago");
}

#[test]
fn a_customer_is_new_for_ninety_days_and_of_long_standing_after_two_years() {
    let values = |number| {
        let features = told().started(0).features(number);
        [Feature::NewCustomer, Feature::LongStanding, Feature::StartUnknown]
            .map(|feature| features.values()[feature.index()])
    };
    assert_eq!(values(89), [1.0, 0.0, 0.0]);
    assert_eq!(values(90), [0.0, 0.0, 0.0]);
    assert_eq!(values(731), [0.0, 1.0, 0.0]);
    assert_eq!(values(0), [0.0, 0.0, 1.0], "whoever starts now has not started before");
}

#[test]
fn a_renewal_is_near_for_sixty_days_up_to_the_last() {
    let near = |number| told().contract(0, date(2026, 7, 1)).since(Feature::RenewalNear, number);
    let last = i64::from(date(2026, 7, 1).day_of_year() - 1);
    assert_eq!(near(last - 61), None);
    assert!(near(last - 60).is_some() && near(last).is_some());
    assert_eq!(near(last + 1), None);
    let late = told()
        .contract(last - 10, date(2026, 7, 1))
        .since(Feature::RenewalNear, last);
    assert_eq!(late, Some(day(last - 10)), "it was not known before");
}

#[test]
fn the_trend_and_the_average_are_those_of_their_definitions() {
    assert_eq!(
        theil_sen(&[(0.0, 9.0), (30.0, 9.0), (60.0, 8.0), (90.0, 6.0), (120.0, 5.0)]),
        Some(-1.0 / 30.0)
    );
    assert_eq!(
        theil_sen(&[(1.0, 2.0), (1.0, 8.0)]),
        None,
        "at one time nothing can trend"
    );
    assert_eq!(theil_sen(&[]), None);
    let mean = recency_weighted_mean([(0.0, 0.0), (30.0, 9.0)], 30.0).unwrap();
    assert!((mean - 3.0).abs() < 1e-12);
    assert_eq!(recency_weighted_mean([], 30.0), None);
}
