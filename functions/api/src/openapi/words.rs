//! What is said of parameters that several operations have.

pub(crate) const INTRODUCTION: &str = "\
The team's API: surveys, scores, answers, flagged customers, links, events and service measures. `docs/api.md` begins with how to \
use it. All times are ISO 8601 in UTC; all days are calendar days of the workspace's time zone. An unknown or repeated \
parameter is refused. Every refusal and every failure of these routes is an RFC 9457 problem; the gateway itself answers an \
unknown route with 404 and too many requests with 429.";

pub(crate) const SURVEY: &str = "The survey's id.";
pub(crate) const CUSTOMER: &str = "The customer's id in the team's own system, percent-encoded.";
pub(crate) const FROM: &str =
    "First day, included. 27 days before the last where left out; a range has 400 days at most.";
pub(crate) const TO: &str = "Last day, included. Today where left out.";
pub(crate) const LANGUAGE: &str = "The language of reasons and notes, `en` or `fr`. The team's own where left out.";
pub(crate) const CURSOR: &str = "`next_cursor` of the page before, with the same parameters.";
