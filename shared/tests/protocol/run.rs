//! The nightly run: one request a step, as `functions/aggregate` sends them.

mod write;

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use shared::domain::day::{after, before, range, shifted};
use shared::domain::settle::{ALWAYS_AGAIN, Computed, DayRecord, advanced_watermark, days_to_compute};

use crate::defect::Defect;
use crate::explore::Sight;
use crate::world::{Content, DAYS, DELAY, Day, Item, Minute, Story, TOTAL, World, at, date_of, day_of};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Stage {
    Waiting,
    /// Takes a number of the first day of the plan.
    Take,
    /// Folds the day from the index.
    Read,
    /// Reads what is stored of a survey.
    Look(u8),
    /// Makes an empty item where there is none.
    Blank(u8, u8),
    /// Lists the survey with the day, if no later number was given out.
    List(u8),
    /// Writes an item.
    Put(u8, u8),
    Finish,
    /// Seals what is due, and what is not ready to be computes again.
    Seal,
    Watermark,
    Over,
}

/// A run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Run {
    stage: Stage,
    skew: i8,
    /// Days still to do, first of all the one at work; the number of days fills the rest.
    plan: [u8; DAYS + 2],
    started: Minute,
    number: u8,
    touch_seen: Option<Minute>,
    listed_before: u8,
    found: [[Option<Content>; 2]; 2],
    stored: [Option<Item>; 2],
    /// Whether it has computed a day again to seal it.
    again: bool,
    /// The watermark it began with.
    watermark: u8,
    /// Days that were settled when it last saw them, a bit each.
    settled: u8,
}

const NO_DAY: u8 = 0xff;

impl Run {
    pub fn new(may_start: bool) -> Self {
        Self {
            stage: if may_start { Stage::Waiting } else { Stage::Over },
            skew: 0,
            plan: [NO_DAY; DAYS + 2],
            started: 0,
            number: 0,
            touch_seen: None,
            listed_before: 0,
            found: [[None; 2]; 2],
            stored: [None; 2],
            again: false,
            watermark: 0,
            settled: 0,
        }
    }

    pub fn is_under_way(&self) -> bool {
        !matches!(self.stage, Stage::Waiting | Stage::Over)
    }

    pub fn crash(&mut self) -> bool {
        let crashes = self.is_under_way();
        if crashes {
            *self = Self::new(false);
        }
        crashes
    }

    fn day(&self) -> usize {
        usize::from(self.plan[0])
    }

    fn next_day(&mut self) {
        self.plan.rotate_left(1);
        self.plan[DAYS + 1] = NO_DAY;
        self.stage = if self.plan[0] == NO_DAY {
            Stage::Seal
        } else {
            Stage::Take
        };
        self.found = [[None; 2]; 2];
        self.stored = [None; 2];
        (self.number, self.touch_seen, self.listed_before) = (0, None, 0);
    }
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = date_of(if self.plan[0] == NO_DAY { 0 } else { self.day() });
        let item = |key: u8| if usize::from(key) == TOTAL { "whole" } else { "cut" };
        match self.stage {
            Stage::Waiting | Stage::Over => f.write_str("does nothing"),
            Stage::Take => write!(f, "takes a number of {day}"),
            Stage::Read => write!(f, "folds {day} (number {})", self.number),
            Stage::Look(survey) => write!(
                f,
                "reads what is stored of survey {survey} on {day} (number {})",
                self.number
            ),
            Stage::Blank(survey, key) => write!(f, "makes an empty {} of survey {survey} on {day}", item(key)),
            Stage::List(survey) => write!(f, "lists survey {survey} with {day} (number {})", self.number),
            Stage::Put(survey, key) => {
                write!(
                    f,
                    "writes the {} of survey {survey} on {day} (number {})",
                    item(key),
                    self.number
                )
            }
            Stage::Finish => write!(f, "finishes {day} (number {})", self.number),
            Stage::Seal => f.write_str("seals what is due"),
            Stage::Watermark => f.write_str("moves the watermark"),
        }
    }
}

impl Story {
    pub fn run_begins(&self, world: &mut World, index: usize, skew: i8, sight: Sight) -> bool {
        // The runs are alike, so they begin in one order alone.
        let in_turn = world.runs[..index].iter().all(|run| run.stage != Stage::Waiting);
        if world.runs[index].stage != Stage::Waiting || !in_turn {
            return false;
        }
        let now = self.real(world);
        let hidden = |day: &Day| sight == Sight::Behind && day.marked.is_some_and(|since| now - since < DELAY);
        if sight == Sight::Behind && !world.days.iter().any(hidden) {
            return false;
        }
        let mut run = self.begun(world, now + Minute::from(skew), skew, hidden);
        self.pass_quiet_days(world, &mut run, now);
        world.runs[index] = run;
        true
    }

