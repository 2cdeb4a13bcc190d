//! Why an answer of the file is not stored.

/// A reason, one code each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The score is a number that the scale does not have.
    OutOfRange,
    /// The score is no whole number.
    NotANumber,
    /// The date cannot be read.
    BadDate,
    /// The date lies in the future.
    FutureDate,
    /// The comment is longer than an answer's may be.
    TooLong,
    /// The touchpoint is missing or breaks a rule.
    BadTouchpoint,
    /// The channel is none of those there are.
    BadChannel,
    /// The language is no language tag.
    BadLanguage,
    /// An attribute breaks a rule.
    BadAttribute,
    /// The customer id looks like contact data or breaks a rule.
    BadCustomer,
    /// The reference breaks a rule.
    BadReference,
    /// The row has another number of cells than the heading, or is not UTF-8.
    BadRow,
    /// A comment in a row whose scores are all blank.
    CommentWithoutScore,
    /// The day takes no more changes.
    SealedDay,
    /// An earlier row of the file has the same reference and says something else.
    DuplicateReference,
    /// An earlier row of the file gives the same customer's contract another end.
    ContradictoryContract,
    /// The customer has answered through a link, and that answer stays.
    AlreadyAnswered,
    /// The customer was erased.
    Erased,
}

impl Reason {
    /// The code, as in the summary and in the file of rejected rows.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::OutOfRange => "out_of_range",
            Self::NotANumber => "not_a_number",
            Self::BadDate => "bad_date",
            Self::FutureDate => "future_date",
            Self::TooLong => "too_long",
            Self::BadTouchpoint => "bad_touchpoint",
            Self::BadChannel => "bad_channel",
            Self::BadLanguage => "bad_language",
            Self::BadAttribute => "bad_attribute",
            Self::BadCustomer => "bad_customer",
            Self::BadReference => "bad_reference",
            Self::BadRow => "bad_row",
            Self::CommentWithoutScore => "comment_without_score",
            Self::SealedDay => "sealed_day",
            Self::DuplicateReference => "duplicate_reference",
            Self::ContradictoryContract => "contradictory_contract",
            Self::AlreadyAnswered => "already_answered",
            Self::Erased => "erased",
        }
    }
}

/// A reason with the words that say what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Which.
    pub reason: Reason,
    /// What is wrong and what to do about it.
    pub words: String,
}

impl Refusal {
    /// A refusal.
    pub fn new(reason: Reason, words: impl Into<String>) -> Self {
        Self {
            reason,
            words: words.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_the_one_that_json_shows() {
        for reason in [Reason::OutOfRange, Reason::CommentWithoutScore, Reason::NotANumber] {
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.code());
        }
    }
}
