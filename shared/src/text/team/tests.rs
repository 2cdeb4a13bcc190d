use std::collections::BTreeSet;
use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::date;

use super::super::tests::{Message, assert_all_parse};
use super::reasons::key;
use super::*;
use crate::domain::access::Scope;
use crate::domain::day::Calendar;
use crate::domain::measure::Metric;
use crate::domain::risk::evaluate::Estimate;
use crate::domain::risk::gate::WhyNot;
use crate::domain::risk::{Evidence, Fact, Feature, Reason};
use crate::domain::signal::Outcome;
use crate::link::InvitationId;

/// What stands above a text that is rightly the same as in English.
const AS_IN_ENGLISH: &str = "# The same in English.";

static ENGLISH: LazyLock<Vec<Message>> = LazyLock::new(|| Message::all_of(&ALL[0]));

fn at(second: i64) -> Timestamp {
    // Half past eleven at night of 31 October 2026 in UTC: 1 November in Paris.
    Timestamp::from_second(1_793_489_400 + second).unwrap()
}

fn paris() -> Calendar {
    Calendar::new("Europe/Paris").unwrap()
}

fn reason(feature: Feature, fact: Fact) -> Reason {
    let evidence = Evidence { since: at(0), fact };
    Reason {
        feature,
        contribution: 0.7,
        evidence,
    }
}

/// Every kind of reason there is.
fn reasons() -> Vec<Reason> {
    let invitation = InvitationId::from_bytes([1; 16]);
    let answer = |metric, rating, out_of| Fact::Answer {
        invitation,
        metric,
        rating,
        out_of,
    };
    let fall = Fact::Fall {
        invitation,
        metric: Metric::Csat,
        from: 5,
        to: 2,
        out_of: 5,
    };
    let answers = Fact::Answers { count: 3, invitation };
    let contact = |outcome| Fact::Contact {
        started: at(0),
        outcome,
    };
    let silence = |usual_days| Fact::Silence {
        last: at(0),
        usual_days,
    };
    vec![
        reason(Feature::LowScore, answer(Metric::Nps, 2, 10)),
        reason(Feature::HighScore, answer(Metric::Csat, 5, 5)),
        reason(Feature::HighEffort, answer(Metric::Ces1, 5, 5)),
        reason(Feature::LowEffort, answer(Metric::Ces, 7, 7)),
        reason(Feature::Fall, fall),
        reason(Feature::RepeatedLow, answers),
        reason(Feature::LowOnAverage, answers),
        reason(Feature::Decline, answers),
        reason(
            Feature::Ignored,
            Fact::Unanswered {
                count: 2,
                first: at(-10 * 86_400),
            },
        ),
        reason(Feature::Silence, silence(1)),
        reason(Feature::Silence, silence(30)),
        reason(Feature::OpenComplaint, contact(Outcome::Answered(60))),
        reason(Feature::OpenComplaint, contact(Outcome::Waiting)),
        reason(Feature::RepeatContact, Fact::Contacts { count: 2 }),
        reason(Feature::SlowReply, contact(Outcome::Answered(26 * 3_600))),
        reason(Feature::SlowReply, contact(Outcome::Waiting)),
        reason(Feature::SlowReply, contact(Outcome::Unanswered(60))),
        reason(Feature::AbandonedContact, contact(Outcome::Abandoned(30))),
        reason(Feature::NewCustomer, Fact::Started { at: at(0) }),
        reason(Feature::LongStanding, Fact::Started { at: at(0) }),
        reason(
            Feature::RenewalNear,
            Fact::Renewal {
                until: date(2026, 12, 31),
            },
        ),
    ]
}

#[test]
fn every_file_has_exactly_the_keys_of_english_in_its_order_and_the_same_values() {
    let keys = |messages: &[Message]| -> Vec<&str> { messages.iter().map(|message| message.key).collect() };
    let english = keys(&ENGLISH);
    assert!(english.len() > 70);
    assert_eq!(english.iter().collect::<BTreeSet<_>>().len(), english.len());
    for words in &ALL {
        assert_all_parse(words);
        let messages = Message::all_of(words);
        assert_eq!(keys(&messages), english, "{}", words.tag());
        for (message, english) in messages.iter().zip(&*ENGLISH) {
            assert_eq!(message.values(), english.values(), "{} {}", words.tag(), message.key);
        }
    }
}

/// The texts of a language that say that they are the same in English.
fn marked_as_in_english(words: &'static Words) -> Vec<(&'static str, &'static str)> {
    let lines: Vec<&str> = words.files.iter().flat_map(|file| file.lines()).collect();
    let marked = lines.windows(2).filter(|pair| pair[0] == AS_IN_ENGLISH);
    marked
        .map(|pair| (words.tag(), pair[1].split_once(" =").unwrap().0))
        .collect()
}

