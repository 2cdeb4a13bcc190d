use std::collections::HashSet;

use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::link::testing::{any_facts, checked, full, ordinary, roots};
use crate::link::{Channel, FactsDraft, InvalidId, RawIds, RootKeys, mint, open};

fn invitation(draft: &FactsDraft) -> InvitationId {
    InvitationId::of(&roots().identity_key(), &checked(draft))
}

#[test]
fn asking_again_about_the_same_thing_is_one_invitation() {
    let first = invitation(&full());
    let mut attributes = full().attributes;
    attributes.insert("plan".to_owned(), "free".to_owned());
    let again = [
        FactsDraft {
            issued: full().issued + 1.day(),
            ..full()
        },
        FactsDraft { attributes, ..full() },
        FactsDraft {
            attributes: [].into(),
            ..full()
        },
        FactsDraft {
            channel: Channel::Sms,
            ..full()
        },
        FactsDraft {
            language: Some("fr".to_owned()),
            ..full()
        },
        FactsDraft {
            language: None,
            ..full()
        },
        FactsDraft {
            valid_days: 90,
            ..full()
        },
    ];
    for draft in again {
        assert_eq!(invitation(&draft), first, "{draft:?}");
    }
}

#[test]
fn a_new_key_id_leaves_invitations_and_pseudonyms_as_they_are() {
    let root = |name: &str| format!(r#""{name}":"the root named {name}, of more than 32 characters""#);
    let permanent = r#""permanent":"the root named 1, of more than 32 characters""#;
    let generations = [
        format!("{{{}}}", root("1")),
        format!("{{{},{permanent},{}}}", root("1"), root("2")),
        format!("{{{permanent},{},{}}}", root("2"), root("3")),
    ];
    let facts = checked(&full());
    let seen: HashSet<_> = generations
        .iter()
        .map(|secret| {
            let keys = RootKeys::parse(secret).unwrap();
            let opened = open(&keys.link_keys(), &mint(keys.mint_key(), &facts)).unwrap();
            (
                opened.invitation,
                Pseudonym::of(&keys.pseudonym_key(), facts.customer().unwrap()),
            )
        })
        .collect();
    assert_eq!(seen.len(), 1);
}

#[test]
fn another_survey_customer_touchpoint_or_reference_is_another_invitation() {
    let text = |text: &str| Some(text.to_owned());
    let drafts = [
        full(),
        FactsDraft {
            survey: "after-buy2".to_owned(),
            ..full()
        },
        FactsDraft {
            customer: text("c-0001234567"),
            ..full()
        },
        FactsDraft {
            customer: None,
            ..full()
        },
        FactsDraft {
            touchpoint: "Checkout".to_owned(),
            ..full()
        },
        FactsDraft {
            reference: text("order 2026-000043"),
            ..full()
        },
        FactsDraft {
            reference: None,
            ..full()
        },
        FactsDraft {
            reference: None,
            issued: full().issued + 1.day(),
            ..full()
        },
    ];
    assert_eq!(
        drafts.iter().map(invitation).collect::<HashSet<_>>().len(),
        drafts.len()
    );
}

#[test]
fn text_moved_from_one_field_to_the_next_is_another_invitation() {
    let with = |survey: &str, customer: &str, touchpoint: &str, reference: &str| {
        invitation(&FactsDraft {
            survey: survey.to_owned(),
            customer: Some(customer.to_owned()),
            touchpoint: touchpoint.to_owned(),
            reference: Some(reference.to_owned()),
            ..full()
        })
    };
    let ids = [
        with("ab", "c", "d", "e"),
        with("a", "bc", "d", "e"),
        with("a", "b", "cd", "e"),
        with("a", "b", "c", "de"),
    ];
    assert_eq!(HashSet::from(ids).len(), 4);
}

#[test]
fn without_a_reference_the_day_of_issue_tells_invitations_apart() {
    let today = FactsDraft {
        issued: date(2026, 11, 21),
        ..ordinary()
    };
    let named = FactsDraft {
        reference: Some("2026-11-21".to_owned()),
        issued: date(2027, 1, 1),
        ..ordinary()
    };
    assert_eq!(
        invitation(&today),
        invitation(&FactsDraft {
            valid_days: 7,
            ..today.clone()
        })
    );
    assert_eq!(invitation(&today), invitation(&named));
    assert_ne!(
        invitation(&today),
        invitation(&FactsDraft {
            issued: date(2026, 11, 22),
            ..today.clone()
        })
    );
}

#[test]
fn a_pseudonym_is_the_same_however_the_id_is_composed() {
    let pseudonym = |id| Pseudonym::of(&roots().pseudonym_key(), &CustomerId::new(id, RawIds::Refuse).unwrap());
    assert_eq!(pseudonym("Ren\u{e9}e"), pseudonym("Rene\u{301}e"));
    assert_ne!(pseudonym("00123"), pseudonym("123"));
}

#[test]
fn every_other_text_of_an_id_is_refused() {
    let id = InvitationId::from_bytes([0xff; 16]);
    assert_eq!(id.to_string(), "_____________________w");
    for bad in [
        "",
        "_____________________",
        "_____________________x",
        "______________________",
        "_____________________w=",
        "_____________________w==",
        " _____________________w",
        "/////////////////////w",
        "_______________________w",
        "____________________________",
    ] {
        assert_eq!(bad.parse::<InvitationId>(), Err(InvalidId), "{bad}");
        assert!(serde_json::from_value::<Pseudonym>(bad.into()).is_err(), "{bad}");
    }
}

proptest! {
    #[test]
    fn an_id_reads_back_from_its_text(bytes: [u8; 16]) {
        let id = Pseudonym::from_bytes(bytes);
        prop_assert_eq!(id.to_string().len(), 22);
        prop_assert_eq!(id.to_string().parse(), Ok(id));
        let json = serde_json::to_string(&id).unwrap();
        prop_assert_eq!(&json, &format!("\"{id}\""));
        prop_assert_eq!(serde_json::from_str::<Pseudonym>(&json).unwrap(), id);
    }

    #[test]
    fn a_text_that_reads_as_an_id_is_the_ids_text(text in "[A-Za-z0-9_-]{22}") {
        if let Ok(id) = text.parse::<InvitationId>() {
            prop_assert_eq!(id.to_string(), text);
        }
    }

    #[test]
    fn only_what_is_asked_about_makes_the_invitation(a in any_facts(), b in any_facts()) {
        let key = roots().identity_key();
        let mut draft = b.to_draft();
        (draft.survey, draft.customer) = (a.to_draft().survey, a.to_draft().customer);
        (draft.touchpoint, draft.reference) = (a.to_draft().touchpoint, a.to_draft().reference);
        if draft.reference.is_none() {
            draft.issued = a.issued();
        }
        if let Ok(mixed) = LinkFacts::new(&draft, RawIds::Allow) {
            prop_assert_eq!(InvitationId::of(&key, &mixed), InvitationId::of(&key, &a));
        }
    }
}
