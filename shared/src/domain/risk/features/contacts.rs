//! What a customer has turned to the team with, and what came of it.

use jiff::{SignedDuration, Timestamp};

use super::{Features, Known, Usual, later};
use crate::domain::risk::feature::Feature;
use crate::domain::risk::reason::Fact;
use crate::domain::signal::{Contact, Outcome};

/// Two conversations that begin within this time are taken to be about the same.
const REPEAT: SignedDuration = SignedDuration::from_hours(7 * 24);

pub(super) fn of(known: &Known<'_>, usual: &Usual, features: &mut Features) {
    open_complaint(known, features);
    repeat_contact(known, features);
    if let Some(slow) = usual.slow_reply {
        slow_reply(known, slow, features);
    }
    abandoned(known, features);
}

fn open_complaint(known: &Known<'_>, features: &mut Features) {
    let has_ended = |contact: &Contact| {
        contact
            .ended
            .is_some_and(|after| after_start(contact, after) < known.moment)
    };
    let open = |contact: &&Contact| contact.complaint && !has_ended(contact);
    if let Some(contact) = known.contacts.iter().rfind(open) {
        let fact = fact(contact, known.moment);
        features.set(Feature::OpenComplaint, known.faded(contact.at), contact.at, fact);
    }
}

fn repeat_contact(known: &Known<'_>, features: &mut Features) {
    let near = |pair: &[Contact]| pair[1].at.duration_since(pair[0].at) <= REPEAT;
    let Some(place) = known.contacts.windows(2).rposition(near) else {
        return;
    };
    let latest = &known.contacts[place + 1];
    if known.is_fresh(latest.at) {
        let in_a_week = |contact: &&Contact| latest.at.duration_since(contact.at) <= REPEAT;
        let count = known.contacts[..=place + 1].iter().filter(in_a_week).count();
        let count = u8::try_from(count).unwrap_or(u8::MAX);
        features.set(Feature::RepeatContact, 1.0, latest.at, Fact::Contacts { count });
    }
}

fn slow_reply(known: &Known<'_>, slow: u32, features: &mut Features) {
    let is_slow = |contact: &&Contact| match outcome(contact, known.moment) {
        Outcome::Answered(after) | Outcome::Unanswered(after) => after > slow,
        Outcome::Waiting => after_start(contact, slow) < known.moment,
        // Leaving is told by a feature of its own.
        Outcome::Abandoned(_) => false,
    };
    if let Some(contact) = known
        .contacts
        .iter()
        .rfind(is_slow)
        .filter(|contact| known.is_fresh(contact.at))
    {
        // Dated by its start: what is usual changes from night to night, and the same wait would be new evidence each time.
        features.set(Feature::SlowReply, 1.0, contact.at, fact(contact, known.moment));
    }
}

fn abandoned(known: &Known<'_>, features: &mut Features) {
    let left = |contact: &Contact| match outcome(contact, known.moment) {
        Outcome::Abandoned(after) if known.is_fresh(contact.at) => Some(after_start(contact, after)),
        _ => None,
    };
    let latest = known
        .contacts
        .iter()
        .rev()
        .find_map(|contact| Some((contact, left(contact)?)));
    if let Some((contact, since)) = latest {
        features.set(Feature::AbandonedContact, 1.0, since, fact(contact, known.moment));
    }
}

fn fact(contact: &Contact, moment: Timestamp) -> Fact {
    Fact::Contact {
        started: contact.at,
        outcome: outcome(contact, moment),
    }
}

/// What had come of a conversation before the moment.
fn outcome(contact: &Contact, moment: Timestamp) -> Outcome {
    match contact.outcome {
        Outcome::Answered(after) | Outcome::Abandoned(after) | Outcome::Unanswered(after)
            if after_start(contact, after) >= moment =>
        {
            Outcome::Waiting
        }
        known => known,
    }
}

fn after_start(contact: &Contact, seconds: u32) -> Timestamp {
    later(contact.at, SignedDuration::from_secs(seconds.into()))
}