#[test]
fn every_text_can_be_shown_whatever_the_number_and_is_not_left_in_english() {
    let mut same = Vec::new();
    for message in &*ENGLISH {
        let told = |words: TeamWords, number: &str| {
            let values: Vec<_> = message.values().into_iter().map(|name| (name, number)).collect();
            words.with(message.key, &values)
        };
        for words in TeamWords::all() {
            for number in ["0", "1", "2", "12", "100", "2000"] {
                let text = told(words, number);
                let at = format!("{} {}: {text}", words.tag(), message.key);
                assert!(!text.contains(['⟦', '{', '}', '\n', '"', '\'']), "{at}");
                assert!(!text.is_empty() && text.trim() == text, "{at}");
                assert!(!text.contains("will leave"), "{at}");
                if words.tag() == "fr" {
                    for mark in ['?', '!', ';', ':', '%', '»'] {
                        assert!(!text.contains(&format!(" {mark}")), "a line may break there: {at}");
                    }
                }
            }
            let is_other = words.tag() != "en" && !message.key.starts_with("month-");
            if is_other && told(words, "12") == told(TeamWords::of("en"), "12") {
                same.push((words.tag(), message.key));
            }
        }
    }
    let marked: Vec<_> = ALL.iter().flat_map(marked_as_in_english).collect();
    assert_eq!(same.iter().collect::<BTreeSet<_>>(), marked.iter().collect());
}

#[test]
fn every_reason_has_words_in_every_language_and_names_its_evidence() {
    let told: BTreeSet<Feature> = reasons().iter().map(|reason| reason.feature).collect();
    let reasons_there_are = Feature::ALL
        .into_iter()
        .filter(|feature| !feature.is_missing_knowledge());
    assert_eq!(told, reasons_there_are.collect());
    for words in TeamWords::all() {
        let texts: Vec<String> = reasons().iter().map(|reason| words.reason(reason, &paris())).collect();
        assert_eq!(texts.iter().collect::<BTreeSet<_>>().len(), texts.len(), "each its own");
        for (text, reason) in texts.iter().zip(reasons()) {
            assert!(!text.contains('⟦') && text.contains("2026"), "{} {text}", words.tag());
            let lowers = words.lowers(&reason).unwrap();
            assert!(!lowers.contains('⟦') && lowers.ends_with('.'), "{lowers}");
            let speaks_against = Reason {
                contribution: -0.7,
                ..reason
            };
            assert_eq!(words.lowers(&speaks_against), None, "it lowers the risk already");
        }
    }
}

#[test]
fn no_words_lie_unused() {
    let mut used: BTreeSet<String> = reasons()
        .iter()
        .flat_map(|reason| ["reason", "lowers"].map(|kind| format!("{kind}-{}", key(reason.feature))))
        .collect();
    let variants = ["open-complaint-no-reply", "slow-reply-waiting", "slow-reply-none"];
    used.extend(variants.map(|variant| format!("reason-{variant}")));
    for message in &*ENGLISH {
        let of_reasons = message.key.starts_with("reason-") || message.key.starts_with("lowers-");
        assert!(!of_reasons || used.contains(message.key), "{}", message.key);
    }
}

#[test]
fn reasons_read_well_in_english_and_in_french() {
    let told = |tag: &str| -> Vec<String> {
        let words = TeamWords::of(tag);
        reasons().iter().map(|reason| words.reason(reason, &paris())).collect()
    };
    let (english, french) = (told("en"), told("fr"));
    for text in [
        "Low score: 2 of 10 for recommendation, on 1 November 2026",
        "Worse than before: 5, then 2 of 5 for satisfaction, on 1 November 2026",
        "No answer to 2 questions, the first of 22 October 2026",
        "No answer since 1 November 2026, before that about every day",
        "No answer since 1 November 2026, before that about every 30 days",
        "Waited 26 hours for a reply, in the conversation of 1 November 2026",
        "Got no reply in 1 minute, in the conversation of 1 November 2026",
        "Gave up after less than a minute without a reply, in the conversation of 1 November 2026",
        "The contract runs out on 31 December 2026",
    ] {
        assert!(english.iter().any(|told| told == text), "{text}: {english:#?}");
    }
    for text in [
        "Note basse\u{a0}: 2 sur 10 (recommandation), le 1er novembre 2026",
        "Aucune réponse à 2 questions, la première du 22 octobre 2026",
        "Aucune réponse depuis le 1er novembre 2026, auparavant une tous les 30 jours environ",
        "A attendu une réponse pendant 26 heures, dans la conversation du 1er novembre 2026",
        "Le contrat arrive à échéance le 31 décembre 2026",
    ] {
        assert!(french.iter().any(|told| told == text), "{text}: {french:#?}");
    }
}

