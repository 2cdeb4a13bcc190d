//! The addresses that people reach this workspace at.

use crate::link::Channel;

/// `https://` and the API's own domain, as the gateway says it, or plain HTTP where that is this machine. The `Host` header
/// may say anything, so it counts only where the gateway says nothing or the domain is this machine, whose port it adds.
#[must_use]
pub fn base_url(domain: Option<&str>, host: Option<&str>) -> String {
    match (domain, host) {
        (Some(domain), _) if !is_this_machine(domain) => format!("https://{domain}"),
        (_, Some(host)) if is_this_machine(host) => format!("http://{host}"),
        (Some(domain), _) => format!("http://{domain}"),
        (None, Some(host)) => format!("https://{host}"),
        (None, None) => "http://localhost".to_owned(),
    }
}

/// The address of the page of a survey that is open to anybody, under what [`base_url`] gives: at this touchpoint, reached in
/// this way.
#[must_use]
pub fn open_page(base_url: &str, survey: &str, at: Option<&str>, via: Option<Channel>) -> String {
    with_query(format!("{base_url}/s/{survey}"), at, via)
}

/// The address of the QR code of that page, to be printed.
#[must_use]
pub fn open_page_code(base_url: &str, survey: &str, at: Option<&str>) -> String {
    with_query(format!("{base_url}/s/{survey}/qr.svg"), at, None)
}

fn with_query(mut address: String, at: Option<&str>, via: Option<Channel>) -> String {
    let said = [("at", at), ("via", via.map(Channel::as_str))];
    let said: Vec<_> = said
        .iter()
        .filter_map(|(name, value)| Some((name, (*value)?)))
        .collect();
    // Pairs of texts can always be written.
    let query = serde_urlencoded::to_string(said).unwrap_or_default();
    if !query.is_empty() {
        address.push('?');
        address.push_str(&query);
    }
    address
}

pub(crate) fn is_this_machine(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name == "localhost" || name == "::1" || name.parse::<std::net::Ipv4Addr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_begin_with_the_domain_of_the_api_whatever_the_host_header_says() {
        let domain = "abc.execute-api.eu-west-1.amazonaws.com";
        for host in [None, Some("evil.example"), Some("localhost:1"), Some(domain)] {
            assert_eq!(base_url(Some(domain), host), format!("https://{domain}"));
        }
    }

    #[test]
    fn an_open_page_is_addressed_by_its_survey_and_says_where_it_is() {
        let page = |at, via| open_page("https://a.example", "recommend", at, via);
        assert_eq!(page(None, None), "https://a.example/s/recommend");
        assert_eq!(
            page(Some("caisse n° 2&x=1"), Some(Channel::Qr)),
            "https://a.example/s/recommend?at=caisse+n%C2%B0+2%26x%3D1&via=qr"
        );
        let code = open_page_code("https://a.example", "recommend", Some("store"));
        assert_eq!(code, "https://a.example/s/recommend/qr.svg?at=store");
    }

    #[test]
    fn on_this_machine_links_are_plain_http_with_the_port() {
        for host in ["localhost:8080", "127.0.0.1:8080", "[::1]:8080"] {
            assert_eq!(base_url(None, Some(host)), format!("http://{host}"));
            assert_eq!(base_url(Some("localhost"), Some(host)), format!("http://{host}"));
        }
        assert_eq!(base_url(Some("localhost"), Some("evil.example")), "http://localhost");
        let elsewhere = "localhost.evil.example";
        assert_eq!(base_url(None, Some(elsewhere)), format!("https://{elsewhere}"));
    }
}