    fn begun(&self, world: &World, clock: Minute, skew: i8, hidden: impl Fn(&Day) -> bool) -> Run {
        let today = self.calendar.day_of(at(clock));
        let yesterday = before(today);
        let watermark = self.watermark_date(world.watermark);
        let near = shifted(yesterday, 1 - ALWAYS_AGAIN).min(after(watermark));
        let in_book = |day: &usize| {
            let marked = world.days[*day].marked.is_some() && !hidden(&world.days[*day]);
            // What is due to be sealed is found in an index too; days that wait there were touched long ago.
            (near..=today).contains(&date_of(*day)) || marked || self.expiry.is_some()
        };
        let book: Vec<usize> = (0..DAYS).filter(in_book).collect();
        let records = self.records(world, &book);
        let mut days = days_to_compute(Some(watermark), None, &records, yesterday, &self.calendar);
        if self.has(Defect::OutageSkipped) {
            days.retain(|day| *day == yesterday || day_of(*day) == Some(crate::world::OLD));
        }
        days.push(today);
        let mut run = Run {
            skew,
            watermark: world.watermark,
            settled: book
                .iter()
                .filter(|day| self.is_settled(world, **day))
                .map(|day| 1 << day)
                .sum(),
            ..Run::new(true)
        };
        let told_apart = days
            .into_iter()
            .filter_map(day_of)
            .filter_map(|day| u8::try_from(day).ok());
        for (place, day) in told_apart.enumerate() {
            run.plan[place + 1] = day;
        }
        run.next_day();
        run
    }

    /// Does days that no answer reaches at once: nobody else's steps on them matter.
    fn pass_quiet_days(&self, world: &mut World, run: &mut Run, now: Minute) {
        while run.stage == Stage::Take && !self.lively.contains(&run.day()) {
            self.take_number(world, run, now);
            self.finish(world, run, now);
        }
        if run.stage == Stage::Seal && self.expiry.is_none() {
            run.stage = Stage::Watermark;
        }
    }

    fn watermark_date(&self, watermark: u8) -> Date {
        // The days before the first of the row are empty, and settled.
        shifted(date_of(1), i32::from(watermark) - 1)
    }

    fn records(&self, world: &World, days: &[usize]) -> BTreeMap<Date, DayRecord> {
        let record = |day: &usize| self.record(world, *day);
        days.iter()
            .filter_map(record)
            .map(|record| (record.day, record))
            .collect()
    }

    pub fn run_goes_on(&self, world: &mut World, index: usize, sight: Sight) -> bool {
        let run = world.runs[index];
        let now = self.real(world);
        let lags = world.responses.iter().any(|response| response.before.is_some());
        if !run.is_under_way() || (sight == Sight::Behind && !(run.stage == Stage::Read && lags)) {
            return false;
        }
        let mut next = run;
        self.request(world, &mut next, now, sight);
        self.pass_quiet_days(world, &mut next, now);
        world.runs[index] = if next.stage == Stage::Over {
            Run::new(false)
        } else {
            next
        };
        true
    }

    /// A whole run that nothing disturbs, with every index behind.
    pub fn whole_night(&self, world: &mut World, now: Minute) {
        let hidden = |day: &Day| day.marked.is_some_and(|since| now - since < DELAY);
        let mut run = self.begun(world, now, 0, hidden);
        while run.stage != Stage::Over {
            self.request(world, &mut run, now, Sight::Behind);
        }
    }

    fn request(&self, world: &mut World, run: &mut Run, now: Minute, sight: Sight) {
        match run.stage {
            Stage::Take => self.take_number(world, run, now),
            Stage::Read => self.read(world, run, sight),
            Stage::Look(survey) => self.look_at(world, run, survey),
            Stage::Blank(survey, key) => {
                let item = &mut world.items[run.day()][usize::from(survey)][usize::from(key)];
                item.get_or_insert(Item { number: 0, content: 0 });
                self.write_from(run, survey, Stage::Blank(survey, key + 1));
            }
            Stage::List(survey) => {
                let day = &mut world.days[run.day()];
                if day.sealed.is_none() && day.issued == run.number {
                    day.listed |= 1 << survey;
                    self.write_from(run, survey, Stage::Put(survey, 0));
                } else {
                    run.next_day();
                }
            }
            Stage::Put(survey, key) => {
                self.put(world, run, usize::from(survey), usize::from(key));
                self.write_from(run, survey, Stage::Put(survey, key + 1));
            }
            Stage::Finish => self.finish(world, run, now),
            Stage::Seal => self.seal(world, run, now),
            Stage::Watermark => {
                self.move_watermark(world, run, now);
                run.stage = Stage::Over;
            }
            Stage::Waiting | Stage::Over => {}
        }
    }

