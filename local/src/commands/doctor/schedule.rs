//! The schedule that starts the nights.

use serde_json::Value;

use super::report::Finding;
use super::stack::{missing, not_told};
use crate::aws::SCHEDULER;
use crate::stack::Stack;
use crate::template::Template;

const CHECK: &str = "schedule";

/// What a schedule is to be.
struct Wanted<'a> {
    cron: &'a str,
    zone: &'a str,
    /// The function as it is to be called: its name, and the alias after a colon.
    function: &'a str,
}

pub(super) async fn look(stack: &Stack, template: &Template) -> Finding {
    let schedule = &template.schedule;
    let named = || {
        Ok((
            stack.output("NightlySchedule")?,
            stack.output(&schedule.function)?,
            stack.time_zone()?,
        ))
    };
    let (name, function, zone) = match named() {
        Ok(named) => named,
        Err(error) => return missing(CHECK, &error),
    };
    let wanted = Wanted {
        cron: &schedule.cron,
        zone,
        function,
    };
    match stack.aws.get(SCHEDULER, &format!("/schedules/{name}")).await {
        Ok(found) => judge(&found, &wanted, (schedule.hour, schedule.minute)),
        Err(error) => not_told(
            CHECK,
            name,
            &error,
            "scheduler:GetSchedule",
            "somebody deleted it, and no night will run: run `sam deploy` again",
        ),
    }
}

/// A schedule from what EventBridge Scheduler says of it.
fn judge(found: &Value, wanted: &Wanted<'_>, (hour, minute): (i8, i8)) -> Finding {
    let text = |name: &str| found[name].as_str().unwrap_or("nothing");
    let (expression, zone) = (text("ScheduleExpression"), text("ScheduleExpressionTimezone"));
    let target = found["Target"]["Arn"].as_str().unwrap_or("nothing");
    let called = format!(":function:{}", wanted.function);
    let again = "run `sam deploy` again, or set it back in EventBridge Scheduler";
    if text("State") != "ENABLED" {
        let found = format!("it is {}: no night runs", text("State"));
        return Finding::wrong(
            CHECK,
            found,
            "enable it in EventBridge Scheduler, or run `sam deploy` again",
        );
    }
    if expression != wanted.cron {
        return Finding::wrong(CHECK, format!("it is {expression} and not {}", wanted.cron), again);
    }
    if zone != wanted.zone {
        let found = format!("it goes by {zone}, and the stack's days by {}", wanted.zone);
        return Finding::wrong(CHECK, found, again);
    }
    if !target.ends_with(&called) {
        return Finding::wrong(CHECK, format!("it starts {target} and not …{called}"), again);
    }
    Finding::ok(
        CHECK,
        format!("it starts the night at {hour:02}:{minute:02} {zone}, every day"),
    )
}

#[cfg(test)]
mod tests {
    use super::super::report::State;
    use super::*;
    use serde_json::json;

    #[test]
    fn a_schedule_has_the_templates_time_the_stacks_zone_and_the_alias_as_target() {
        let wanted = Wanted {
            cron: "cron(10 4 * * ? *)",
            zone: "Europe/Paris",
            function: "nightly:live",
        };
        let judged = |name: &str, value: Value| {
            let mut found = json!({"State": "ENABLED", "ScheduleExpression": "cron(10 4 * * ? *)",
                "ScheduleExpressionTimezone": "Europe/Paris",
                "Target": {"Arn": "arn:aws:lambda:eu-west-1:123456789012:function:nightly:live"}});
            found[name] = value;
            judge(&found, &wanted, (4, 10))
        };
        assert_eq!(
            judged("State", "ENABLED".into()).found,
            "it starts the night at 04:10 Europe/Paris, every day"
        );
        let unqualified = json!({"Arn": "arn:aws:lambda:eu-west-1:123456789012:function:nightly"});
        for (name, value, said) in [
            ("State", json!("DISABLED"), "no night runs"),
            ("ScheduleExpression", json!("rate(1 day)"), "it is rate(1 day)"),
            ("ScheduleExpressionTimezone", json!("UTC"), "it goes by UTC"),
            ("Target", unqualified, "and not …:function:nightly:live"),
        ] {
            let finding = judged(name, value);
            assert_eq!(finding.state, State::Wrong);
            assert!(finding.found.contains(said), "{}", finding.found);
        }
    }
}
