//! `GET /v1/settings` and `PUT /v1/settings`: what is set for the whole workspace.

mod risk;

use http::StatusCode;
use lambda_http::{Body, Request, Response};
use serde::{Deserialize, Serialize};
use shared::domain::fatigue::FatigueRule;

use crate::body::{MOST_BYTES, json};
use crate::problem::Problem;
use crate::query::Query;
use crate::{ApiStore, App, respond};
pub(crate) use risk::{LineItem, RiskItem};

#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Settings))]
struct SettingsItem<'a> {
    /// A customer is asked at most once in so many days; null for no limit.
    #[cfg_attr(feature = "openapi", schema(value_type = crate::openapi::FatigueDays))]
    fatigue_days: Option<u8>,
    /// By what the risk of leaving is computed, and who is flagged.
    risk: RiskItem,
    /// The IANA zone that days are counted in. Set where the workspace is deployed.
    time_zone: &'a str,
}

#[derive(Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = SettingsRequest))]
#[serde(deny_unknown_fields)]
struct Wanted {
    // Named, so that a body which forgets it does not lift the limit.
    #[serde(deserialize_with = "Option::deserialize")]
    #[cfg_attr(feature = "openapi", schema(value_type = crate::openapi::FatigueDays))]
    fatigue_days: Option<i64>,
    /// Stays as it is where it is left out.
    risk: Option<RiskItem>,
}

/// Change what is set for the whole workspace
///
/// The limit is in force for the next link that is asked for, what is set about risk from the next night on. Left out, that
/// stays as it is.
#[cfg_attr(feature = "openapi", utoipa::path(
    put, path = "/v1/settings", operation_id = "putSettings", tag = "workspace",
    request_body = Wanted,
    responses((status = 200, body = SettingsItem, description = "The settings as they are now."))
))]
pub(crate) async fn put<S: ApiStore>(app: &App<S>, request: &Request) -> Result<Response<Body>, Problem> {
    Query::of(request, &[])?;
    let wanted: Wanted = json(request, MOST_BYTES)?;
    change(app, wanted.fatigue_days, wanted.risk).await?;
    get(app, request).await
}

/// Changes how often a customer may be asked, and what is set about risk where that is given. All of it is looked at before
/// any of it is stored.
pub(crate) async fn change<S: ApiStore>(
    app: &App<S>,
    fatigue_days: Option<i64>,
    risk: Option<RiskItem>,
) -> Result<(), Problem> {
    let rule = fatigue_days.map(FatigueRule::new).transpose();
    let rule = rule.map_err(|none| Problem::invalid("fatigue_days", format!("{none}; null sets no limit")))?;
    let risk = risk.map(RiskItem::settings).transpose()?;
    app.store.put_fatigue(rule).await?;
    if let Some(risk) = risk {
        let put = app.store.put_risk_settings(&risk).await;
        app.kept.risk.changed();
        put?;
    }
    Ok(())
}

/// What is set for the whole workspace
///
/// The limit of how often a customer is asked, by what the risk of leaving is computed, and the time zone.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/v1/settings", operation_id = "getSettings", tag = "workspace",
    responses((status = 200, body = SettingsItem, description = "The settings."))
))]
pub(crate) async fn get<S: ApiStore>(app: &App<S>, request: &Request) -> Result<Response<Body>, Problem> {
    Query::of(request, &[])?;
    let (rule, risk) = futures::try_join!(app.store.read_fatigue(), app.store.read_risk_settings())?;
    let settings = SettingsItem {
        fatigue_days: rule.map(FatigueRule::days),
        risk: RiskItem::of(&risk),
        time_zone: &app.zone,
    };
    respond::json(StatusCode::OK, &settings)
}
