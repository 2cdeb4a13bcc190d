use proptest::prelude::*;

use super::*;

fn text_problem(result: Result<Touchpoint, FactsError>) -> TextProblem {
    match result {
        Err(FactsError::Text { problem, .. }) => problem,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_survey_id_is_lower_case_letters_digits_and_two_signs() {
    for good in ["a", "0", "nps_2026-q1", &"z".repeat(32)] {
        assert_eq!(SurveyId::new(good).map(|id| id.to_string()), Ok(good.to_owned()));
    }
    for bad in ["", "_a", "-a", "A", "é", "a b", "a#b", "a.b", "a\n", &"z".repeat(33)] {
        assert_eq!(SurveyId::new(bad), Err(FactsError::Survey), "{bad:?}");
    }
}

#[test]
fn a_text_is_normalised_and_then_measured() {
    let decomposed = "e\u{301}".repeat(20);
    assert_eq!(decomposed.len(), 60);
    assert_eq!(
        Touchpoint::new(&decomposed).map(|text| text.to_string()),
        Ok("é".repeat(20))
    );
    assert_eq!(
        text_problem(Touchpoint::new(&"é".repeat(21))),
        TextProblem::TooLong { bytes: 42, max: 40 }
    );
}

#[test]
fn a_text_with_control_characters_or_white_space_at_its_ends_is_refused() {
    assert_eq!(text_problem(Touchpoint::new("")), TextProblem::Empty);
    for bad in ["a\tb", "a\n", "\0", "a\u{7f}", "a\u{85}b"] {
        assert_eq!(text_problem(Touchpoint::new(bad)), TextProblem::Control, "{bad:?}");
    }
    for bad in [" a", "a ", "\u{a0}a", "a\u{3000}", " "] {
        assert_eq!(text_problem(Touchpoint::new(bad)), TextProblem::OuterSpace, "{bad:?}");
    }
    assert_eq!(
        Touchpoint::new("in the shop").map(|text| text.to_string()),
        Ok("in the shop".to_owned())
    );
}

#[test]
fn an_error_says_what_to_do() {
    let error = Touchpoint::new(&"x".repeat(41)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the touchpoint is 41 bytes long and may be at most 40: shorten it"
    );
    let error = CustomerId::new("jo@example.com", RawIds::Refuse).unwrap_err();
    assert!(error.to_string().contains("opaque id"), "{error}");
    assert!(!error.to_string().contains("jo@"), "{error}");
}

#[test]
fn an_id_that_looks_like_contact_data_is_refused_unless_allowed() {
    let cases = [
        ("jo@example.com", RawKind::Email),
        ("@", RawKind::Email),
        ("jo＠example.com", RawKind::Email),
        ("jo﹫example.com", RawKind::Email),
        ("+33612345678", RawKind::Phone),
        ("+1234567", RawKind::Phone),
        ("＋３３６１２３４５６７８", RawKind::Phone),
        ("(030) 123-4567", RawKind::Phone),
        ("06 12 34 56 78", RawKind::Phone),
        ("06\u{a0}12\u{a0}34\u{a0}56\u{a0}78", RawKind::Phone),
        ("06.12.34.56.78", RawKind::Phone),
        ("555-1234", RawKind::Phone),
    ];
    for (id, kind) in cases {
        assert_eq!(
            CustomerId::new(id, RawIds::Refuse),
            Err(FactsError::RawCustomer(kind)),
            "{id}"
        );
        assert_eq!(
            CustomerId::new(id, RawIds::Allow).unwrap().raw_kind(),
            Some(kind),
            "{id}"
        );
    }
}

#[test]
fn an_id_of_the_teams_own_is_taken() {
    for id in [
        "00012345678",
        "C-0001234567",
        "0123456-A",
        "7b4f1c2e-8d6a-4f5e-9b3c-2a1d0e9f8c7b",
        "12-345",
        "123456",
        "+123456",
        "cus_NffrFeUfNV2Hib",
        "顧客12345678",
    ] {
        assert_eq!(
            CustomerId::new(id, RawIds::Refuse).map(|id| id.raw_kind()),
            Ok(None),
            "{id}"
        );
    }
}

#[test]
fn a_customer_id_is_not_shown_by_debug() {
    assert_eq!(
        format!("{:?}", CustomerId::new("C-1", RawIds::Refuse)),
        "Ok(CustomerId(…))"
    );
}

#[test]
fn a_language_has_one_form() {
    for good in ["en", "haw", "pt-BR", "zh-Hans", "zh-Hans-CN", "es-419", "sr-Latn"] {
        assert_eq!(Language::new(good).map(|tag| tag.to_string()), Ok(good.to_owned()));
    }
    for bad in [
        "",
        "e",
        "engl",
        "EN",
        "en-",
        "-en",
        "en_US",
        "en-us",
        "en-US-US",
        "en-US-Latn",
        "zh-hans",
        "zh-Hans-Hant",
        "es-4199",
        "de-1996-DE",
        "én",
        "en-é1",
        "en-aéb",
        "en\n",
    ] {
        assert_eq!(Language::new(bad), Err(FactsError::Language), "{bad:?}");
    }
}

proptest! {
    #[test]
    fn any_text_is_either_refused_or_taken_once_and_for_all(text: String) {
        for taken in [
            Touchpoint::new(&text).map(|text| text.to_string()),
            CustomerId::new(&text, RawIds::Allow).map(|id| id.as_str().to_owned()),
        ].into_iter().flatten() {
            prop_assert_eq!(Reference::new(&taken).map(|text| text.to_string()), Ok(taken.clone()));
            prop_assert!(!taken.is_empty() && taken.len() <= 64);
        }
        if let Ok(tag) = Language::new(&text) {
            prop_assert_eq!(tag.as_str(), text);
        }
    }
}
