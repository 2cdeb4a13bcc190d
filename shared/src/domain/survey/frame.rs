//! Web sites that may show the page in a frame.

use super::{Problem, SurveyDefinition};

/// The most sites.
const MOST_HOSTS: usize = 10;

impl SurveyDefinition {
    pub(super) fn problems_of_frames(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.frame_hosts.len() > MOST_HOSTS {
            problems.push(Problem::at(
                &["frame_hosts"],
                format!("{MOST_HOSTS} sites are the most"),
            ));
        }
        for host in self.frame_hosts.iter().filter(|host| !is_origin(host)) {
            let rule = format!("'{host}' is no web site: write it as https://www.example.com, without a path");
            problems.push(Problem::at(&["frame_hosts"], rule));
        }
        problems
    }
}

/// `https://` and a host name, with a port at most: nothing that could say more in a policy than it seems to.
fn is_origin(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://") else {
        return false;
    };
    let (host, port) = rest.split_once(':').unwrap_or((rest, "443"));
    let label = |label: &str| {
        let plain = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        plain && !label.is_empty() && label.len() <= 63 && !label.starts_with('-') && !label.ends_with('-')
    };
    host.len() <= 253 && host.contains('.') && host.split('.').all(label) && is_port(port)
}

/// Digits alone: reading a number would also take a sign.
fn is_port(text: &str) -> bool {
    text.len() <= 5 && text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u16>().is_ok_and(|port| port > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_origin_over_https_may_frame_the_page() {
        for host in [
            "https://www.example.com",
            "https://example.co.uk:8443",
            "https://a-b.example",
        ] {
            assert!(is_origin(host), "{host}");
        }
        for host in [
            "",
            "*",
            "https:",
            "https://*",
            "https://*.example.com",
            "http://www.example.com",
            "https://example",
            "https://www.example.com/",
            "https://www.example.com/path",
            "https://user@example.com",
            "https://example.com;script-src *",
            "https://example.com https://evil.example",
            "https://example.com:0",
            "https://example.com:99999",
            "https://example.com:+443",
            "https://example.com:000443",
            "https://example.com:",
            "'self'",
            "https://-a.example",
            "https://a..example",
        ] {
            assert!(!is_origin(host), "{host}");
        }
    }
}
