//! Events as AWS sends them.

use serde_json::{Value, json};

/// A request to an HTTP API, payload format 2.0.
#[derive(Debug, Clone)]
pub struct HttpEvent {
    /// `GET`, `POST`, …
    pub method: &'static str,
    /// The route in the template, as in `/s/{token}`.
    pub route: &'static str,
    /// The path asked for.
    pub path: String,
    /// The parameters of the route's path.
    pub parameters: Value,
    /// The query, without its question mark.
    pub query: String,
    /// Headers, with names in lower case.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Option<String>,
    /// Where the request came from.
    pub ip: &'static str,
}

impl HttpEvent {
    /// A request for a survey link.
    pub fn survey(method: &'static str, token: &str) -> Self {
        Self {
            method,
            route: "/s/{token}",
            path: format!("/s/{token}"),
            parameters: json!({ "token": token }),
            query: String::new(),
            headers: vec![
                ("user-agent", "Mozilla/5.0 (made up for tests)".to_owned()),
                ("accept-language", "en".to_owned()),
            ],
            body: None,
            ip: "203.0.113.7",
        }
    }

    /// A form sent from a survey page.
    pub fn form(token: &str, fields: &str) -> Self {
        let mut event = Self::survey("POST", token);
        event
            .headers
            .push(("content-type", "application/x-www-form-urlencoded".to_owned()));
        event.body = Some(fields.to_owned());
        event
    }

    /// An answer sent as JSON.
    pub fn json(token: &str, answer: &Value) -> Self {
        let mut event = Self::survey("POST", token);
        event.headers.push(("content-type", "application/json".to_owned()));
        event.body = Some(answer.to_string());
        event
    }

    /// The QR code of a survey page's address.
    pub fn qr(token: &str, query: &str) -> Self {
        Self {
            route: "/s/{token}/qr.svg",
            path: format!("/s/{token}/qr.svg"),
            query: query.to_owned(),
            ..Self::survey("GET", token)
        }
    }

    /// The same request with a query.
    #[must_use]
    pub fn with_query(self, query: &str) -> Self {
        Self {
            query: query.to_owned(),
            ..self
        }
    }

    /// The same request from another network and another browser.
    #[must_use]
    pub fn from_elsewhere(mut self) -> Self {
        self.ip = "198.51.100.9";
        self.headers.retain(|(name, _)| *name != "user-agent");
        self.headers
            .push(("user-agent", "Scanner/1.0 (made up for tests)".to_owned()));
        self
    }

    /// The event.
    pub fn payload(&self) -> Value {
        let (cookies, headers): (Vec<_>, Vec<_>) = self.headers.iter().partition(|(name, _)| *name == "cookie");
        let headers: serde_json::Map<String, Value> = headers
            .into_iter()
            .map(|(name, value)| ((*name).to_owned(), json!(value)))
            .collect();
        let cookies: Vec<&str> = cookies.iter().flat_map(|(_, all)| all.split("; ")).collect();
        json!({
            "version": "2.0",
            "routeKey": format!("{} {}", self.method, self.route),
            "rawPath": self.path,
            "rawQueryString": self.query,
            "headers": headers,
            "cookies": cookies,
            "requestContext": {
                "accountId": "123456789012",
                "apiId": "api",
                "domainName": "api.execute-api.us-east-1.amazonaws.com",
                "domainPrefix": "api",
                "http": { "method": self.method, "path": self.path, "protocol": "HTTP/1.1", "sourceIp": self.ip, "userAgent": "test" },
                "requestId": "test-request",
                "routeKey": format!("{} {}", self.method, self.route),
                "stage": "$default",
                "time": "21/Nov/2026:04:10:00 +0000",
                "timeEpoch": 1_795_234_200_000_i64,
            },
            "pathParameters": self.parameters,
            "body": self.body,
            "isBase64Encoded": false,
        })
    }
}

/// What the schedule sends.
pub fn nightly() -> Value {
    json!({ "scheduled_time": "2026-11-21T04:10:00Z" })
}

/// What the destination of a successful run gets.
pub fn after_nightly(report: &Value) -> Value {
    json!({
        "version": "1.0",
        "timestamp": "2026-11-21T04:10:05Z",
        "requestContext": { "requestId": "test", "condition": "Success", "approximateInvokeCount": 1 },
        "requestPayload": nightly(),
        "responsePayload": report,
    })
}
