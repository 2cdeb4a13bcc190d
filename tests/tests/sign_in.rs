//! Signing in with the real function, against an issuer that it reaches over HTTP.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use axum::Router;
use jiff::tz::TimeZone;
use local::issuer::{self, Issuer};
use serde_json::Value;
use shared::clock::{Clock, SystemClock};
use shared::domain::access::Role;
use shared::domain::audit::Deed;
use shared::domain::day::before;
use shared::store::audit::ReadAudit;
use shared::store::names::env;
use system_tests::events::HttpEvent;
use system_tests::function::Function;
use system_tests::secrets;
use system_tests::stack::Stack;
use system_tests::steps::status;
use system_tests::tls;

/// Where the issuer leads back to: the domain of the events.
const BACK: &str = "https://api.execute-api.us-east-1.amazonaws.com/dashboard/sign-in/callback";

/// A deployment whose people sign in with an issuer on this machine.
struct Deployment {
    issuer: Issuer,
    stack: Stack,
    api: Function,
    /// Where the issuer is for the function, and for the browser of these tests, which knows no TLS.
    bases: [String; 2],
}

impl Deployment {
    async fn start(roles: &str) -> Self {
        Self::given(&[(env::OIDC_ROLES, roles)]).await
    }

    /// With these variables.
    async fn given(variables: &[(&str, &str)]) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        Self::with(listener, [base.clone(), base], variables).await
    }

    /// With an issuer behind TLS, by a certificate that the function's operating system trusts, or another.
    async fn over_tls(trusted: bool) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (base, certificate) = tls::start(address).await.unwrap();
        if !trusted {
            let other = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
            std::fs::write(&certificate, other.cert.pem()).unwrap();
        }
        let trusts = [("SSL_CERT_FILE", certificate.to_str().unwrap())];
        Self::with(listener, [base, format!("http://{address}")], &trusts).await
    }

    async fn with(listener: tokio::net::TcpListener, bases: [String; 2], variables: &[(&str, &str)]) -> Self {
        let issuer = Issuer::new(&bases[0], vec![BACK.to_owned()]).unwrap();
        let routes = Router::new().nest(issuer::PATH, issuer.router());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        let stack = Stack::start().await.unwrap();
        let config = issuer.config();
        let mut environment = stack.environment().to_vec();
        environment.extend(
            [
                (env::OIDC_ISSUER, config.issuer.as_str()),
                (env::OIDC_CLIENT_ID, &config.client_id),
                (env::OIDC_CLIENT_SECRET_ARN, ""),
            ]
            .iter()
            .chain(variables)
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        );
        let api = Function::start("api", &environment).await.unwrap();
        Self {
            issuer,
            stack,
            api,
            bases,
        }
    }
}

/// What a browser keeps of a host.
#[derive(Default)]
struct Cookies(BTreeMap<String, String>);

impl Cookies {
    fn keep(&mut self, cookie: &str) {
        let (pair, rest) = cookie.split_once(';').unwrap();
        let (name, value) = pair.split_once('=').unwrap();
        if rest.contains("Max-Age=0;") {
            self.0.remove(name);
        } else {
            self.0.insert(name.to_owned(), value.to_owned());
        }
    }

    fn header(&self) -> String {
        let pairs: Vec<String> = self.0.iter().map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join("; ")
    }
}

/// Asks the function for a path with a query, and keeps its cookies.
async fn get(api: &Function, address: &str, cookies: &mut Cookies) -> Value {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let mut event = HttpEvent::survey("GET", "");
    (event.route, event.path, event.query) = ("$default", path.to_owned(), query.to_owned());
    event.headers.push(("cookie", cookies.header()));
    let answer = api.invoke(event.payload()).await.unwrap();
    for cookie in answer["cookies"].as_array().into_iter().flatten() {
        cookies.keep(cookie.as_str().unwrap());
    }
    assert!(answer["headers"].get("set-cookie").is_none(), "{answer}");
    answer
}

fn location(answer: &Value) -> &str {
    answer["headers"]["location"].as_str().unwrap()
}

/// Asks the issuer as a browser does: the place that it leads to, keeping its cookies.
fn ask_issuer(deployment: &Deployment, url: &str, cookies: &mut Cookies) -> String {
    let [told, plain] = &deployment.bases;
    let url = url.replacen(told, plain, 1);
    let (host, path) = url.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    let cookie = cookies.header();
    write!(
        stream,
        "GET /{path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncookie: {cookie}\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let lines = answer.lines().filter_map(|line| line.split_once(": "));
    let named = |wanted: &'static str| {
        lines
            .clone()
            .filter(move |(name, _)| *name == wanted)
            .map(|(_, value)| value)
    };
    named("set-cookie").for_each(|cookie| cookies.keep(cookie));
    named("location")
        .next()
        .unwrap_or_else(|| panic!("{answer}"))
        .to_owned()
}

