//! What is stored, what time it is, and what must hold of both.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use shared::domain::day::{Calendar, shifted};
use shared::domain::settle::{Computed, DayRecord};

use crate::defect::Defect;
use crate::run::Run;
use crate::writer::{Task, Writer};

/// Minutes since the first midnight, by whatever clock.
pub type Minute = i32;

/// The first midnight, 2026-11-10T00:00Z.
const FIRST_MIDNIGHT: i64 = 1_794_268_800;
/// The longest that two requests which belong together lie apart, that a write to a touched day waits, and that an
/// index lags behind.
pub const DELAY: Minute = 10;
/// Days that are told apart: the old day, and six in a row from the first midnight on.
pub const DAYS: usize = 7;
/// A day from long before, computed and settled when the story begins.
pub const OLD: usize = 0;
/// A day that an answer may be moved to, after the story's end: what becomes of it there does not matter.
pub const ELSEWHERE: u8 = 6;
/// When the schedule runs, after midnight.
const NIGHT: Minute = 4 * 60 + 10;
const MINUTES_A_DAY: Minute = 24 * 60;

/// The whole of a survey's day.
pub const TOTAL: usize = 0;
/// Its one cut; an erased answer is in no cut.
pub const CUT: usize = 1;

/// How often each of two ratings was given, and how many answers are erased, two bits each.
pub type Content = u8;

/// An item of scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Item {
    pub number: u8,
    pub content: Content,
}

/// The two items of each of two surveys on one day.
pub type Items = [[Option<Item>; 2]; 2];

/// What a response says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Version {
    pub day: u8,
    pub rating: u8,
    pub erased: bool,
    pub imported: bool,
}

/// A response, in the table and in its index.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Response {
    pub now: Option<Version>,
    pub revision: u8,
    /// What the index may still show, and since when it may not be relied on.
    pub before: Option<(Option<Version>, Minute)>,
    /// Its erasure was acknowledged.
    pub was_erased: bool,
    /// It has expired: it is in no table any more, and counts all the same.
    pub expired: bool,
}

/// A day's item.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Day {
    pub touched: Option<Minute>,
    /// When the mark was set, by the real clock.
    pub marked: Option<Minute>,
    pub issued: u8,
    pub computed: Option<(u8, Minute)>,
    /// Surveys that have or may have items, a bit each.
    pub listed: u8,
    pub holds_answers: bool,
    /// The items as they were when the day was sealed.
    pub sealed: Option<Items>,
}

/// Everything.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct World {
    /// Which of the story's moments it is.
    pub moment: u8,
    pub days: [Day; DAYS],
    pub items: [Items; DAYS],
    pub responses: [Response; 2],
    pub watermark: u8,
    pub writers: [Writer; 2],
    pub runs: [Run; 2],
}

/// What may happen, and who may do something.
pub struct Story {
    pub name: &'static str,
    /// The moments at which anything happens, by the real clock.
    pub moments: &'static [Minute],
    /// Moments, of those, at which a whole night runs and nothing disturbs it.
    pub assured: &'static [Minute],
    /// Responses of the old day when the story begins.
    pub given: [Option<Version>; 2],
    /// Each response's survey.
    pub surveys: [usize; 2],
    /// What the writers do.
    pub tasks: [Option<Task>; 2],
    /// How many runs may start.
    pub runs: usize,
    /// How far the clock of a run may be off, in minutes. One that is ahead settles too much, one behind too little.
    pub runs_off: &'static [i8],
    /// Days that answers may reach. Runs treat the others in one step.
    pub lively: &'static [usize],
    /// When the old day's responses expire.
    pub expiry: Option<Minute>,
    pub defect: Option<Defect>,
    pub calendar: Calendar,
}

impl Version {
    pub const fn old(rating: u8) -> Option<Self> {
        Some(Self {
            day: 0,
            rating,
            erased: false,
            imported: true,
        })
    }
}

/// The moment of a minute.
pub fn at(minute: Minute) -> Timestamp {
    Timestamp::from_second(FIRST_MIDNIGHT + 60 * i64::from(minute)).expect("a time")
}

/// The date of a day.
pub fn date_of(day: usize) -> Date {
    if day == OLD {
        return date(2026, 11, 1);
    }
    shifted(date(2026, 11, 9), i32::try_from(day).expect("a small number"))
}

/// The day of a date, if it is one that is told apart.
pub fn day_of(date: Date) -> Option<usize> {
    (0..DAYS).find(|day| date_of(*day) == date)
}

impl Story {
    pub fn has(&self, defect: Defect) -> bool {
        self.defect == Some(defect)
    }

    pub fn begin(&self) -> World {
        let mut world = World {
            moment: 0,
            days: [Day::default(); DAYS],
            items: [[[None; 2]; 2]; DAYS],
            responses: [Response::default(); 2],
            watermark: 0,
            writers: self.tasks.map(Writer::new),
            runs: std::array::from_fn(|run| Run::new(run < self.runs)),
        };
        for (response, given) in world.responses.iter_mut().zip(self.given) {
            response.now = given;
            response.revision = u8::from(given.is_some());
        }
        if self.given.iter().any(Option::is_some) {
            world.days[OLD] = Day {
                issued: 1,
                computed: Some((1, -7 * MINUTES_A_DAY)),
                holds_answers: true,
                ..Day::default()
            };
            for survey in 0..2 {
                for (key, found) in self.fold(&world, OLD, survey).into_iter().enumerate() {
                    world.items[OLD][survey][key] = found.map(|content| Item { number: 1, content });
                    world.days[OLD].listed |= u8::from(found.is_some()) << survey;
                }
            }
        }
        world
    }

