//! Who changes answers: reads its clock, touches the day, writes; one request a step.

use std::fmt;

use shared::domain::settle::TOUCH_RELIED_ON;

use crate::defect::Defect;
use crate::world::{DELAY, ELSEWHERE, Minute, Story, Version, World, at, day_of};

/// What a writer does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Task {
    /// Gives or changes an answer through its link.
    Answer { response: usize, rating: u8 },
    /// Erases an answer.
    Erase { response: usize },
    /// Imports an answer into a day, out of another where it was in another.
    Import { response: usize, day: u8, rating: u8 },
}

impl Task {
    fn response(self) -> usize {
        match self {
            Self::Answer { response, .. } | Self::Erase { response } | Self::Import { response, .. } => response,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Stage {
    Waiting,
    /// Sends the write that holds if there is no answer yet.
    First,
    /// Reads what is there.
    Read,
    /// Touches the first of `to_touch`.
    Touch,
    /// Writes over the revision that it knows.
    Write,
    Over,
}

/// A writer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Writer {
    task: Option<Task>,
    stage: Stage,
    skew: i8,
    /// When it last read its clock, by the real one.
    looked: Minute,
    open_day: u8,
    known: Option<Version>,
    revision: u8,
    /// Days still to be touched, a bit each.
    to_touch: u8,
    /// Days it has touched, a bit each.
    touched: u8,
    /// When it touched the first of them, by its own clock.
    touched_at: Minute,
}

impl Writer {
    pub fn new(task: Option<Task>) -> Self {
        Self {
            task,
            stage: if task.is_some() { Stage::Waiting } else { Stage::Over },
            skew: 0,
            looked: 0,
            open_day: 0,
            known: None,
            revision: 0,
            to_touch: 0,
            touched: 0,
            touched_at: 0,
        }
    }

    pub fn is_under_way(&self) -> bool {
        !matches!(self.stage, Stage::Waiting | Stage::Over)
    }

    pub fn cannot_wait_until(&self, minute: Minute) -> bool {
        self.is_under_way() && minute - self.looked > DELAY
    }

    pub fn crash(&mut self) -> bool {
        let crashes = self.is_under_way();
        if crashes {
            *self = Self::new(None);
        }
        crashes
    }

    pub fn next_request(&self) -> &'static str {
        match self.stage {
            Stage::First => "stores the answer, if it is the first",
            Stage::Read => "reads what is there",
            Stage::Touch => "touches the day",
            Stage::Write => "writes",
            Stage::Waiting | Stage::Over => "does nothing",
        }
    }
}

impl fmt::Display for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.task {
            Some(Task::Answer { response, .. }) => write!(f, "give answer {response}"),
            Some(Task::Erase { response }) => write!(f, "erase answer {response}"),
            Some(Task::Import { response, day, .. }) => {
                write!(
                    f,
                    "import answer {response} into {}",
                    crate::world::date_of(usize::from(day))
                )
            }
            None => f.write_str("do nothing"),
        }
    }
}

impl Story {
    pub fn writer_begins(&self, world: &mut World, writer: usize, skew: i8) -> bool {
        let now = self.real(world);
        let open = day_of(self.calendar.day_of(at(now + Minute::from(skew))));
        let writer = &mut world.writers[writer];
        let may = match writer.task {
            // An answer is first given on the days of the story alone, and no link is good when its answer has expired.
            Some(Task::Answer { response, .. }) => {
                let first = world.responses[response].now.is_none();
                open.is_some_and(|open| !first || self.lively.contains(&open))
            }
            _ => true,
        };
        if writer.stage != Stage::Waiting || !may {
            return false;
        }
        writer.stage = match writer.task {
            Some(Task::Answer { .. }) => Stage::First,
            _ => Stage::Read,
        };
        writer.skew = skew;
        writer.looked = now;
        writer.open_day = open.and_then(|day| u8::try_from(day).ok()).unwrap_or(u8::MAX);
        true
    }

    pub fn writer_goes_on(&self, world: &mut World, index: usize) -> bool {
        let writer = world.writers[index];
        let Some(task) = writer.task.filter(|_| writer.is_under_way()) else {
            return false;
        };
        let next = match writer.stage {
            Stage::First => self.first(world, writer, task),
            Stage::Read => self.look(world, writer, task),
            Stage::Touch => self.touch(world, writer),
            Stage::Write => self.write(world, writer, task),
            Stage::Waiting | Stage::Over => None,
        };
        // Whoever is done is like everybody else who is.
        world.writers[index] = next.unwrap_or(Writer::new(None));
        true
    }

