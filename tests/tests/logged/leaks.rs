//! Looking for what must not be written, however it is written.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

/// How `secret` stands in `text`, if it does: in clear, without regard to case, percent-encoded, in base64 at any offset, or in
/// hexadecimal digits.
pub(crate) fn leak(text: &str, secret: &str) -> Option<&'static str> {
    let (lower, wanted) = (text.to_lowercase(), secret.to_lowercase());
    if lower.contains(&wanted) {
        return Some("in clear");
    }
    if percent_decoded(&lower).contains(&wanted) {
        return Some("percent-encoded");
    }
    let hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
    if lower.contains(&hex) {
        return Some("in hexadecimal digits");
    }
    let encoded = (0..3).flat_map(|offset| {
        let shifted = [&b"\0\0\0"[..offset], secret.as_bytes()].concat();
        // The digits at both ends depend on what stands beside it.
        [STANDARD_NO_PAD.encode(&shifted), URL_SAFE_NO_PAD.encode(&shifted)]
            .map(|digits| digits[(4 * offset).div_ceil(3)..digits.len() - 1].to_owned())
    });
    encoded
        .into_iter()
        .any(|digits| text.contains(&digits))
        .then_some("in base64")
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).filter(|_| *first == b'%');
        let decoded = digits.and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        bytes.push(decoded.unwrap_or(*first));
        rest = if decoded.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn a_secret_is_found_however_it_is_written() {
    let secret = "leak-me@example.com";
    assert_eq!(leak("nothing of the kind", secret), None);
    for (text, how) in [
        ("so LEAK-me@example.com said".to_owned(), "in clear"),
        ("leak-me%40example.com".to_owned(), "percent-encoded"),
        (
            "6c65616b2d6d65406578616d706c652e636f6d".to_owned(),
            "in hexadecimal digits",
        ),
        (STANDARD_NO_PAD.encode(secret), "in base64"),
        (STANDARD_NO_PAD.encode(format!("x{secret}y")), "in base64"),
        (URL_SAFE_NO_PAD.encode(format!("xx{secret}")), "in base64"),
    ] {
        assert_eq!(leak(&text, secret), Some(how), "{text}");
    }
}
