//! What an event means beside the customer's other events: derived from all of them at once, so that the order in which
//! they arrive changes nothing.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;

use super::event::{Event, Kind, Reason};
use crate::domain::day::Calendar;
use crate::link::{ConversationId, EventId};

/// What an event counts as, on the day it happened.
///
/// Of a conversation the start alone counts, and carries the outcome; so that a conversation is one row of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The customer is new: there for the first time, or again in the month of that first time.
    Acquired,
    /// The customer had left and came back, not as a new one.
    Returned,
    /// The customer left and was one when the month began.
    Lost,
    /// The customer left in the month of becoming one.
    LeftAsNew,
    /// The customer left in the month of coming back.
    LeftAgain,
    /// A conversation that nobody has replied to, left or ended.
    Waiting,
    /// A conversation with a person's reply after so many whole seconds.
    Answered(u32),
    /// A conversation that the customer left after so many seconds, without a reply.
    Abandoned(u32),
    /// A conversation that ended after so many seconds, without a reply.
    Unanswered(u32),
    /// It belongs to a conversation that counts through its start, or says only until when a contract runs.
    Part,
    /// A reply that no person wrote.
    Automatic,
    /// It says again what an earlier event has said.
    Repeated,
    /// The start it belongs to is not known, or not yet.
    WithoutStart,
    /// It cannot have happened.
    Impossible(Impossible),
    /// Its customer was erased.
    Erased,
}

/// What cannot have happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Impossible {
    /// A reply before the question.
    ReplyBeforeStart,
    /// A conversation that ended before it started.
    EndBeforeStart,
    /// A conversation that was abandoned before it started.
    AbandonedBeforeStart,
    /// A customer who left before becoming one.
    LeftBeforeStart,
}

impl Impossible {
    const ALL: [Self; 4] = [
        Self::ReplyBeforeStart,
        Self::EndBeforeStart,
        Self::AbandonedBeforeStart,
        Self::LeftBeforeStart,
    ];

    /// The reason given to whoever sent it.
    #[must_use]
    pub const fn reason(self) -> Reason {
        match self {
            Self::ReplyBeforeStart => Reason::ReplyBeforeStart,
            Self::EndBeforeStart => Reason::EndBeforeStart,
            Self::AbandonedBeforeStart => Reason::AbandonedBeforeStart,
            Self::LeftBeforeStart => Reason::LeftBeforeStart,
        }
    }
}

impl Role {
    /// The roles that are one word in storage.
    const WORDS: [(Self, &'static str); 11] = [
        (Self::Acquired, "acquired"),
        (Self::Returned, "returned"),
        (Self::Lost, "lost"),
        (Self::LeftAsNew, "left_as_new"),
        (Self::LeftAgain, "left_again"),
        (Self::Waiting, "waiting"),
        (Self::Part, "part"),
        (Self::Automatic, "automatic"),
        (Self::Repeated, "repeated"),
        (Self::WithoutStart, "without_start"),
        (Self::Erased, "erased"),
    ];

    /// Under which name an event is counted as left out; none where it counts, or belongs to what counts.
    #[must_use]
    pub fn left_out(self) -> Option<&'static str> {
        match self {
            Self::Automatic => Some("automatic"),
            Self::Repeated => Some("repeated"),
            Self::WithoutStart => Some("without_start"),
            Self::Erased => Some("erased"),
            Self::Impossible(what) => Some(what.reason().code()),
            _ => None,
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Answered(seconds) => write!(f, "answered:{seconds}"),
            Self::Abandoned(seconds) => write!(f, "abandoned:{seconds}"),
            Self::Unanswered(seconds) => write!(f, "unanswered:{seconds}"),
            Self::Impossible(what) => f.write_str(what.reason().code()),
            word => {
                let known = Self::WORDS.iter().find(|(role, _)| role == word);
                f.write_str(known.map_or("", |(_, text)| text))
            }
        }
    }
}

/// The text is no role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the role of an event")]
pub struct NoRole;

impl FromStr for Role {
    type Err = NoRole;

    fn from_str(text: &str) -> Result<Self, NoRole> {
        if let Some((outcome, seconds)) = text.split_once(':') {
            let seconds = seconds.parse().map_err(|_| NoRole)?;
            return match outcome {
                "answered" => Ok(Self::Answered(seconds)),
                "abandoned" => Ok(Self::Abandoned(seconds)),
                "unanswered" => Ok(Self::Unanswered(seconds)),
                _ => Err(NoRole),
            };
        }
        let word = Self::WORDS.iter().find(|(_, known)| *known == text);
        let impossible = Impossible::ALL.into_iter().find(|what| what.reason().code() == text);
        word.map(|(role, _)| *role)
            .or(impossible.map(Self::Impossible))
            .ok_or(NoRole)
    }
}

/// What is stored of an event beside itself, and may change with the customer's other events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placement {
    /// What it counts as.
    pub role: Role,
    /// When it expires. A customer's start does not before the customer has left: without it nobody could tell later that
    /// one of those who were there was lost. A contract does not before it has run out or the customer has left.
    pub expires: Option<Timestamp>,
}

/// An event with its own expiry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated {
    /// The event.
    pub event: Event,
    /// When it expires, as far as it decides that itself.
    pub expires: Option<Timestamp>,
}

