use super::*;

fn example(template: &str) -> String {
    let segments = template
        .split('/')
        .map(|segment| if segment.starts_with('{') { "a" } else { segment });
    segments.collect::<Vec<_>>().join("/")
}

#[test]
fn every_listed_route_is_found_and_no_other_method() {
    for entry in ROUTES {
        let path = example(entry.path);
        for tried in ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS"] {
            let found = find(&tried.parse().unwrap(), &path);
            let listed = ROUTES
                .iter()
                .any(|other| (other.method, other.path) == (tried, entry.path));
            assert_eq!(found.is_ok(), listed, "{tried} {path}");
        }
    }
}

#[test]
fn every_route_is_listed_once() {
    for (i, entry) in ROUTES.iter().enumerate() {
        for other in &ROUTES[i + 1..] {
            assert_ne!((entry.method, entry.path), (other.method, other.path));
            assert_ne!(entry.route, other.route);
        }
    }
}

#[test]
fn only_what_knows_nothing_is_open_and_everything_else_takes_a_scope() {
    for entry in ROUTES {
        assert_eq!(entry.needs.is_empty(), entry.kind == Kind::Open, "{entry:?}");
        assert_eq!(entry.path.starts_with("/v1/"), entry.kind == Kind::Data, "{entry:?}");
    }
}

#[test]
fn what_changes_something_takes_more_than_reading() {
    // Asking for a file changes nothing of what it is of: it takes what reading that takes.
    let of_the_caller_alone = [Route::ChooseLanguage, Route::AskForExport, Route::AskForExportOnPage];
    for entry in ROUTES.iter().filter(|entry| {
        entry.method != "GET" && !of_the_caller_alone.contains(&entry.route) && entry.kind != Kind::Open
    }) {
        assert!(
            entry.needs.iter().any(|scope| !matches!(scope, Read | Comments)),
            "{entry:?}"
        );
    }
}

#[test]
fn a_parameter_is_one_segment_percent_decoded() {
    let customer = |path| {
        let found = find(&Method::GET, path).ok()?;
        (found.entry.route == Route::Customer).then(|| found.parameter(None, "customer").to_owned())
    };
    assert_eq!(customer("/v1/customers/a%2Fb%20c").as_deref(), Some("a/b c"));
    assert_eq!(customer("/v1/customers/100%").as_deref(), Some("100%"));
    assert_eq!(customer("/v1/customers/a/b"), None);
    assert_eq!(customer("/v1/customers/"), None);
    assert_eq!(customer("/v1/customers"), None);
}
