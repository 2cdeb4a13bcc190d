//! What a team says of an API key that is to be made.

use jiff::{SignedDuration, Timestamp};
use unicode_normalization::UnicodeNormalization as _;

use super::access::Scopes;

/// The most characters of a key's name.
pub const LONGEST_NAME: usize = 80;

/// For how many days a key may be made to last.
pub const VALID_DAYS: std::ops::RangeInclusive<u64> = 1..=3_650;

/// A key that may be made: what it is called, what it may do, and until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewKey {
    name: String,
    scopes: Scopes,
    expires: Option<Timestamp>,
}

/// Why a key is not made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NewKeyError {
    /// The name is empty, too long, or has characters that cannot be seen.
    #[error("give it a name that says who uses it, of 1 to {LONGEST_NAME} characters in one line")]
    Name,
    /// It could do nothing.
    #[error(
        "say what it may do: read for numbers, comments for answers and customers, write for links and events, erase, admin"
    )]
    NoScope,
    /// It could do more than whoever makes it.
    #[error("nobody can give a key what they may not do themselves: {0}")]
    MoreThanGiver(Scopes),
    /// It would have ended before it began.
    #[error("its end must lie in the future")]
    Ended,
    /// It would last for no day, or for too many.
    #[error("a key lasts from {} to {} days; without an end it lasts until it is revoked", VALID_DAYS.start(), VALID_DAYS.end())]
    Days,
}

/// The moment so many days after `now`, each of 24 hours.
///
/// # Errors
/// They are none of [`VALID_DAYS`].
pub fn end_after(days: u64, now: Timestamp) -> Result<Timestamp, NewKeyError> {
    let hours = i64::try_from(days).ok().filter(|_| VALID_DAYS.contains(&days));
    let hours = hours.ok_or(NewKeyError::Days)? * 24;
    now.checked_add(SignedDuration::from_hours(hours))
        .map_err(|_| NewKeyError::Days)
}

impl NewKey {
    /// What `giver`, who may do so much, wants at `now`. The name is kept in NFC, without white space around it.
    ///
    /// # Errors
    /// Says which part cannot be.
    pub fn new(
        name: &str,
        scopes: Scopes,
        expires: Option<Timestamp>,
        giver: Scopes,
        now: Timestamp,
    ) -> Result<Self, NewKeyError> {
        let name: String = name.trim().nfc().collect();
        let unseen = |c: char| {
            c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        if !(1..=LONGEST_NAME).contains(&name.chars().count()) || name.contains(unseen) {
            return Err(NewKeyError::Name);
        }
        if scopes.is_empty() {
            return Err(NewKeyError::NoScope);
        }
        let more = giver.lacks(scopes);
        if !more.is_empty() {
            return Err(NewKeyError::MoreThanGiver(more));
        }
        if expires.is_some_and(|end| end <= now) {
            return Err(NewKeyError::Ended);
        }
        Ok(Self { name, scopes, expires })
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it may do.
    #[must_use]
    pub fn scopes(&self) -> Scopes {
        self.scopes
    }

    /// From when on it is no longer valid; none for no end.
    #[must_use]
    pub fn expires(&self) -> Option<Timestamp> {
        self.expires
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::access::{Role, Scope};

    const NOW: Timestamp = Timestamp::constant(1_795_262_400, 0);

    fn named(name: &str) -> Result<NewKey, NewKeyError> {
        NewKey::new(name, Scopes::of(&[Scope::Read]), None, Scopes::ALL, NOW)
    }

    #[test]
    fn a_name_is_one_line_that_can_be_seen_and_is_kept_in_one_form() {
        assert_eq!(named(" cafe\u{301} ").unwrap().name(), "café");
        assert_eq!(named(&"好".repeat(LONGEST_NAME)).unwrap().name().chars().count(), 80);
        for wrong in ["", " \t", "a\nb", "a\u{202e}b", "a\0", &"好".repeat(LONGEST_NAME + 1)] {
            assert_eq!(named(wrong), Err(NewKeyError::Name), "{wrong:?}");
        }
    }

    #[test]
    fn nobody_gives_a_key_what_they_may_not_do() {
        let agent = Role::Agent.scopes();
        let wanted = |scopes: &[Scope]| NewKey::new("CRM", Scopes::of(scopes), None, agent, NOW);
        assert_eq!(
            wanted(&[Scope::Read, Scope::Write]).unwrap().scopes(),
            Scopes::of(&[Scope::Read, Scope::Write])
        );
        assert_eq!(wanted(&[]), Err(NewKeyError::NoScope));
        let more = NewKeyError::MoreThanGiver(Scopes::of(&[Scope::Erase, Scope::Admin]));
        assert_eq!(wanted(&[Scope::Read, Scope::Erase, Scope::Admin]), Err(more));
    }

    #[test]
    fn a_key_ends_in_the_future_or_never() {
        let until = |end| NewKey::new("CRM", Scopes::ALL, end, Scopes::ALL, NOW);
        assert_eq!(until(None).unwrap().expires(), None);
        assert_eq!(until(Some(NOW)), Err(NewKeyError::Ended));
        let day = end_after(1, NOW).unwrap();
        assert_eq!(day, NOW + SignedDuration::from_hours(24));
        assert_eq!(until(Some(day)).unwrap().expires(), Some(day));
        for days in [0, 3_651, u64::MAX] {
            assert_eq!(end_after(days, NOW), Err(NewKeyError::Days));
        }
    }
}