/// The role and the expiry of every event of one customer. Pure: the same events give the same, in whatever order.
#[must_use]
pub fn placements(events: &[Dated], calendar: &Calendar) -> BTreeMap<EventId, Placement> {
    let mut sorted = events.to_vec();
    sorted.sort_by_key(|dated| (dated.event.at, dated.event.kind, dated.event.id));
    let mut placed = BTreeMap::new();
    let mut conversations: BTreeMap<ConversationId, Vec<Dated>> = BTreeMap::new();
    let (mut lifecycle, mut renewals) = (Vec::new(), Vec::new());
    for dated in sorted {
        match dated.event.conversation {
            Some(conversation) => conversations.entry(conversation).or_default().push(dated),
            // It neither makes nor loses a customer.
            None if dated.event.kind == Kind::CustomerRenewed => renewals.push(dated),
            None => lifecycle.push(dated),
        }
    }
    place_renewals(&renewals, &lifecycle, &mut placed);
    place_customer(&lifecycle, calendar, &mut placed);
    for conversation in conversations.values() {
        place_conversation(conversation, &mut placed);
    }
    placed
}

/// A contract is kept until the retention after its end, and no longer than the customer's end is.
fn place_renewals(renewals: &[Dated], lifecycle: &[Dated], placed: &mut BTreeMap<EventId, Placement>) {
    for renewal in renewals {
        let left = lifecycle
            .iter()
            .find(|dated| dated.event.kind == Kind::CustomerEnded && dated.event.at >= renewal.event.at);
        let until_then = left.and_then(|left| left.expires);
        let expires = [renewal.expires, until_then].into_iter().flatten().min();
        let role = Role::Part;
        placed.insert(renewal.event.id, Placement { role, expires });
    }
}

/// A time as a customer, as far as it has been walked through.
struct Span {
    from: Date,
    returned: bool,
    starts: Vec<EventId>,
}

fn place_customer(sorted: &[Dated], calendar: &Calendar, placed: &mut BTreeMap<EventId, Placement>) {
    let first_start = sorted.iter().find(|dated| dated.event.kind == Kind::CustomerStarted);
    let mut open: Option<Span> = None;
    let mut was_customer = false;
    let mut left_as_new_in: Option<Date> = None;
    for dated in sorted {
        let day = calendar.day_of(dated.event.at);
        let mut expires = dated.expires;
        let role = match (dated.event.kind, open.take()) {
            (Kind::CustomerStarted, Some(mut span)) => {
                span.starts.push(dated.event.id);
                open = Some(span);
                expires = None;
                Role::Repeated
            }
            (Kind::CustomerStarted, None) => {
                // Whoever became a customer in this month is new in it for as long as it lasts: counted as one who came
                // back, the customer would stand in retention among those who were there when it began.
                let returned = was_customer && left_as_new_in != Some(day.first_of_month());
                open = Some(Span {
                    from: day,
                    returned,
                    starts: vec![dated.event.id],
                });
                was_customer = true;
                expires = None;
                if returned { Role::Returned } else { Role::Acquired }
            }
            (_, Some(span)) => {
                for start in &span.starts {
                    placed.entry(*start).and_modify(|start| start.expires = dated.expires);
                }
                match (span.from.first_of_month() == day.first_of_month(), span.returned) {
                    (false, _) => Role::Lost,
                    (true, false) => {
                        left_as_new_in = Some(span.from.first_of_month());
                        Role::LeftAsNew
                    }
                    (true, true) => Role::LeftAgain,
                }
            }
            (_, None) if was_customer => Role::Repeated,
            (_, None) if first_start.is_some() => Role::Impossible(Impossible::LeftBeforeStart),
            (_, None) => Role::WithoutStart,
        };
        placed.insert(dated.event.id, Placement { role, expires });
    }
}

fn place_conversation(sorted: &[Dated], placed: &mut BTreeMap<EventId, Placement>) {
    let is_start = |dated: &&Dated| dated.event.kind == Kind::ConversationStarted;
    let start = sorted.iter().find(is_start).map(|dated| dated.event);
    let events: Vec<Event> = sorted.iter().map(|dated| dated.event).collect();
    for Dated { event, expires } in sorted {
        let role = match start {
            None => Role::WithoutStart,
            Some(start) if start.id == event.id => outcome(start.at, &events),
            Some(_) if event.kind == Kind::ConversationStarted => Role::Repeated,
            Some(start) if event.at < start.at => Role::Impossible(match event.kind {
                Kind::ConversationAbandoned => Impossible::AbandonedBeforeStart,
                Kind::ConversationEnded => Impossible::EndBeforeStart,
                _ => Impossible::ReplyBeforeStart,
            }),
            Some(_) if event.automatic => Role::Automatic,
            Some(_) => Role::Part,
        };
        let expires = *expires;
        placed.insert(event.id, Placement { role, expires });
    }
}

/// What came of a conversation: whatever came first of a person's reply, the customer leaving and the end. A reply at the
/// same moment as either still came in time. `sorted` has all events of the conversation by time.
pub(crate) fn outcome(start: Timestamp, sorted: &[Event]) -> Role {
    let first = |kind: Kind| {
        let mut of_kind = sorted.iter().filter(|event| event.kind == kind);
        of_kind
            .find(|event| event.at >= start && !event.automatic)
            .map(|event| event.at)
    };
    let after = |at: Timestamp| u32::try_from(at.duration_since(start).as_secs()).unwrap_or(u32::MAX);
    let reply = first(Kind::FirstResponse).map(|at| (at, 0, Role::Answered(after(at))));
    let left = first(Kind::ConversationAbandoned).map(|at| (at, 1, Role::Abandoned(after(at))));
    let ended = first(Kind::ConversationEnded).map(|at| (at, 2, Role::Unanswered(after(at))));
    [reply, left, ended]
        .into_iter()
        .flatten()
        .min_by_key(|(at, rank, _)| (*at, *rank))
        .map_or(Role::Waiting, |(_, _, role)| role)
}
