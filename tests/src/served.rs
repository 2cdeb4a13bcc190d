//! `aisance serve` as a process of its own, in a folder of its own.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use jiff::civil::Date;
use shared::link::{Channel, FactsDraft, LinkFacts, RawIds, RootKeys, mint};

use crate::function::binary;

/// A folder that goes when this does.
pub struct Folder(PathBuf);

impl Folder {
    /// An empty folder whose name holds `name`.
    ///
    /// # Errors
    /// It cannot be emptied.
    pub fn new(name: &str) -> Result<Self> {
        let path = std::env::temp_dir().join(format!("aisance-{name}-{}", std::process::id()));
        if path.exists() {
            std::fs::remove_dir_all(&path)?;
        }
        std::fs::create_dir_all(&path)?;
        Ok(Self(path))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Runs `aisance` on the folder, with nothing to read.
    ///
    /// # Errors
    /// The binary cannot be run.
    pub fn aisance(&self, arguments: &[&str]) -> Result<Output> {
        self.aisance_with(arguments, "")
    }

    /// Runs `aisance` on the folder, with `input` as its standard input.
    ///
    /// # Errors
    /// The binary cannot be run.
    pub fn aisance_with(&self, arguments: &[&str], input: &str) -> Result<Output> {
        let mut command = Command::new(binary("aisance")?);
        command.args(arguments).arg("--data").arg(&self.0);
        output_of(command, input).context("aisance cannot be run")
    }

    /// The root keys in it.
    ///
    /// # Errors
    /// There are none yet.
    pub fn keys(&self) -> Result<RootKeys> {
        Ok(RootKeys::parse(&std::fs::read_to_string(
            self.0.join("root-keys.json"),
        )?)?)
    }

    /// The token of a link of this folder.
    ///
    /// # Errors
    /// There are no keys yet.
    pub fn token(&self, survey: &str, customer: &str, issued: Date, valid_days: u8) -> Result<String> {
        let facts = FactsDraft {
            survey: survey.into(),
            customer: Some(customer.into()),
            touchpoint: "support".into(),
            reference: Some("order-1".into()),
            attributes: BTreeMap::new(),
            channel: Channel::Web,
            language: None,
            issued,
            valid_days,
        };
        Ok(mint(self.keys()?.mint_key(), &LinkFacts::new(&facts, RawIds::Refuse)?))
    }
}

/// Runs a command with this as its standard input.
///
/// # Errors
/// It cannot be run.
pub fn output_of(mut command: Command, input: &str) -> Result<Output> {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut run = command.spawn()?;
    // It may have ended without reading: what it says tells why.
    let _ = run.stdin.take().context("its input")?.write_all(input.as_bytes());
    Ok(run.wait_with_output()?)
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A serving process; it is killed when this goes.
pub struct Served {
    /// The process.
    pub process: Child,
    /// The port it listens on.
    pub port: u16,
    /// What it printed up to there.
    pub welcome: String,
}

impl Served {
    /// Starts serving a folder on a free port and waits for the end of its welcome, and of the night that a new folder begins
    /// with: another night beside it would be overtaken.
    ///
    /// # Errors
    /// It says nothing within a minute, or that night does not end within one.
    pub fn start(folder: &Folder) -> Result<Self> {
        let mut process = Command::new(binary("aisance")?)
            .args(["serve", "--port", "0", "--data"])
            .arg(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()?;
        let lines = BufReader::new(process.stdout.take().context("its output")?).lines();
        let (send, said) = mpsc::channel();
        thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                // Nobody listens any more once the address is known.
                let _ = send.send(line);
            }
        });
        let mut welcome = String::new();
        while !welcome.contains("  Data ") {
            welcome += &said
                .recv_timeout(Duration::from_secs(60))
                .context("no welcome within a minute")?;
            welcome.push('\n');
        }
        let (_, rest) = welcome
            .split_once("http://localhost:")
            .context("the address of a link to try")?;
        let port: String = rest.chars().take_while(char::is_ascii_digit).collect();
        let begun = Instant::now();
        while !folder.path().join("last-night").exists() {
            ensure!(begun.elapsed() < Duration::from_secs(60), "no night within a minute");
            thread::sleep(Duration::from_millis(10));
        }
        Ok(Self {
            process,
            port: port.parse()?,
            welcome,
        })
    }

    /// The link in its welcome that signs a browser in as the administrator.
    ///
    /// # Errors
    /// There is none.
    pub fn sign_in_link(&self) -> Result<&str> {
        let mut words = self.welcome.split_whitespace();
        words
            .find(|word| word.contains("/issuer/open?"))
            .context("a link to sign in with")
    }

    /// Posts JSON to a path, and gives the whole answer with its head.
    ///
    /// # Errors
    /// It cannot be reached.
    pub fn post(&self, path: &str, json: &str) -> Result<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        let (port, length) = (self.port, json.len());
        write!(
            stream,
            "POST {path} HTTP/1.1\r\nhost: localhost:{port}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{json}"
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    }

    /// Asks it to end as Ctrl-C does, and waits until it has.
    ///
    /// # Errors
    /// It does not end well.
    pub fn interrupt(mut self) -> Result<()> {
        let asked = Command::new("kill")
            .args(["-INT", &self.process.id().to_string()])
            .status()?;
        ensure!(asked.success(), "the process cannot be asked to end");
        let ended = self.process.wait()?;
        ensure!(ended.success(), "the process ended with {ended}");
        Ok(())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
