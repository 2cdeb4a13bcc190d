//! Pages and problems that say why there is no form.

use std::borrow::Cow;

use http::{Response, StatusCode};
use lambda_http::Body;
use shared::domain::comment::LONGEST;
use shared::text::Words;

use crate::accept::AnswerStore;
use crate::asked::Asked;
use crate::handle::Visit;
use crate::page::{Kept, Message};
use crate::post::{FOLLOW_UP, Posted, Refused};
use crate::reply;

impl<S: AnswerStore> Visit<'_, S> {
    /// The one answer to whatever is no link of this workspace.
    pub(crate) fn not_found(&self) -> Response<Body> {
        self.without_survey(StatusCode::NOT_FOUND, "not-found", self.wanted.of_nothing())
    }

    pub(crate) fn refused(&self, refused: Refused) -> Response<Body> {
        match refused {
            Refused::TooLarge => self.says(StatusCode::PAYLOAD_TOO_LARGE, "too-large", None),
            Refused::OtherMedia => self.says(StatusCode::UNSUPPORTED_MEDIA_TYPE, "bad-request", None),
            Refused::Unreadable => self.says(StatusCode::BAD_REQUEST, "bad-request", None),
        }
    }

    /// Not even the question is known: what was sent stays in the page, to be sent again with one button.
    pub(crate) fn unavailable(&self, posted: Option<&Posted>) -> Response<Body> {
        let words = self.wanted.of_link(self.link_language.as_ref());
        let status = StatusCode::SERVICE_UNAVAILABLE;
        let Some(posted) = posted.filter(|_| !self.json) else {
            return self.says(status, "unavailable", None);
        };
        let sent = [
            ("rating", posted.rating.map(|rating| rating.to_string())),
            ("comment", Some(posted.comment.clone())),
            ("view", Some(posted.ticket.clone())),
            ("more", posted.decoy.then(|| "1".to_owned())),
        ];
        let said = posted.follow_ups.iter();
        let said = said.flat_map(|(question, said)| said.iter().map(move |said| (question, said)));
        let fields = sent
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value?)))
            .chain(said.map(|(question, said)| (format!("{FOLLOW_UP}{question}"), said.clone())));
        let kept = Kept {
            fields: fields.collect(),
        };
        Message::new(status, "unavailable", words.get("unavailable-kept")).render_keeping(words, &kept)
    }

    /// No answer is taken from here any more. Where anybody may answer, the way to another one.
    pub(crate) fn closed(&self, asked: &Asked) -> Response<Body> {
        let (key, scene) = ("closed", self.scene(asked));
        let Some(another) = self.another(asked).filter(|_| !self.json) else {
            return self.says(StatusCode::GONE, key, Some(asked));
        };
        let detail = scene.shown.words.get("closed-detail");
        let another = another.trail.to(&[("lang", scene.shown.tag)]);
        Message::new(StatusCode::GONE, key, detail).render_leading_to(&scene, another)
    }

    /// A page, or a problem for a program, with the texts `key` and `key-detail`.
    pub(crate) fn says(&self, status: StatusCode, key: &'static str, asked: Option<&Asked>) -> Response<Body> {
        let Some(scene) = asked.map(|asked| self.scene(asked)) else {
            return self.without_survey(status, key, self.wanted.of_link(self.link_language.as_ref()));
        };
        let words = scene.shown.words;
        if self.json {
            return reply::problem(status, &words.get(key), &[]);
        }
        Message::new(status, key, detail(key, words)).render_of(&scene)
    }

    fn without_survey(&self, status: StatusCode, key: &'static str, words: &'static Words) -> Response<Body> {
        if self.json {
            return reply::problem(status, &words.get(key), &[]);
        }
        Message::new(status, key, detail(key, words)).render(words)
    }
}

fn detail(key: &str, words: &'static Words) -> Cow<'static, str> {
    match key {
        "too-large" => words.with("too-large-detail", &[("max", &LONGEST.to_string())]).into(),
        key => words.get(&format!("{key}-detail")),
    }
}
