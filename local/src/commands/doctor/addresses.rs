//! What the stack's addresses answer, over HTTPS from where this program runs.

use futures::join;

use super::report::Finding;
use super::stack::missing;
use crate::http::{Answer, Http, NoAnswer, Request};
use crate::stack::Stack;

const CHECK: &str = "addresses";

pub(super) async fn look(stack: &Stack, http: &Http) -> Vec<Finding> {
    let named = || {
        let (survey, team) = (stack.output("SurveyUrl")?, stack.output("DashboardUrl")?);
        Ok((
            format!("{survey}doctor"),
            format!("{}/v1/surveys", stack.base_url()?),
            team,
        ))
    };
    let (survey, api, dashboard) = match named() {
        Ok(named) => named,
        Err(error) => return vec![missing(CHECK, &error)],
    };
    let ask = |url: &str| http.send(Request::get(url));
    let (survey_answer, api_answer, dashboard_answer) = join!(ask(&survey), ask(&api), ask(dashboard));
    vec![
        told(
            &survey,
            survey_answer,
            "shows its page for a link that is none",
            |answer| answer.status == 404 && answer.text().contains("<html"),
        ),
        told(&api, api_answer, "asks for an API key", |answer| answer.status == 401),
        told(dashboard, dashboard_answer, "leads to the sign-in", |answer| {
            let sign_in = |to: &String| to.contains("/dashboard/sign-in");
            answer.status == 303 && answer.location.as_ref().is_some_and(sign_in)
        }),
    ]
}

fn told(url: &str, answer: Result<Answer, NoAnswer>, expected: &str, is_expected: impl Fn(&Answer) -> bool) -> Finding {
    let answer = match answer {
        Ok(answer) if is_expected(&answer) => return Finding::ok(CHECK, format!("{url} {expected}")),
        Ok(answer) => answer,
        Err(error) => {
            let todo = "check that you are online; with a domain of your own, check that its DNS record leads to the target \
                        that the stack names, and that its certificate is issued";
            return Finding::wrong(CHECK, format!("{url}: {error}"), todo);
        }
    };
    let todo = match answer.status {
        403 => "something in front of it refuses (a firewall, or CloudFront): look at its rules",
        404 => "the address leads elsewhere: check the domain's mapping, and run `sam deploy` again",
        429 => "too many requests come in: look at the throttles and at who sends them (docs/operations.md)",
        500.. => "look for errors in the log group of the function (docs/operations.md)",
        _ => "something else answers there: check where the address leads",
    };
    Finding::wrong(
        CHECK,
        format!("{url} answers {}, where it {expected} when all is well", answer.status),
        todo,
    )
}

#[cfg(test)]
mod tests {
    use super::super::report::State;
    use super::*;

    #[test]
    fn what_answers_wrongly_is_told_by_what_can_be_done() {
        let answered = |status: u16| {
            let answer = Answer {
                status,
                location: None,
                body: b"{}".to_vec(),
            };
            told("https://x.example/v1", Ok(answer), "asks for an API key", |answer| {
                answer.status == 401
            })
        };
        assert_eq!(answered(401).state, State::Ok);
        for (status, todo) in [
            (403, "firewall"),
            (404, "mapping"),
            (429, "throttles"),
            (503, "log group"),
        ] {
            let finding = answered(status);
            assert_eq!(finding.state, State::Wrong);
            assert!(finding.todo.unwrap().contains(todo));
        }
        let gone = told("https://x.example/", Err(NoAnswer::TooSlow), "answers", |_| true);
        assert!(gone.state == State::Wrong && gone.found.contains("20 seconds"));
    }
}
