//! What is searched.

use shared::domain::day::Calendar;

use crate::world::{ELSEWHERE, Minute, OLD, Story, Version};
use crate::writer::Task;

const HOUR: Minute = 60;
const DAY: Minute = 24 * HOUR;

/// Around a midnight and the two nights after it.
const MIDNIGHT: &[Minute] = &[
    DAY - 10,
    DAY,
    DAY + 10,
    DAY + 4 * HOUR + 10,
    DAY + 4 * HOUR + 20,
    2 * DAY + 4 * HOUR + 10,
];

/// An hour before a night, the night, and the next.
const NIGHTS: &[Minute] = &[
    DAY + 3 * HOUR + 15,
    DAY + 3 * HOUR + 25,
    DAY + 4 * HOUR + 10,
    2 * DAY + 4 * HOUR + 10,
];

/// A night, and the next.
const LATE: &[Minute] = &[DAY + 3 * HOUR + 25, 2 * DAY + 4 * HOUR + 10];

/// Before midnight, and then four days on which nothing runs.
const OUTAGE: &[Minute] = &[DAY - 10, DAY, 4 * DAY + 10, 4 * DAY + 4 * HOUR + 10];

/// The day on which a seal is due, two nights on which everything works, and the time after the answers expire.
const SEALING: &[Minute] = &[
    DAY + 3 * HOUR + 15,
    DAY + 4 * HOUR + 10,
    2 * DAY + 4 * HOUR + 10,
    3 * DAY + 4 * HOUR + 10,
    31 * DAY,
    31 * DAY + 4 * HOUR + 10,
];

/// What every test run searches.
pub fn stories() -> Vec<Story> {
    let changed = Some(Task::Answer { response: 0, rating: 1 });
    let changed_back = Some(Task::Answer { response: 0, rating: 0 });
    let erased = Some(Task::Erase { response: 0 });
    let import = |response, day| {
        Some(Task::Import {
            response,
            day,
            rating: 0,
        })
    };
    let (brought, moved) = (import(0, 0), import(0, ELSEWHERE));
    let today = |story| Story { lively: &[1], ..story };
    let sealing = |story| Story {
        moments: SEALING,
        assured: &SEALING[2..4],
        expiry: Some(31 * DAY),
        ..story
    };
    vec![
        today(story("an answer around midnight", MIDNIGHT, NONE, [changed, None], 2)),
        today(story(
            "an answer and its change",
            MIDNIGHT,
            NONE,
            [changed, changed_back],
            1,
        )),
        today(story("an outage of four days", OUTAGE, NONE, [changed, None], 2)),
        Story {
            runs_off: &[-5, 5],
            ..story("a change to an old day", NIGHTS, ONE, [changed, None], 2)
        },
        story("an erasure from an old day", NIGHTS, ONE, [erased, None], 2),
        story("an import into an old day", NIGHTS, ONE, [import(1, 0), None], 2),
        story("an import out of an old day", NIGHTS, ONE, [moved, None], 2),
        story(
            "an import into an old day and out of it",
            LATE,
            NONE,
            [brought, moved],
            2,
        ),
        story("a change and an erasure", NIGHTS, ONE, [changed, erased], 1),
        story("a change and an import elsewhere", NIGHTS, ONE, [changed, moved], 1),
        story("an erasure and an import elsewhere", NIGHTS, ONE, [erased, moved], 1),
        sealing(story(
            "a change to a day that is sealed",
            SEALING,
            ONE,
            [changed, None],
            2,
        )),
        sealing(story(
            "an import into a day that is sealed",
            SEALING,
            ONE,
            [import(1, 0), None],
            1,
        )),
    ]
}

/// What takes minutes more: clocks of runs that are off either way, two writers and two runs at once.
pub fn longer_stories() -> Vec<Story> {
    let longer = |story: Story| match story.runs {
        1 if story.moments == NIGHTS => Story {
            runs: 2,
            moments: LATE,
            ..story
        },
        _ => Story {
            runs_off: &[-5, 5],
            ..story
        },
    };
    stories().into_iter().map(longer).collect()
}

const NONE: [Option<Version>; 2] = [None; 2];
const ONE: [Option<Version>; 2] = [Version::old(0), None];

fn story(
    name: &'static str,
    moments: &'static [Minute],
    given: [Option<Version>; 2],
    tasks: [Option<Task>; 2],
    runs: usize,
) -> Story {
    Story {
        name,
        moments,
        assured: &[],
        given,
        surveys: [0, 1],
        tasks,
        runs,
        runs_off: &[5],
        lively: &[OLD],
        expiry: None,
        defect: None,
        calendar: Calendar::new("UTC").expect("a zone"),
    }
}
