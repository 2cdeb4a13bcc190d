//! Files of exports in S3: written in parts, so that no more than a part is ever in memory.

use std::time::Duration;

use aws_sdk_s3::config::timeout::TimeoutConfig;
use aws_sdk_s3::config::{BehaviorVersion, RequestChecksumCalculation};
use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::{CompletedMultipartUpload, CompletedPart};

use super::client::{Connection, Patience};
use super::error::chain;
use crate::export::{ExportFiles, FileError, FileName};

/// What S3 says where the upload is gone, or a part is not the one that was stored.
const LOST: [&str; 3] = ["NoSuchUpload", "InvalidPart", "InvalidPartOrder"];

/// How long making a file whole may take, with every attempt: S3 puts all parts together before it answers, and an attempt that
/// is given up meanwhile would find the upload gone and the file be begun anew.
const FINISH: Duration = Duration::from_secs(60);

/// The bucket.
#[derive(Debug, Clone)]
pub struct Bucket {
    client: aws_sdk_s3::Client,
    name: String,
}

impl Bucket {
    /// The bucket of this name. A stand-in for S3 on this machine is asked by path, as it has no names of its own.
    #[must_use]
    pub fn new(connection: &Connection, name: String) -> Self {
        let mut config = aws_sdk_s3::Config::builder()
            .behavior_version(BehaviorVersion::v2026_01_12())
            .region(connection.region.clone())
            .credentials_provider(connection.credentials.clone())
            .http_client(connection.http.clone())
            // The signature covers the body already.
            .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
            .retry_config(Patience::Nightly.retries())
            .timeout_config(Patience::Nightly.timeouts());
        if let Some(endpoint) = &connection.s3_endpoint {
            config = config.endpoint_url(endpoint).force_path_style(true);
        }
        Self {
            client: aws_sdk_s3::Client::from_conf(config.build()),
            name,
        }
    }
}

impl ExportFiles for Bucket {
    async fn begin(&self, file: &FileName) -> Result<String, FileError> {
        let begun = self
            .client
            .create_multipart_upload()
            .bucket(&self.name)
            .key(&file.key)
            .content_type(file.media_type)
            .content_disposition(format!("attachment; filename=\"{}\"", file.name))
            .cache_control("no-store")
            .send()
            .await
            .map_err(|error| sorted("CreateMultipartUpload", &error))?;
        begun.upload_id.ok_or_else(|| nameless("CreateMultipartUpload"))
    }

    async fn put_part(&self, key: &str, upload: &str, number: usize, part: Vec<u8>) -> Result<String, FileError> {
        let stored = self
            .client
            .upload_part()
            .bucket(&self.name)
            .key(key)
            .upload_id(upload)
            .part_number(part_number(number))
            .body(ByteStream::from(part))
            .send()
            .await
            .map_err(|error| sorted("UploadPart", &error))?;
        stored.e_tag.ok_or_else(|| nameless("UploadPart"))
    }

    async fn finish(&self, key: &str, upload: &str, parts: &[String]) -> Result<(), FileError> {
        let parts = parts.iter().zip(1..).map(|(tag, number)| {
            CompletedPart::builder()
                .e_tag(tag)
                .part_number(part_number(number))
                .build()
        });
        let whole = CompletedMultipartUpload::builder()
            .set_parts(Some(parts.collect()))
            .build();
        let patient = TimeoutConfig::builder()
            .connect_timeout(Duration::from_secs(1))
            .operation_attempt_timeout(FINISH)
            .operation_timeout(FINISH)
            .build();
        self.client
            .complete_multipart_upload()
            .bucket(&self.name)
            .key(key)
            .upload_id(upload)
            .multipart_upload(whole)
            .customize()
            .config_override(aws_sdk_s3::Config::builder().timeout_config(patient))
            .send()
            .await
            .map(|_| ())
            .map_err(|error| sorted("CompleteMultipartUpload", &error))
    }

    async fn abort(&self, key: &str, upload: &str) -> Result<(), FileError> {
        let aborted = self.client.abort_multipart_upload().bucket(&self.name).key(key);
        aborted
            .upload_id(upload)
            .send()
            .await
            .map(|_| ())
            .map_err(|error| sorted("AbortMultipartUpload", &error))
    }
}

/// S3 takes numbers up to 10,000, and refuses any other.
fn part_number(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

fn nameless(operation: &'static str) -> FileError {
    FileError::Unavailable {
        operation,
        detail: "the answer has no name".to_owned(),
    }
}

fn sorted<E, R>(operation: &'static str, error: &SdkError<E, R>) -> FileError
where
    E: ProvideErrorMetadata + std::error::Error + 'static,
    R: std::fmt::Debug + 'static,
{
    let code = error.as_service_error().and_then(ProvideErrorMetadata::code);
    match code {
        Some(code) if LOST.contains(&code) => FileError::Lost(code.to_owned()),
        _ => FileError::Unavailable {
            operation,
            detail: chain(error),
        },
    }
}
