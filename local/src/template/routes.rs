//! The routes of the HTTP API, and which of them answers a request.

use std::collections::HashMap;

use anyhow::{Result, bail};

use super::yaml::Node;

const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/// A method and a path that a function answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The method, in capitals.
    pub method: String,
    /// The path, such as `/v1/customers/{customer}`.
    pub path: String,
    /// The logical id of the function.
    pub function: String,
}

/// The route that answers a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matched<'a> {
    /// The route as API Gateway names it in an event: `GET /s/{token}`.
    pub route_key: String,
    /// The values of the path's parameters, decoded.
    pub path_parameters: HashMap<String, String>,
    /// The logical id of the function.
    pub function: &'a str,
}

impl Route {
    pub(super) fn read(function: &str, properties: &Node<'_>) -> Result<Self> {
        let method = properties.get("Method")?;
        if !METHODS.contains(&method.text()?) {
            bail!("{method} is {}, not one of {}", method.text()?, METHODS.join(", "));
        }
        let path = properties.get("Path")?;
        if !is_path(path.text()?) {
            bail!(
                "{path} is {}, not a path of plain segments and {{name}} segments",
                path.text()?
            );
        }
        Ok(Self {
            method: method.text()?.to_owned(),
            path: path.text()?.to_owned(),
            function: function.to_owned(),
        })
    }

    /// The route as API Gateway names it: `GET /s/{token}`.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// Whether this route and the other match exactly the same requests.
    pub(super) fn same_requests(&self, other: &Self) -> bool {
        let shape = |path: &str| -> Vec<Option<String>> {
            path.split('/')
                .map(|segment| parameter(segment).is_none().then(|| segment.to_owned()))
                .collect()
        };
        self.method == other.method && shape(&self.path) == shape(&other.path)
    }

    /// The values of the parameters where the decoded path matches.
    fn parameters(&self, path: &str) -> Option<HashMap<String, String>> {
        if self.path.split('/').count() != path.split('/').count() {
            return None;
        }
        let mut parameters = HashMap::new();
        for (expected, actual) in self.path.split('/').zip(path.split('/')) {
            match parameter(expected) {
                Some(name) if !actual.is_empty() => {
                    parameters.insert(name.to_owned(), actual.to_owned());
                }
                None if expected == actual => {}
                _ => return None,
            }
        }
        Some(parameters)
    }

    /// Sorts the more specific of two routes that match one path first: the one whose first differing segment is plain.
    fn specificity(&self) -> Vec<bool> {
        self.path
            .split('/')
            .map(|segment| parameter(segment).is_some())
            .collect()
    }
}

/// Finds the route for a request, or none where API Gateway answers 404 itself.
///
/// `path` is as it came over the wire, without a query. Like an HTTP API, this decodes it *before* it looks for a route:
/// an encoded slash separates segments, and what follows an encoded question mark is lost. A parameter is exactly one
/// segment and never empty; a slash at the end counts; a path whose encoding is broken matches nothing.
#[must_use]
pub fn match_route<'a>(routes: &'a [Route], method: &str, path: &str) -> Option<Matched<'a>> {
    let decoded = percent_decoded(path)?;
    let path = decoded.split('?').next().unwrap_or_default();
    let matching = routes
        .iter()
        .filter(|route| route.method == method)
        .filter_map(|route| Some((route, route.parameters(path)?)));
    let (route, path_parameters) = matching.min_by_key(|(route, _)| route.specificity())?;
    Some(Matched {
        route_key: route.key(),
        path_parameters,
        function: &route.function,
    })
}

fn parameter(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}