#[test]
fn points_and_probabilities_are_rounded_and_never_certain() {
    let (english, french) = (TeamWords::of("en"), TeamWords::of("fr"));
    let points = [0.7, -0.5, 0.03, 0.0].map(|part| english.points(part));
    assert_eq!(points, ["+20 points", "\u{2212}14 points", "+1 point", "+0 points"]);
    assert_eq!(french.points(0.0), "+0 point");
    let told = [0.0004, 0.234, 0.999].map(|chance| english.probability(chance, 90));
    let expected = ["<1", "23", ">99"].map(|percent| format!("{percent}% risk of leaving within 90 days"));
    assert_eq!(told, expected);
    assert_eq!(
        french.probability(0.234, 30),
        "23\u{a0}% de risque de départ dans les 30 jours"
    );
}

#[test]
fn every_deed_and_every_scope_has_its_words() {
    for words in TeamWords::all() {
        let deeds = Deed::ALL.map(|deed| words.deed(deed));
        let scopes = Scope::ALL.map(|scope| words.get(&format!("scope-{scope}")).into_owned());
        for texts in [&deeds[..], &scopes] {
            assert_eq!(texts.iter().collect::<BTreeSet<_>>().len(), texts.len());
            assert!(
                texts.iter().all(|text| !text.contains('⟦')),
                "{} {texts:?}",
                words.tag()
            );
        }
    }
}

#[test]
fn times_are_told_in_the_unit_that_fits() {
    let words = TeamWords::of("en");
    let told = [59, 60, 7_199, 7_200, 48 * 3_600 - 1, 48 * 3_600].map(|seconds| words.time(seconds));
    let expected = [
        "less than a minute",
        "1 minute",
        "119 minutes",
        "2 hours",
        "47 hours",
        "2 days",
    ];
    assert_eq!(told, expected);
}

#[test]
fn every_reason_against_a_probability_has_its_words() {
    let estimate = |value| Estimate {
        value,
        low: value - 0.1,
        high: value + 0.1,
    };
    let whys = [
        WhyNot::FewLeavers { leavers: 1, needed: 25 },
        WhyNot::ShortTime { days: 30, needed: 84 },
        WhyNot::Unchecked,
        WhyNot::SlopeUnknown { slope: estimate(0.0) },
        WhyNot::Slope { slope: estimate(0.5) },
        WhyNot::Slope { slope: estimate(1.5) },
        WhyNot::Level { level: estimate(0.3) },
        WhyNot::Level { level: estimate(-0.3) },
    ];
    for words in TeamWords::all() {
        let told: BTreeSet<String> = whys.iter().map(|why| words.why_not(why)).collect();
        assert_eq!(told.len(), whys.len());
        assert!(told.iter().all(|text| !text.contains('⟦')), "{told:?}");
    }
    let few = TeamWords::of("en").why_not(&whys[0]);
    assert_eq!(few, "1 customer has left so far, and it takes 25 to check one");
}

#[test]
fn every_file_says_whether_a_native_speaker_has_reviewed_it_and_none_lies_unused() {
    for words in TeamWords::all() {
        let folder = format!("{}/locales/team/{}", env!("CARGO_MANIFEST_DIR"), words.tag());
        let files: BTreeSet<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
            .collect();
        assert_eq!(files, words.0.files.iter().map(|file| (*file).to_owned()).collect());
        for file in &files {
            let first = file.lines().next().unwrap();
            assert!(first.ends_with(": yes") || first.ends_with(": no"), "{first}");
        }
        assert_eq!(
            words.reviewed(),
            files.iter().all(|file| file.lines().next().unwrap().ends_with(": yes"))
        );
    }
}

#[test]
fn numbers_in_sentences_are_written_as_the_language_does_and_years_as_years() {
    let (english, french) = (TeamWords::of("en"), TeamWords::of("fr"));
    let told = |words: TeamWords| words.with("time-days", &[("count", "12345")]);
    assert_eq!(
        (told(english), told(french)),
        ("12,345 days".to_owned(), "12\u{202f}345 jours".to_owned())
    );
    let day = date(2026, 11, 1);
    assert_eq!(
        (english.day(day), french.day(day)),
        ("1 November 2026".to_owned(), "1er novembre 2026".to_owned())
    );
    assert_eq!(
        (english.percent(49.6), french.percent(49.6)),
        ("50%".to_owned(), "50\u{a0}%".to_owned())
    );
    assert_eq!(
        (english.tenths(-0.55), french.tenths(-0.55)),
        ("\u{2212}0.6".to_owned(), "\u{2212}0,6".to_owned())
    );
}

#[test]
fn the_nearest_language_is_taken_else_english() {
    assert_eq!((TeamWords::of("fr-CA").tag(), TeamWords::of("de").tag()), ("fr", "en"));
    assert!(TeamWords::nearest("de").is_none());
}