    fn first(&self, world: &mut World, writer: Writer, task: Task) -> Option<Writer> {
        if world.responses[task.response()].now.is_some() {
            return self.look(world, writer, task);
        }
        let version = self.to_say(&writer, task)?;
        self.store(world, task.response(), Some(version));
        None
    }

    /// Takes note of what is there, and decides.
    fn look(&self, world: &World, mut writer: Writer, task: Task) -> Option<Writer> {
        let response = &world.responses[task.response()];
        writer.known = response.now.filter(|_| !response.expired);
        writer.revision = response.revision;
        let wanted = self.to_say(&writer, task)?;
        let mut days = 1 << wanted.day;
        if let Some(known) = writer.known {
            days |= 1 << known.day;
        }
        if matches!(task, Task::Answer { .. }) {
            days &= !(1 << writer.open_day);
        }
        days &= !(1 << ELSEWHERE);
        let own_clock = self.real(world) + Minute::from(writer.skew);
        let long_ago = i64::from(own_clock - writer.touched_at) >= TOUCH_RELIED_ON.as_mins();
        if long_ago || matches!(task, Task::Erase { .. }) {
            writer.touched = 0;
        }
        writer.to_touch = if self.has(Defect::NoTouch) {
            0
        } else {
            days & !writer.touched
        };
        writer.stage = if writer.to_touch == 0 {
            Stage::Write
        } else {
            Stage::Touch
        };
        Some(writer)
    }

    /// What the response is to say; nothing where nothing is to be done.
    fn to_say(&self, writer: &Writer, task: Task) -> Option<Version> {
        let known = writer.known;
        match task {
            Task::Answer { rating, .. } => match known {
                None => Some(Version {
                    day: writer.open_day,
                    rating,
                    erased: false,
                    imported: false,
                }),
                Some(known) => (!known.erased).then_some(Version {
                    rating,
                    imported: false,
                    ..known
                }),
            },
            Task::Erase { .. } => known
                .filter(|known| !known.erased)
                .map(|known| Version { erased: true, ..known }),
            Task::Import { day, rating, .. } => {
                let wanted = Version {
                    day,
                    rating,
                    erased: false,
                    imported: true,
                };
                let stays = known.is_some_and(|known| known.erased || !known.imported || known == wanted);
                (!stays).then_some(wanted)
            }
        }
    }

    fn touch(&self, world: &mut World, mut writer: Writer) -> Option<Writer> {
        let now = self.real(world);
        let day = &mut world.days[usize::try_from(writer.to_touch.trailing_zeros()).expect("a day")];
        writer.looked = now;
        let own_clock = now + Minute::from(writer.skew);
        if day.sealed.is_some() {
            // The closed page, or a row refused. Only an erasure goes on, and the day's counts stay.
            if !matches!(writer.task, Some(Task::Erase { .. })) {
                return None;
            }
        } else if day.touched.is_none_or(|touched| touched < own_clock) {
            day.touched = Some(own_clock);
            day.marked = Some(now);
        }
        if writer.touched == 0 {
            writer.touched_at = own_clock;
        }
        writer.touched |= writer.to_touch & writer.to_touch.wrapping_neg();
        writer.to_touch &= writer.to_touch - 1;
        writer.stage = if writer.to_touch == 0 {
            Stage::Write
        } else {
            Stage::Touch
        };
        Some(writer)
    }

    fn write(&self, world: &mut World, writer: Writer, task: Task) -> Option<Writer> {
        let response = &world.responses[task.response()];
        let gone = response.now.is_none() || response.expired;
        let holds = match writer.known {
            None => gone,
            Some(_) => !gone && response.revision == writer.revision,
        };
        if !holds {
            // What was to be replaced is gone: an import decides anew, the others end.
            let ends = gone && !matches!(task, Task::Import { .. });
            return if ends { None } else { self.look(world, writer, task) };
        }
        let version = self.to_say(&writer, task);
        let erases = matches!(task, Task::Erase { .. });
        let version = version.filter(|_| !(erases && self.has(Defect::Deleted)));
        self.store(world, task.response(), version);
        world.responses[task.response()].was_erased |= erases;
        None
    }

    fn store(&self, world: &mut World, index: usize, version: Option<Version>) {
        let now = self.real(world);
        let reached = version.map(|version| usize::from(version.day));
        assert!(
            reached.is_none_or(|day| day == usize::from(ELSEWHERE) || self.lively.contains(&day)),
            "the story says which days answers may reach"
        );
        let response = &mut world.responses[index];
        let shown = response.before.map_or(response.now, |(shown, _)| shown);
        response.before = Some((shown, now));
        response.now = version;
        response.revision += 1;
    }
}
