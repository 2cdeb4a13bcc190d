//! What a person has chosen to see of a survey, and the ways to choose something else.

use jiff::civil::Date;
use shared::domain::cut::{Cut, UnknownCut};
use shared::domain::step::{Step, UnknownStep};
use shared::domain::window::{Against, DayRange, Window};
use shared::text::TeamWords;

use crate::pages::display::{percent_encode, plain};
use crate::pages::parts::Choice;
use crate::problem::Problem;
use crate::query::{Query, compared};

/// The periods one can choose from, in days.
const PERIODS: [u16; 4] = [7, USUAL_PERIOD, 90, YEAR];
const USUAL_PERIOD: u16 = 28;
const YEAR: u16 = 365;
/// Says in `against` that nothing is to be compared.
const NOTHING: &str = "none";

/// What is chosen.
pub(super) struct Chosen {
    pub range: DayRange,
    pub against: Option<DayRange>,
    /// None where it is left to the answers.
    pub step: Option<Step>,
    pub cut: Cut,
    pub touchpoint: Option<String>,
    window: Window,
    with: Option<Against>,
    /// The path of the page.
    path: String,
    /// The parameters that were given.
    given: Vec<(&'static str, String)>,
}

/// A link to the same page with another choice.
pub(super) struct Way {
    pub href: String,
    pub text: String,
    pub current: bool,
}

/// The parameters of the page.
pub(super) const PARAMETERS: [&str; 7] = ["window", "from", "to", "against", "trend", "by", "touchpoint"];
const OF_DAYS: [&str; 3] = ["window", "from", "to"];

impl Chosen {
    pub(super) fn of(query: &Query, survey: &str, today: Date) -> Result<Self, Problem> {
        let window = query.window(today)?.unwrap_or(Window::Days(USUAL_PERIOD));
        let with = match query.get("against") {
            Some(NOTHING) => None,
            _ => Some(query.against()?.unwrap_or(Against::Before)),
        };
        let (range, against) = compared(window, with, today)?;
        let step = query.get("trend").map(str::parse).transpose();
        let cut = query.get("by").map_or(Ok(Cut::Touchpoint), str::parse);
        let given = PARAMETERS
            .iter()
            .filter_map(|name| Some((*name, query.get(name)?.to_owned())));
        Ok(Self {
            range,
            against,
            step: step.map_err(|unknown: UnknownStep| Problem::invalid("trend", unknown.to_string()))?,
            cut: cut.map_err(|unknown: UnknownCut| Problem::invalid("by", unknown.to_string()))?,
            touchpoint: query.get("touchpoint").map(str::to_owned),
            window,
            with,
            path: format!("/dashboard/surveys/{}", percent_encode(survey)),
            given: given.collect(),
        })
    }

    /// The address of the page alone.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// The parameters that were given but for those of the days: what a form that asks for days keeps.
    pub(super) fn beside_days(&self) -> Vec<(&'static str, &str)> {
        self.given_where(|name| !OF_DAYS.contains(&name))
    }

    /// The parameters of the days that were given: what a form that asks for anything else keeps.
    pub(super) fn of_days(&self) -> Vec<(&'static str, &str)> {
        self.given_where(|name| OF_DAYS.contains(&name))
    }

    /// Whether the days are of no period.
    pub(super) fn own_days(&self) -> bool {
        !PERIODS.iter().any(|days| self.window == Window::Days(*days))
    }

    fn given_where(&self, wanted: impl Fn(&str) -> bool) -> Vec<(&'static str, &str)> {
        let given = self.given.iter().filter(|(name, _)| wanted(name));
        given.map(|(name, value)| (*name, value.as_str())).collect()
    }

