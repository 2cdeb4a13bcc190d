//! The form in which signals are stored: a version byte, the stay, how many of each follow, and each in a fixed number of
//! bytes, big-endian.

use jiff::Timestamp;

use super::{Contact, Outcome, Renewal, Signal, Signals, Stay, Unanswered};
use crate::domain::bytes::{Rest, code, day, decoded, moment};
use crate::domain::measure::{Band, Metric};
use crate::link::InvitationId;

const FORM: u8 = 2;
const ANSWER: usize = 16 + 4 + 4;
const UNANSWERED: usize = 16 + 4;
const CONTACT: usize = 4 + 4 + 4 + 1;

/// The codes of metrics in packed forms.
pub(in crate::domain) const METRICS: [(Metric, u8); 4] =
    [(Metric::Csat, 1), (Metric::Nps, 2), (Metric::Ces, 3), (Metric::Ces1, 4)];
const BANDS: [(Band, u8); 3] = [(Band::Low, 1), (Band::Middle, 2), (Band::High, 3)];

const COMPLAINT: u8 = 0b1000_0000;
const ENDED: u8 = 0b0100_0000;
const OUTCOME: u8 = 0b0000_1111;

impl Signals {
    /// Packed for storage.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let body = self.answers.len() * ANSWER + self.unanswered.len() * UNANSWERED + self.contacts.len() * CONTACT;
        let mut bytes = Vec::with_capacity(20 + body);
        bytes.push(FORM);
        let renewed = self.stay.renewal.map(|renewal| renewal.at);
        for at in [self.stay.started, self.stay.ended, renewed] {
            // One that is missing is written as zero.
            bytes.extend(at.map_or([0; 4], moment));
        }
        bytes.extend(self.stay.renewal.map_or([0; 4], |renewal| day(renewal.until)));
        for count in [self.answers.len(), self.unanswered.len(), self.contacts.len()] {
            bytes.push(u8::try_from(count).unwrap_or(u8::MAX));
        }
        for signal in &self.answers {
            bytes.extend(signal.invitation.as_bytes());
            bytes.extend(moment(signal.at));
            bytes.extend([
                code(&METRICS, signal.metric),
                signal.rating,
                signal.out_of,
                code(&BANDS, signal.band),
            ]);
        }
        for unanswered in &self.unanswered {
            bytes.extend(unanswered.invitation.as_bytes());
            bytes.extend(moment(unanswered.at));
        }
        for contact in &self.contacts {
            let (outcome, after) = outcome_code(contact.outcome);
            bytes.extend(moment(contact.at));
            bytes.extend(after.to_be_bytes());
            bytes.extend(contact.ended.unwrap_or(0).to_be_bytes());
            let complaint = if contact.complaint { COMPLAINT } else { 0 };
            bytes.push(outcome | complaint | if contact.ended.is_some() { ENDED } else { 0 });
        }
        bytes
    }

    /// Reads the packed form; `None` for bytes that are none.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut signals = Self::default();
        signals.replace_by(bytes).then_some(signals)
    }

    /// As [`from_bytes`](Self::from_bytes), in place of what is here and in its memory: whoever reads millions makes room
    /// once. Whether the bytes are a packed form; nothing is known after others.
    #[must_use]
    pub fn replace_by(&mut self, bytes: &[u8]) -> bool {
        self.stay = Stay::default();
        self.answers.clear();
        self.unanswered.clear();
        self.contacts.clear();
        let read = self.read(&mut Rest(bytes)).is_some();
        if !read {
            *self = Self::default();
        }
        read
    }

    fn read(&mut self, rest: &mut Rest<'_>) -> Option<()> {
        let [form] = rest.take()?;
        if form != FORM {
            return None;
        }
        self.stay = read_stay(rest)?;
        let [answers, unanswered, contacts] = rest.take()?;
        for _ in 0..answers {
            self.answers.push(read_answer(rest)?);
        }
        for _ in 0..unanswered {
            self.unanswered.push(read_unanswered(rest)?);
        }
        for _ in 0..contacts {
            self.contacts.push(read_contact(rest)?);
        }
        rest.0.is_empty().then_some(())
    }
}

/// How an outcome is packed: its code, and the seconds.
pub(in crate::domain) fn outcome_code(outcome: Outcome) -> (u8, u32) {
    match outcome {
        Outcome::Waiting => (0, 0),
        Outcome::Answered(after) => (1, after),
        Outcome::Abandoned(after) => (2, after),
        Outcome::Unanswered(after) => (3, after),
    }
}

/// The outcome that was packed so.
pub(in crate::domain) fn outcome_of(code: u8, after: u32) -> Option<Outcome> {
    match code {
        0 => Some(Outcome::Waiting),
        1 => Some(Outcome::Answered(after)),
        2 => Some(Outcome::Abandoned(after)),
        3 => Some(Outcome::Unanswered(after)),
        _ => None,
    }
}

/// A moment that may be missing.
fn moment_if_any(rest: &mut Rest<'_>) -> Option<Option<Timestamp>> {
    let at = rest.moment()?;
    Some(Some(at).filter(|at| at.as_second() > 0))
}

fn read_stay(rest: &mut Rest<'_>) -> Option<Stay> {
    let (started, ended) = (moment_if_any(rest)?, moment_if_any(rest)?);
    let (renewed, until) = (moment_if_any(rest)?, rest.day()?);
    Some(Stay {
        started,
        ended,
        renewal: renewed.map(|at| Renewal { at, until }),
    })
}

fn read_answer(rest: &mut Rest<'_>) -> Option<Signal> {
    let (invitation, at) = (InvitationId::from_bytes(rest.take()?), rest.moment()?);
    let [metric, rating, out_of, band] = rest.take()?;
    Some(Signal {
        invitation,
        at,
        metric: decoded(&METRICS, metric)?,
        rating,
        out_of,
        band: decoded(&BANDS, band)?,
    })
}

fn read_unanswered(rest: &mut Rest<'_>) -> Option<Unanswered> {
    Some(Unanswered {
        invitation: InvitationId::from_bytes(rest.take()?),
        at: rest.moment()?,
    })
}

fn read_contact(rest: &mut Rest<'_>) -> Option<Contact> {
    let (at, after, ended) = (rest.moment()?, rest.number()?, rest.number()?);
    let [bits] = rest.take()?;
    Some(Contact {
        at,
        outcome: outcome_of(bits & OUTCOME, after)?,
        complaint: bits & COMPLAINT != 0,
        ended: (bits & ENDED != 0).then_some(ended),
    })
}
