//! The state of a night's run: what it has looked at, so that another process can go on where one stopped.

use jiff::Timestamp;
use jiff::civil::Date;

use super::features::Usual;
use super::flagging::{Candidate, Candidates};
use super::line::Line;
use super::merging::Merging;
use super::watch::{SCORE_BINS, score_bin};
use crate::domain::response::Respondent;

/// A chance above this counts as this one: who is sure to leave has no finite hazard.
const HIGHEST_CHANCE: f64 = 0.999;

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
    /// What it computes every risk by; none before the first is computed.
    pub basis: Option<Basis>,
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

/// What a run computes risk by, besides its moment: what a page was looked at by, the pages after it are too.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Basis {
    /// The version of the model.
    pub model: u32,
    /// The days that the model looks ahead.
    pub horizon_days: u16,
    /// The log-odds of leaving of a customer of whom nothing more is known.
    pub base: f64,
    /// Whom the team is told of.
    pub line: Line,
    /// What is usual in the workspace.
    pub usual: Usual,
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
    /// Leavers expected within the horizon where everybody who leaves is replaced by somebody like them, in millionths: the
    /// cumulative hazards of everybody at risk, added up.
    pub hazard_millionths: u64,
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
    pub fn next(last: Option<Self>, night: Option<&str>, (now, day): (Timestamp, Date), parts: usize) -> Self {
        let (mut number, mut revision, mut given_out) = (0, 0, 0);
        if let Some(last) = last {
            if last.stage != Stage::Finished && night.is_some() && last.night.as_deref() == night {
                return last.with_parts(parts);
            }
            (number, revision) = (last.number, last.revision);
            given_out = if last.day == day { last.given_out } else { 0 };
        }
        Self {
            number: (number + 1).max(u64::try_from(now.as_second()).unwrap_or(0)),
            revision,
            night: night.map(str::to_owned),
            moment: Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now),
            day,
            basis: None,
            stage: Stage::Looking,
            merging: Merging::default(),
            parts: vec![Part::Begins; parts],
            tally: Tally::default(),
            candidates: Candidates::default(),
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
            self
        } else {
            self.anew(parts)
        }
    }

    /// The same, computed by this. Where it was computed by something else it begins anew: no two customers of a night are
    /// assessed, counted and compared by different measures.
    #[must_use]
    pub fn computed_by(self, basis: Basis) -> Self {
        if self.basis == Some(basis) {
            return self;
        }
        let parts = self.parts.len();
        Self {
            basis: Some(basis),
            ..self
        }
        .anew(parts)
    }

    /// The same, to look at every customer again. What was given out stays given out, whether or not it was flagged.
    fn anew(self, parts: usize) -> Self {
        let most = match self.basis.map(|basis| basis.line) {
            None | Some(Line::Times(_)) => 0,
            Some(Line::Top(most)) => (most as usize).saturating_sub(self.given_out),
        };
        Self {
            stage: Stage::Looking,
            parts: vec![Part::Begins; parts],
            tally: Tally {
                days_merged: self.tally.days_merged,
                ..Tally::default()
            },
            candidates: Candidates::of(most, []),
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
        self.hazard_millionths += other.hazard_millionths;
        for (bin, more) in self.bins.iter_mut().zip(other.bins) {
            *bin += more;
        }
    }

    /// Counts a customer at risk, with the chance of leaving within the horizon, from 0 to 1, and the risk in log-odds above the
    /// usual.
    pub fn count_risk(&mut self, chance: f64, above_usual: f64) {
        self.hazard_millionths += (cumulative_hazard(chance) * 1e6).round() as u64;
        self.bins[score_bin(above_usual)] += 1;
    }

    /// Customers at risk.
    #[must_use]
    pub fn at_risk(&self) -> u64 {
        self.bins.iter().sum()
    }
}

/// The hazard that adds up over a horizon to this chance of leaving within it: `−ln(1 − p)`. Divided by the horizon's days it is
/// the rate at which somebody leaves; the chance so divided is less, since whoever may leave on the first day is not there
/// to leave on the last.
fn cumulative_hazard(chance: f64) -> f64 {
    -(-chance.clamp(0.0, HIGHEST_CHANCE)).ln_1p()
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
        NightRun::next(last, night, (at(second), day), 4).computed_by(BASIS)
    }

    const BASIS: Basis = Basis {
        model: 3,
        horizon_days: 90,
        base: -2.5,
        line: Line::Top(25),
        usual: Usual { slow_reply: Some(600) },
    };

    fn candidate(byte: u8) -> Candidate {
        Candidate {
            log_odds: 0.0,
            customer: Respondent::Customer(crate::link::Pseudonym::from_bytes([byte; 16])),
        }
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
    fn a_run_that_is_computed_by_anything_else_than_before_looks_at_everyone_again() {
        let mut half = next(None, Some("tonight"), 0, TODAY);
        let done = Tally {
            days_merged: 2,
            customers: 7,
            ..Tally::default()
        };
        half.absorb(0, Part::Done, &done, (0..7).map(candidate));
        assert_eq!(half.clone().computed_by(BASIS), half);
        let others = [
            Basis { model: 4, ..BASIS },
            Basis {
                horizon_days: 30,
                ..BASIS
            },
            Basis { base: -2.4, ..BASIS },
            Basis {
                line: Line::Top(5),
                ..BASIS
            },
            Basis {
                usual: Usual::default(),
                ..BASIS
            },
        ];
        for other in others {
            let again = half.clone().computed_by(other);
            let fresh = next(None, Some("tonight"), 0, TODAY).computed_by(other);
            let tally = Tally {
                days_merged: 2,
                ..Tally::default()
            };
            assert_eq!(again, NightRun { tally, ..fresh });
        }
    }

    #[test]
    fn a_run_that_begins_anew_while_it_flags_gives_the_day_no_more_than_the_line_does() {
        for basis in [BASIS, Basis { model: 4, ..BASIS }] {
            let mut flagging = next(None, None, 0, TODAY);
            flagging.absorb(0, Part::Done, &Tally::default(), (0..20).map(candidate));
            flagging.choose();
            let again = flagging.with_parts(8).computed_by(basis);
            assert_eq!((again.given_out, again.candidates.most()), (20, 5));
        }
    }

    #[test]
    fn what_a_day_has_given_out_is_not_given_out_again_by_another_run_of_the_day() {
        let mut first = next(None, None, 0, TODAY);
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