    /// The same page without what was chosen here, and with this.
    fn href(&self, without: &[&str], with: Option<(&'static str, String)>) -> String {
        let kept = self.given.iter().filter(|(name, _)| !without.contains(name)).cloned();
        let pairs: Vec<(&'static str, String)> = with.into_iter().chain(kept).collect();
        // Pairs of texts can always be written.
        match serde_urlencoded::to_string(pairs).unwrap_or_default() {
            query if query.is_empty() => self.path.clone(),
            query => format!("{}?{query}", self.path),
        }
    }

    pub(super) fn periods(&self, words: TeamWords) -> Vec<Way> {
        let way = |days: u16| Way {
            href: self.href(&OF_DAYS, Some(("window", format!("{days}d")))),
            text: match days {
                YEAR => words.get("survey-period-year").into_owned(),
                _ => words.with("survey-period-days", &[("count", &days.to_string())]),
            },
            current: self.window == Window::Days(days),
        };
        PERIODS.into_iter().map(way).collect()
    }

    /// What scores are compared with, as in `the 28 days before`.
    pub(super) fn before(&self, words: TeamWords) -> String {
        match self.with {
            Some(Against::YearAgo) => words.get("survey-before-year").into_owned(),
            Some(Against::Before) | None => words.with("before-days", &[("days", &self.range.days().to_string())]),
        }
    }

    /// The same page of all touchpoints.
    pub(super) fn of_all_touchpoints(&self) -> String {
        self.href(&["touchpoint"], None)
    }

    /// The same page of one touchpoint.
    pub(super) fn of_touchpoint(&self, touchpoint: &str) -> String {
        self.href(&["touchpoint"], Some(("touchpoint", touchpoint.to_owned())))
    }

    pub(super) fn comparisons(&self, words: TeamWords) -> Vec<Choice> {
        let value = |against: Option<Against>| against.map_or(NOTHING.to_owned(), |against| against.to_string());
        let chosen = value(self.with);
        let choice = |against, key| Choice::of(value(against), words.get(key), &chosen);
        vec![
            choice(Some(Against::Before), "survey-against-before"),
            choice(Some(Against::YearAgo), "survey-against-year"),
            choice(None, "survey-against-none"),
        ]
    }

    /// The cuts there are, and the one that was asked for.
    pub(super) fn cuts(&self, words: TeamWords, there: Vec<Cut>) -> Vec<Choice> {
        let mut all = vec![Cut::Touchpoint, Cut::Language, Cut::Channel];
        let beside = there.into_iter().chain([self.cut.clone()]);
        for cut in beside {
            if !all.contains(&cut) {
                all.push(cut);
            }
        }
        let chosen = self.cut.to_string();
        let choice = |cut: Cut| Choice::of(cut.to_string(), name(&cut, words), &chosen);
        all.into_iter().map(choice).collect()
    }

    /// The touchpoints that may be shown, and the one that was asked for.
    pub(super) fn touchpoints<'a>(&'a self, words: TeamWords, shown: impl Iterator<Item = &'a str>) -> Vec<Choice> {
        let mut names: Vec<&str> = shown.chain(self.touchpoint.as_deref()).collect();
        names.sort_unstable();
        names.dedup();
        let chosen = self.touchpoint.as_deref().unwrap_or_default();
        let all = Choice::of("", words.get("survey-only-all"), chosen);
        let named = names.into_iter().map(|name| Choice::of(name, plain(name), chosen));
        std::iter::once(all).chain(named).collect()
    }
}

/// The steps of a trend, and which of them is drawn.
pub(super) fn steps(words: TeamWords, drawn: Step) -> Vec<Choice> {
    let drawn = drawn.to_string();
    [Step::Day, Step::Week]
        .map(|step| Choice::of(step.to_string(), words.get(&format!("survey-step-{step}")), &drawn))
        .into()
}

/// A cut as people know it: an attribute by its own name.
pub(super) fn name(cut: &Cut, words: TeamWords) -> String {
    match cut {
        Cut::Attribute(name) => plain(name),
        Cut::Touchpoint | Cut::Language | Cut::Channel => words.get(&format!("survey-by-{cut}")).into_owned(),
    }
}
