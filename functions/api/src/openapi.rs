//! The description of the API, made from the code: paths from the handlers, schemas from the types they take and give,
//! who may from the routes. `tests/openapi` writes it to `docs/openapi.yaml`.

mod refusals;
mod sent_again;
mod types;
pub(crate) mod words;

use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityRequirement, SecurityScheme};
use utoipa::{Modify, OpenApi, openapi};

use self::refusals::Refusals;
use self::sent_again::SentAgain;
pub(crate) use self::types::{EventsSent, FatigueDays, HorizonDays, NotIssuedProblem, NotIssuedReason, TeamLanguage};
use crate::access::sessions::COOKIE_NAME;
use crate::problem::Details;
use crate::route::{Entry, Kind, ROUTES};
use crate::v1::{
    audit, closing, customer, customers, erasures, events, exports, flags, invitations, keys, links, responses, review,
    runs, scores, service, settings, signals, survey, surveys,
};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Aisance",
        description = words::INTRODUCTION,
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    servers(
        (url = "https://{api}.execute-api.{region}.amazonaws.com", description = "A workspace on AWS.",
            variables(("api" = (default = "abc123")), ("region" = (default = "eu-west-1")))),
        (url = "http://localhost:3000", description = "A workspace on one machine.")
    ),
    tags(
        (name = "surveys", description = "What is asked."),
        (name = "scores", description = "Numbers: scores, shifts and service measures."),
        (name = "responses", description = "Answers one by one."),
        (name = "customers", description = "Who may leave, and why."),
        (name = "exports", description = "Files of everything of a kind."),
        (name = "links", description = "Asking."),
        (name = "events", description = "What happened elsewhere."),
        (name = "invitations", description = "Who was asked."),
        (name = "administration", description = "Keys, erasures, the audit trail, the nights' runs."),
        (name = "workspace", description = "What is set.")
    ),
    paths(
        surveys::get,
        survey::get,
        survey::put,
        scores::get,
        responses::get,
        review::get,
        review::post,
        flags::get,
        closing::post,
        signals::get,
        signals::acknowledge,
        customers::get,
        customer::get,
        invitations::get,
        invitations::post,
        exports::post,
        exports::list,
        exports::get,
        links::post,
        events::post,
        service::get,
        settings::get,
        settings::put,
        runs::get,
        keys::get,
        keys::post,
        keys::delete,
        erasures::get,
        erasures::post,
        audit::get,
    ),
    components(schemas(Details<'static>)),
    modifiers(&WhoMay, &SentAgain, &Refusals)
)]
struct Description;

/// The description.
#[must_use]
pub fn description() -> openapi::OpenApi {
    Description::openapi()
}

/// The operation of a route, if it is described.
fn operation<'a>(described: &'a mut openapi::OpenApi, entry: &Entry) -> Option<&'a mut Operation> {
    let item = described.paths.paths.get_mut(entry.path)?;
    let operation = match entry.method {
        "GET" => &mut item.get,
        "PUT" => &mut item.put,
        "POST" => &mut item.post,
        "DELETE" => &mut item.delete,
        "PATCH" => &mut item.patch,
        _ => return None,
    };
    operation.as_mut()
}

/// Says of each operation which scopes it takes, as the routes have it.
struct WhoMay;

impl Modify for WhoMay {
    fn modify(&self, described: &mut openapi::OpenApi) {
        let schemes = [
            (
                "bearer",
                SecurityScheme::Http(with_words(
                    HttpAuthScheme::Bearer,
                    "An API key: `Authorization: Bearer ais_ID_SECRET`.",
                )),
            ),
            (
                "basic",
                SecurityScheme::Http(with_words(
                    HttpAuthScheme::Basic,
                    "The API key as user name, or as password.",
                )),
            ),
            (
                "session",
                SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
                    COOKIE_NAME,
                    "The session of a person who has signed in to the dashboard. Reads alone.",
                ))),
            ),
        ];
        let components = described.components.get_or_insert_default();
        for (name, scheme) in schemes {
            components.add_security_scheme(name, scheme);
        }
        for entry in ROUTES.iter().filter(|entry| entry.kind == Kind::Data) {
            let Some(operation) = operation(described, entry) else {
                continue;
            };
            let names: Vec<&str> = entry.needs.iter().map(|scope| scope.name()).collect();
            let ways: &[&str] = match entry.method {
                "GET" => &["bearer", "basic", "session"],
                _ => &["bearer", "basic"],
            };
            let requirement = |way: &&str| SecurityRequirement::new(*way, names.iter().copied());
            operation.security = Some(ways.iter().map(requirement).collect());
            let takes = match names.as_slice() {
                [one] => format!("Takes the scope `{one}`."),
                several => format!("Takes the scopes `{}`.", several.join("` and `")),
            };
            let said = operation.description.take();
            operation.description = Some(said.map_or(takes.clone(), |said| format!("{said}\n\n{takes}")));
        }
    }
}

fn with_words(scheme: HttpAuthScheme, description: &str) -> Http {
    let mut http = Http::new(scheme);
    http.description = Some(description.to_owned());
    http
}
