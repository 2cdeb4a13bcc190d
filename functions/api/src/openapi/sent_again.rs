//! The header under which a request may be sent again.

use shared::once::LONGEST_KEY;
use utoipa::Modify;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{self, Ref, RefOr, Required};

use super::operation;
use crate::route::ROUTES;

const NAME: &str = "IdempotencyKey";

/// Names it among the components, and in each operation that takes it.
pub(super) struct SentAgain;

impl Modify for SentAgain {
    fn modify(&self, described: &mut openapi::OpenApi) {
        let components = described.components.get_or_insert_default();
        components.parameters.insert(NAME.to_owned(), header().into());
        for entry in ROUTES.iter().filter(|entry| entry.takes_idempotency_key()) {
            let Some(operation) = operation(described, entry) else {
                continue;
            };
            let named = RefOr::Ref(Ref::new(format!("#/components/parameters/{NAME}")));
            operation.parameters.get_or_insert_default().push(named);
        }
    }
}

fn header() -> Parameter {
    let words = "A key of your own choosing for this one request, such as a UUID: sent again with the same key within 24 hours, \
                 the request does nothing twice.";
    let schema = ObjectBuilder::new()
        .schema_type(Type::String)
        .min_length(Some(1))
        .max_length(Some(LONGEST_KEY))
        .pattern(Some("^[!-~]+$"));
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(words))
        .schema(Some(schema))
        .build()
}
