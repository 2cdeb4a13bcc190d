//! Who is told of what.

use std::collections::{BTreeMap, BTreeSet};

use serde_norway::Value;
use shared::telemetry::{self, Metric};

use super::functions::FUNCTIONS;
use super::policies::resource_name;
use super::{references, resources};

const OPERATIONS: &str = include_str!("../../../docs/operations.md");

fn alarms() -> BTreeMap<String, Value> {
    resources("AWS::CloudWatch::Alarm")
}

/// What an alarm looks at: the metrics' names, each with what it is of: `AggregateFunction`, `ScoresTable/by_pending`.
fn watched(alarm: &Value) -> BTreeSet<(String, String)> {
    let properties = &alarm["Properties"];
    let Some(metrics) = properties.get("Metrics") else {
        return [named(properties)].into();
    };
    let mut metrics = metrics.as_sequence().unwrap().iter();
    let sum = metrics.next().unwrap();
    assert_eq!(sum["Expression"], "SUM(METRICS())");
    let metrics: Vec<&Value> = metrics.collect();
    assert!(metrics.len() <= 10, "CloudWatch adds up ten metrics at most");
    let watched = metrics.iter().map(|metric| {
        assert_eq!(metric["ReturnData"], false);
        named(&metric["MetricStat"]["Metric"])
    });
    watched.collect()
}

fn named(metric: &Value) -> (String, String) {
    let dimensions = metric["Dimensions"].as_sequence().into_iter().flatten();
    let of: Vec<String> = dimensions
        .map(|dimension| match &dimension["Value"] {
            Value::String(text) => text.clone(),
            reference => references(reference).into_iter().next().unwrap(),
        })
        .collect();
    (metric["MetricName"].as_str().unwrap().to_owned(), of.join("/"))
}

/// All whose metric of this name is watched.
fn watched_of(metric: &str) -> BTreeSet<String> {
    let watched = alarms().into_values().flat_map(|alarm| watched(&alarm));
    watched.filter(|(name, _)| name == metric).map(|(_, of)| of).collect()
}

#[test]
fn every_metric_that_asks_for_a_person_has_its_alarm() {
    let alarms = alarms();
    let own = alarms
        .values()
        .filter(|alarm| alarm["Properties"]["Namespace"] == telemetry::NAMESPACE);
    let watched: BTreeSet<&str> = own
        .map(|alarm| alarm["Properties"]["MetricName"].as_str().unwrap())
        .collect();
    let metrics = [
        Metric::NightlyRunCompleted,
        Metric::SettledDayChanged,
        Metric::SealOverdue,
        Metric::ScoreAlert,
        Metric::RiskModelOff,
        Metric::SettleLagDays,
    ];
    assert_eq!(watched, BTreeSet::from(metrics.map(Metric::name)));
}

#[test]
fn every_function_every_table_and_every_index_is_watched() {
    let functions: BTreeSet<String> = FUNCTIONS.iter().map(|(id, ..)| (*id).to_owned()).collect();
    for metric in ["Errors", "Throttles"] {
        assert_eq!(watched_of(metric), functions, "{metric}");
    }
    // What is refused to an index counts nothing for its table.
    let mut tables = BTreeSet::new();
    for (id, table) in resources("AWS::DynamoDB::Table") {
        let indexes = table["Properties"]["GlobalSecondaryIndexes"].as_sequence();
        let indexes = indexes.into_iter().flatten();
        tables.extend(indexes.map(|index| format!("{id}/{}", index["IndexName"].as_str().unwrap())));
        tables.insert(id);
    }
    for metric in ["ReadThrottleEvents", "WriteThrottleEvents"] {
        assert_eq!(watched_of(metric), tables, "{metric}");
    }
    assert_eq!(
        watched_of("ApproximateNumberOfMessagesVisible"),
        BTreeSet::from(["FailuresQueue".to_owned()])
    );
    let slow = &alarms()["SlowRequestsAlarm"]["Properties"];
    assert_eq!(
        (&slow["MetricName"], &slow["ExtendedStatistic"]),
        (&"Latency".into(), &"p99".into())
    );
    // Left out below a thousand requests in a quarter of an hour, it would not ring for most.
    assert!(slow.get("EvaluateLowSampleCountPercentile").is_none());
}

