use std::collections::BTreeSet;

use jiff::Timestamp;

use super::*;

const COMPANY: Company = Company {
    seed: 11,
    customers: 2_000,
    from: Timestamp::UNIX_EPOCH,
    days: 360,
    parcels_late_from: None,
    candour: 0.0,
};

const USUAL: Circumstances = Circumstances {
    mood: 0.0,
    days_there: 400,
    complaint_unanswered: false,
    contract_ends_in: None,
    country: 0.0,
};

const AVERAGE: Traits = Traits {
    loyalty: 0.0,
    notice: 1.0,
    candour: 0.0,
    kindness: 0.0,
    lateness: 0.0,
};

fn seeds() -> impl Iterator<Item = Company> {
    (1..=5).map(|seed| Company { seed, ..COMPANY })
}

/// The customers on a day, and how many of them left within 90 days.
fn leaving(company: &Company, day: i32) -> (usize, usize) {
    let moment = company.moment(day, 0);
    let horizon = company.moment(day + 90, 0);
    let there: Vec<Person> = company
        .people()
        .filter(|person| person.started < moment && person.ended.is_none_or(|end| end >= moment))
        .collect();
    let left = there
        .iter()
        .filter(|person| person.ended.is_some_and(|end| end < horizon));
    (there.len(), left.count())
}

#[test]
fn the_same_seed_makes_the_same_company_and_another_seed_another() {
    let few = Company {
        customers: 50,
        ..COMPANY
    };
    assert!(few.people().eq(few.people()));
    let other = Company { seed: 12, ..few };
    assert!(
        few.people()
            .zip(other.people())
            .all(|(one, two)| one.started != two.started)
    );
}

#[test]
fn a_life_does_not_depend_on_how_many_others_there_are() {
    let alone = Company {
        customers: 1,
        ..COMPANY
    };
    assert_eq!(alone.people().next(), COMPANY.people().next());
}

#[test]
fn everyone_is_plainly_made_up_and_nothing_is_named_twice() {
    let people: Vec<Person> = COMPANY.people().collect();
    assert!(people.iter().all(|person| person.id.starts_with("demo-")));
    let ids: BTreeSet<&str> = people.iter().map(|person| person.id.as_str()).collect();
    assert_eq!(ids.len(), 2_000);
    let references = people
        .iter()
        .flat_map(|person| person.questions.iter().map(|question| &question.reference));
    let all: Vec<&String> = references.collect();
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
}

#[test]
fn nothing_happens_before_the_start_nor_after_the_last_day() {
    for person in COMPANY.people() {
        let begin = person.started.max(COMPANY.from);
        let within = |at: Timestamp| at >= begin && at < COMPANY.until();
        for question in &person.questions {
            assert!(within(question.asked_at), "{person:?}");
            assert!(
                question
                    .answer
                    .is_none_or(|answer| within(answer.at) && answer.at > question.asked_at)
            );
        }
        for conversation in &person.conversations {
            assert!(within(conversation.started_at));
            let later = [
                conversation.first_reply,
                conversation.abandoned_at,
                conversation.ended_at,
            ];
            assert!(
                later
                    .into_iter()
                    .flatten()
                    .all(|at| within(at) && at > conversation.started_at)
            );
            assert!(conversation.first_reply.is_none() || conversation.abandoned_at.is_none());
        }
        assert!(
            person
                .renewals
                .iter()
                .all(|renewal| renewal.at >= person.started && renewal.at < COMPANY.until())
        );
        assert!(person.ended.is_none_or(within));
    }
}

#[test]
fn nothing_happens_after_the_end_but_for_a_rare_farewell_question() {
    let left: Vec<Person> = COMPANY.people().filter(|person| person.ended.is_some()).collect();
    let mut farewells = 0;
    for person in &left {
        let end = person.ended.unwrap();
        let talked = person.conversations.iter().flat_map(|conversation| {
            [
                Some(conversation.started_at),
                conversation.first_reply,
                conversation.abandoned_at,
                conversation.ended_at,
            ]
        });
        assert!(talked.flatten().all(|at| at < end));
        assert!(person.renewals.iter().all(|renewal| renewal.at < end));
        for question in &person.questions {
            if question.touchpoint == "farewell" {
                assert!(question.asked_at > end);
                farewells += 1;
            } else {
                assert!(question.asked_at < end && question.answer.is_none_or(|answer| answer.at < end));
            }
        }
    }
    assert!(
        (1..left.len() / 8).contains(&farewells),
        "{farewells} of {}",
        left.len()
    );
}

#[test]
fn eight_to_twelve_of_a_hundred_leave_within_ninety_days() {
    for company in seeds() {
        let quarters = [0, 90, 180, 270].map(|day| leaving(&company, day));
        let there: usize = quarters.iter().map(|(there, _)| there).sum();
        let left: usize = quarters.iter().map(|(_, left)| left).sum();
        let share = left as f64 / there as f64;
        assert!((0.08..=0.12).contains(&share), "seed {}: {share}", company.seed);
    }
}

