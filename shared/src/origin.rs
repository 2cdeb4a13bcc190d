//! The address that people reach this workspace at.

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

fn is_this_machine(host: &str) -> bool {
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
