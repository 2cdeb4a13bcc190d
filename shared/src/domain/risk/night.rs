//! The state of a night's run: what it has looked at, so that another process can go on where one stopped.

use jiff::Timestamp;
use jiff::civil::Date;

use super::flagging::{Candidate, Candidates};
use super::line::Line;
use super::merging::Merging;
use super::watch::{SCORE_BINS, score_bin};
use crate::domain::response::Respondent;

/// One night's run over all customers.
#[derive(Debug, Clone, PartialEq)]
pub struct NightRun {
    /// Runs are numbered; a customer that a higher number has written is left alone. At least the second (since 1970) of its
    /// beginning: where this state is lost or restored from an older copy, the next run is still above all before it.
    pub number: u64,
    /// Grows with every writing of this state, so that of two processes with one run only one goes on.
    pub revision: u64,
    /// What started it, where that has a name: the same start again goes on with the same run.
    pub night: Option<String>,
    /// The moment that risk is computed for, in whole milliseconds; the same however many processes the run takes.
    pub moment: Timestamp,
    /// The day of that moment in the workspace's zone.
    pub day: Date,
    /// How far it is.
    pub stage: Stage,
    /// How far the days are merged into the customers.
    pub merging: Merging,
    /// How far each part of the table is.
    pub parts: Vec<Part>,
    /// What it has done so far.
    pub tally: Tally,
    /// Who may be flagged when all have been looked at; none where the line does not compare them.
    pub candidates: Candidates,
    /// How many have been given out to be flagged on this day, by this run and by those before it.
    pub given_out: usize,
}

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// It looks at every customer.
    Looking,
    /// It flags those who were chosen.
    Flagging,
    /// It is done.
    Finished,
}

/// How far a part of the table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Not begun.
    Begins,
    /// Goes on after this customer.
    After(Respondent),
    /// Done.
    Done,
}

/// What a run has done. Sums of whole numbers: the same whatever the order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Days merged into the customers.
    pub days_merged: u64,
    /// Customers looked at.
    pub customers: u64,
    /// Customers written, because something changed.
    pub written: u64,
    /// Customers with an open flag that the team is told of.
    pub flagged: u64,
    /// Customers of whom it was forgotten when they were asked last.
    pub asked_forgotten: u64,
    /// Customers who were passed over, as what is stored of them cannot be read.
    pub damaged: u64,
    /// The chances of leaving within the horizon, added up, in millionths.
    pub expected_millionths: u64,
    /// Customers at risk, by how their risk compares with the usual one.
    pub bins: [u64; SCORE_BINS],
}

/// A later run, or another process with the same one, has taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("another run has taken over")]
pub struct Overtaken;

impl NightRun {
    /// The next run: a new one, unless the last was started by the same `night` and is unfinished. That one goes on, at its
    /// own moment.
    #[must_use]
    pub fn next(
        last: Option<Self>,
        night: Option<&str>,
        (now, day): (Timestamp, Date),
        parts: usize,
        line: Line,
    ) -> Self {
        let (mut number, mut revision, mut given_out) = (0, 0, 0);
        if let Some(last) = last {
            if last.stage != Stage::Finished && night.is_some() && last.night.as_deref() == night {
                return last.with_parts(parts);
            }
            (number, revision) = (last.number, last.revision);
            given_out = if last.day == day { last.given_out } else { 0 };
        }
        let most = match line {
            Line::Times(_) => 0,
            Line::Top(most) => (most as usize).saturating_sub(given_out),
        };
        Self {
            number: (number + 1).max(u64::try_from(now.as_second()).unwrap_or(0)),
            revision,
            night: night.map(str::to_owned),
            moment: Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now),
            day,
            stage: Stage::Looking,
            merging: Merging::default(),
            parts: vec![Part::Begins; parts],
            tally: Tally::default(),
            candidates: Candidates::of(most, []),
            given_out,
        }
    }

    /// Run `number` again, to go on with it.
    ///
    /// # Errors
    /// There is a later one, or it is done.
    pub fn again(last: Option<Self>, number: u64, parts: usize) -> Result<Self, Overtaken> {
        let unfinished = last.filter(|last| last.number == number && last.stage != Stage::Finished);
        unfinished.map(|last| last.with_parts(parts)).ok_or(Overtaken)
    }

    /// The same, of a table that is read in so many parts; where it was read in others it begins anew.
    fn with_parts(self, parts: usize) -> Self {
        if self.parts.len() == parts {
            return self;
        }
        Self {
            stage: Stage::Looking,
            parts: vec![Part::Begins; parts],
            tally: Tally {
                days_merged: self.tally.days_merged,
                ..Tally::default()
            },
            candidates: Candidates::of(self.candidates.most(), []),
            ..self
        }
    }

    /// Takes in a page of a part: how far the part is now, what was done, and who may be flagged.
    pub fn absorb(&mut self, part: usize, now_at: Part, done: &Tally, candidates: impl IntoIterator<Item = Candidate>) {
        self.parts[part] = now_at;
        self.tally.add(done);
        candidates
            .into_iter()
            .for_each(|candidate| self.candidates.offer(candidate));
    }

    /// Whether every customer has been looked at.
    #[must_use]
    pub fn has_seen_all(&self) -> bool {
        self.parts.iter().all(|part| *part == Part::Done)
    }

    /// Goes on to flag the candidates. They are given out before the first is flagged, so that a run that stops in between
    /// never lets the day have more.
    pub fn choose(&mut self) {
        if self.stage == Stage::Looking {
            self.stage = Stage::Flagging;
            self.given_out += self.candidates.len();
        }
    }
}