    fn take_number(&self, world: &mut World, run: &mut Run, now: Minute) {
        let place = run.day();
        let day = &mut world.days[place];
        if day.sealed.is_some() {
            return run.next_day();
        }
        day.issued += 1;
        run.started = now + Minute::from(run.skew);
        (run.number, run.touch_seen, run.listed_before) = (day.issued, day.touched, day.listed);
        run.stage = Stage::Read;
    }

    fn read(&self, world: &World, run: &mut Run, sight: Sight) {
        let shown = |response: usize| {
            let response = &world.responses[response];
            let behind = response.before.filter(|_| sight == Sight::Behind);
            behind
                .map_or(response.now, |(shown, _)| shown)
                .filter(|_| !response.expired)
        };
        run.found = [0, 1].map(|survey| self.fold_of(run.day(), survey, shown));
        self.survey_from(run, 0);
    }

    fn finish(&self, world: &mut World, run: &mut Run, now: Minute) {
        let place = run.day();
        let day = &mut world.days[place];
        let newer = day.computed.is_some_and(|(number, _)| number >= run.number) && !self.has(Defect::NoFence);
        if day.sealed.is_none() && !newer {
            day.computed = Some((run.number, run.started));
            for survey in (0..2).filter(|survey| run.found[*survey][TOTAL].is_some()) {
                day.listed |= 1 << survey;
                day.holds_answers |= place == crate::world::OLD;
            }
            if self.has(Defect::TouchCleared) {
                (day.touched, day.marked) = (None, None);
            }
            let done = day.touched == run.touch_seen && self.is_settled(world, place);
            let day = &mut world.days[place];
            if done || self.has(Defect::MarkCleared) {
                day.marked = None;
            } else if !self.has(Defect::MarkNotRenewed) {
                // A run with an earlier clock may unsettle what one with a later clock has just settled.
                day.marked.get_or_insert(now);
            }
            run.settled &= !(1 << place);
            run.settled |= u8::from(self.is_settled(world, place)) << place;
        }
        run.next_day();
    }

    fn seal(&self, world: &mut World, run: &mut Run, now: Minute) {
        run.stage = Stage::Watermark;
        if self.has(Defect::ExpiredUnsealed) {
            return;
        }
        let clock = at(now + Minute::from(run.skew));
        let due = |record: &DayRecord| !record.sealed && record.seal_due().is_some_and(|due| due <= clock);
        for place in self.lively.iter().copied() {
            let is_due = self.record(world, place).is_some_and(|record| due(&record)) && self.is_settled(world, place);
            let day = &mut world.days[place];
            let under_way = day.computed.is_none_or(|(number, _)| number < day.issued);
            if is_due && (!under_way || self.has(Defect::SealedTooSoon)) {
                day.sealed = Some(world.items[place]);
            } else if is_due && !run.again {
                run.again = true;
                run.plan[1] = u8::try_from(place).expect("a small number");
                run.next_day();
            }
        }
    }

    fn move_watermark(&self, world: &mut World, run: &Run, now: Minute) {
        let yesterday = before(self.calendar.day_of(at(now + Minute::from(run.skew))));
        let record = |day: usize| {
            let mut record = DayRecord::new(date_of(day));
            record.computed = (run.settled >> day & 1 == 1).then_some(Computed {
                number: 1,
                started: Timestamp::MAX,
            });
            (record.day, record)
        };
        let records = (0..DAYS).map(record).collect();
        let known = self.watermark_date(run.watermark);
        let moved = if self.has(Defect::OutageSkipped) {
            yesterday
        } else {
            advanced_watermark(Some(known), None, &records, yesterday, &self.calendar).unwrap_or(known)
        };
        let moved = u8::try_from(range(date_of(1), moved).count()).expect("a small number");
        world.watermark = world.watermark.max(moved);
    }
}
