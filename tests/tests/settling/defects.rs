//! Rules of the protocol broken on the way to storage. Each must be seen.

use serde_json::Value;
use system_tests::actors::{FAULTS, Tamper, Tampered};

use crate::Play;
use crate::world::{Act, NEXT, SOON, World};

fn part<'a>(request: &'a Value, name: &str) -> &'a str {
    request[name].as_str().unwrap_or_default()
}

/// A closed day is changed without a touch.
fn untouched(_: &str, request: &mut Value) -> Tampered {
    if part(request, "UpdateExpression").starts_with("SET #t = :now") {
        Tampered::Vanishes
    } else {
        Tampered::Goes
    }
}

/// A late answer, or a reply, is written without announcing that the day is to be computed again.
fn untouched_beside(_: &str, request: &mut Value) -> Tampered {
    let beside = request["ExpressionAttributeNames"]["#t"] == "tr";
    if beside && part(request, "UpdateExpression").starts_with("SET #t = :now") {
        Tampered::Vanishes
    } else {
        Tampered::Goes
    }
}

/// A run that ends clears the touch whatever it has seen.
fn touch_cleared(_: &str, request: &mut Value) -> Tampered {
    let update = part(request, "UpdateExpression").to_owned();
    if update.starts_with("SET n = :n") {
        request["UpdateExpression"] = match update.split_once(" REMOVE ") {
            Some((set, rest)) => format!("{set} REMOVE t, {rest}"),
            None => format!("{update} REMOVE t"),
        }
        .into();
    }
    Tampered::Goes
}

/// Scores are written whoever has written them last. The day's own fence stands: an overtaken run that also said it had
/// ended would have the day computed once more, and be seen by nobody.
fn unfenced(operation: &str, request: &mut Value) -> Tampered {
    if operation == "PutItem" && part(request, "ConditionExpression") == "n < :n" {
        request["ConditionExpression"] = "n < :n OR n >= :n".into();
    }
    Tampered::Goes
}

/// Items are made by whoever comes, not blank.
fn not_blank_first(operation: &str, request: &mut Value) -> Tampered {
    let scores = part(request, "TableName").contains("Scores");
    match (operation, part(request, "ConditionExpression")) {
        ("PutItem", "attribute_not_exists(pk)") if scores => return Tampered::Vanishes,
        ("PutItem", "n < :n") => {
            request["ConditionExpression"] = "attribute_not_exists(pk) OR n < :n".into();
        }
        _ => {}
    }
    Tampered::Goes
}

/// A survey is listed with its day when a run ends, not before it writes.
fn listed_last(_: &str, request: &mut Value) -> Tampered {
    if part(request, "UpdateExpression") == "ADD sv :sv" {
        Tampered::Vanishes
    } else {
        Tampered::Goes
    }
}

/// The surveys of a day are not listed at all, so one that vanished is left out.
fn never_listed(operation: &str, request: &mut Value) -> Tampered {
    let update = part(request, "UpdateExpression").to_owned();
    if let Some(rest) = update.strip_suffix(" ADD sv :sv") {
        request["UpdateExpression"] = rest.into();
        request["ExpressionAttributeValues"]
            .as_object_mut()
            .unwrap()
            .remove(":sv");
    }
    listed_last(operation, request)
}

/// An erased answer is deleted.
fn deleted(operation: &str, request: &mut Value) -> Tampered {
    if operation != "PutItem" || request["Item"]["st"]["S"] != "e" {
        return Tampered::Goes;
    }
    let key = ["pk", "sk"].map(|name| (name.to_owned(), request["Item"][name].clone()));
    request["Key"] = Value::Object(key.into_iter().collect());
    request.as_object_mut().unwrap().remove("Item");
    Tampered::Becomes("DeleteItem")
}

struct Defect {
    name: &'static str,
    tamper: Tamper,
    before: &'static [Act],
    one: Act,
    /// Who meets the one; without anybody, the one is struck by faults.
    other: Option<Act>,
    between: &'static [Act],
}

const DEFECTS: [Defect; 9] = [
    Defect {
        name: "a closed day is changed without a touch",
        tamper: untouched,
        before: &[],
        one: Act::Edit,
        other: Some(Act::Night(SOON)),
        between: &[],
    },
    Defect {
        name: "a late answer does not announce its invitation's day",
        tamper: untouched_beside,
        before: &[],
        one: Act::Late,
        other: Some(Act::Night(SOON)),
        between: &[],
    },
    Defect {
        name: "a reply does not announce the day of its question",
        tamper: untouched_beside,
        before: &[],
        one: Act::Reply,
        other: Some(Act::Night(SOON)),
        between: &[],
    },
    Defect {
        name: "a run clears the touch instead of comparing it",
        tamper: touch_cleared,
        before: &[Act::Bring],
        one: Act::Night(SOON),
        other: Some(Act::Edit),
        between: &[],
    },
    Defect {
        name: "no fencing number",
        tamper: unfenced,
        before: &[Act::Edit],
        one: Act::Night(SOON),
        other: Some(Act::Night(NEXT)),
        between: &[Act::Erase],
    },
    Defect {
        name: "an overtaken run makes an item",
        tamper: not_blank_first,
        before: &[Act::Bring],
        one: Act::Night(SOON),
        other: Some(Act::Night(NEXT)),
        between: &[Act::Move],
    },
    Defect {
        name: "a survey is listed last",
        tamper: listed_last,
        before: &[Act::Bring],
        one: Act::Night(SOON),
        other: None,
        between: &[Act::Move],
    },
    Defect {
        name: "a survey that vanished is left out",
        tamper: never_listed,
        before: &[Act::Bring],
        one: Act::Night(SOON),
        other: None,
        between: &[Act::Move],
    },
    Defect {
        name: "an erased answer is deleted",
        tamper: deleted,
        before: &[],
        one: Act::Again,
        other: Some(Act::Erase),
        between: &[],
    },
];

#[tokio::test]
async fn every_rule_that_is_broken_on_the_way_to_storage_is_seen() {
    let world = World::make("defects").await.unwrap();
    let mut missed = Vec::new();
    for defect in DEFECTS {
        let play = Play {
            world: &world,
            before: defect.before,
            tamper: Some(defect.tamper),
        };
        let tried = match defect.other {
            Some(other) => play.interleaved(defect.one, other, defect.between).await,
            None => play.struck(defect.one, &FAULTS[..2], defect.between).await,
        };
        match tried.unwrap() {
            (cases, Some(wrong)) => println!("{} (case {cases}): {wrong}\n", defect.name),
            (cases, None) => missed.push((defect.name, cases)),
        }
    }
    assert!(missed.is_empty(), "not seen, and cases tried: {missed:?}");
}
