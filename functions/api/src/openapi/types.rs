//! What the description says of bodies that no one type of the code has.

#![expect(dead_code, reason = "these are described and never made")]

use serde_json::Value;
use shared::domain::fatigue::FatigueRule;
use shared::domain::risk::HORIZONS;
use shared::domain::service::event::EventDraft;
use shared::text::TeamWords;
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, OneOfBuilder, SchemaType, Type};
use utoipa::openapi::{Ref, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::problem::{Details, NotIssuedItem};
use crate::v1::events::MOST_EVENTS;

/// One event, or a list of them in any order.
pub(crate) enum EventsSent {}

impl PartialSchema for EventsSent {
    fn schema() -> RefOr<Schema> {
        let event = || Ref::from_schema_name(EventDraft::name());
        let list = ArrayBuilder::new().items(event()).max_items(Some(MOST_EVENTS));
        OneOfBuilder::new().item(event()).item(list).into()
    }
}

impl ToSchema for EventsSent {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((EventDraft::name().into_owned(), EventDraft::schema()));
        EventDraft::schemas(schemas);
    }
}

/// A number of a closed list.
fn one_of(description: &str, numbers: impl IntoIterator<Item = Value>) -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(SchemaType::AnyValue)
        .enum_values(Some(numbers))
        .description(Some(description))
        .into()
}

/// The limit of how often a customer is asked.
pub(crate) enum FatigueDays {}

impl PartialSchema for FatigueDays {
    fn schema() -> RefOr<Schema> {
        let words = "A customer is asked at most once in so many days of 24 hours, whatever the survey, the touchpoint and the \
                     channel; null sets no limit. It counts from the registration of a link.";
        let choices = FatigueRule::CHOICES.map(Value::from);
        one_of(words, choices.into_iter().chain([Value::Null]))
    }
}

impl ToSchema for FatigueDays {}

/// Within how many days leaving counts.
pub(crate) enum HorizonDays {}

impl PartialSchema for HorizonDays {
    fn schema() -> RefOr<Schema> {
        one_of("Within how many days leaving counts.", HORIZONS.map(Value::from))
    }
}

impl ToSchema for HorizonDays {}

/// A language that there are words for the team in.
pub(crate) enum TeamLanguage {}

impl PartialSchema for TeamLanguage {
    fn schema() -> RefOr<Schema> {
        let tags: Vec<&str> = TeamWords::all().map(TeamWords::tag).collect();
        let described = format!("The nearest of the languages there are: `{}`.", tags.join("`, `"));
        ObjectBuilder::new()
            .schema_type(Type::String)
            .pattern(Some(format!("^({})(-[A-Za-z0-9]+)*$", tags.join("|"))))
            .description(Some(described))
            .into()
    }
}

impl ToSchema for TeamLanguage {}

/// Why a link is not issued, for programs.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum NotIssuedReason {
    /// The customer was asked less than `fatigue_days` ago.
    AskedLately,
    /// The customer does not want to be asked again.
    OptedOut,
    /// The customer was erased.
    Erased,
}

/// Why a customer is not asked.
#[derive(ToSchema)]
pub(crate) struct NotIssuedProblem<'a> {
    #[serde(flatten)]
    problem: Details<'a>,
    #[serde(flatten)]
    why: NotIssuedItem,
}
