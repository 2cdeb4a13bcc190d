//! What happened with a customer, in order.

use jiff::Timestamp;
use jiff::civil::Date;
use shared::domain::opt_out::OptOut;
use shared::domain::registered::{Record, Registered};
use shared::domain::response::Response;
use shared::domain::risk::{Closed, Flag};
use shared::domain::service::event::{Event, Kind};
use shared::domain::signal::{Contact, contacts};

/// One thing that happened.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Happened {
    /// They answered.
    Answered(Box<Response>),
    /// They were asked and have not answered.
    Asked(Box<Registered>),
    /// They asked something, or complained.
    Contact(Contact),
    /// They became a customer, or came back.
    Started,
    /// They left.
    Ended,
    /// They made or renewed a contract that runs to this day.
    Renewed(Date),
    /// They were flagged.
    Flagged,
    /// The flag was closed.
    Unflagged(Closed),
    /// They said that they do not want to be asked again.
    OptedOut,
    /// They took that back.
    OptedIn,
}

/// Where in a customer's history a page begins: when something happened, and its place among what happened at the same
/// moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// Unix milliseconds.
    at: i64,
    order: usize,
}

/// `1795262400000-0`.
impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.at, self.order)
    }
}

/// Reads what [`Place`] prints.
pub(super) fn place(text: &str) -> Option<Place> {
    let (at, order) = text.rsplit_once('-')?;
    Some(Place {
        at: at.parse().ok()?,
        order: order.parse().ok()?,
    })
}

/// Everything there is to tell, newest first. Flags that are held out are none of the team's business; what a machine may
/// have said about being asked again is not the customer's word.
pub(super) fn history(
    records: Vec<Record>,
    events: &[Event],
    flag: Option<&Flag>,
    opt_out: Option<&OptOut>,
) -> Vec<(Timestamp, Happened)> {
    let mut all: Vec<(Timestamp, Happened)> = records.into_iter().filter_map(of_record).collect();
    all.extend(
        contacts(events)
            .into_iter()
            .map(|contact| (contact.at, Happened::Contact(contact))),
    );
    all.extend(events.iter().filter_map(of_event));
    if let Some(flag) = flag.filter(|flag| !flag.held_out) {
        all.push((flag.opened_at, Happened::Flagged));
        all.extend(
            flag.closed
                .clone()
                .map(|closed| (closed.at, Happened::Unflagged(closed))),
        );
    }
    if let Some(opt_out) = opt_out.filter(|opt_out| opt_out.suspicions.is_empty()) {
        all.push((opt_out.at, Happened::OptedOut));
        all.extend(opt_out.withdrawn.map(|at| (at, Happened::OptedIn)));
    }
    all.sort_by_key(|(at, happened)| std::cmp::Reverse((*at, id(happened))));
    all
}

/// At most `most` things from a place on, and where older ones begin.
pub(super) fn page(
    all: Vec<(Timestamp, Happened)>,
    from: Option<Place>,
    most: usize,
) -> (Vec<(Timestamp, Happened)>, Option<Place>) {
    let mut last = (i64::MAX, 0);
    let placed = all.into_iter().map(|(at, happened)| {
        let milliseconds = at.as_millisecond();
        last = if last.0 == milliseconds {
            (last.0, last.1 + 1)
        } else {
            (milliseconds, 0)
        };
        // Newest first, so a later one of the same moment has the higher number.
        (
            Place {
                at: last.0,
                order: last.1,
            },
            (at, happened),
        )
    });
    let wanted = placed.skip_while(|(place, _)| from.is_some_and(|from| is_newer(*place, from)));
    let mut shown: Vec<_> = wanted.take(most + 1).collect();
    let next = (shown.len() > most)
        .then(|| shown.pop())
        .flatten()
        .map(|(place, _)| place);
    (shown.into_iter().map(|(_, happened)| happened).collect(), next)
}

