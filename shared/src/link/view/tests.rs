use std::collections::HashSet;

use proptest::prelude::*;

use super::*;
use crate::link::testing::{key_id, roots};

const INVITATION: InvitationId = InvitationId::from_bytes([1; 16]);
const SUBMISSION: SubmissionId = SubmissionId::from_bytes([2; 16]);

fn key() -> ViewKey {
    roots().view_key(key_id(1)).unwrap()
}

fn at(ms: i64) -> Timestamp {
    Timestamp::from_millisecond(ms).unwrap()
}

#[test]
fn every_flipped_bit_truncation_and_other_form_of_a_ticket_is_refused() {
    let signed = ViewTicket::new(at(1_795_000_000_123), 3, SUBMISSION).sign(&key(), &INVITATION);
    assert_eq!(signed.len(), 56);
    let verify = |text: &str| ViewTicket::verify(&key(), &INVITATION, text);
    let bytes = BASE64.decode(&signed).unwrap();
    for bit in 0..bytes.len() * 8 {
        let mut changed = bytes.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(verify(&BASE64.encode(&changed)), None, "bit {bit}");
    }
    for length in 0..signed.len() {
        assert_eq!(verify(&signed[..length]), None, "length {length}");
    }
    for at in 0..signed.len() {
        for other in (0..=127_u8).map(char::from) {
            let changed = format!("{}{other}{}", &signed[..at], &signed[at + 1..]);
            assert_eq!(verify(&changed).is_some(), changed == signed, "{changed:?}");
        }
    }
    for more in ["A", "=", "==", "\n"] {
        assert_eq!(verify(&format!("{signed}{more}")), None);
    }
}

#[test]
fn a_ticket_of_another_key_id_or_invitation_is_refused() {
    let signed = ViewTicket::new(at(0), 1, SUBMISSION).sign(&key(), &INVITATION);
    assert_eq!(
        ViewTicket::verify(&roots().view_key(key_id(2)).unwrap(), &INVITATION, &signed),
        None
    );
    assert_eq!(
        ViewTicket::verify(&key(), &InvitationId::from_bytes([2; 16]), &signed),
        None
    );
}

#[test]
fn a_time_of_view_is_kept_to_the_millisecond() {
    let time: Timestamp = "2026-11-21T10:00:00.123999Z".parse().unwrap();
    assert_eq!(
        ViewTicket::new(time, 1, SUBMISSION).viewed_at(),
        at(time.as_millisecond())
    );
    assert_eq!(ViewTicket::new(at(-1), 1, SUBMISSION).viewed_at(), at(0));
}

#[test]
fn a_signed_time_beyond_the_calendar_is_refused() {
    let payload = [[0xff; 6].as_slice(), &[0, 0, 0, 1], SUBMISSION.as_bytes()].concat();
    let tag: [u8; 16] = mac(
        key().bytes(),
        &[purpose::VIEW.as_bytes(), INVITATION.as_bytes(), &payload],
    );
    assert_eq!(
        ViewTicket::verify(&key(), &INVITATION, &BASE64.encode([&payload[..], &tag].concat())),
        None
    );
}

#[test]
fn answers_from_one_network_have_one_tag() {
    let key = roots().tag_key();
    let network = |ip: &str| respondent_tags(&key, &INVITATION, ip, "Browser")[..4].to_vec();
    assert_eq!(network("192.0.2.1"), network("192.0.2.254"));
    assert_eq!(network("192.0.2.1"), network("::ffff:192.0.2.9"));
    assert_eq!(network("2001:db8:1::1"), network("2001:db8:1:ffff::2"));
    let different = [
        "192.0.2.1",
        "192.0.3.1",
        "2001:db8:1::1",
        "2001:db8:2::1",
        "",
        "unknown",
        "192.0.2",
    ];
    assert_eq!(
        different.map(network).into_iter().collect::<HashSet<_>>().len(),
        different.len()
    );
}

#[test]
fn network_and_browser_have_each_a_tag_of_their_own() {
    let key = roots().tag_key();
    let here = respondent_tags(&key, &INVITATION, "192.0.2.1", "Browser");
    let other_browser = respondent_tags(&key, &INVITATION, "192.0.2.1", "Scanner");
    let other_network = respondent_tags(&key, &INVITATION, "198.51.100.1", "Browser");
    let other_invitation = respondent_tags(&key, &InvitationId::from_bytes([3; 16]), "192.0.2.1", "Browser");
    assert!(here[..4] == other_browser[..4] && here[4..] != other_browser[4..]);
    assert!(here[..4] != other_network[..4] && here[4..] == other_network[4..]);
    assert!(here[..4] != other_invitation[..4] && here[4..] != other_invitation[4..]);
    assert_ne!(
        respondent_tags(&key, &INVITATION, "x", "x")[..4],
        respondent_tags(&key, &INVITATION, "x", "x")[4..]
    );
}

/// Follow-up answers in short: questions by `;`, a question's answers by `,`.
fn said(text: &str) -> BTreeMap<String, Vec<String>> {
    let question = |question: &str| {
        let (id, answers) = question.split_once('=').unwrap();
        (id.to_owned(), answers.split(',').map(str::to_owned).collect())
    };
    text.split(';')
        .filter(|question| !question.is_empty())
        .map(question)
        .collect()
}

#[test]
fn another_rating_comment_or_follow_up_answer_has_another_fingerprint() {
    let key = roots().fingerprint_key();
    let all = [
        (9, "good", ""),
        (8, "good", ""),
        (9, "", ""),
        (9, "good ", ""),
        (57, "good", ""),
        (9, "good", "why=price"),
        (9, "good", "why=price,delay"),
        (9, "good", "why=pricedelay"),
        (9, "good", "why=price;more=delay"),
        (9, "good", "whyprice=delay"),
        (9, "", "why=price"),
    ];
    let seen: HashSet<_> = all
        .iter()
        .map(|&(rating, comment, follow_ups)| fingerprint(&key, rating, comment, &said(follow_ups)))
        .collect();
    assert_eq!(seen.len(), all.len());
    let again = || fingerprint(&key, 9, "good", &said("why=price"));
    assert_eq!(again(), again());
}

#[test]
fn an_answer_without_follow_ups_keeps_the_fingerprint_that_receipts_have() {
    let key = roots().fingerprint_key();
    assert_eq!(
        fingerprint(&key, 9, "good", &BTreeMap::new()),
        mac::<8>(key.bytes(), &[&[9], b"good"])
    );
}

proptest! {
    #[test]
    fn a_ticket_reads_back(ms in 0..=253_402_200_000_000_i64, version: u32, submission: [u8; 16], invitation: [u8; 16]) {
        let ticket = ViewTicket::new(at(ms), version, SubmissionId::from_bytes(submission));
        let invitation = InvitationId::from_bytes(invitation);
        let signed = ticket.sign(&key(), &invitation);
        prop_assert_eq!(signed.len(), 56);
        prop_assert_eq!(ViewTicket::verify(&key(), &invitation, &signed), Some(ticket));
    }

    #[test]
    fn any_other_text_is_refused(text in "[A-Za-z0-9_-]{56}") {
        prop_assert_eq!(ViewTicket::verify(&key(), &INVITATION, &text), None);
    }
}
