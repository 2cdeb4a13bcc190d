//! What invokes this function: records of the stream of the table of jobs, one at a time.

use serde::Deserialize;
use shared::domain::export::JobId;

/// Jobs that wait. Only their names are read: what they are is read from the table.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct JobWaits {
    #[serde(rename = "Records")]
    records: Vec<Record>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Record {
    dynamodb: Change,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Change {
    #[serde(rename = "Keys")]
    keys: Keys,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Keys {
    sk: Text,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Text {
    #[serde(rename = "S")]
    text: String,
}

impl JobWaits {
    /// The jobs; a record that names none is passed over.
    pub fn jobs(&self) -> impl Iterator<Item = JobId> {
        let ids = self.records.iter().map(|record| &record.dynamodb.keys.sk.text);
        ids.filter_map(|id| id.parse().ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_of_the_stream_names_its_job() {
        let id = "0195b7a1c3e0000102030405060708ff";
        let record = serde_json::json!({
            "Records": [{
                "eventID": "1", "eventVersion": "1.1", "eventSource": "aws:dynamodb", "eventName": "INSERT",
                "awsRegion": "eu-west-1", "eventSourceARN": "arn:aws:dynamodb:eu-west-1:1:table/t/stream/2026",
                "dynamodb": {
                    "ApproximateCreationDateTime": 1_795_000_000, "SequenceNumber": "1", "SizeBytes": 100,
                    "StreamViewType": "NEW_IMAGE",
                    "Keys": { "pk": { "S": "export" }, "sk": { "S": id } },
                    "NewImage": { "pk": { "S": "export" }, "sk": { "S": id }, "st": { "S": "waiting" } }
                }
            }]
        });
        let event: JobWaits = serde_json::from_value(record).unwrap();
        assert_eq!(event.jobs().collect::<Vec<_>>(), [id.parse().unwrap()]);
    }
}
