//! Addresses of files in S3 that whoever has one can use for some minutes. Made without a request.

use std::time::{Duration, UNIX_EPOCH};

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{
    PercentEncodingMode, SignableBody, SignableRequest, SignatureLocation, SigningSettings, UriPathNormalizationMode,
    sign,
};
use aws_sigv4::sign::v4;
use jiff::{SignedDuration, Timestamp};

use super::client::Connection;
use super::names::env;
use crate::export::{FileError, FileLink, FileLinks};

/// How long an address gives its file. The credentials of a function last longer.
const VALID: SignedDuration = SignedDuration::from_mins(10);

/// The environment names no bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the environment of this function is incomplete: {} is missing", env::EXPORTS_BUCKET)]
pub struct NoBucket;

/// The name of the bucket of the files of exports. `var` looks one variable up.
///
/// # Errors
/// There is none.
pub fn bucket_name(var: impl Fn(&str) -> Option<String>) -> Result<String, NoBucket> {
    var(env::EXPORTS_BUCKET).ok_or(NoBucket)
}

/// Makes addresses of files in one bucket.
#[derive(Debug, Clone)]
pub struct BucketLinks {
    credentials: Credentials,
    region: String,
    base: String,
}

impl BucketLinks {
    /// Of the bucket of this name. A stand-in for S3 on this machine is asked by path, as it has no names of its own.
    #[must_use]
    pub fn new(connection: &Connection, bucket: &str) -> Self {
        let region = connection.region.as_ref();
        let base = match &connection.s3_endpoint {
            Some(endpoint) => format!("{}/{bucket}", endpoint.trim_end_matches('/')),
            None if region.starts_with("cn-") => format!("https://{bucket}.s3.{region}.amazonaws.com.cn"),
            None => format!("https://{bucket}.s3.{region}.amazonaws.com"),
        };
        Self {
            credentials: connection.credentials.clone(),
            region: region.to_owned(),
            base,
        }
    }
}

impl BucketLinks {
    fn signed(&self, key: &str, now: Timestamp, valid: Duration) -> Result<String, FileError> {
        let unusable = |detail: String| FileError::Unavailable {
            operation: "signing an address",
            detail,
        };
        // A signature is of whole seconds.
        let second = u64::try_from(now.as_second()).unwrap_or_default();
        let mut settings = SigningSettings::default();
        settings.signature_location = SignatureLocation::QueryParams;
        settings.expires_in = Some(valid);
        settings.percent_encoding_mode = PercentEncodingMode::Single;
        settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
        let identity = self.credentials.clone().into();
        let params = v4::SigningParams::builder()
            .identity(&identity)
            .region(&self.region)
            .name("s3")
            .time(UNIX_EPOCH + Duration::from_secs(second))
            .settings(settings)
            .build()
            .map_err(|error| unusable(error.to_string()))?;
        let url = format!("{}/{key}", self.base);
        let request = SignableRequest::new("GET", &url, std::iter::empty(), SignableBody::UnsignedPayload)
            .map_err(|error| unusable(error.to_string()))?;
        let signed = sign(request, &params.into()).map_err(|error| unusable(error.to_string()))?;
        let (_, query) = signed.into_parts().0.into_parts();
        let query = serde_urlencoded::to_string(query).map_err(|error| unusable(error.to_string()))?;
        Ok(format!("{url}?{query}"))
    }
}

impl FileLinks for BucketLinks {
    fn link(&self, key: &str, now: Timestamp) -> Result<FileLink, FileError> {
        Ok(FileLink {
            url: self.signed(key, now, VALID.unsigned_abs())?,
            expires_at: now.saturating_add(VALID).unwrap_or(Timestamp::MAX),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the documentation of S3, "Authenticating Requests: Using Query Parameters".
    #[test]
    fn an_address_is_signed_as_in_the_published_example() {
        let links = BucketLinks {
            credentials: Credentials::new(
                "AKIAIOSFODNN7EXAMPLE",
                "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                None,
                None,
                "example",
            ),
            region: "us-east-1".to_owned(),
            base: "https://examplebucket.s3.amazonaws.com".to_owned(),
        };
        let at: Timestamp = "2013-05-24T00:00:00Z".parse().unwrap();
        let url = links.signed("test.txt", at, Duration::from_secs(86_400)).unwrap();
        assert_eq!(
            url,
            "https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256\
             &X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request\
             &X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host\
             &X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"
        );
        let link = links.link("test.txt", at).unwrap();
        assert!(link.url.contains("&X-Amz-Expires=600&"), "{}", link.url);
        assert_eq!(link.expires_at, at + VALID);
    }
}
