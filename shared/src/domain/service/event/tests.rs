use super::*;

fn keys() -> EventKeys {
    let roots = RootKeys::parse(r#"{"1": "TEST ONLY root one, known to everyone, never deploy it"}"#).unwrap();
    EventKeys::of(&roots)
}

fn draft(kind: &str) -> EventDraft {
    EventDraft {
        id: "e-1".into(),
        kind: kind.into(),
        customer: "C-1".into(),
        at: "2026-11-21T12:00:00.1234Z".into(),
        conversation: kind.starts_with("conversation").then(|| "t-1".into()),
        automatic: false,
        complaint: false,
        until: (kind == "customer.renewal").then(|| "2027-01-31".into()),
    }
}

fn noon() -> Timestamp {
    "2026-11-21T12:00:00Z".parse().unwrap()
}

fn read(draft: &EventDraft) -> Result<Event, Reason> {
    let read = draft.read(&keys(), noon(), SignedDuration::from_hours(24 * 396));
    read.map(|(_, event)| event).map_err(|refusal| refusal.reason)
}

#[test]
fn every_kind_is_read_by_its_name_and_in_milliseconds() {
    for kind in Kind::ALL {
        let event = read(&draft(kind.name())).unwrap();
        assert_eq!((event.kind, event.at.subsec_nanosecond()), (kind, 123_000_000));
        assert_eq!(event.conversation.is_some(), kind.is_of_conversation());
    }
}

#[test]
fn what_cannot_be_an_event_is_refused_with_its_reason() {
    type Change = fn(&mut EventDraft);
    let cases: [(&str, Change, Reason); 22] = [
        ("customer.started", |draft| draft.id = String::new(), Reason::BadId),
        ("customer.started", |draft| draft.id = "x".repeat(65), Reason::BadId),
        ("customer.stopped", |_| {}, Reason::UnknownType),
        (
            "customer.started",
            |draft| draft.customer = "ann@example.org".into(),
            Reason::BadCustomer,
        ),
        (
            "customer.started",
            |draft| draft.customer = "+33 6 12 34 56 78".into(),
            Reason::BadCustomer,
        ),
        (
            "customer.started",
            |draft| draft.at = "21/11/2026".into(),
            Reason::BadTime,
        ),
        (
            "customer.started",
            |draft| draft.at = "2026-11-21T12:00:00".into(),
            Reason::BadTime,
        ),
        (
            "customer.started",
            |draft| draft.at = "2026-11-21T12:05:01Z".into(),
            Reason::InFuture,
        ),
        (
            "customer.started",
            |draft| draft.at = "0026-11-21T12:05:01Z".into(),
            Reason::TooOld,
        ),
        (
            "conversation.started",
            |draft| draft.at = "2025-10-20T12:00:00Z".into(),
            Reason::TooOld,
        ),
        (
            "conversation.ended",
            |draft| draft.conversation = None,
            Reason::MissingConversation,
        ),
        (
            "customer.ended",
            |draft| draft.conversation = Some("t".into()),
            Reason::UnexpectedField,
        ),
        (
            "conversation.ended",
            |draft| draft.automatic = true,
            Reason::UnexpectedField,
        ),
        ("customer.renewal", |draft| draft.until = None, Reason::MissingUntil),
        (
            "customer.renewal",
            |draft| draft.until = Some("31/01/2027".into()),
            Reason::BadUntil,
        ),
        (
            "customer.renewal",
            |draft| draft.until = Some("2027-01-31T00:00:00Z".into()),
            Reason::BadUntil,
        ),
        (
            "customer.renewal",
            |draft| draft.until = Some("2046-11-22".into()),
            Reason::BadUntil,
        ),
        (
            "customer.renewal",
            |draft| draft.until = Some("0027-01-31".into()),
            Reason::BadUntil,
        ),
        (
            "customer.started",
            |draft| draft.until = Some("2027-01-31".into()),
            Reason::UnexpectedField,
        ),
        (
            "conversation.started",
            |draft| draft.until = Some("2027-01-31".into()),
            Reason::UnexpectedField,
        ),
        (
            "conversation.ended",
            |draft| draft.complaint = true,
            Reason::UnexpectedField,
        ),
        (
            "customer.renewal",
            |draft| draft.conversation = Some("t".into()),
            Reason::UnexpectedField,
        ),
    ];
    for (kind, change, reason) in cases {
        let mut wrong = draft(kind);
        change(&mut wrong);
        assert_eq!(read(&wrong), Err(reason), "{kind}");
    }
}

#[test]
fn a_customer_of_many_years_and_a_clock_a_little_ahead_are_taken() {
    let mut old = draft("customer.started");
    old.at = "1999-01-01T00:00:00+02:00".into();
    assert!(read(&old).is_ok());
    let mut ahead = draft("customer.started");
    ahead.at = "2026-11-21T12:05:00Z".into();
    assert!(read(&ahead).is_ok());
}

#[test]
fn a_contract_may_have_run_out_or_run_for_twenty_years_and_a_conversation_may_be_a_complaint() {
    for until in ["1999-12-31", "2026-11-20", "2046-11-21"] {
        let mut renewal = draft("customer.renewal");
        renewal.until = Some(until.into());
        assert_eq!(read(&renewal).unwrap().until, Some(until.parse().unwrap()));
    }
    let mut complaint = draft("conversation.started");
    complaint.complaint = true;
    assert!(read(&complaint).unwrap().complaint);
}

#[test]
fn the_customers_id_opens_for_the_subject_it_was_sealed_for() {
    let (subject, _) = draft("customer.started")
        .read(&keys(), noon(), SignedDuration::from_hours(24))
        .unwrap();
    let id = crate::link::unseal(&keys().seal, &subject.customer, &subject.sealed_id).unwrap();
    assert_eq!(id.as_str(), "C-1");
}

#[test]
fn the_code_is_the_one_that_json_shows() {
    for reason in [
        Reason::InFuture,
        Reason::MissingUntil,
        Reason::BadUntil,
        Reason::ReplyBeforeStart,
    ] {
        assert_eq!(serde_json::to_value(reason).unwrap(), reason.code());
    }
}
