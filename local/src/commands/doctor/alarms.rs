//! What failed, what alarms say, and who is told.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::report::Finding;
use super::stack::{missing, not_told};
use crate::aws::{CLOUDWATCH, SNS, SQS, texts_of};
use crate::stack::Stack;

/// How long a new stack may be without a night: as long as its alarm waits.
const FIRST_NIGHT: SignedDuration = SignedDuration::from_hours(26);
/// How a stack is brought to ask an address for its confirmation once more.
const ANEW: &str =
    "run `sam deploy --parameter-overrides 'AlarmEmail=\"\"' MonthlyBudget=0`, then `sam deploy` as usual";
/// The alarm that is on until the first night has run, by its logical id.
const NIGHT_MISSING: &str = "NightlyRunMissing";

/// What failed for good and waits for somebody.
pub(super) async fn failures(stack: &Stack) -> Finding {
    const CHECK: &str = "failures";
    let queue = match stack.output("FailuresQueueUrl") {
        Ok(queue) => queue,
        Err(error) => return missing(CHECK, &error),
    };
    let names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"];
    let asked = json!({ "QueueUrl": queue, "AttributeNames": names });
    match stack.aws.call(SQS, "AmazonSQS.GetQueueAttributes", &asked).await {
        Ok(found) => {
            let count = |name: &str| {
                found["Attributes"][name]
                    .as_str()
                    .and_then(|count| count.parse::<u64>().ok())
            };
            match names.map(count) {
                [Some(0), Some(0)] => Finding::ok(CHECK, "the queue of what failed is empty"),
                [Some(waiting), Some(taken)] => Finding::wrong(
                    CHECK,
                    format!("the queue of what failed holds {} messages", waiting + taken),
                    "each holds what was asked and why it failed: docs/operations.md says how to read them and to run it again",
                ),
                _ => Finding::wrong(
                    CHECK,
                    "SQS does not say how many messages there are",
                    "ask again in a minute",
                ),
            }
        }
        Err(error) => not_told(CHECK, queue, &error, "sqs:GetQueueAttributes", "run `sam deploy` again"),
    }
}

/// The alarms that tell this stack's topic, one finding for each that is on.
pub(super) async fn alarms(stack: &Stack, now: Timestamp) -> Vec<Finding> {
    const CHECK: &str = "alarms";
    let topic = match stack.output("AlarmTopicArn") {
        Ok(topic) => topic,
        Err(error) => return vec![missing(CHECK, &error)],
    };
    let operation = "GraniteServiceVersion20100801.DescribeAlarms";
    let asked = json!({ "ActionPrefix": topic, "MaxRecords": 100 });
    match stack.aws.call(CLOUDWATCH, operation, &asked).await {
        Ok(found) => {
            let young = stack
                .created
                .is_some_and(|created| now.duration_since(created) < FIRST_NIGHT);
            judge(
                CHECK,
                found["MetricAlarms"].as_array().map_or(&[], Vec::as_slice),
                young,
            )
        }
        Err(error) => vec![not_told(
            CHECK,
            topic,
            &error,
            "cloudwatch:DescribeAlarms",
            "run `sam deploy` again",
        )],
    }
}

fn judge(check: &'static str, alarms: &[Value], young: bool) -> Vec<Finding> {
    if alarms.is_empty() {
        let todo = "somebody deleted them: run `sam deploy` again";
        return vec![Finding::wrong(check, "no alarm tells the stack's topic", todo)];
    }
    let on = alarms.iter().filter(|alarm| alarm["StateValue"] == "ALARM");
    let mut findings: Vec<Finding> = on
        .map(|alarm| {
            let text = |name: &str| alarm[name].as_str().unwrap_or_default();
            let found = format!("{} is on: {}", text("AlarmName"), text("AlarmDescription"));
            if young && text("AlarmName").contains(NIGHT_MISSING) {
                return Finding::note(check, found, "this is so until the first night has run");
            }
            Finding::wrong(
                check,
                found.trim_end().to_owned(),
                "docs/operations.md says what to do about each alarm",
            )
        })
        .collect();
    let unarmed = alarms.iter().filter(|alarm| alarm["ActionsEnabled"] == false).count();
    if unarmed > 0 {
        let found = format!(
            "{unarmed} of {} alarms tell nobody: their actions are off",
            alarms.len()
        );
        findings.push(Finding::wrong(
            check,
            found,
            "switch their actions on in CloudWatch, or run `sam deploy` again",
        ));
    }
    if findings.is_empty() {
        findings.push(Finding::ok(check, format!("none of {} is on", alarms.len())));
    }
    findings
}

