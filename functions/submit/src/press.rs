//! What a `POST` of "Do not ask me again" brings: a button of the page, or the one click of a mail program.

use http::header::CONTENT_TYPE;
use lambda_http::Request;

use crate::post::{LONGEST_BODY, Media, Refused, media};

/// The pair that a mail program sends (RFC 8058, section 3.2), and nothing beside it.
const ONE_CLICK: (&str, &str) = ("List-Unsubscribe", "One-Click");

/// What was pressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Press {
    /// The mail program's own button.
    OneClick,
    /// A button of the page.
    Button {
        /// The signed time of view.
        ticket: String,
        /// Whether it was the one that no person sees.
        decoy: bool,
    },
}

impl Press {
    /// Reads the body: a form, or the one click in either of the two types that RFC 8058 allows.
    pub(crate) fn read(request: &Request) -> Result<Self, Refused> {
        let body: &[u8] = request.body().as_ref();
        if body.len() > LONGEST_BODY {
            return Err(Refused::TooLarge);
        }
        match (media(request), boundary(request)) {
            (Some(Media::Form), _) => pairs(body),
            (None, Some(boundary)) => one_part(body, boundary).then_some(Self::OneClick),
            _ => return Err(Refused::OtherMedia),
        }
        .ok_or(Refused::Unreadable)
    }
}

fn pairs(body: &[u8]) -> Option<Press> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(body).ok()?;
    if let [(name, value)] = &pairs[..]
        && (name.as_str(), value.as_str()) == ONE_CLICK
    {
        return Some(Press::OneClick);
    }
    let [mut view, mut more] = [const { None }; 2];
    for (name, value) in pairs {
        let field = match name.as_str() {
            "view" => &mut view,
            "more" => &mut more,
            _ => return None,
        };
        if field.replace(value).is_some() {
            return None;
        }
    }
    Some(Press::Button {
        ticket: view.unwrap_or_default(),
        decoy: more.is_some(),
    })
}

/// What separates the parts of a body of the type `multipart/form-data`.
fn boundary(request: &Request) -> Option<&str> {
    let header = request.headers().get(CONTENT_TYPE)?.to_str().ok()?;
    let mut parts = header.split(';').map(str::trim);
    if !parts.next()?.eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let boundary = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.eq_ignore_ascii_case("boundary").then(|| value.trim_matches('"'))
    })?;
    (!boundary.is_empty()).then_some(boundary)
}

/// Whether a body of several parts has exactly one, the mail program's pair.
fn one_part(body: &[u8], boundary: &str) -> bool {
    let parse = || {
        let text = std::str::from_utf8(body).ok()?;
        let rest = text.trim_start().strip_prefix("--")?.strip_prefix(boundary)?;
        let (part, after) = rest.split_once(&format!("\r\n--{boundary}"))?;
        let (headers, value) = part.split_once("\r\n\r\n")?;
        let disposition = headers.lines().find(|line| {
            let name = line.split(':').next().unwrap_or_default();
            name.eq_ignore_ascii_case("content-disposition")
        })?;
        let named = disposition
            .split(';')
            .map(str::trim)
            .find_map(|part| part.strip_prefix("name="))?;
        Some((named.trim_matches('"'), value) == ONE_CLICK && after.trim_end() == "--")
    };
    parse().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lambda_http::Body;

    fn request(content_type: &str, body: &str) -> Request {
        let mut request = Request::new(Body::Text(body.to_owned()));
        let content_type = content_type.parse().unwrap();
        request.headers_mut().insert(CONTENT_TYPE, content_type);
        request
    }

    fn read(content_type: &str, body: &str) -> Result<Press, Refused> {
        Press::read(&request(content_type, body))
    }

    const FORM: &str = "application/x-www-form-urlencoded";
    const MULTIPART: &str = "multipart/form-data; boundary=\"xyz\"";

    #[test]
    fn the_one_click_of_a_mail_program_comes_in_two_types() {
        assert_eq!(read(FORM, "List-Unsubscribe=One-Click"), Ok(Press::OneClick));
        for (content_type, end) in [
            (MULTIPART, "--xyz--\r\n"),
            ("Multipart/Form-Data; Boundary=xyz", "--xyz--"),
        ] {
            let head = "--xyz\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n";
            assert_eq!(read(content_type, &format!("{head}{end}")), Ok(Press::OneClick));
        }
    }

    #[test]
    fn anything_beside_the_one_click_is_no_one_click() {
        for body in [
            "List-Unsubscribe=One-Click&view=x",
            "List-Unsubscribe=Two-Clicks",
            "list-unsubscribe=One-Click",
            "rating=9",
            "view=a&view=b",
        ] {
            assert_eq!(read(FORM, body), Err(Refused::Unreadable), "{body}");
        }
        let part = |name: &str, value: &str| {
            format!("--xyz\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        for body in [
            part("rating", "9"),
            part("List-Unsubscribe", "One-Click"),
            part("List-Unsubscribe", "One-Click") + &part("more", "1") + "--xyz--",
            part("List-Unsubscribe", "No") + "--xyz--",
            String::new(),
        ] {
            assert_eq!(read(MULTIPART, &body), Err(Refused::Unreadable), "{body}");
        }
        for content_type in ["application/json", "multipart/form-data", "text/plain"] {
            assert_eq!(
                read(content_type, "List-Unsubscribe=One-Click"),
                Err(Refused::OtherMedia)
            );
        }
    }

    #[test]
    fn a_button_of_the_page_brings_its_ticket() {
        let button = |ticket: &str, decoy| {
            Ok(Press::Button {
                ticket: ticket.into(),
                decoy,
            })
        };
        assert_eq!(read(FORM, "view=abc"), button("abc", false));
        assert_eq!(read(FORM, "view=abc&more=1"), button("abc", true));
        assert_eq!(read(FORM, ""), button("", false));
        assert_eq!(read(FORM, &"x".repeat(LONGEST_BODY + 1)), Err(Refused::TooLarge));
    }
}
