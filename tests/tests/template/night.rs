//! The night: what starts it, what comes after what, and how flags go on where one process came to the end of its time.

use serde_norway::Value;

use super::policies::resource_name;
use super::{resources, template};

#[test]
fn the_night_goes_from_schedule_to_scores_to_flags() {
    let template = template();
    assert_eq!(template.schedule.function, "AggregateFunction");
    assert_eq!((template.schedule.hour, template.schedule.minute), (4, 10));
    assert_eq!(template.schedule.zone_parameter, "TimeZone");
    let aggregate = &template.functions["AggregateFunction"];
    assert_eq!(aggregate.on_success.as_deref(), Some("FlagFunction"));
    let functions = resources("AWS::Serverless::Function");
    for id in ["AggregateFunction", "FlagFunction"] {
        let destinations = &functions[id]["Properties"]["EventInvokeConfig"]["DestinationConfig"];
        let failed = &destinations["OnFailure"]["Destination"];
        assert_eq!(resource_name(failed), "FailuresQueue", "{id}");
    }
    let nightly = &functions["AggregateFunction"]["Properties"]["Events"]["Nightly"]["Properties"];
    assert_eq!(resource_name(&nightly["DeadLetterConfig"]["Arn"]), "FailuresQueue");
    // Without an input Scheduler would send a text where an object belongs.
    assert_eq!(
        nightly["Input"],
        r#"{"scheduled_time":"<aws.scheduler.scheduled-time>"}"#
    );
    let queue = &resources("AWS::SQS::Queue")["FailuresQueue"]["Properties"];
    assert_eq!(queue["SqsManagedSseEnabled"], true);
    assert_eq!(
        queue["MessageRetentionPeriod"].as_u64(),
        Some(14 * 86_400),
        "two weeks of holidays"
    );
}

/// The words are those of the record that Lambda puts on a bus.
#[test]
fn flags_that_are_not_finished_are_gone_on_with_and_no_others() {
    let flag = &resources("AWS::Serverless::Function")["FlagFunction"]["Properties"];
    let done = &flag["EventInvokeConfig"]["DestinationConfig"]["OnSuccess"];
    assert_eq!(done["Type"], "EventBridge");
    let rule = &resources("AWS::Events::Rule")["FlagContinuation"]["Properties"];
    let pattern: Value = serde_norway::from_str(
        r#"{
            source: [lambda],
            detail-type: [Lambda Function Invocation Result - Success],
            detail: {
                requestContext: { functionArn: [{ prefix: !Sub "${FlagFunction.Arn}:" }] },
                responsePayload: { finished: [false], overtaken: [false] }
            }
        }"#,
    )
    .unwrap();
    assert_eq!(rule["EventPattern"], pattern);
    let target = &rule["Targets"][0];
    assert_eq!(resource_name(&target["Arn"]), "FlagFunction.Alias");
    assert_eq!(target["InputPath"], "$.detail.responsePayload");
    assert_eq!(resource_name(&target["DeadLetterConfig"]["Arn"]), "FailuresQueue");
    let permission = &resources("AWS::Lambda::Permission")["FlagContinuationPermission"]["Properties"];
    assert_eq!(resource_name(&permission["FunctionName"]), "FlagFunction.Alias");
    assert_eq!(permission["SourceArn"], rule_arn());
    let queue = &resources("AWS::SQS::QueuePolicy")["FailuresQueuePolicy"]["Properties"];
    let statement = &queue["PolicyDocument"]["Statement"][0];
    assert_eq!(resource_name(&queue["Queues"][0]), "FailuresQueue");
    assert_eq!(
        (&statement["Action"], resource_name(&statement["Resource"])),
        (&"sqs:SendMessage".into(), "FailuresQueue".to_owned())
    );
    assert_eq!(statement["Condition"]["ArnEquals"]["aws:SourceArn"], rule_arn());
}

fn rule_arn() -> Value {
    serde_norway::from_str("!GetAtt FlagContinuation.Arn").unwrap()
}