    pub fn real(&self, world: &World) -> Minute {
        self.moments[usize::from(world.moment)]
    }

    /// What a survey's items of a day should say: an answer that expired counts all the same.
    pub fn fold(&self, world: &World, day: usize, survey: usize) -> [Option<Content>; 2] {
        let shown = |response: usize| world.responses[response].now;
        self.fold_of(day, survey, shown)
    }

    /// What a survey's items of a day come to where a response says what `shown` tells.
    pub fn fold_of(&self, day: usize, survey: usize, shown: impl Fn(usize) -> Option<Version>) -> [Option<Content>; 2] {
        let mut found = [None, None];
        for response in (0..2).filter(|response| self.surveys[*response] == survey) {
            let Some(version) = shown(response).filter(|version| usize::from(version.day) == day) else {
                continue;
            };
            let place = if version.erased { 4 } else { 2 * version.rating };
            *found[TOTAL].get_or_insert(0) += 1 << place;
            if !version.erased {
                *found[CUT].get_or_insert(0) += 1 << place;
            }
        }
        found
    }

    /// A day's item as the code sees it; `None` where there is none.
    pub fn record(&self, world: &World, day: usize) -> Option<DayRecord> {
        let stored = world.days[day];
        (stored != Day::default()).then(|| DayRecord {
            touched: stored.touched.map(at),
            issued: u64::from(stored.issued),
            computed: stored.computed.map(|(number, started)| Computed {
                number: u64::from(number),
                started: at(started),
            }),
            first_expiry: self.expiry.filter(|_| stored.holds_answers).map(at),
            sealed: stored.sealed.is_some(),
            ..DayRecord::new(date_of(day))
        })
    }

    /// Whether the day counts as settled.
    pub fn is_settled(&self, world: &World, day: usize) -> bool {
        let Some(record) = self.record(world, day) else {
            return day == OLD || (1..=usize::from(world.watermark)).contains(&day);
        };
        if self.has(Defect::NoGrace) && !record.sealed {
            let (closes, touched) = (self.calendar.closes(record.day), record.touched);
            return record
                .computed
                .is_some_and(|computed| computed.started >= closes && touched.is_none_or(|at| computed.started >= at));
        }
        record.is_settled(&self.calendar)
    }

    /// What is wrong now, if anything is.
    pub fn wrong(&self, world: &World) -> Option<String> {
        for day in self.lively.iter().copied().filter(|day| self.is_settled(world, *day)) {
            let kept = |survey: usize, key: usize| world.items[day][survey][key].map_or(0, |item| item.content);
            for (survey, key) in [(0, TOTAL), (0, CUT), (1, TOTAL), (1, CUT)] {
                let (should, what) = match world.days[day].sealed {
                    Some(items) => (items[survey][key].map_or(0, |item| item.content), "was sealed with"),
                    None => (self.fold(world, day, survey)[key].unwrap_or(0), "its answers come to"),
                };
                if kept(survey, key) != should {
                    return Some(format!(
                        "{} is settled, but survey {survey}'s {} is {} where {what} {}",
                        date_of(day),
                        if key == TOTAL { "whole" } else { "cut" },
                        in_words(kept(survey, key)),
                        in_words(should),
                    ));
                }
            }
        }
        let back = |response: &Response| response.was_erased && response.now.is_some_and(|version| !version.erased);
        let returned = world.responses.iter().position(back);
        returned.map(|response| format!("answer {response} was erased and is there again"))
    }

    /// Whether nobody is in the middle of anything.
    pub fn is_quiet(world: &World) -> bool {
        world.writers.iter().all(|writer| !writer.is_under_way()) && world.runs.iter().all(|run| !run.is_under_way())
    }

    /// What is still wrong after two nights that nothing disturbs, from a quiet moment on. The first meets the indexes as
    /// far behind as they may be.
    pub fn wrong_after_two_nights(&self, world: &World) -> Option<String> {
        let mut world = world.clone();
        let mut minute = self.real(&world);
        let (mut today, mut into_it) = (minute.div_euclid(MINUTES_A_DAY), minute.rem_euclid(MINUTES_A_DAY));
        for _ in 0..2 {
            today += i32::from(into_it > NIGHT);
            minute = today * MINUTES_A_DAY + NIGHT;
            into_it = NIGHT + 1;
            self.forget(&mut world, minute);
            self.whole_night(&mut world, minute);
        }
        let closed = |day: &usize| self.calendar.closes(date_of(*day)) <= at(minute);
        let unsettled = self.lively.iter().copied().filter(closed);
        let mut unsettled = unsettled.filter(|day| !self.is_settled(&world, *day));
        self.wrong(&world)
            .or_else(|| Some(format!("{} is not settled", date_of(unsettled.next()?))))
            .map(|wrong| format!("after two nights that nothing disturbed: {wrong}"))
    }

    /// Lets the indexes show what was written long enough ago.
    pub fn forget(&self, world: &mut World, minute: Minute) {
        for response in &mut world.responses {
            response.before = response.before.filter(|(_, since)| minute - since < DELAY);
        }
    }
}

/// A content in words.
fn in_words(content: Content) -> String {
    format!(
        "{} × bad, {} × good, {} × erased",
        content & 3,
        content >> 2 & 3,
        content >> 4
    )
}
