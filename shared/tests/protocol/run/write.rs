//! How a run writes what it found of a survey: blank items first, then the list, then what counts.

use shared::domain::settle::may_be_left_alone;

use super::{Run, Stage};
use crate::defect::Defect;
use crate::world::{CUT, Content, Item, Story, TOTAL, World};

impl Story {
    /// Goes on with the first survey from `survey` on that was found or is listed.
    pub(super) fn survey_from(&self, run: &mut Run, survey: u8) {
        let is_to_do = |survey: &u8| {
            let listed = run.listed_before >> survey & 1 == 1 && !self.has(Defect::VanishedLeftOut);
            listed || run.found[usize::from(*survey)][TOTAL].is_some()
        };
        run.stage = (survey..2).find(is_to_do).map_or(Stage::Finish, Stage::Look);
    }

    pub(super) fn look_at(&self, world: &World, run: &mut Run, survey: u8) {
        run.stored = world.items[run.day()][usize::from(survey)];
        self.write_from(run, survey, Stage::Blank(survey, 0));
    }

    /// What an item is to say, if it is to be written at all.
    fn wanted(&self, run: &Run, survey: u8, key: usize) -> Option<Content> {
        let found = run.found[usize::from(survey)];
        if found[TOTAL].is_none() && run.stored.iter().all(Option::is_none) {
            return None;
        }
        match key {
            TOTAL => Some(found[TOTAL].unwrap_or(0)),
            _ if self.has(Defect::VanishedLeftOut) => found[CUT],
            _ => found[CUT].or(run.stored[CUT].map(|_| 0)),
        }
    }

    /// Goes on with the first request from `stage` on that is to be sent for a survey.
    pub(super) fn write_from(&self, run: &mut Run, survey: u8, mut stage: Stage) {
        let missing = |key: u8| {
            let key = usize::from(key);
            self.wanted(run, survey, key).is_some() && run.stored[key].is_none()
        };
        let unfenced = self.has(Defect::CreatedUnfenced);
        let listed = run.listed_before >> survey & 1 == 1 && !missing(0) && !missing(1);
        loop {
            stage = match stage {
                Stage::Blank(_, 2) => Stage::List(survey),
                Stage::Blank(_, key) if unfenced || !missing(key) => Stage::Blank(survey, key + 1),
                Stage::List(_) if listed || self.has(Defect::ListedLast) => Stage::Put(survey, 0),
                Stage::Put(_, 2) => return self.survey_from(run, survey + 1),
                Stage::Put(_, key) if !self.is_to_put(run, survey, usize::from(key)) => Stage::Put(survey, key + 1),
                sent => {
                    run.stage = sent;
                    return;
                }
            };
        }
    }

    fn is_to_put(&self, run: &Run, survey: u8, key: usize) -> bool {
        self.wanted(run, survey, key).is_some_and(|wanted| {
            let left_alone = |known: Item| {
                known.content == wanted && may_be_left_alone(u64::from(known.number), u64::from(run.number))
            };
            !run.stored[key].is_some_and(left_alone)
        })
    }

    pub(super) fn put(&self, world: &mut World, run: &Run, survey: usize, key: usize) {
        let stored = &mut world.items[run.day()][survey][key];
        let Some(mut content) = self.wanted(run, u8::try_from(survey).unwrap_or(0), key) else {
            return;
        };
        let fenced = match *stored {
            Some(known) => known.number >= run.number,
            None => !(self.has(Defect::CreatedUnfenced)),
        };
        if fenced && !self.has(Defect::NoFence) {
            return;
        }
        if self.has(Defect::Added) {
            content += stored.map_or(0, |known| known.content);
        }
        *stored = Some(Item {
            number: run.number,
            content,
        });
    }
}
