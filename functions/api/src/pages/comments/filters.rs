//! Which answers the page of comments shows, as its form says it.

use shared::domain::Band;
use shared::domain::answer_filter::{AnswerFilter, Only};
use shared::domain::day::Calendar;
use shared::store::settings::Surveys;
use shared::text::{TeamWords, own_name};

use crate::pages::display::plain;
use crate::pages::parts::Choice;
use crate::pages::refused::Refused;
use crate::problem::Problem;
use crate::query::{Query, Range};

/// The parameters of the form.
pub(super) const PARAMETERS: [&str; 9] = [
    "survey",
    "from",
    "to",
    "band",
    "touchpoint",
    "language",
    "attribute",
    "with_comment",
    "waiting",
];

/// The form as it was sent, to be sent again.
pub(super) struct Filters {
    pub surveys: Vec<Choice>,
    pub bands: Vec<Choice>,
    pub languages: Vec<Choice>,
    pub from: String,
    pub to: String,
    pub touchpoint: String,
    pub attribute: String,
    pub with_comment: bool,
    pub waiting: bool,
    /// Whether anything is asked for that can be cleared.
    pub any: bool,
}

/// The answers that the query asks for, on these days.
pub(super) fn wanted(
    query: &Query,
    surveys: &Surveys,
    range: Range,
    calendar: &Calendar,
) -> Result<AnswerFilter, Problem> {
    let band = |name: &str| Band::ALL.into_iter().find(|band| band.to_string() == name);
    let band = match query.get("band") {
        None => None,
        Some(name) => Some(band(name).ok_or_else(|| Problem::invalid("band", "give low, middle or high"))?),
    };
    let text = |name: &str| query.get(name).map(str::trim).map(str::to_owned);
    let attribute = match query.get("attribute").map(|pair| pair.split_once('=')) {
        None => None,
        Some(Some((name, value))) => Some((name.trim().to_owned(), value.trim().to_owned())),
        Some(None) => return Err(Problem::invalid("attribute", "give a name and a value, as in plan=pro")),
    };
    Ok(AnswerFilter {
        survey: query.survey(surveys)?.map(|survey| survey.definition.id.clone()),
        since: Some(calendar.opens(range.from)),
        until: Some(calendar.closes(range.to)),
        band,
        touchpoint: text("touchpoint"),
        language: text("language"),
        attributes: attribute.into_iter().collect(),
        with_comment: query.yes_or_no("with_comment")?.unwrap_or(false),
        only: query.yes_or_no("waiting")?.unwrap_or(false).then_some(Only::Waiting),
        ..AnswerFilter::default()
    })
}

impl Filters {
    pub(super) fn of(query: &Query, surveys: &Surveys, range: Range, words: TeamWords, refused: &Refused) -> Self {
        let chosen = |parameter: &str, value: &str| query.get(parameter).unwrap_or_default() == value;
        let choice = |parameter: &str, value: &str, name: &str| {
            Choice::of(value, plain(name), query.get(parameter).unwrap_or_default())
        };
        let definitions = || surveys.current.values().map(|survey| &survey.definition);
        let mut languages: Vec<&str> = definitions()
            .flat_map(|definition| definition.text.keys())
            .map(String::as_str)
            .collect();
        languages.sort_unstable();
        languages.dedup();
        let given = |name: &str| refused.typed(name, plain(query.get(name).unwrap_or_default()));
        Self {
            surveys: definitions()
                .map(|definition| choice("survey", &definition.id, &definition.title))
                .collect(),
            bands: Band::ALL
                .map(|band| choice("band", &band.to_string(), &words.get(&format!("comments-band-{band}"))))
                .into(),
            languages: languages
                .into_iter()
                .map(|tag| choice("language", tag, own_name(tag)))
                .collect(),
            from: refused.typed("from", range.from.to_string()),
            to: refused.typed("to", range.to.to_string()),
            touchpoint: given("touchpoint"),
            attribute: given("attribute"),
            with_comment: chosen("with_comment", "true"),
            waiting: chosen("waiting", "true"),
            any: refused.any() || PARAMETERS.iter().any(|name| query.get(name).is_some()),
        }
    }
}
