//! What customers write stays text, whatever it is.

use shared::domain::risk::{Cause, Closed};

use super::super::customers::flagged;
use super::{agent, shown};
use crate::testing::{Fake, TODAY, app, response, with_surveys};

const PAYLOADS: [&str; 24] = [
    "<script>alert(1)</script>",
    "</bdi></blockquote></main><script src=//evil.example></script>",
    "\"><img src=x onerror=alert(1)>",
    "' autofocus onfocus=alert(1) x='",
    "\" onmouseover=\"alert(1)",
    "</title><svg onload=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "<!-- ",
    "-->",
    "<![CDATA[ x ]]>",
    "&lt;b&gt; &amp; &#60;b&#62;",
    "{{ shell.form_token() }} {% include \"layout.html\" %} ${7*7} {$day}",
    "javascript:alert(1)",
    "=HYPERLINK(\"https://evil.example\")",
    "<!channel> <@U123> <https://evil.example|here> *bold* _it_ ~no~ `code`",
    "[here](javascript:alert(1)) **bold** # head",
    "\u{202e}txt.exe\u{202c} and \u{2066}isolated",
    "\u{2069}\u{2069}\u{2069} out of the isolate",
    "مرحبا \"<b>\" بكم",
    "👩\u{200d}👩\u{200d}👧 🏳\u{fe0f}\u{200d}🌈 <b>",
    "\0\u{1b}[31m\u{85}\u{9b}<b>",
    "?id=C-1&decided=x#\"",
    "%3Cscript%3E%00%0d%0aset-cookie: a=b",
    "ＷＩＤＥ＜script＞ ‹script› ¼script¾",
];

/// A workspace in which everything that somebody may write says this.
fn saying(words: &str) -> Fake {
    let mut fake = with_surveys(&["after-buy"]);
    let survey = fake.surveys.current.get_mut("after-buy").unwrap();
    survey.definition.title = words.to_owned();
    for text in survey.definition.text.values_mut() {
        text.question = words.to_owned();
    }
    let stored = survey.clone();
    fake.versions
        .get_mut()
        .unwrap()
        .push(shared::store::settings::StoredSurvey {
            survey: stored,
            stored: crate::testing::noon(),
        });
    let mut customer = flagged("C-0007");
    customer.id = Some(words.to_owned());
    customer.attributes = [(words.to_owned(), words.to_owned())].into();
    let mut closed = flagged("C-0008");
    closed.flag.as_mut().unwrap().closed = Some(Closed {
        at: crate::testing::noon(),
        cause: Cause::Person,
        note: Some(words.to_owned()),
    });
    fake.customers = vec![customer, closed];
    fake.responses = ["C-0007", "C-0008"]
        .into_iter()
        .zip(1..)
        .map(|(customer, id)| {
            let mut answer = response(id, customer, TODAY, 0, 2, words);
            answer.occasion.touchpoint = words.to_owned();
            answer.occasion.attributes = [(words.to_owned(), words.to_owned())].into();
            let mut held = answer.answer().unwrap().clone();
            held.suspicions = vec![shared::domain::suspicion::Suspicion::TooQuick];
            held.follow_ups = [(words.to_owned(), vec![words.to_owned()])].into();
            answer.held = Some(held);
            answer
        })
        .collect();
    fake
}

/// The tags of a page, each with the text after it.
fn pieces(html: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        let mut quoted = false;
        let end = after.find(|c| {
            quoted ^= c == '"';
            c == '>' && !quoted
        });
        let (tag, after) = after.split_at(end.unwrap_or(after.len()));
        found.push((tag, after.split('<').next().unwrap_or_default()));
        rest = after;
    }
    found
}

/// The elements of a page with the names of their attributes, in order: what a browser makes of it but for the texts.
fn skeleton(html: &str) -> String {
    // Every second piece of a tag is a value.
    let names = |tag: &str| tag.split('"').step_by(2).map(str::trim).collect::<Vec<_>>().join(" ");
    let tags: Vec<String> = pieces(html).into_iter().map(|(tag, _)| names(tag)).collect();
    tags.join("\n")
}

fn texts(html: &str) -> String {
    pieces(html).into_iter().map(|(_, text)| text).collect()
}

#[tokio::test]
async fn whatever_is_written_makes_no_element_no_attribute_and_turns_no_text() {
    let pages = [
        "/dashboard/queue",
        "/dashboard/queue?closed=C-0008",
        "/dashboard/customer?id=C-0007",
        "/dashboard/customer?id=C-0008",
        "/dashboard/comments",
    ];
    let plain = app(saying("kind words"));
    for path in pages {
        let (status, html) = shown(&plain, agent(), path).await;
        assert!(status == 200 && html.contains("kind words"), "{path}");
        let expected = skeleton(&html);
        assert!(expected.lines().count() > 50, "{path}");
        for payload in PAYLOADS {
            let (status, html) = shown(&app(saying(payload)), agent(), path).await;
            assert_eq!(status, 200, "{path} {payload}");
            assert_eq!(skeleton(&html), expected, "{path} {payload}");
            let turning = |c: char| {
                matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') || (c.is_control() && c != '\n')
            };
            assert_eq!(texts(&html).find(turning), None, "{path} {payload}");
        }
    }
}

#[tokio::test]
async fn lines_stay_lines_and_a_search_for_anything_shows_it_as_text() {
    let (_, html) = shown(&app(saying("one\ntwo")), agent(), "/dashboard/customer?id=C-0007").await;
    assert!(html.contains("<blockquote><p><bdi dir=\"auto\" lang=\"en\">one\ntwo</bdi>"));
    let plain = app(with_surveys(&[]));
    let expected = skeleton(&shown(&plain, agent(), "/dashboard/customer?id=nobody").await.1);
    for payload in PAYLOADS {
        let query = serde_urlencoded::to_string([("id", payload)]).unwrap();
        let (status, html) = shown(&plain, agent(), &format!("/dashboard/customer?{query}")).await;
        assert_eq!((status, skeleton(&html)), (404, expected.clone()), "{payload}");
    }
}
