//! Every state that can be reached, nearest first.

use std::collections::{HashSet, VecDeque};
use std::hash::{Hash, Hasher};

use crate::world::{Story, World};

/// How far the clock of a writer is off, in minutes.
const WRITERS_OFF: [i8; 2] = [-5, 5];

/// What one step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Time goes on to the next moment.
    Time,
    /// A writer begins, with its clock off by so many minutes.
    WriterBegins(usize, i8),
    /// A writer sends its next request.
    WriterGoesOn(usize),
    /// A writer stops for good.
    WriterCrashes(usize),
    /// A run begins; it may find the index of marked days behind.
    RunBegins(usize, i8, Sight),
    /// A run sends its next request; a read may find the index of responses behind.
    RunGoesOn(usize, Sight),
    /// A run stops for good.
    RunCrashes(usize),
    /// A response is deleted by its expiry.
    Expires(usize),
}

/// What an index shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// Everything there is.
    Clear,
    /// Nothing younger than the delay.
    Behind,
}

/// What a search found.
pub struct Explored {
    /// States looked at.
    pub states: usize,
    /// The shortest way to something wrong, in words.
    pub wrong: Option<Vec<String>>,
}

/// Looks at every state that `story` can reach, and stops at the first that is wrong.
pub fn explore(story: &Story) -> Explored {
    let begin = story.begin();
    let mut known = HashSet::from([fingerprint(&begin)]);
    // How each state was reached: the state before, and the step.
    let mut ways: Vec<Option<(usize, Step)>> = vec![None];
    let mut ahead = VecDeque::from([(0, begin)]);
    while let Some((place, world)) = ahead.pop_front() {
        let lasting = || {
            Story::is_quiet(&world)
                .then(|| story.wrong_after_two_nights(&world))
                .flatten()
        };
        if let Some(wrong) = story.wrong(&world).or_else(lasting) {
            return Explored {
                states: known.len(),
                wrong: Some(retold(story, &ways, place, wrong)),
            };
        }
        for (step, next) in story.steps(&world) {
            if known.insert(fingerprint(&next)) {
                ways.push(Some((place, step)));
                ahead.push_back((ways.len() - 1, next));
            }
        }
    }
    Explored {
        states: known.len(),
        wrong: None,
    }
}

/// Stands for a state: of a million, two share one with a probability of one in thirty million.
fn fingerprint(world: &World) -> u64 {
    let mut mixer = Mixer(0);
    world.hash(&mut mixer);
    mixer.finish()
}

/// A hasher that costs little in a build that is not optimised.
struct Mixer(u64);

impl Mixer {
    fn mix(&mut self, part: u64) {
        self.0 = (self.0 ^ part).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 ^= self.0 >> 29;
    }
}

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(8) {
            let mut whole = [0; 8];
            whole[..part.len()].copy_from_slice(part);
            self.mix(u64::from_le_bytes(whole));
        }
    }

    fn write_u8(&mut self, value: u8) {
        self.mix(u64::from(value));
    }

    fn write_u32(&mut self, value: u32) {
        self.mix(u64::from(value));
    }

    fn write_u64(&mut self, value: u64) {
        self.mix(value);
    }

    fn write_usize(&mut self, value: usize) {
        self.mix(value as u64);
    }
}

fn retold(story: &Story, ways: &[Option<(usize, Step)>], end: usize, wrong: String) -> Vec<String> {
    let before = |place: &(usize, Step)| ways[place.0];
    let mut steps: Vec<Step> = std::iter::successors(ways[end], before).map(|(_, step)| step).collect();
    steps.reverse();
    let mut world = story.begin();
    let mut lines = Vec::new();
    for step in steps {
        lines.push(story.words(&world, step));
        let next = story.steps(&world).into_iter().find(|(taken, _)| *taken == step);
        world = next.expect("a step that was taken can be taken again").1;
    }
    lines.push(wrong);
    lines
}

impl Story {
    /// Everything that can happen next.
    pub fn steps(&self, world: &World) -> Vec<(Step, World)> {
        let mut steps = Vec::new();
        let mut take = |step: Step| {
            let mut next = world.clone();
            if self.take(&mut next, step) {
                steps.push((step, next));
            }
        };
        take(Step::Time);
        for writer in 0..2 {
            for skew in WRITERS_OFF {
                take(Step::WriterBegins(writer, skew));
            }
            take(Step::WriterGoesOn(writer));
            take(Step::WriterCrashes(writer));
        }
        for run in 0..2 {
            for sight in [Sight::Clear, Sight::Behind] {
                for skew in self.runs_off {
                    take(Step::RunBegins(run, *skew, sight));
                }
                take(Step::RunGoesOn(run, sight));
            }
            take(Step::RunCrashes(run));
        }
        (0..2).for_each(|response| take(Step::Expires(response)));
        steps
    }

    /// Takes a step; whether it can be taken.
    fn take(&self, world: &mut World, step: Step) -> bool {
        match step {
            Step::Time => self.time_goes_on(world),
            Step::WriterBegins(writer, skew) => self.writer_begins(world, writer, skew),
            Step::WriterGoesOn(writer) => self.writer_goes_on(world, writer),
            Step::WriterCrashes(writer) => world.writers[writer].crash(),
            Step::RunBegins(run, skew, sight) => self.run_begins(world, run, skew, sight),
            Step::RunGoesOn(run, sight) => self.run_goes_on(world, run, sight),
            Step::RunCrashes(run) => world.runs[run].crash(),
            Step::Expires(response) => self.expire(world, response),
        }
    }

    fn time_goes_on(&self, world: &mut World) -> bool {
        let Some(next) = self.moments.get(usize::from(world.moment) + 1).copied() else {
            return false;
        };
        // Who has touched a day or read the clock writes in time, or never.
        if world.writers.iter().any(|writer| writer.cannot_wait_until(next)) {
            return false;
        }
        world.moment += 1;
        self.forget(world, next);
        if self.assured.contains(&next) {
            self.whole_night(world, next);
        }
        true
    }

    fn expire(&self, world: &mut World, response: usize) -> bool {
        let now = self.real(world);
        let response = &mut world.responses[response];
        let old = response.now.is_some_and(|version| version.day == 0);
        let due = old && !response.expired && self.expiry.is_some_and(|expiry| expiry <= now);
        response.expired |= due;
        due
    }

    fn words(&self, world: &World, step: Step) -> String {
        let minute = self.real(world);
        let what = match step {
            Step::Time => "time goes on".to_owned(),
            Step::WriterBegins(writer, skew) => {
                format!(
                    "writer {writer} begins to {}, its clock off by {skew} min",
                    world.writers[writer]
                )
            }
            Step::WriterGoesOn(writer) => format!("writer {writer} {}", world.writers[writer].next_request()),
            Step::WriterCrashes(writer) => format!("writer {writer} stops for good"),
            Step::RunBegins(run, skew, sight) => {
                format!("run {run} begins, its clock off by {skew} min{}", behind(sight))
            }
            Step::RunGoesOn(run, sight) => format!("run {run} {}{}", world.runs[run], behind(sight)),
            Step::RunCrashes(run) => format!("run {run} stops for good"),
            Step::Expires(response) => format!("answer {response} expires"),
        };
        format!("{}  {what}", crate::world::at(minute))
    }
}

fn behind(sight: Sight) -> &'static str {
    match sight {
        Sight::Clear => "",
        Sight::Behind => ", the index behind",
    }
}
