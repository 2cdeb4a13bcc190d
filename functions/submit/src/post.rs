//! What a `POST` brings, as a form or as JSON.

use std::fmt;

use http::header::CONTENT_TYPE;
use lambda_http::Request;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use shared::domain::survey::FollowUpAnswers;
use shared::link::SubmissionId;

/// The longest body, in bytes: a comment of 2,000 Chinese characters takes 18,000 in a form, and one of 2,000 rarer
/// characters 24,000, which a cap of 16 KB would refuse although the comment may be that long.
pub(crate) const LONGEST_BODY: usize = 32 * 1024;

/// What the name of a follow-up question's field begins with; its id follows.
pub(crate) const FOLLOW_UP: &str = "more.";

/// The two forms an answer can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Media {
    Form,
    Json,
}

/// Why a body is not looked at further.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    /// It is over [`LONGEST_BODY`].
    TooLarge,
    /// It is neither a form nor JSON.
    OtherMedia,
    /// It is not what it says it is, or has a field twice, or one that is not known.
    Unreadable,
}

/// An answer as it was sent, with nothing checked against the survey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Posted {
    pub(crate) media: Media,
    /// `None` where it is missing or no whole number.
    pub(crate) rating: Option<i64>,
    /// As typed.
    pub(crate) comment: String,
    /// What was said to follow-up questions, as typed.
    pub(crate) follow_ups: FollowUpAnswers,
    /// The signed time of view.
    pub(crate) ticket: String,
    /// Given by a program.
    pub(crate) submission: SubmissionGiven,
    pub(crate) language: Option<String>,
    pub(crate) decoy: bool,
}

/// The submission id of a JSON answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SubmissionGiven {
    No,
    Yes(SubmissionId),
    /// There is one and it is no id.
    Wrong,
}

/// The media type of the body, if it is one of the two. Parameters other than UTF-8 make it another.
pub(crate) fn media(request: &Request) -> Option<Media> {
    let header = request.headers().get(CONTENT_TYPE)?.to_str().ok()?;
    let mut parts = header.split(';').map(str::trim);
    let media = match parts.next()?.to_ascii_lowercase().as_str() {
        "application/x-www-form-urlencoded" => Media::Form,
        "application/json" => Media::Json,
        _ => return None,
    };
    parts
        .all(|parameter| parameter.replace('"', "").eq_ignore_ascii_case("charset=utf-8"))
        .then_some(media)
}

/// Reads the body.
pub(crate) fn read(request: &Request) -> Result<Posted, Refused> {
    let body: &[u8] = request.body().as_ref();
    if body.len() > LONGEST_BODY {
        return Err(Refused::TooLarge);
    }
    match media(request).ok_or(Refused::OtherMedia)? {
        Media::Form => form(body),
        Media::Json => json(body),
    }
    .ok_or(Refused::Unreadable)
}

fn form(body: &[u8]) -> Option<Posted> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(body).ok()?;
    let [mut rating, mut comment, mut view, mut more] = [const { None }; 4];
    let mut follow_ups = FollowUpAnswers::new();
    for (name, value) in pairs {
        if let Some(question) = name.strip_prefix(FOLLOW_UP) {
            follow_ups.entry(question.to_owned()).or_default().push(value);
            continue;
        }
        let field = match name.as_str() {
            "rating" => &mut rating,
            "comment" => &mut comment,
            "view" => &mut view,
            "more" => &mut more,
            _ => return None,
        };
        if field.replace(value).is_some() {
            return None;
        }
    }
    Some(Posted {
        media: Media::Form,
        rating: rating.as_deref().and_then(whole_number),
        comment: comment.unwrap_or_default(),
        follow_ups,
        ticket: view.unwrap_or_default(),
        submission: SubmissionGiven::No,
        language: None,
        decoy: more.is_some(),
    })
}

