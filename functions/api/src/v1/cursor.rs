//! Where the next page begins, as an opaque text. It carries the range it was made for, so that a listing begun before
//! midnight goes on unchanged after it, and a digest of the other parameters, so that it fits no other question.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};
use shared::link::InvitationId;

use crate::query::Range;
use crate::v1::answers::Position;

const VERSION: u8 = 1;
const EPOCH: Date = date(1970, 1, 1);
const BYTES: usize = 1 + 3 * 4 + 8 + 16 + 8;

/// The parameters besides the range: what is asked for.
pub(crate) struct Question<'a> {
    pub survey: Option<&'a str>,
    pub max_score: Option<u64>,
    /// Only what waits for a decision.
    pub waiting: bool,
}

impl Question<'_> {
    fn digest(&self) -> [u8; 8] {
        let text = serde_json::json!([self.survey, self.max_score, self.waiting]).to_string();
        let whole = Sha256::digest(text.as_bytes());
        std::array::from_fn(|i| whole[i])
    }
}

/// A cursor as text.
pub(crate) fn write(question: &Question<'_>, range: Range, position: &Position) -> String {
    let mut bytes = vec![VERSION];
    for day in [range.from, range.to, position.day] {
        bytes.extend((day - EPOCH).get_days().to_be_bytes());
    }
    bytes.extend(position.first_answered.to_be_bytes());
    bytes.extend(position.invitation.as_bytes());
    bytes.extend(question.digest());
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads what [`write`] gave for the same question; `None` for anything else.
pub(crate) fn read(question: &Question<'_>, text: &str) -> Option<(Range, Position)> {
    let bytes: [u8; BYTES] = URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()?;
    let (version, rest) = bytes.split_first()?;
    let (from, rest) = rest.split_first_chunk::<4>()?;
    let (to, rest) = rest.split_first_chunk::<4>()?;
    let (day, rest) = rest.split_first_chunk::<4>()?;
    let (first_answered, rest) = rest.split_first_chunk::<8>()?;
    let (invitation, digest) = rest.split_first_chunk::<16>()?;
    let range = Range {
        from: day_of(*from)?,
        to: day_of(*to)?,
    };
    let position = Position {
        day: day_of(*day)?,
        first_answered: i64::from_be_bytes(*first_answered),
        invitation: InvitationId::from_bytes(*invitation),
    };
    let in_time = position.first_answered == i64::MIN || Timestamp::from_millisecond(position.first_answered).is_ok();
    let fits = *version == VERSION
        && digest == question.digest()
        && (range.from..=range.to).contains(&position.day)
        && in_time;
    fits.then_some((range, position))
}

fn day_of(bytes: [u8; 4]) -> Option<Date> {
    let days = i64::from(i32::from_be_bytes(bytes));
    EPOCH.checked_add(SignedDuration::from_hours(24 * days)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cursor() -> (Range, Position) {
        let range = Range {
            from: date(2026, 11, 1),
            to: date(2026, 11, 21),
        };
        let position = Position {
            day: date(2026, 11, 20),
            first_answered: 1_795_000_000_123,
            invitation: InvitationId::from_bytes([9; 16]),
        };
        (range, position)
    }

    const QUESTION: Question<'_> = Question {
        survey: Some("after-buy"),
        max_score: Some(6),
        waiting: false,
    };

    #[test]
    fn a_cursor_is_read_as_it_was_written_and_for_no_other_question() {
        let (range, position) = cursor();
        let text = write(&QUESTION, range, &position);
        assert_eq!(read(&QUESTION, &text), Some((range, position)));
        let others = [
            (None, Some(6), false),
            (Some("other"), Some(6), false),
            (Some("after-buy"), None, false),
            (Some("after-buy"), Some(7), false),
            (Some("after-buy"), Some(6), true),
        ];
        for (survey, max_score, waiting) in others {
            let other = Question {
                survey,
                max_score,
                waiting,
            };
            assert_eq!(read(&other, &text), None);
        }
    }

    #[test]
    fn a_damaged_cursor_is_refused_or_stays_within_its_bounds() {
        let (range, position) = cursor();
        let text = write(&QUESTION, range, &position);
        for length in 0..text.len() {
            assert_eq!(read(&QUESTION, &text[..length]), None, "length {length}");
        }
        let outside = Position {
            day: date(2026, 11, 22),
            ..position
        };
        assert_eq!(read(&QUESTION, &write(&QUESTION, range, &outside)), None);
        let bytes = URL_SAFE_NO_PAD.decode(&text).unwrap();
        for bit in 0..bytes.len() * 8 {
            let mut changed = bytes.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            if let Some((range, position)) = read(&QUESTION, &URL_SAFE_NO_PAD.encode(changed)) {
                assert!((range.from..=range.to).contains(&position.day));
            }
        }
    }
}