/// Newest first: the later moment, and at the same moment the lower number.
fn is_newer(place: Place, than: Place) -> bool {
    (place.at, than.order) > (than.at, place.order)
}

fn of_record(record: Record) -> Option<(Timestamp, Happened)> {
    match record {
        Record::Registered(registered) => Some((registered.invited.at, Happened::Asked(Box::new(registered)))),
        Record::Answered(response) => {
            let answered = response.answer().is_some();
            answered.then_some((response.first_answered, Happened::Answered(response)))
        }
    }
}

fn of_event(event: &Event) -> Option<(Timestamp, Happened)> {
    let happened = match event.kind {
        Kind::CustomerStarted => Happened::Started,
        Kind::CustomerEnded => Happened::Ended,
        Kind::CustomerRenewed => Happened::Renewed(event.until?),
        Kind::ConversationStarted | Kind::FirstResponse | Kind::ConversationAbandoned | Kind::ConversationEnded => {
            return None;
        }
    };
    Some((event.at, happened))
}

/// Orders what happened at the same moment, always alike: answers as the API does.
fn id(happened: &Happened) -> (u8, [u8; 16]) {
    match happened {
        Happened::Answered(response) => (9, *response.occasion.invitation.as_bytes()),
        Happened::Asked(registered) => (8, *registered.invitation.as_bytes()),
        Happened::Unflagged(_) => (7, [0; 16]),
        Happened::Flagged => (6, [0; 16]),
        Happened::Contact(contact) => (5, [u8::from(contact.complaint); 16]),
        Happened::Ended => (4, [0; 16]),
        Happened::Renewed(_) => (3, [0; 16]),
        Happened::Started => (2, [0; 16]),
        Happened::OptedIn => (1, [0; 16]),
        Happened::OptedOut => (0, [0; 16]),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Things that happened at these seconds, newest first.
    fn at_seconds(seconds: &[i64]) -> Vec<(Timestamp, Happened)> {
        let mut sorted = seconds.to_vec();
        sorted.sort_unstable_by(|a, b| b.cmp(a));
        let day = |number: usize| {
            Date::constant(2026, 1, 1)
                .checked_add(jiff::Span::new().days(number as i64))
                .unwrap()
        };
        let numbered = sorted.into_iter().enumerate();
        numbered
            .map(|(number, second)| (Timestamp::from_second(second).unwrap(), Happened::Renewed(day(number))))
            .collect()
    }

    proptest! {
        #[test]
        fn pages_tell_everything_once_and_in_order(seconds in prop::collection::vec(0i64..6, 0..40), most in 1usize..7) {
            let all = at_seconds(&seconds);
            let (mut told, mut from) = (Vec::new(), None);
            loop {
                let (shown, next) = page(all.clone(), from, most);
                prop_assert!(shown.len() <= most);
                told.extend(shown);
                prop_assert!(told.len() <= all.len(), "nothing is told twice");
                let Some(next) = next else { break };
                prop_assert_eq!(place(&next.to_string()), Some(next), "a place is read as it is printed");
                from = Some(next);
            }
            prop_assert_eq!(told, all);
        }

        #[test]
        fn what_has_come_since_moves_nothing_older_to_another_page(seconds in prop::collection::vec(0i64..6, 3..40), newer in 0usize..5) {
            let all = at_seconds(&seconds);
            let (_, next) = page(all.clone(), None, 2);
            let later = Timestamp::from_second(100).unwrap();
            let since = std::iter::repeat_n((later, Happened::OptedOut), newer);
            let with_newer = since.chain(all.clone()).collect();
            prop_assert_eq!(page(with_newer, next, 40), page(all, next, 40));
        }

        #[test]
        fn no_text_is_a_place_that_cannot_be_printed(text in "[0-9-]{0,24}|.{0,12}") {
            if let Some(read) = place(&text) {
                prop_assert_eq!(place(&read.to_string()), Some(read));
            }
        }
    }
}
