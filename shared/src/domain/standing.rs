//! Whether an answer counts, and how many do not, by reason.

use super::measure::Rating;

/// Whether an answer counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It counts.
    Counted,
    /// It counts, and a suspect one is held beside it.
    CountedBesideHeld,
    /// It is suspect and does not count, until a person decides otherwise.
    Suspect,
    /// It is suspect, and a person has decided that it does not count.
    Dropped,
    /// It came through a test link and does not count.
    Test,
    /// The question was left out.
    Skipped,
    /// What was given is not on the survey's scale.
    OutOfRange,
    /// It was erased. Until then it counted.
    Erased,
    /// It was erased. It did not count before either.
    ErasedUncounted,
}

impl Standing {
    /// Whether its rating is in the score.
    #[must_use]
    pub const fn counts(self) -> bool {
        matches!(self, Self::Counted | Self::CountedBesideHeld)
    }

    /// Whether its invitation is answered: by what counts, or counted until it was erased.
    #[must_use]
    pub const fn answers_invitation(self) -> bool {
        self.counts() || matches!(self, Self::Erased)
    }

    /// Whether the respondent is told that there is an answer already. A suspect one may be a machine's, and a row of a file
    /// without a rating says nothing that could be changed.
    #[must_use]
    pub const fn is_known_to_respondent(self) -> bool {
        self.counts() || matches!(self, Self::Test)
    }

    /// Whether an answer of it waits for a person's decision.
    #[must_use]
    pub const fn waits(self) -> bool {
        matches!(self, Self::CountedBesideHeld | Self::Suspect)
    }

    /// Whether it was erased.
    #[must_use]
    pub const fn is_erased(self) -> bool {
        matches!(self, Self::Erased | Self::ErasedUncounted)
    }

    /// How it is stored; what simply counts needs no code.
    #[must_use]
    pub const fn code(self) -> Option<&'static str> {
        match self {
            Self::Counted => None,
            Self::CountedBesideHeld => Some("h"),
            Self::Suspect => Some("s"),
            Self::Dropped => Some("d"),
            Self::Test => Some("t"),
            Self::Skipped => Some("k"),
            Self::OutOfRange => Some("o"),
            Self::Erased => Some("e"),
            Self::ErasedUncounted => Some("u"),
        }
    }

    /// Reads what [`Self::code`] wrote. A code that is not known is left out of the score, as suspect, rather than guessed at.
    #[must_use]
    pub fn from_code(code: Option<&str>) -> Self {
        match code {
            None => Self::Counted,
            Some("h") => Self::CountedBesideHeld,
            Some("d") => Self::Dropped,
            Some("t") => Self::Test,
            Some("k") => Self::Skipped,
            Some("o") => Self::OutOfRange,
            Some("e") => Self::Erased,
            Some("u") => Self::ErasedUncounted,
            Some(_) => Self::Suspect,
        }
    }
}

/// Answers that are there and not in the score, by reason.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Excluded {
    /// Likely a machine's, and nobody has decided about them yet.
    pub suspect: u64,
    /// Suspect revisions beside an answer that counts, about which nobody has decided yet.
    pub held: u64,
    /// Suspect, and a person decided that they do not count.
    pub dropped: u64,
    /// Through test links.
    pub test: u64,
    /// Questions left out, of imported rows.
    pub skipped: u64,
    /// Not on the survey's scale.
    pub out_of_range: u64,
    /// Erased.
    pub erased: u64,
}

impl Excluded {
    /// How many answers wait for a person's decision.
    #[must_use]
    pub const fn waiting(&self) -> u64 {
        self.suspect + self.held
    }

    /// Whether nothing is left out.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Adds what another day or part of a day leaves out.
    pub fn add(&mut self, other: Self) {
        self.suspect += other.suspect;
        self.held += other.held;
        self.dropped += other.dropped;
        self.test += other.test;
        self.skipped += other.skipped;
        self.out_of_range += other.out_of_range;
        self.erased += other.erased;
    }

    /// Counts an answer of this standing; one that counts is none.
    pub fn count(&mut self, standing: Standing) {
        match standing {
            Standing::Counted => {}
            Standing::CountedBesideHeld => self.held += 1,
            Standing::Suspect => self.suspect += 1,
            Standing::Dropped => self.dropped += 1,
            Standing::Test => self.test += 1,
            Standing::Skipped => self.skipped += 1,
            Standing::OutOfRange => self.out_of_range += 1,
            Standing::Erased | Standing::ErasedUncounted => self.erased += 1,
        }
    }

    /// The rating of an answer that counts; any other is counted here by its reason. `rating` is none where the answer
    /// has none on the survey's scale.
    pub(super) fn sift(&mut self, standing: Standing, rating: Option<Rating>) -> Option<Rating> {
        if standing.counts() && rating.is_none() {
            self.count(Standing::OutOfRange);
            return None;
        }
        self.count(standing);
        rating.filter(|_| standing.counts())
    }

    /// Every reason by name, with its count.
    #[must_use]
    pub const fn by_reason(self) -> [(&'static str, u64); 7] {
        [
            ("suspect", self.suspect),
            ("held", self.held),
            ("dropped", self.dropped),
            ("test", self.test),
            ("skipped", self.skipped),
            ("out_of_range", self.out_of_range),
            ("erased", self.erased),
        ]
    }

    /// The reverse of [`Self::by_reason`].
    #[must_use]
    pub fn from_reasons(count: impl Fn(&str) -> u64) -> Self {
        Self {
            suspect: count("suspect"),
            held: count("held"),
            dropped: count("dropped"),
            test: count("test"),
            skipped: count("skipped"),
            out_of_range: count("out_of_range"),
            erased: count("erased"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Standing; 9] = [
        Standing::Counted,
        Standing::CountedBesideHeld,
        Standing::Suspect,
        Standing::Dropped,
        Standing::Test,
        Standing::Skipped,
        Standing::OutOfRange,
        Standing::Erased,
        Standing::ErasedUncounted,
    ];

    #[test]
    fn a_standing_is_read_as_it_was_written_and_an_unknown_code_never_counts() {
        for standing in ALL {
            assert_eq!(Standing::from_code(standing.code()), standing);
        }
        assert!(!Standing::from_code(Some("?")).counts());
    }

    #[test]
    fn whatever_does_not_count_is_named_exactly_once() {
        for standing in ALL {
            let mut excluded = Excluded::default();
            excluded.count(standing);
            let named: u64 = excluded.by_reason().iter().map(|(_, count)| count).sum();
            assert_eq!(named, u64::from(standing != Standing::Counted), "{standing:?}");
            let by_reason = excluded.by_reason();
            let read = Excluded::from_reasons(|why| by_reason.iter().find(|(name, _)| *name == why).unwrap().1);
            assert_eq!(read, excluded);
        }
    }
}
