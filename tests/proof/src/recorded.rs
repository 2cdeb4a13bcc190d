//! A made-up life as what is stored of a customer.

use jiff::Timestamp;
use made_up_company::{Conversation, Person, Question};
use shared::domain::measure::Measure;
use shared::domain::risk::{Answered, History};
use shared::domain::service::event::{Event, Kind};
use shared::domain::signal::Signal;
use shared::link::{ConversationId, EventId, InvitationId};

/// Everything that is stored of a person: answers, invitations and events.
///
/// # Panics
/// The company has a survey that is not known here, which is a fault of this code.
#[must_use]
pub fn history(person: &Person) -> History {
    let mut history = History::default();
    for (nth, question) in person.questions.iter().enumerate() {
        let invitation = InvitationId::from_bytes(numbered(0, nth));
        history.invitations.push((invitation, question.asked_at));
        history.answers.extend(answered(question, invitation));
    }
    let started = person.start_known.then(|| told(Kind::CustomerStarted, person.started));
    let ended = person.ended.map(|at| told(Kind::CustomerEnded, at));
    let renewed = person.renewals.iter().map(|renewal| Event {
        until: Some(renewal.until),
        ..told(Kind::CustomerRenewed, renewal.at)
    });
    let talked = person.conversations.iter().enumerate();
    history.events = started
        .into_iter()
        .chain(ended)
        .chain(renewed)
        .chain(talked.flat_map(|(nth, conversation)| events(nth, conversation)))
        .collect();
    for (nth, event) in history.events.iter_mut().enumerate() {
        event.id = EventId::from_bytes(numbered(1, nth));
    }
    history
}

fn events(nth: usize, conversation: &Conversation) -> impl Iterator<Item = Event> {
    let moments = [
        (Kind::ConversationStarted, Some(conversation.started_at)),
        (Kind::FirstResponse, conversation.first_reply),
        (Kind::ConversationAbandoned, conversation.abandoned_at),
        (Kind::ConversationEnded, conversation.ended_at),
    ];
    let complaint = conversation.complaint;
    moments.into_iter().filter_map(move |(kind, at)| {
        Some(Event {
            conversation: Some(ConversationId::from_bytes(numbered(2, nth))),
            complaint: complaint && kind == Kind::ConversationStarted,
            ..told(kind, at?)
        })
    })
}

/// An event of a customer, without an id yet.
fn told(kind: Kind, at: Timestamp) -> Event {
    Event {
        id: EventId::from_bytes([0; 16]),
        kind,
        at,
        conversation: None,
        automatic: false,
        complaint: false,
        until: None,
    }
}

fn answered(question: &Question, invitation: InvitationId) -> Option<Answered> {
    let answer = question.answer?;
    let measure = measure(question.survey);
    let scale = measure.scale();
    let points = (answer.satisfaction * f64::from(scale.max() - scale.min())).round();
    let rating = measure
        .accept(i64::from(scale.min()) + points as i64)
        .expect("from the lowest to the highest point");
    Some(Answered {
        signal: Signal::new(invitation, answer.at, measure, rating),
        said: answer.at,
    })
}

/// What the ready surveys of these names measure.
fn measure(survey: &str) -> Measure {
    match survey {
        "recommend" => Measure::nps(),
        "satisfaction" => Measure::usual_csat(5).expect("a usual scale"),
        "ease" => Measure::ces(7).expect("a usual scale"),
        other => panic!("there is no survey '{other}'"),
    }
}

fn numbered(kind: u8, nth: usize) -> [u8; 16] {
    let mut id = [kind; 16];
    id[8..].copy_from_slice(&(nth as u64).to_be_bytes());
    id
}
