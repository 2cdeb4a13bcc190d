//! How an export is started, and who reaches its files.

use export::JobWaits;
use serde_norway::Value;
use shared::domain::export::KEPT;
use shared::store::names::{EXPORT_STATE, EXPORT_WAITING};

use super::policies::resource_name;
use super::resources;

#[test]
fn a_job_that_waits_starts_the_function_and_nothing_else_does() {
    let start = &resources("AWS::Lambda::EventSourceMapping")["ExportStart"]["Properties"];
    assert_eq!(resource_name(&start["FunctionName"]), "ExportFunction.Alias");
    assert_eq!(resource_name(&start["EventSourceArn"]), "ExportsTable/stream");
    let stream = &resources("AWS::DynamoDB::Table")["ExportsTable"]["Properties"]["StreamSpecification"];
    assert_eq!(stream["StreamViewType"], "NEW_IMAGE", "the filter looks at it");
    let filters = start["FilterCriteria"]["Filters"].as_sequence().unwrap();
    let [filter] = filters.as_slice() else {
        panic!("{filters:?}")
    };
    let filter: serde_json::Value = serde_json::from_str(filter["Pattern"].as_str().unwrap()).unwrap();
    let mut expected = serde_json::json!({ "eventName": ["INSERT", "MODIFY"], "dynamodb": { "NewImage": {} } });
    expected["dynamodb"]["NewImage"][EXPORT_STATE] = serde_json::json!({ "S": [EXPORT_WAITING] });
    assert_eq!(filter, expected);
    // More tries than a job is given, so that it ends with words and not with a message in a queue.
    assert_eq!(start["MaximumRetryAttempts"], 4);
    // One job a batch: no part of it can fail, and no job is tried again because of another.
    assert_eq!(start["BatchSize"], 1);
    assert_eq!(start["MaximumRecordAgeInSeconds"], 21_600, "for ever is the default");
    let failed = &start["DestinationConfig"]["OnFailure"]["Destination"];
    assert_eq!(resource_name(failed), "FailuresQueue");
    let record = r#"{"Records":[{"dynamodb":{"Keys":{"pk":{"S":"export"},"sk":{"S":"00"}}}}]}"#;
    assert!(serde_json::from_str::<JobWaits>(record).is_ok());
}

#[test]
fn the_files_are_out_of_reach_and_gone_after_some_days() {
    let bucket = &resources("AWS::S3::Bucket")["ExportsBucket"]["Properties"];
    let public = bucket["PublicAccessBlockConfiguration"].as_mapping().unwrap();
    assert_eq!(public.len(), 4);
    assert!(public.values().all(|blocked| *blocked == true), "{public:?}");
    let ownership = &bucket["OwnershipControls"]["Rules"][0]["ObjectOwnership"];
    assert_eq!(ownership, "BucketOwnerEnforced");
    let encrypted = &bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"][0];
    assert_eq!(encrypted["ServerSideEncryptionByDefault"]["SSEAlgorithm"], "AES256");
    let rule = &bucket["LifecycleConfiguration"]["Rules"][0];
    assert_eq!(rule["ExpirationInDays"].as_i64(), Some(KEPT.as_hours() / 24));
    assert!(rule.get("Prefix").is_none(), "of all files");
    let policy = &resources("AWS::S3::BucketPolicy")["ExportsBucketPolicy"]["Properties"];
    assert_eq!(resource_name(&policy["Bucket"]), "ExportsBucket");
    let statement = &policy["PolicyDocument"]["Statement"][0];
    let insecure: Value = serde_norway::from_str(r#"{ Bool: { "aws:SecureTransport": "false" } }"#).unwrap();
    assert_eq!(
        (&statement["Effect"], &statement["Condition"]),
        (&"Deny".into(), &insecure)
    );
}