fn is_path(path: &str) -> bool {
    let Some(rest) = path.strip_prefix('/') else {
        return false;
    };
    let mut names = Vec::new();
    rest.split('/').all(|segment| {
        let plain = parameter(segment).unwrap_or(segment);
        let fresh = parameter(segment).is_none_or(|name| !names.contains(&name));
        names.extend(parameter(segment));
        fresh
            && (!plain.is_empty() || rest.is_empty())
            && plain.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
    })
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let mut digit = || char::from(bytes.next()?).to_digit(16);
            let (high, low) = (digit()?, digit()?);
            decoded.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            decoded.push(byte);
        }
    }
    String::from_utf8(decoded).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn routes(keys: &[&str]) -> Vec<Route> {
        let route = |key: &&str| {
            let (method, path) = key.split_once(' ').unwrap();
            assert!(is_path(path), "{path}");
            Route {
                method: method.to_owned(),
                path: path.to_owned(),
                function: format!("fn of {key}"),
            }
        };
        keys.iter().map(route).collect()
    }

    const KEYS: [&str; 8] = [
        "GET /",
        "GET /s/{token}",
        "POST /s/{token}",
        "GET /v1/customers/{customer}",
        "GET /v1/customers/top",
        "GET /v1/{kind}/all",
        "GET /{any}/x/{more}",
        "GET /v1/x/{id}",
    ];

    fn found(method: &str, path: &str) -> Option<(String, Vec<(String, String)>)> {
        let routes = routes(&KEYS);
        let matched = match_route(&routes, method, path)?;
        assert_eq!(matched.function, format!("fn of {}", matched.route_key));
        let mut parameters: Vec<_> = matched.path_parameters.into_iter().collect();
        parameters.sort();
        Some((matched.route_key, parameters))
    }

    #[track_caller]
    fn assert_found(method: &str, path: &str, key: &str, parameters: &[(&str, &str)]) {
        let (found_key, found_parameters) = found(method, path).unwrap();
        assert_eq!(found_key, key);
        let expected: Vec<_> = parameters
            .iter()
            .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
            .collect();
        assert_eq!(found_parameters, expected);
    }

    #[test]
    fn the_most_specific_route_answers() {
        assert_found("GET", "/", "GET /", &[]);
        assert_found("GET", "/s/abc", "GET /s/{token}", &[("token", "abc")]);
        assert_found("POST", "/s/abc", "POST /s/{token}", &[("token", "abc")]);
        assert_found("GET", "/v1/customers/top", "GET /v1/customers/top", &[]);
        assert_found(
            "GET",
            "/v1/customers/all",
            "GET /v1/customers/{customer}",
            &[("customer", "all")],
        );
        assert_found("GET", "/v1/surveys/all", "GET /v1/{kind}/all", &[("kind", "surveys")]);
        assert_found("GET", "/v1/x/7", "GET /v1/x/{id}", &[("id", "7")]);
        assert_found("GET", "/v2/x/7", "GET /{any}/x/{more}", &[("any", "v2"), ("more", "7")]);
    }

    #[test]
    fn parameters_are_decoded_once_and_are_one_segment() {
        assert_found("GET", "/s/a%20b", "GET /s/{token}", &[("token", "a b")]);
        assert_found("GET", "/s/a+b", "GET /s/{token}", &[("token", "a+b")]);
        assert_found("GET", "/s/%c3%A9", "GET /s/{token}", &[("token", "é")]);
        assert_found("GET", "/s/a%2525", "GET /s/{token}", &[("token", "a%25")]);
        assert_found("GET", "/s/a%23b", "GET /s/{token}", &[("token", "a#b")]);
        assert_found("GET", "/s/a%3Fb", "GET /s/{token}", &[("token", "a")]);
        assert_found("GET", "/s/%7Btoken%7D", "GET /s/{token}", &[("token", "{token}")]);
        assert_found("GET", "/%73/a", "GET /s/{token}", &[("token", "a")]);
        assert_eq!(found("GET", "/s/a%2Fb"), None);
    }

    #[test]
    fn what_no_route_describes_is_not_found() {
        for path in [
            "", "s/abc", "/s", "/s/", "//s/a", "/s/a/", "/s//a", "/S/abc", "/s/%", "/s/%4", "/s/%zz", "/s/%ff",
        ] {
            assert_eq!(found("GET", path), None, "{path}");
        }
        for method in ["HEAD", "PUT", "get", ""] {
            assert_eq!(found(method, "/s/abc"), None, "{method}");
        }
    }

    #[test]
    fn unclear_paths_are_refused() {
        for path in [
            "",
            "a",
            "/a/",
            "//",
            "/{proxy+}",
            "/{}",
            "/a{b}",
            "/{a",
            "/{a}/{a}",
            "/a b",
            "/$default",
            "/a?b",
        ] {
            assert!(!is_path(path), "{path}");
        }
    }

    /// A small generator with a fixed seed, so that a failure repeats.
    struct Random(u64);

    impl Random {
        fn below(&mut self, limit: usize) -> usize {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut mixed = self.0;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            usize::try_from((mixed ^ (mixed >> 31)) % limit as u64).unwrap()
        }

        fn path(&mut self) -> String {
            const PIECES: [&str; 22] = [
                "/",
                "/",
                "/",
                "s",
                "v1",
                "x",
                "all",
                "top",
                "customers",
                "{",
                "}",
                "{token}",
                "%",
                "%2",
                "%2F",
                "%c3",
                "%a9",
                "%00",
                "?",
                "é",
                "\u{202e}",
                "+",
            ];
            let mut path = if self.below(4) == 0 {
                String::new()
            } else {
                "/".to_owned()
            };
            for _ in 0..self.below(9) {
                match self.below(8) {
                    0 => path.extend(char::from_u32(u32::try_from(self.below(0x11_0000)).unwrap())),
                    _ => path.push_str(PIECES[self.below(PIECES.len())]),
                }
            }
            path
        }
    }

    #[test]
    fn any_path_matches_soundly_or_not_at_all() {
        let routes = routes(&KEYS);
        let mut random = Random(7);
        let mut matches = 0;
        for _ in 0..100_000 {
            let path = random.path();
            let method = ["GET", "POST", "HEAD", "\u{0}"][random.below(4)];
            let Some(matched) = match_route(&routes, method, &path) else {
                continue;
            };
            matches += 1;
            // Filled in and matched again, the route gives back itself and its values.
            let mut filled = matched.route_key.clone();
            for (name, value) in &matched.path_parameters {
                assert!(!value.is_empty() && !value.contains(['/', '?']), "{path:?}");
                let encoded: String = value.bytes().map(|byte| format!("%{byte:02x}")).collect();
                filled = filled.replace(&format!("{{{name}}}"), &encoded);
            }
            let (method, filled) = filled.split_once(' ').unwrap();
            assert_eq!(match_route(&routes, method, filled), Some(matched), "{path:?}");
        }
        assert!(matches > 1_000, "only {matches} paths matched");
    }
}