/// Signs in by the issuer's link: where the issuer leads back to, and the cookies of the dashboard.
async fn go_and_come_back(deployment: &Deployment, role: Role) -> (String, Cookies) {
    let (mut of_dashboard, mut of_issuer) = (Cookies::default(), Cookies::default());
    assert_eq!(
        ask_issuer(deployment, &deployment.issuer.link(role), &mut of_issuer),
        "/dashboard/sign-in/start"
    );
    let start = get(
        &deployment.api,
        "/dashboard/sign-in/start?to=%2Fdashboard%3Fdays%3D7",
        &mut of_dashboard,
    )
    .await;
    assert_eq!(status(&start), 303, "{start}");
    let back = ask_issuer(deployment, location(&start), &mut of_issuer);
    let back = back.strip_prefix(BACK).unwrap();
    (format!("/dashboard/sign-in/callback{back}"), of_dashboard)
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_signs_in_over_the_network_and_reads_pages_and_the_api_as_their_role_may() {
    let deployment = Deployment::start("").await;
    let api = &deployment.api;
    for (role, scores, flags) in [
        (Role::Viewer, 200, 403),
        (Role::Agent, 200, 200),
        (Role::Admin, 200, 200),
    ] {
        let (back, mut cookies) = go_and_come_back(&deployment, role).await;
        let entered = get(api, &back, &mut cookies).await;
        assert_eq!(
            (status(&entered), location(&entered)),
            (303, "/dashboard?days=7"),
            "{entered}"
        );
        assert_eq!(cookies.0.keys().collect::<Vec<_>>(), ["__Host-aisance"]);
        assert_eq!(status(&get(api, "/dashboard?days=7", &mut cookies).await), 200);
        assert_eq!(
            status(&get(api, "/v1/scores?survey=recommend", &mut cookies).await),
            scores
        );
        assert_eq!(status(&get(api, "/v1/flags", &mut cookies).await), flags, "{role:?}");
    }
    let store = deployment.stack.engine.store().unwrap();
    let now = SystemClock.now().to_zoned(TimeZone::UTC).date();
    // The test may have begun before midnight.
    let mut trail = store.read_audit(before(now), None, 100).await.unwrap();
    trail.extend(store.read_audit(now, None, 100).await.unwrap());
    let signed_in: BTreeSet<&str> = trail
        .iter()
        .filter(|entry| entry.deed == Deed::SignIn)
        .map(|entry| entry.by.as_str())
        .collect();
    let expected = ["person:local-viewer", "person:local-agent", "person:local-admin"];
    assert_eq!(signed_in, BTreeSet::from(expected));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_good_once_in_the_browser_that_asked_for_it() {
    let deployment = Deployment::start("").await;
    let api = &deployment.api;
    let (back, cookies) = go_and_come_back(&deployment, Role::Admin).await;
    let stranger = get(api, &back, &mut Cookies::default()).await;
    assert_eq!(status(&stranger), 400, "another browser");
    // As if the browser had kept what it was told to forget.
    let again = || Cookies(cookies.0.clone());
    let mut first = again();
    assert_eq!(status(&get(api, &back, &mut first).await), 303);
    let mut second = again();
    let refused = get(api, &back, &mut second).await;
    assert_eq!(status(&refused), 403, "the issuer takes a code once");
    assert!(
        refused["body"].as_str().unwrap().contains("(invalid_grant)"),
        "{refused}"
    );
    assert!(!second.0.contains_key("__Host-aisance"));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_no_role_is_told_which_groups_have_one() {
    let deployment = Deployment::start("cx-team=viewer").await;
    let (back, mut cookies) = go_and_come_back(&deployment, Role::Admin).await;
    let refused = get(&deployment.api, &back, &mut cookies).await;
    assert_eq!(status(&refused), 403);
    assert!(refused["body"].as_str().unwrap().contains("cx-team"), "{refused}");
    assert!(!cookies.0.contains_key("__Host-aisance"));
}

/// This issuer knows public clients alone, and refuses what the function sends for one with a secret.
#[tokio::test(flavor = "multi_thread")]
async fn the_client_secret_is_read_from_its_own_secret_and_sent_to_the_issuer() {
    let deployment = Deployment::given(&[(env::OIDC_CLIENT_SECRET_ARN, secrets::CLIENT_SECRET_ARN)]).await;
    let (back, mut cookies) = go_and_come_back(&deployment, Role::Viewer).await;
    let refused = get(&deployment.api, &back, &mut cookies).await;
    assert_eq!(status(&refused), 403, "{refused}");
    let told = refused["body"].as_str().unwrap();
    assert!(told.contains("(invalid_request)"), "{told}");
    assert!(!told.contains(secrets::CLIENT_SECRET), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_issuer_behind_tls_is_trusted_by_the_certificates_of_the_operating_system() {
    let deployment = Deployment::over_tls(true).await;
    let (back, mut cookies) = go_and_come_back(&deployment, Role::Viewer).await;
    let entered = get(&deployment.api, &back, &mut cookies).await;
    assert_eq!(status(&entered), 303, "{entered}");
    assert!(cookies.0.contains_key("__Host-aisance"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_issuer_with_another_certificate_is_not_asked_anything() {
    let deployment = Deployment::over_tls(false).await;
    let start = get(&deployment.api, "/dashboard/sign-in/start", &mut Cookies::default()).await;
    assert_eq!(status(&start), 502, "{start}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_issuer_that_cannot_be_reached_is_told_and_keys_still_work() {
    let stack = Stack::start().await.unwrap();
    let mut environment = stack.environment().to_vec();
    // Nothing listens there.
    let issuer = (env::OIDC_ISSUER.to_owned(), "http://127.0.0.1:1".to_owned());
    environment.extend([issuer, (env::OIDC_CLIENT_ID.to_owned(), "aisance".to_owned())]);
    let api = Function::start("api", &environment).await.unwrap();
    let mut cookies = Cookies::default();
    let answer = get(&api, "/dashboard/sign-in/start", &mut cookies).await;
    assert_eq!(status(&answer), 502);
    let page = answer["body"].as_str().unwrap();
    assert!(page.contains("cannot be reached") && page.contains("api_key"), "{page}");
}