/// Who is told of alarms.
pub(super) async fn mail(stack: &Stack) -> Finding {
    const CHECK: &str = "alarm mail";
    let topic = match stack.output("AlarmTopicArn") {
        Ok(topic) => topic,
        Err(error) => return missing(CHECK, &error),
    };
    let asked = [
        ("Action", "ListSubscriptionsByTopic"),
        ("Version", "2010-03-31"),
        ("TopicArn", topic),
    ];
    match stack.aws.form(SNS, &asked).await {
        Ok(xml) => {
            let mail_wanted = stack.parameter("AlarmEmail").is_some_and(|address| !address.is_empty());
            subscribed(CHECK, &texts_of(&xml, "SubscriptionArn"), mail_wanted)
        }
        Err(error) => not_told(
            CHECK,
            topic,
            &error,
            "sns:ListSubscriptionsByTopic",
            "somebody deleted the topic: run `sam deploy` again",
        ),
    }
}

/// `mail_wanted` says whether the stack was deployed with an address for alarms.
fn subscribed(check: &'static str, subscriptions: &[String], mail_wanted: bool) -> Finding {
    let pending = subscriptions.iter().filter(|arn| *arn == "PendingConfirmation").count();
    // Whoever has unsubscribed is listed as `Deleted` for a while.
    let told = subscriptions.iter().filter(|arn| arn.starts_with("arn:")).count();
    match (told, pending) {
        (0, 0) if mail_wanted => Finding::wrong(
            check,
            "nobody is told of alarms, though the stack has an AlarmEmail",
            format!("AWS forgets an address that was not confirmed within two days: {ANEW}"),
        ),
        (0, 0) => Finding::note(
            check,
            "nobody is told of alarms",
            "deploy with AlarmEmail, or subscribe something else to the topic",
        ),
        (told, 0) => Finding::ok(check, format!("{told} subscribed to alarms, all confirmed")),
        (_, pending) => Finding::wrong(
            check,
            format!("{pending} subscribed to alarms and not confirmed, and so not told"),
            format!(
                "open the link in the mail \"AWS Notification - Subscription Confirmation\"; after two days, {ANEW}"
            ),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::super::report::State;
    use super::*;

    #[test]
    fn an_alarm_that_is_on_is_told_and_a_young_stack_may_lack_its_first_night() {
        let alarm = |name: &str, state: &str| json!({"AlarmName": name, "StateValue": state, "ActionsEnabled": true});
        let states = |alarms: &[Value], young| {
            judge("alarms", alarms, young)
                .iter()
                .map(|f| f.state)
                .collect::<Vec<_>>()
        };
        let night = alarm("feedback-NightlyRunMissingAlarm-1", "ALARM");
        let quiet = alarm("feedback-ApiErrorsAlarm-1", "INSUFFICIENT_DATA");
        assert_eq!(states(std::slice::from_ref(&quiet), false), [State::Ok]);
        assert_eq!(states(&[night.clone(), quiet.clone()], true), [State::Note]);
        assert_eq!(states(&[night, quiet.clone()], false), [State::Wrong]);
        assert_eq!(states(&[], true), [State::Wrong]);
        let mut off = quiet;
        off["ActionsEnabled"] = false.into();
        assert_eq!(states(&[off], false), [State::Wrong]);
    }

    #[test]
    fn a_mail_that_nobody_confirmed_tells_nobody() {
        const TOLD: &str = "arn:aws:sns:eu-west-1:123456789012:alarms:1";
        let found = |arns: &[&str], mail_wanted| {
            let arns: Vec<String> = arns.iter().map(ToString::to_string).collect();
            subscribed("alarm mail", &arns, mail_wanted)
        };
        assert_eq!(found(&[], false).state, State::Note);
        assert_eq!(found(&[TOLD], true).state, State::Ok);
        assert_eq!(found(&[TOLD, "PendingConfirmation"], true).state, State::Wrong);
        let forgotten = found(&[], true);
        assert_eq!(forgotten.state, State::Wrong);
        assert!(
            forgotten
                .todo
                .unwrap()
                .contains(r#"within two days: run `sam deploy --parameter-overrides 'AlarmEmail=""#)
        );
        assert_eq!(
            found(&["Deleted"], true).state,
            State::Wrong,
            "who has unsubscribed is not told"
        );
        assert_eq!(
            found(&["Deleted", TOLD], true).found,
            "1 subscribed to alarms, all confirmed"
        );
    }
}
