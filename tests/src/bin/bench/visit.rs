//! A person with a browser: opens a link, and sends the form of the page that comes.

use anyhow::{Result, ensure};
use serde_json::Value;
use system_tests::events::HttpEvent;
use system_tests::function::Function;

/// What a person writes beside the rating.
const COMMENT: &str = "The parcel came a day late, but the person on the telephone was kind and found it at once.";

/// The request that opens a link.
pub(crate) fn opening(token: &str) -> HttpEvent {
    HttpEvent::survey("GET", token)
}

/// The request that sends the form of `page`, as a browser fills it in: everything hidden as it came.
pub(crate) fn sending(token: &str, page: &str, rating: u8) -> Result<HttpEvent> {
    let mut fields = hidden(page);
    ensure!(!fields.is_empty(), "the page's form carries nothing");
    let rating = rating.to_string();
    fields.extend([("rating", rating.as_str()), ("comment", COMMENT)]);
    let mut event = HttpEvent::form(token, &serde_urlencoded::to_string(fields)?);
    let action = page
        .split_once(" action=\"?")
        .and_then(|(_, rest)| rest.split('"').next());
    event.query = action.unwrap_or_default().replace("&#38;", "&");
    Ok(event)
}

/// The hidden fields of a page and their values, none of which needs unescaping.
pub(crate) fn hidden(page: &str) -> Vec<(&str, &str)> {
    let inputs = page.split("<input ").skip(1).filter_map(|rest| rest.split('>').next());
    let attribute = |input, name| {
        let (_, rest) = str::split_once(input, name)?;
        rest.split('"').next()
    };
    inputs
        .filter(|input| input.contains("type=\"hidden\""))
        .filter_map(|input| Some((attribute(input, "name=\"")?, attribute(input, "value=\"")?)))
        .collect()
}

/// Sends a request, which has to be answered with this status. Gives the body.
pub(crate) async fn ask(function: &Function, event: &Value, status: u16) -> Result<String> {
    let answer = function.invoke(event.clone()).await?;
    let body = answer["body"].as_str().unwrap_or_default();
    let start: String = body.chars().take(200).collect();
    let got = &answer["statusCode"];
    ensure!(got == status, "answered with {got} in place of {status}: {start}");
    Ok(body.to_owned())
}
