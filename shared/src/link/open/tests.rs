use std::collections::HashSet;

use jiff::Timestamp;

use super::*;
use crate::link::testing::{checked, full, key_id, roots};
use crate::link::view::SubmissionId;

const SURVEY: &str = "after-buy";

fn keys() -> OpenKeys {
    OpenKeys::derive(&roots())
}

fn form(nonce: u8, stage: Stage) -> OpenForm {
    OpenForm {
        nonce: FormNonce::from_bytes([nonce; 16]),
        stage,
        ticket: ViewTicket::new(
            Timestamp::from_second(1_795_000_000).unwrap(),
            SubmissionId::from_bytes([2; 16]),
        ),
    }
}

#[test]
fn a_form_comes_back_as_it_was_signed_with_its_stage() {
    for stage in [Stage::Fresh, Stage::Answered] {
        let signed = form(1, stage).sign(&keys(), SURVEY);
        assert_eq!(OpenForm::verify(&keys(), SURVEY, &signed), Some(form(1, stage)));
    }
    let stages = [Stage::Fresh, Stage::Answered].map(|stage| form(1, stage).sign(&keys(), SURVEY));
    assert_ne!(stages[0], stages[1]);
}

#[test]
fn a_form_of_another_survey_or_with_another_nonce_or_any_character_changed_is_refused() {
    let signed = form(1, Stage::Fresh).sign(&keys(), SURVEY);
    assert_eq!(OpenForm::verify(&keys(), "after-bu", &signed), None);
    let other = form(3, Stage::Fresh).sign(&keys(), SURVEY);
    let spliced = format!("{}{}", &other[..NONCE_CHARS], &signed[NONCE_CHARS..]);
    assert_eq!(
        OpenForm::verify(&keys(), SURVEY, &spliced),
        None,
        "a nonce of one's own"
    );
    for at in 0..signed.len() {
        let letter = if signed.as_bytes()[at] == b'A' { "B" } else { "A" };
        let changed = format!("{}{letter}{}", &signed[..at], &signed[at + 1..]);
        assert_eq!(OpenForm::verify(&keys(), SURVEY, &changed), None, "{changed}");
        assert_eq!(OpenForm::verify(&keys(), SURVEY, &signed[..at]), None, "length {at}");
    }
    assert_eq!(OpenForm::verify(&keys(), SURVEY, "é".repeat(40).as_str()), None);
}

#[test]
fn the_ticket_of_a_personal_link_opens_no_form_and_the_reverse() {
    let roots = roots();
    let personal = roots.view_key(key_id(2)).unwrap();
    let open = form(1, Stage::Fresh);
    let invitation = keys().invitation(SURVEY, &open.nonce);
    let ticket = open.ticket.sign(&personal, &invitation);
    assert_eq!(
        OpenForm::verify(&keys(), SURVEY, &format!("{}{ticket}", open.nonce)),
        None
    );
    let signed = open.sign(&keys(), SURVEY);
    assert_eq!(ViewTicket::verify(&personal, &invitation, &signed[NONCE_CHARS..]), None);
}

#[test]
fn every_form_of_every_survey_is_a_response_of_its_own_and_none_is_a_personal_one() {
    let keys = keys();
    let mut seen: HashSet<InvitationId> = ["a", "ab", "b"]
        .into_iter()
        .flat_map(|survey| (0..50).map(move |nonce| (survey, nonce)))
        .map(|(survey, nonce)| keys.invitation(survey, &FormNonce::from_bytes([nonce; 16])))
        .collect();
    assert_eq!(seen.len(), 150);
    let others = OpenKeys {
        names: OpenKey::from_bytes([0; 32]),
        ..keys
    };
    assert!(
        seen.insert(others.invitation("a", &FormNonce::from_bytes([0; 16]))),
        "another workspace"
    );
    assert!(seen.insert(InvitationId::of(&roots().identity_key(), &checked(&full()))));
}
