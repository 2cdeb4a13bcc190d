//! Scores that have shifted, and that nobody has dealt with: of all surveys, in one list.

use shared::domain::chart::ScoreSignal;
use shared::signals::SignalRow;
use shared::store::settings::Surveys;
use shared::text::TeamWords;

use crate::pages::display::plain;
use crate::pages::survey::shifts::Shift;
use crate::pages::told::Told;

/// A shift, with the survey that it is of.
pub(super) struct ShiftOf {
    pub survey: String,
    pub title: String,
    pub shift: Shift,
}

/// The open signals of the surveys that there are.
pub(super) fn open(words: TeamWords, surveys: &Surveys, signals: &[ScoreSignal]) -> Vec<ShiftOf> {
    let open = signals.iter().filter(|signal| signal.acknowledged.is_none());
    let told = open.filter_map(|signal| {
        let survey = surveys.current.get(&signal.survey)?;
        let told = Told {
            words,
            metric: signal.measure.metric(),
        };
        Some(ShiftOf {
            survey: signal.survey.clone(),
            title: plain(&survey.definition.title),
            shift: Shift::of(told, &SignalRow::of(signal), None),
        })
    });
    told.collect()
}
