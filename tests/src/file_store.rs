//! A bucket on moto's server behind a tap, and what lies in it.

use std::net::SocketAddr;

use anyhow::{Context, Result};
use aws_sdk_s3::config::{BehaviorVersion, Credentials, Region};
use shared::store::Connection;
use shared::store::bucket::Bucket;

use crate::moto::Moto;
use crate::stack::EXPORTS_BUCKET;
use crate::tap::{self, Operations};

/// The bucket of a deployment's exports.
pub struct FileStore {
    tapped: SocketAddr,
    operations: Operations,
    _moto: Moto,
    client: aws_sdk_s3::Client,
}

impl FileStore {
    /// Starts the server and makes the bucket.
    pub async fn start() -> Result<Self> {
        let moto = Moto::start()?;
        let http = aws_smithy_http_client::Builder::new().build_http();
        let config = aws_sdk_s3::Config::builder()
            .behavior_version(BehaviorVersion::v2026_01_12())
            .region(Region::new("us-east-1"))
            .credentials_provider(Credentials::new("test", "test", None, None, "test"))
            .endpoint_url(format!("http://127.0.0.1:{}", moto.port))
            .force_path_style(true)
            .http_client(http)
            .build();
        let client = aws_sdk_s3::Client::from_conf(config);
        client.create_bucket().bucket(EXPORTS_BUCKET).send().await?;
        let (tapped, operations) = tap::start(([127, 0, 0, 1], moto.port).into()).await?;
        Ok(Self {
            tapped,
            operations,
            _moto: moto,
            client,
        })
    }

    /// The variable that leads a function to it.
    pub fn variable(&self) -> (String, String) {
        let endpoint = format!("http://{}", self.tapped);
        ("AWS_ENDPOINT_URL_S3".to_owned(), endpoint)
    }

    /// A way to it, as that of the function that writes exports.
    pub fn connection(&self) -> Result<Connection> {
        let var = |name: &str| match name {
            "AWS_REGION" => Some("us-east-1".to_owned()),
            // Judged by what the template allows that function.
            "AWS_ACCESS_KEY_ID" => Some("export".to_owned()),
            "AWS_SECRET_ACCESS_KEY" => Some("test".to_owned()),
            "AWS_ENDPOINT_URL_S3" => Some(self.variable().1),
            _ => None,
        };
        Ok(Connection::from_env(var)?)
    }

    /// The bucket, as the function that writes exports has it.
    pub fn bucket(&self) -> Result<Bucket> {
        Ok(Bucket::new(&self.connection()?, EXPORTS_BUCKET.to_owned()))
    }

    /// A file, as text.
    pub async fn text(&self, key: &str) -> Result<String> {
        let file = self.client.get_object().bucket(EXPORTS_BUCKET).key(key).send().await?;
        Ok(String::from_utf8(file.body.collect().await?.to_vec())?)
    }

    /// What an address gives: the text, and the name to save it under.
    pub async fn download(&self, url: &str) -> Result<(String, String)> {
        let rest = url
            .strip_prefix(&self.variable().1)
            .context("not an address of this server")?;
        let response = crate::plain_http::get(self.tapped.port(), rest).await?;
        let (head, body) = response.split_once("\r\n\r\n").context("no answer of HTTP")?;
        anyhow::ensure!(head.starts_with("HTTP/1.1 200"), "{head}");
        let named = head.lines().find_map(|line| {
            let (name, value) = line.split_once(": ")?;
            name.eq_ignore_ascii_case("content-disposition")
                .then(|| value.to_owned())
        });
        Ok((body.to_owned(), named.unwrap_or_default()))
    }

    /// How many files are begun and not whole.
    pub async fn unfinished(&self) -> Result<usize> {
        let begun = self
            .client
            .list_multipart_uploads()
            .bucket(EXPORTS_BUCKET)
            .send()
            .await?;
        Ok(begun.uploads().len())
    }
}

impl Drop for FileStore {
    fn drop(&mut self) {
        self.operations.end();
    }
}
