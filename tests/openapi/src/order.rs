//! One order, so that two descriptions can be compared line by line: paths as the routes are listed, then the public pages.

use api::route::{Kind, ROUTES};
use serde_norway::{Mapping, Value};

/// The parts of the document, first to last.
const PARTS: [&str; 7] = ["openapi", "info", "servers", "security", "tags", "paths", "components"];

/// The description of the API with what is said of the pages, in order.
pub(crate) fn ordered(mut of_api: Mapping, mut of_pages: Mapping) -> Mapping {
    let mut paths = Mapping::new();
    let mut described = taken(&mut of_api, "paths");
    for entry in ROUTES.iter().filter(|entry| entry.kind == Kind::Data) {
        if let Some(path) = described.shift_remove(entry.path) {
            paths.insert(entry.path.into(), path);
        }
    }
    paths.extend(described);
    paths.extend(taken(&mut of_pages, "paths"));
    of_api.insert("paths".into(), paths.into());
    let tags = of_api.get_mut("tags").and_then(Value::as_sequence_mut);
    if let (Some(tags), Some(Value::Sequence(more))) = (tags, of_pages.remove("tags")) {
        tags.extend(more);
    }
    let mut whole = Mapping::new();
    for part in PARTS {
        if let Some(value) = of_api.remove(part) {
            whole.insert(part.into(), value);
        }
    }
    whole.extend(of_api);
    whole
}

fn taken(from: &mut Mapping, part: &str) -> Mapping {
    match from.remove(part) {
        Some(Value::Mapping(mapping)) => mapping,
        _ => Mapping::new(),
    }
}