#[test]
fn as_many_leave_as_the_hazards_say() {
    for company in seeds() {
        let people: Vec<Person> = company.people().collect();
        let expected: f64 = people.iter().flat_map(|person| &person.hazards).sum();
        let left = people.iter().filter(|person| person.ended.is_some()).count() as f64;
        assert!(
            (left - expected).abs() < 3.0 * expected.sqrt(),
            "{left} left, {expected} were expected"
        );
    }
}

#[test]
fn hazards_are_chances_and_those_who_are_no_customers_have_none() {
    for person in COMPANY.people() {
        for day in 0..COMPANY.days {
            let hazard = person.hazard(day);
            let morning = COMPANY.moment(day.cast_signed(), 0);
            let there = person.started < morning && person.ended.is_none_or(|end| end >= morning);
            assert_eq!(hazard > 0.0, there, "{} on day {day}", person.id);
            assert!(hazard <= 0.12);
        }
    }
}

#[test]
fn the_unhappier_and_the_less_loyal_leave_more() {
    let of = |mood| Circumstances { mood, ..USUAL }.hazard(&AVERAGE);
    assert!(of(-1.5) > 2.0 * of(-0.2) && of(-0.2) > of(1.0));
    let loyal = Traits {
        loyalty: 1.0,
        ..AVERAGE
    };
    assert!(USUAL.hazard(&loyal) < USUAL.hazard(&AVERAGE));
    let (mut unhappy, mut happy) = ((0, 0), (0, 0));
    for person in COMPANY
        .people()
        .filter(|person| person.ended.is_none_or(|end| end > person.started))
    {
        let answers: Vec<f64> = person
            .questions
            .iter()
            .filter(|question| question.touchpoint != "farewell")
            .filter_map(|question| question.answer.map(|answer| answer.satisfaction))
            .collect();
        if let Some(last) = answers.last() {
            let group = if *last < 0.5 { &mut unhappy } else { &mut happy };
            group.0 += 1;
            group.1 += usize::from(person.ended.is_some());
        }
    }
    assert!(
        unhappy.1 * happy.0 > happy.1 * unhappy.0 * 3 / 2,
        "{unhappy:?} {happy:?}"
    );
}

#[test]
fn a_renewal_matters_to_the_unhappy_alone() {
    let of = |mood, contract_ends_in| {
        let then = Circumstances {
            mood,
            contract_ends_in,
            ..USUAL
        };
        then.hazard(&AVERAGE)
    };
    assert!(of(0.3, Some(10)) < of(0.3, None));
    assert!(of(-1.0, Some(10)) > 2.0 * of(-1.0, None));
}

#[test]
fn most_are_silent_most_of_the_time_and_silence_tells_something() {
    let people: Vec<Person> = COMPANY.people().collect();
    let asked: Vec<(&Person, bool)> = people
        .iter()
        .flat_map(|person| {
            person
                .questions
                .iter()
                .map(move |question| (person, question.answer.is_some()))
        })
        .collect();
    let answered = asked.iter().filter(|(_, answered)| *answered).count() as f64 / asked.len() as f64;
    assert!((0.15..0.4).contains(&answered), "{answered}");
    let left = |spoke: bool| {
        let those = asked.iter().filter(|(_, answered)| *answered == spoke);
        let leavers = those.clone().filter(|(person, _)| person.ended.is_some()).count();
        leavers as f64 / those.count() as f64
    };
    assert!(left(false) > 1.2 * left(true), "{} {}", left(false), left(true));
}

#[test]
fn people_can_answer_more_readily_and_still_be_silent_mostly() {
    let outspoken = Company {
        candour: 0.7,
        ..COMPANY
    };
    let answered = |company: &Company| {
        let questions: Vec<Question> = company.people().flat_map(|person| person.questions).collect();
        questions.iter().filter(|question| question.answer.is_some()).count() as f64 / questions.len() as f64
    };
    let (usual, more) = (answered(&COMPANY), answered(&outspoken));
    assert!(more > usual + 0.08 && more < 0.5, "{usual} {more}");
}

#[test]
fn late_parcels_can_come_at_once_and_are_seen_in_the_answers() {
    let struck = Company {
        parcels_late_from: Some(330),
        ..COMPANY
    };
    let begin = struck.moment(330, 0);
    let mut answers = (Vec::new(), Vec::new());
    for question in struck.people().flat_map(|person| person.questions) {
        if let Some(answer) = question.answer.filter(|_| question.touchpoint == "delivery") {
            let then = if question.asked_at < begin {
                &mut answers.0
            } else {
                &mut answers.1
            };
            then.push(answer.satisfaction);
        }
    }
    let mean = |all: &[f64]| all.iter().sum::<f64>() / all.len() as f64;
    assert!(
        mean(&answers.0) - mean(&answers.1) > 0.1,
        "{} {}",
        mean(&answers.0),
        mean(&answers.1)
    );
}
