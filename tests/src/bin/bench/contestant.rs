//! The function that takes answers, and the least that the same work takes in other languages.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::json;
use sha2::Sha256;
use shared::clock::{Clock, SystemClock};
use system_tests::function::Function;
use system_tests::stack::Stack;
use tokio::process::Command;

use crate::kept::Kept;
use crate::visit;

/// Signs the links of the other programs.
const PEER_KEY: &str = "made-up-key-for-measurements-only";

/// The survey asked about.
const SURVEY: &str = "recommend";

/// One of the programs compared.
#[derive(Clone)]
pub(crate) struct Contestant {
    pub(crate) name: &'static str,
    program: PathBuf,
    arguments: Vec<String>,
    environment: Vec<(String, String)>,
    /// Whether it opens real links.
    real_links: bool,
}

impl Contestant {
    /// `submit` itself.
    pub(crate) fn ours(folder: &Path, stack: &Stack, storage: &Kept) -> Self {
        Self {
            name: "submit",
            program: folder.join("submit"),
            arguments: Vec::new(),
            environment: pointed(stack.environment(), &format!("http://{}", storage.address)),
            real_links: true,
        }
    }

    /// The handlers in Node.js and Python, which show the same page. `page` is where they find it.
    pub(crate) fn peers(ours: &Self, page: &Path, node: &str, python: &str) -> [Self; 2] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("bench_peers");
        let peer = |name, program: &str, arguments: &[&str]| Self {
            name,
            program: program.into(),
            arguments: arguments.iter().map(|&argument| argument.to_owned()).collect(),
            environment: ours
                .environment
                .iter()
                .cloned()
                .chain([
                    // boto3 looks for the region under this name alone; Lambda sets both.
                    ("AWS_DEFAULT_REGION".to_owned(), "us-east-1".to_owned()),
                    ("PEER_KEY".to_owned(), PEER_KEY.to_owned()),
                    ("PEER_PAGE".to_owned(), page.display().to_string()),
                    ("NODE_NO_WARNINGS".to_owned(), "1".to_owned()),
                    ("PYTHONPATH".to_owned(), folder.display().to_string()),
                    ("PYTHONDONTWRITEBYTECODE".to_owned(), "1".to_owned()),
                ])
                .collect(),
            real_links: false,
        };
        let script = folder.join("submit.mjs").display().to_string();
        [
            peer("Node.js", node, &[&script]),
            peer("Python", python, &["-m", "awslambdaric", "submit.handler"]),
        ]
    }

    /// The same program where storage is reached under this endpoint, with this certificate to trust.
    pub(crate) fn over_tls(&self, (endpoint, certificate): &(String, PathBuf)) -> Self {
        let certificate = certificate.display().to_string();
        let mut environment = pointed(&self.environment, endpoint);
        environment.push(("AWS_CA_BUNDLE".to_owned(), certificate.clone()));
        environment.push(("NODE_EXTRA_CA_CERTS".to_owned(), certificate));
        Self {
            environment,
            ..self.clone()
        }
    }

    /// Starts it and waits for its first poll.
    pub(crate) async fn start(&self) -> Result<Function> {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments);
        Function::start_command(command, "submit", &self.environment)
            .await
            .with_context(|| format!("{} does not start", self.name))
    }

    /// The token of a link of today for a customer of this number.
    pub(crate) fn token(&self, stack: &Stack, number: u32) -> Result<String> {
        let facts = stack.facts(SURVEY, &format!("customer-{number:08}"), "order-1");
        if self.real_links {
            return stack.token(&facts);
        }
        let payload = json!({
            "survey": facts.survey,
            "customer": facts.customer,
            "touchpoint": facts.touchpoint,
            "reference": facts.reference,
            "channel": "email",
            "language": facts.language,
            "attributes": facts.attributes,
            "expires": SystemClock.now().as_second() + i64::from(facts.valid_days) * 86_400,
        })
        .to_string();
        let mut mac = Hmac::<Sha256>::new_from_slice(PEER_KEY.as_bytes())?;
        mac.update(b"link");
        mac.update(payload.as_bytes());
        let tag = &mac.finalize().into_bytes()[..16];
        let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        Ok(format!("{}.{}", text(payload.as_bytes()), text(tag)))
    }
}

/// The same variables with another DynamoDB.
fn pointed(environment: &[(String, String)], endpoint: &str) -> Vec<(String, String)> {
    let mut environment = environment.to_vec();
    for (name, value) in &mut environment {
        if name == "AWS_ENDPOINT_URL_DYNAMODB" {
            endpoint.clone_into(value);
        }
    }
    environment
}

/// Writes the page that `ours` shows, with a mark where its ticket stands, for the other programs to show. Gives its
/// size in bytes.
pub(crate) async fn copy_page(ours: &Contestant, stack: &Stack, file: &Path) -> Result<usize> {
    let function = ours.start().await?;
    let token = ours.token(stack, 0)?;
    let page = visit::ask(&function, &visit::opening(&token).payload(), 200).await?;
    let hidden = visit::hidden(&page);
    let (_, ticket) = hidden.iter().find(|(name, _)| *name == "view").context("a ticket")?;
    std::fs::write(file, page.replace(ticket, "{{ticket}}"))?;
    Ok(page.len())
}
