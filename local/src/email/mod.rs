//! A survey's question in an e-mail: a link for every answer, in tables and inline styles, as mail programs need it.

mod link;
#[cfg(test)]
mod tests;

use askama::Template;
use shared::domain::survey::{Brand, Colours, Scheme, Survey, SurveyText};
use shared::text::{Words, direction};

pub(crate) use self::link::MailLink;

/// The most answers that stand side by side on a phone: 6 of 44 px and what lies between them are under 320 px.
const MOST_ABREAST: usize = 6;
/// The page's own fonts, as far as mail programs have them.
const FONTS: &str = "system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/// A question in one language.
pub(crate) struct Mail<'a> {
    survey: &'a Survey,
    tag: &'a str,
    text: &'a SurveyText,
    words: &'static Words,
}

/// How wide one answer is with the space beside it.
const ANSWER_PIXELS: usize = 49;

/// The width that the words at two ends need in any case.
const LEAST_ENDS_PIXELS: usize = 288;

/// What stands in the body of an e-mail.
#[derive(Template)]
#[template(path = "email.html", whitespace = "minimize")]
struct Snippet<'a> {
    tag: &'a str,
    dir: &'static str,
    name: Option<&'a str>,
    text: &'a SurveyText,
    /// The page's own words, and their direction: those of another language where the survey's has none.
    words: &'static Words,
    words_dir: &'static str,
    link: String,
    groups: Vec<Vec<Answer>>,
    /// How wide the answers are side by side, in pixels, so that what the ends mean stands under them.
    ends_width: usize,
    low: u8,
    high: u8,
    /// Where a line starts and ends, for mail programs that do not know `start` and `end`.
    start: &'static str,
    end: &'static str,
    font: String,
    colours: Colours,
}

/// One answer to press.
struct Answer {
    value: u8,
    /// What it says by itself, where the numbers around it are not seen.
    says: String,
    link: String,
}

/// A page that shows the snippet as a computer and a phone do.
#[derive(Template)]
#[template(path = "email_preview.html", whitespace = "minimize")]
struct Preview<'a> {
    title: &'a str,
    snippet: &'a str,
}

impl<'a> Mail<'a> {
    /// In the language called `tag`, or the survey's default; `None` where the survey is not shown in that language.
    pub(crate) fn new(survey: &'a Survey, tag: Option<&str>) -> Option<Self> {
        let wanted = tag.unwrap_or(&survey.definition.default_language);
        let (tag, text) = survey.definition.text.get_key_value(wanted)?;
        Some(Self {
            survey,
            tag,
            text,
            words: Words::in_first_of([tag.as_str()]),
        })
    }

    /// The HTML part, to be put where the question should stand.
    pub(crate) fn html(&self, link: &MailLink) -> askama::Result<String> {
        let (scale, brand) = (self.survey.measure.scale(), self.survey.definition.brand.as_ref());
        let answers: Vec<Answer> = self
            .survey
            .measure
            .points()
            .map(|point| self.answer(point.get(), link))
            .collect();
        // Halves of about one length stand side by side where there is room, and one above the other where there is not.
        let abreast = if answers.len() > MOST_ABREAST {
            answers.len().div_ceil(2)
        } else {
            MOST_ABREAST
        };
        let mut groups: Vec<Vec<Answer>> = Vec::new();
        for answer in answers {
            match groups.last_mut().filter(|group| group.len() < abreast) {
                Some(group) => group.push(answer),
                None => groups.push(vec![answer]),
            }
        }
        let ends_width = (groups.iter().map(Vec::len).sum::<usize>() * ANSWER_PIXELS).max(LEAST_ENDS_PIXELS);
        let dir = direction(self.tag);
        let (start, end) = if dir == "rtl" {
            ("right", "left")
        } else {
            ("left", "right")
        };
        let snippet = Snippet {
            tag: self.tag,
            dir,
            name: brand.and_then(|brand| brand.name.as_deref()),
            text: self.text,
            words: self.words,
            words_dir: direction(self.words.tag()),
            link: link.in_html(None),
            groups,
            ends_width,
            low: scale.min(),
            high: scale.max(),
            start,
            end,
            // Style attributes stand in double quotes.
            font: brand
                .and_then(Brand::font_family)
                .map_or_else(|| FONTS.to_owned(), |families| families.replace('"', "'")),
            colours: brand.and_then(Brand::scheme).unwrap_or_else(Scheme::own).light,
        };
        let html = snippet.render()?;
        let lines: Vec<&str> = html.lines().filter(|line| !line.trim().is_empty()).collect();
        Ok(lines.join("\n"))
    }

    /// The plain-text part, with one link.
    pub(crate) fn plain(&self, link: &MailLink) -> String {
        let scale = self.survey.measure.scale();
        let name = self
            .survey
            .definition
            .brand
            .as_ref()
            .and_then(|brand| brand.name.as_deref());
        let name = name.map(|name| format!("{name}\n\n")).unwrap_or_default();
        let SurveyText {
            question, low, high, ..
        } = self.text;
        let ends = format!("{} = {low}\n{} = {high}", scale.min(), scale.max());
        format!(
            "{name}{question}\n\n{ends}\n\n{}:\n{}",
            self.words.get("email-page"),
            link.in_text()
        )
    }

    /// A whole page with the HTML part as wide as on a computer and on a phone.
    pub(crate) fn preview(&self, link: &MailLink) -> askama::Result<String> {
        let snippet = self.html(link)?;
        let preview = Preview {
            title: &self.text.question,
            snippet: &snippet,
        };
        preview.render()
    }

    fn answer(&self, value: u8, link: &MailLink) -> Answer {
        let scale = self.survey.measure.scale();
        let numbers = [("rating", value.to_string()), ("max", scale.max().to_string())];
        let numbers = numbers.each_ref().map(|(name, number)| (*name, number.as_str()));
        let says = self.words.with("email-rate", &numbers);
        let meaning = match value {
            value if value == scale.min() => Some(&self.text.low),
            value if value == scale.max() => Some(&self.text.high),
            _ => None,
        };
        Answer {
            value,
            says: meaning.map_or_else(|| says.clone(), |meaning| format!("{says} ({meaning})")),
            link: link.in_html(Some(value)),
        }
    }
}