/// A number as the page writes it: digits alone.
pub(crate) fn whole_number(text: &str) -> Option<i64> {
    let digits = (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct JsonAnswer {
    rating: Option<serde_json::Number>,
    comment: Option<String>,
    submission_id: Option<String>,
    language: Option<String>,
    #[serde(default, deserialize_with = "each_once")]
    follow_ups: FollowUpAnswers,
}

/// A map in which no name comes twice: of two answers to one question, none is left out unseen.
fn each_once<'de, D: Deserializer<'de>>(from: D) -> Result<FollowUpAnswers, D::Error> {
    struct EachOnce;
    impl<'de> Visitor<'de> for EachOnce {
        type Value = FollowUpAnswers;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("answers by the question's id, each a list of texts")
        }

        fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<FollowUpAnswers, M::Error> {
            let mut answers = FollowUpAnswers::new();
            while let Some((question, said)) = map.next_entry()? {
                if answers.insert(question, said).is_some() {
                    return Err(M::Error::custom("a question is answered twice"));
                }
            }
            Ok(answers)
        }
    }
    from.deserialize_map(EachOnce)
}

fn json(body: &[u8]) -> Option<Posted> {
    let answer: JsonAnswer = serde_json::from_slice(body).ok()?;
    Some(Posted {
        media: Media::Json,
        rating: answer.rating.and_then(|rating| rating.as_i64()),
        comment: answer.comment.unwrap_or_default(),
        follow_ups: answer.follow_ups,
        ticket: String::new(),
        submission: match answer.submission_id.as_deref().map(submission_id) {
            None => SubmissionGiven::No,
            Some(Some(id)) => SubmissionGiven::Yes(id),
            Some(None) => SubmissionGiven::Wrong,
        },
        language: answer.language,
        decoy: false,
    })
}

/// 22 characters of base64url, or a UUID.
fn submission_id(text: &str) -> Option<SubmissionId> {
    text.parse().ok().or_else(|| uuid(text))
}

fn uuid(text: &str) -> Option<SubmissionId> {
    let groups: Vec<&str> = text.split('-').collect();
    let shaped = groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12]);
    let digits = groups.concat();
    if !shaped || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    u128::from_str_radix(&digits, 16)
        .ok()
        .map(|number| SubmissionId::from_bytes(number.to_be_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_with_a_field_twice_or_an_unknown_one_is_refused() {
        assert!(form(b"rating=9&comment=a%20b&view=t").is_some());
        assert_eq!(form(b"rating=9&rating=0"), None);
        assert_eq!(form(b"rating=9&comment=&comment=x"), None);
        assert_eq!(form(b"rating=9&customer=C-1"), None);
        assert_eq!(form(b"").unwrap().rating, None);
        assert!(form(b"rating=9&more=1").unwrap().decoy);
        let answered = form(b"rating=9&more.reason=price&more.reason=delay&more.wish=").unwrap();
        assert_eq!(answered.follow_ups["reason"], ["price", "delay"]);
        assert_eq!(
            (answered.follow_ups["wish"].as_slice(), answered.decoy),
            (&[String::new()][..], false)
        );
    }

    #[test]
    fn json_with_a_field_twice_or_an_unknown_one_or_another_shape_is_refused() {
        for body in [
            r#"{"rating":9,"rating":0}"#,
            r#"{"rating":9,"customer":"C-1"}"#,
            r#"{"rating":9,"follow_ups":{"reason":"price"}}"#,
            r#"{"rating":9,"follow_ups":{"reason":["price"],"reason":[]}}"#,
            r#"{"rating":"9"}"#,
            "[9]",
            "",
            "{",
            "{\"rating\":9} x",
            r#"{"comment":{"a":1}}"#,
        ] {
            assert_eq!(json(body.as_bytes()), None, "{body}");
        }
        let deep = format!("{{\"comment\":{}", "[".repeat(20_000));
        assert_eq!(json(deep.as_bytes()), None);
        assert_eq!(json(br#"{"rating":9.5}"#).unwrap().rating, None);
        assert_eq!(json(br#"{"rating":null}"#).unwrap().rating, None);
    }

    #[test]
    fn a_submission_id_is_sixteen_bytes_in_either_notation() {
        let given = |id: &str| {
            json(format!(r#"{{"rating":9,"submission_id":"{id}"}}"#).as_bytes())
                .unwrap()
                .submission
        };
        let bytes = SubmissionGiven::Yes(SubmissionId::from_bytes([0xab; 16]));
        assert_eq!(given("abababab-abab-abab-abab-abababABABAB"), bytes);
        assert_eq!(given(&SubmissionId::from_bytes([0xab; 16]).to_string()), bytes);
        for wrong in [
            "",
            "x",
            "abababababababababababababababab",
            "+bababab-abab-abab-abab-abababababab",
        ] {
            assert_eq!(given(wrong), SubmissionGiven::Wrong, "{wrong}");
        }
    }

    #[test]
    fn a_rating_is_written_in_digits_alone() {
        for (text, number) in [
            ("9", Some(9)),
            ("10", Some(10)),
            ("+9", None),
            (" 9", None),
            ("", None),
            ("９", None),
        ] {
            assert_eq!(whole_number(text), number, "{text}");
        }
    }
}
