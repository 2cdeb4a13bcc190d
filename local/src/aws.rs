//! AWS with the caller's own credentials: where they come from, and the few requests for which no SDK is worth its weight.
//!
//! What `doctor` asks of Lambda, Scheduler, SQS, CloudWatch and SNS is one reading request each. Their SDKs would be minutes of
//! compiling; a request signed with the SDK's own signer is not.

use std::time::SystemTime;

use anyhow::{Context, Result, anyhow};
use aws_config::{BehaviorVersion, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::ProvideCredentials as _;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;
use serde_json::Value;
use shared::store::error::chain;

use crate::http::{Http, NoAnswer, Request};

/// A service, by the name that its host and its signatures have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Service(&'static str);

/// Lambda, whose requests are paths.
pub const LAMBDA: Service = Service("lambda");
/// EventBridge Scheduler, whose requests are paths.
pub const SCHEDULER: Service = Service("scheduler");
/// SQS, whose requests are JSON.
pub const SQS: Service = Service("sqs");
/// CloudWatch, whose requests are JSON.
pub const CLOUDWATCH: Service = Service("monitoring");
/// SNS, whose requests are forms and whose answers are XML.
pub const SNS: Service = Service("sns");

/// Why AWS did not give what was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AwsError {
    /// AWS has no such thing.
    #[error("AWS has none: {0}")]
    None(String),
    /// The caller's credentials do not allow it.
    #[error("your AWS credentials do not allow it: {0}")]
    Denied(String),
    /// Another refusal.
    #[error("AWS refused: {0}")]
    Refused(String),
    /// An answer in another form.
    #[error("AWS answered with something else than expected: {0}")]
    Strange(String),
    /// No answer.
    #[error("AWS did not answer: {0}")]
    NoAnswer(#[from] NoAnswer),
}

/// AWS in one region, for one caller.
pub struct Aws {
    /// What the SDK's clients are made of.
    pub config: SdkConfig,
    /// The region.
    pub region: String,
    credentials: Credentials,
    http: Http,
}

impl Aws {
    /// As environment, profile and machine say.
    ///
    /// # Errors
    /// They name no region, or there are no credentials.
    pub async fn of_environment() -> Result<Self> {
        let tls = aws_smithy_http_client::tls::Provider::Rustls(
            aws_smithy_http_client::tls::rustls_provider::CryptoMode::Ring,
        );
        let http = aws_smithy_http_client::Builder::new().tls_provider(tls).build_https();
        let config = aws_config::defaults(BehaviorVersion::v2026_01_12())
            .http_client(http)
            .load()
            .await;
        let region = config.region().map(ToString::to_string);
        let region = region
            .context("it is not said which AWS region the stack is in: set AWS_REGION, as in AWS_REGION=eu-west-1")?;
        let provider = config.credentials_provider().context(NO_CREDENTIALS)?;
        let credentials = provider.provide_credentials().await;
        let credentials = credentials.map_err(|error| anyhow!("{NO_CREDENTIALS} ({})", first_line(&chain(&error))))?;
        Ok(Self {
            config,
            region,
            credentials,
            http: Http::new()?,
        })
    }

    /// What a path of a service holds.
    ///
    /// # Errors
    /// AWS does not give it.
    pub async fn get(&self, service: Service, path: &str) -> Result<Value, AwsError> {
        let request = Request::get(self.endpoint(service) + path);
        json(&self.answer(service, request).await?)
    }

    /// What an operation of a service that speaks JSON gives.
    ///
    /// # Errors
    /// AWS does not give it.
    pub async fn call(&self, service: Service, operation: &str, asked: &Value) -> Result<Value, AwsError> {
        let request = Request {
            method: "POST",
            url: self.endpoint(service) + "/",
            headers: Vec::new(),
            body: asked.to_string(),
        };
        let request = request
            .with("content-type", "application/x-amz-json-1.0")
            .with("x-amz-target", operation);
        json(&self.answer(service, request).await?)
    }

    /// What an operation of a service that speaks forms gives, as XML.
    ///
    /// # Errors
    /// AWS does not give it.
    pub async fn form(&self, service: Service, asked: &[(&str, &str)]) -> Result<String, AwsError> {
        let body = serde_urlencoded::to_string(asked).map_err(|error| AwsError::Strange(error.to_string()))?;
        let request = Request {
            method: "POST",
            url: self.endpoint(service) + "/",
            headers: Vec::new(),
            body,
        };
        let request = request.with("content-type", "application/x-www-form-urlencoded");
        self.answer(service, request).await
    }

    fn endpoint(&self, service: Service) -> String {
        match self.config.endpoint_url() {
            Some(elsewhere) => elsewhere.trim_end_matches('/').to_owned(),
            None => host(service, &self.region),
        }
    }

    async fn answer(&self, service: Service, request: Request) -> Result<String, AwsError> {
        let signed = signed(request, service, &self.region, &self.credentials, SystemTime::now())
            .map_err(|error| AwsError::Strange(format!("{error:#}")))?;
        let answer = self.http.send(signed).await?;
        let text = answer.text();
        if answer.status < 300 {
            return Ok(text.into_owned());
        }
        Err(refusal(answer.status, &text))
    }
}

const NO_CREDENTIALS: &str = "there are no AWS credentials: sign in with `aws sso login`, or set AWS_PROFILE, or set \
                              AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";

/// What was tried and where is a screenful, and rarely of use.
fn first_line(words: &str) -> &str {
    words.lines().next().unwrap_or_default()
}

fn host(service: Service, region: &str) -> String {
    let suffix = if region.starts_with("cn-") { ".cn" } else { "" };
    format!("https://{}.{region}.amazonaws.com{suffix}", service.0)
}

/// The request with what proves who sends it.
fn signed(
    mut request: Request,
    service: Service,
    region: &str,
    credentials: &Credentials,
    at: SystemTime,
) -> Result<Request> {
    let identity = credentials.clone().into();
    let params = v4::SigningParams::builder()
        .identity(&identity)
        .region(region)
        .name(service.0)
        .time(at)
        .settings(SigningSettings::default())
        .build()?;
    let headers = request
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let signable = SignableRequest::new(
        request.method,
        &request.url,
        headers,
        SignableBody::Bytes(request.body.as_bytes()),
    )?;
    let (proof, _) = sign(signable, &params.into())?.into_parts();
    let proof: Vec<(String, String)> = proof
        .headers()
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    request.headers.extend(proof);
    Ok(request)
}

fn json(text: &str) -> Result<Value, AwsError> {
    serde_json::from_str(text).map_err(|error| AwsError::Strange(error.to_string()))
}

/// Sorts a refusal, which is JSON or XML, into the kinds that a person can act on.
fn refusal(status: u16, text: &str) -> AwsError {
    let body: Value = serde_json::from_str(text).unwrap_or_default();
    let of_json = |names: [&str; 2]| names.iter().find_map(|name| body[*name].as_str()).map(str::to_owned);
    let of_xml = |name: &str| texts_of(text, name).into_iter().next();
    let code = of_json(["__type", "code"])
        .or_else(|| of_xml("Code"))
        .unwrap_or_default();
    let code = code.rsplit(['#', '.']).next().unwrap_or_default().to_owned();
    let said = of_json(["message", "Message"]).or_else(|| of_xml("Message"));
    let said = said.unwrap_or_else(|| format!("status {status} {code}").trim_end().to_owned());
    let denied = [
        "AccessDenied",
        "Unauthorized",
        "UnrecognizedClient",
        "InvalidClientTokenId",
        "Expired",
    ];
    if status == 403 || status == 401 || denied.iter().any(|start| code.starts_with(start)) {
        return AwsError::Denied(said);
    }
    if status == 404
        || ["NotFound", "DoesNotExist", "NonExistentQueue"]
            .iter()
            .any(|end| code.contains(end))
    {
        return AwsError::None(said);
    }
    AwsError::Refused(said)
}

/// The texts of all elements of a name in XML, in their order.
#[must_use]
pub fn texts_of(xml: &str, element: &str) -> Vec<String> {
    use xmlparser::{ElementEnd, Token, Tokenizer};
    let mut texts = Vec::new();
    let (mut name, mut open) = ("", false);
    for token in Tokenizer::from(xml).map_while(Result::ok) {
        match token {
            Token::ElementStart { local, .. } => (name, open) = (local.as_str(), false),
            Token::ElementEnd {
                end: ElementEnd::Open, ..
            } => open = name == element,
            Token::ElementEnd { .. } => open = false,
            Token::Text { text } if open => texts.push(text.as_str().to_owned()),
            _ => {}
        }
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, UNIX_EPOCH};

    #[test]
    fn texts_of_an_element_are_found_wherever_it_stands() {
        let xml = "<a xmlns=\"x\"><b><c>one</c><d>no</d></b><c/>between<b><c>two</c></b></a>";
        assert_eq!(texts_of(xml, "c"), ["one", "two"]);
        assert_eq!(texts_of("<a><c>cut of", "c"), ["cut of"]);
        assert!(texts_of("no XML", "c").is_empty());
    }

    #[test]
    fn refusals_of_every_form_are_sorted_by_what_a_person_can_do() {
        let none = refusal(404, r#"{"Type":"User","Message":"Function not found: f"}"#);
        assert_eq!(none, AwsError::None("Function not found: f".to_owned()));
        let queue =
            r#"{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"The specified queue does not exist."}"#;
        assert!(matches!(refusal(400, queue), AwsError::None(_)));
        let denied =
            "<ErrorResponse><Error><Code>AuthorizationError</Code><Message>not you</Message></Error></ErrorResponse>";
        assert_eq!(refusal(403, denied), AwsError::Denied("not you".to_owned()));
        let expired = r#"{"__type":"ExpiredTokenException","message":"The security token is expired"}"#;
        assert!(matches!(refusal(400, expired), AwsError::Denied(_)));
        assert_eq!(refusal(500, ""), AwsError::Refused("status 500".to_owned()));
    }

    #[test]
    fn hosts_are_those_of_the_region() {
        assert_eq!(host(LAMBDA, "eu-west-1"), "https://lambda.eu-west-1.amazonaws.com");
        assert_eq!(host(SQS, "cn-north-1"), "https://sqs.cn-north-1.amazonaws.com.cn");
    }

    /// "get-vanilla" of AWS's published suite for its signatures.
    #[test]
    fn a_request_is_signed_as_in_the_published_example() {
        let credentials = Credentials::new(
            "AKIDEXAMPLE",
            "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            None,
            None,
            "example",
        );
        let at = UNIX_EPOCH + Duration::from_secs(1_440_938_160);
        let request = Request::get("https://example.amazonaws.com/");
        let signed = signed(request, Service("service"), "us-east-1", &credentials, at).unwrap();
        let proof = signed.headers.iter().find(|(name, _)| name == "authorization").unwrap();
        assert!(
            proof
                .1
                .ends_with("Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
            "{}",
            proof.1
        );
    }
}