#[test]
fn answers_of_5xx_are_counted_from_the_access_log() {
    let counted = &resources("AWS::Logs::MetricFilter")["ServerErrors"]["Properties"];
    assert_eq!(resource_name(&counted["LogGroupName"]), "AccessLogGroup");
    let api = &resources("AWS::Serverless::HttpApi")["HttpApi"]["Properties"];
    let log: serde_json::Value = serde_json::from_str(api["AccessLogSettings"]["Format"].as_str().unwrap()).unwrap();
    assert_eq!(log["status"], "$context.status");
    assert_eq!(counted["FilterPattern"], "{ $.status = \"5*\" }");
    let made = &counted["MetricTransformations"][0];
    let alarm = &alarms()["ServerErrorsAlarm"]["Properties"];
    assert_eq!(made["MetricNamespace"], alarm["Namespace"]);
    assert_eq!(made["MetricName"], alarm["MetricName"]);
}

#[test]
fn nights_that_are_missing_and_days_that_wait_ring() {
    let alarms = alarms();
    let missing = &alarms["NightlyRunMissingAlarm"]["Properties"];
    assert_eq!(missing["TreatMissingData"], "breaching", "nothing is what it waits for");
    assert_eq!(
        missing["Period"].as_u64().unwrap() * missing["EvaluationPeriods"].as_u64().unwrap(),
        26 * 3600
    );
    assert_eq!(missing["ComparisonOperator"], "LessThanThreshold");
    let lag = &alarms["SettleLagAlarm"]["Properties"];
    assert_eq!(
        (&lag["Statistic"], lag["Threshold"].as_u64()),
        (&"Maximum".into(), Some(2))
    );
    assert_eq!(lag["ComparisonOperator"], "GreaterThanThreshold");
    assert_eq!(lag["TreatMissingData"], "ignore", "on until a night says otherwise");
}

/// One that means nothing to whoever reads it at night is none.
#[test]
fn every_alarm_goes_to_somebody_says_what_it_means_and_is_in_the_handbook() {
    let alarms = alarms();
    let handbook: BTreeSet<String> = OPERATIONS
        .lines()
        .filter_map(|line| line.strip_prefix("| `"))
        .filter_map(|line| line.split(" |").next())
        .flat_map(|cell| cell.split('`'))
        .filter(|word| word.ends_with("Alarm"))
        .map(str::to_owned)
        .collect();
    assert_eq!(handbook, alarms.keys().cloned().collect());
    for (id, alarm) in &alarms {
        let properties = &alarm["Properties"];
        assert_eq!(resource_name(&properties["AlarmActions"][0]), "AlarmTopic", "{id}");
        let words = properties["AlarmDescription"].as_str().unwrap();
        assert!(words.ends_with('.') && words.split(' ').count() >= 6, "{id}: {words}");
        assert!(properties.get("TreatMissingData").is_some(), "{id}");
    }
}

#[test]
fn alarms_and_the_budget_are_mailed_where_there_is_an_address() {
    let subscription = &resources("AWS::SNS::Subscription")["AlarmEmailSubscription"];
    assert_eq!(subscription["Condition"], "HasAlarmEmail");
    assert_eq!(resource_name(&subscription["Properties"]["TopicArn"]), "AlarmTopic");
    assert_eq!(resource_name(&subscription["Properties"]["Endpoint"]), "AlarmEmail");
    let budget = &resources("AWS::Budgets::Budget")["AccountBudget"];
    assert_eq!(budget["Condition"], "HasBudget");
    let limit = &budget["Properties"]["Budget"]["BudgetLimit"];
    assert_eq!(
        (resource_name(&limit["Amount"]), &limit["Unit"]),
        ("MonthlyBudget".to_owned(), &"USD".into())
    );
    let told = budget["Properties"]["NotificationsWithSubscribers"]
        .as_sequence()
        .unwrap();
    let told: Vec<_> = told
        .iter()
        .map(|told| {
            assert_eq!(resource_name(&told["Subscribers"][0]["Address"]), "AlarmEmail");
            let notification = &told["Notification"];
            (
                notification["NotificationType"].as_str(),
                notification["Threshold"].as_u64(),
            )
        })
        .collect();
    assert_eq!(told, [(Some("ACTUAL"), Some(80)), (Some("FORECASTED"), Some(100))]);
}