impl Tally {
    /// Adds another.
    pub fn add(&mut self, other: &Self) {
        self.days_merged += other.days_merged;
        self.customers += other.customers;
        self.written += other.written;
        self.flagged += other.flagged;
        self.asked_forgotten += other.asked_forgotten;
        self.damaged += other.damaged;
        self.expected_millionths += other.expected_millionths;
        for (bin, more) in self.bins.iter_mut().zip(other.bins) {
            *bin += more;
        }
    }

    /// Counts a customer at risk, with the chance of leaving, from 0 to 1, and the risk in log-odds above the usual.
    pub fn count_risk(&mut self, chance: f64, above_usual: f64) {
        self.expected_millionths += (chance * 1e6).round() as u64;
        self.bins[score_bin(above_usual)] += 1;
    }

    /// Customers at risk.
    #[must_use]
    pub fn at_risk(&self) -> u64 {
        self.bins.iter().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 21);

    const BEGAN: u64 = 1_795_234_200;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_795_234_200 + second).unwrap()
    }

    fn next(last: Option<NightRun>, night: Option<&str>, second: i64, day: Date) -> NightRun {
        NightRun::next(last, night, (at(second), day), 4, Line::Top(25))
    }

    #[test]
    fn the_same_start_goes_on_with_an_unfinished_run_at_its_moment_and_any_other_takes_the_next_number() {
        let first = next(None, Some("tonight"), 0, TODAY);
        assert_eq!((first.number, first.moment), (BEGAN, at(0)));
        assert_eq!(next(Some(first.clone()), Some("tonight"), 900, TODAY), first);
        for night in [Some("tomorrow night"), None] {
            assert_eq!(next(Some(first.clone()), night, 0, TODAY).number, BEGAN + 1);
            assert_eq!(next(Some(first.clone()), night, 900, TODAY).number, BEGAN + 900);
        }
        let unnamed = next(None, None, 0, TODAY);
        assert!(next(Some(unnamed), None, 900, TODAY).number > BEGAN);
        let finished = NightRun {
            stage: Stage::Finished,
            ..first
        };
        assert!(next(Some(finished), Some("tonight"), 900, TODAY).number > BEGAN);
    }

    #[test]
    fn a_run_is_gone_on_with_until_it_is_done_or_overtaken() {
        let first = next(None, Some("tonight"), 0, TODAY);
        assert_eq!(NightRun::again(Some(first.clone()), BEGAN, 4), Ok(first.clone()));
        assert_eq!(
            NightRun::again(Some(next(Some(first.clone()), None, 9, TODAY)), BEGAN, 4),
            Err(Overtaken)
        );
        assert_eq!(NightRun::again(None, BEGAN, 4), Err(Overtaken));
        let finished = NightRun {
            stage: Stage::Finished,
            ..first
        };
        assert_eq!(NightRun::again(Some(finished), BEGAN, 4), Err(Overtaken));
    }

    #[test]
    fn a_table_read_in_other_parts_is_looked_at_from_the_beginning() {
        let mut first = next(None, Some("tonight"), 0, TODAY);
        let done = Tally {
            days_merged: 2,
            customers: 7,
            ..Tally::default()
        };
        first.absorb(0, Part::Done, &done, []);
        let again = NightRun::again(Some(first), BEGAN, 8).unwrap();
        assert_eq!(again.parts, [Part::Begins; 8]);
        assert_eq!((again.tally.days_merged, again.tally.customers), (2, 0));
    }

    #[test]
    fn what_a_day_has_given_out_is_not_given_out_again_by_another_run_of_the_day() {
        let mut first = next(None, None, 0, TODAY);
        let candidate = |byte| Candidate {
            log_odds: 0.0,
            customer: Respondent::Customer(crate::link::Pseudonym::from_bytes([byte; 16])),
        };
        first.absorb(0, Part::Done, &Tally::default(), (0..20).map(candidate));
        first.choose();
        first.choose();
        assert_eq!(first.given_out, 20);
        let second = next(Some(first.clone()), None, 900, TODAY);
        assert_eq!(second.candidates.most(), 5);
        let tomorrow = next(Some(first), None, 86_400, date(2026, 11, 22));
        assert_eq!(tomorrow.candidates.most(), 25);
    }
}
