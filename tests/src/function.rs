//! One real function binary, running under its own Runtime API.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use local::template::Template;
use serde_json::Value;
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::{Child, Command};
use tokio::task::JoinHandle;

use crate::runtime_api::RuntimeApi;

/// A running function; it ends with this value.
pub struct Function {
    // First, so that it ends before what it polls does: it would complain.
    process: Child,
    /// The API it polls.
    pub api: RuntimeApi,
}

/// Names a folder that `sam build` has filled: functions are taken from there, and not as cargo built them for the tests.
pub const BUILT: &str = "AISANCE_BUILT";

/// The binary of a function as `sam build` lays it out, under its logical id.
fn built(folder: &Path, name: &str) -> Result<Option<PathBuf>> {
    let functions = Template::bundled()?.functions;
    let function = functions.into_iter().find(|(_, function)| function.binary == name);
    let Some((id, _)) = function else { return Ok(None) };
    let path = folder.join(id).join("bootstrap");
    ensure!(path.is_file(), "{} is missing: sam build makes it", path.display());
    Ok(Some(path))
}

/// Where cargo puts the binaries of the profile this test was built with; a function's in the folder that [`BUILT`] names, if
/// it names one.
pub fn binary(name: &str) -> Result<PathBuf> {
    if let Some(folder) = std::env::var_os(BUILT)
        && let Some(path) = built(Path::new(&folder), name)?
    {
        return Ok(path);
    }
    let test = std::env::current_exe()?;
    let folder = test.parent().context("this runs outside a target folder")?;
    // Tests lie one folder below the binaries.
    let folder = folder.parent().filter(|_| folder.ends_with("deps")).unwrap_or(folder);
    let path = folder.join(name);
    ensure!(
        path.is_file(),
        "{} is missing: build the functions first, with `cargo build --workspace`",
        path.display()
    );
    Ok(path)
}

/// A running function, and what it writes.
pub struct Recorded {
    /// The function.
    pub function: Function,
    lines: JoinHandle<std::io::Result<(String, String)>>,
}

impl Recorded {
    /// Ends the function. Gives what it wrote to standard output and to standard error.
    pub async fn ended(self) -> Result<(String, String)> {
        drop(self.function);
        Ok(self.lines.await??)
    }
}

async fn all(mut pipe: impl AsyncRead + Unpin) -> std::io::Result<String> {
    let mut text = String::new();
    pipe.read_to_string(&mut text).await?;
    Ok(text)
}

impl Function {
    /// Starts the binary `name` with the variables of `environment` and no others, and waits for its first poll.
    pub async fn start(name: &str, environment: &[(String, String)]) -> Result<Self> {
        Self::start_at(Command::new(binary(name)?), name, environment, Stdio::inherit()).await
    }

    /// As [`Self::start`], with the binary at `path` and its log thrown away: for measurements.
    pub async fn start_quiet(path: &Path, name: &str, environment: &[(String, String)]) -> Result<Self> {
        Self::start_command(Command::new(path), name, environment).await
    }

    /// As [`Self::start_quiet`], with a function that is not one binary: a program and its arguments.
    pub async fn start_command(command: Command, name: &str, environment: &[(String, String)]) -> Result<Self> {
        Self::start_at(command, name, environment, Stdio::null()).await
    }

    /// As [`Self::start`], with all that it writes taken from it.
    pub async fn start_recorded(name: &str, environment: &[(String, String)]) -> Result<Recorded> {
        let mut command = Command::new(binary(name)?);
        command.stderr(Stdio::piped());
        let mut function = Self::start_at(command, name, environment, Stdio::piped()).await?;
        let process = &mut function.process;
        let (out, err) = process.stdout.take().zip(process.stderr.take()).context("no pipes")?;
        let lines = tokio::spawn(async move { futures::try_join!(all(out), all(err)) });
        Ok(Recorded { function, lines })
    }

    /// As [`Self::start_command`], for whoever watches it start: it has not polled yet.
    pub async fn starting(command: Command, name: &str, environment: &[(String, String)]) -> Result<Self> {
        Self::spawn(command, name, environment, Stdio::null()).await
    }

    async fn start_at(command: Command, name: &str, environment: &[(String, String)], log: Stdio) -> Result<Self> {
        let function = Self::spawn(command, name, environment, log).await?;
        function.api.first_poll().await?;
        Ok(function)
    }

    async fn spawn(mut command: Command, name: &str, environment: &[(String, String)], log: Stdio) -> Result<Self> {
        let api = RuntimeApi::start().await?;
        let process = command
            .env_clear()
            .env("AWS_LAMBDA_RUNTIME_API", api.address().to_string())
            .env("AWS_LAMBDA_FUNCTION_NAME", name)
            .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256")
            .env("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST")
            .env("AWS_LAMBDA_LOG_GROUP_NAME", "test")
            .env("AWS_LAMBDA_LOG_STREAM_NAME", "test")
            .envs(environment.iter().cloned())
            // What it asks of AWS is judged by what the template allows the function of this name.
            .env("AWS_ACCESS_KEY_ID", name)
            .stdin(Stdio::null())
            .stdout(log)
            .kill_on_drop(true)
            .spawn()?;
        Ok(Self { api, process })
    }

    /// Invokes it; an error of the function is an error here.
    pub async fn invoke(&self, payload: Value) -> Result<Value> {
        self.api
            .invoke(payload)
            .await?
            .map_err(|error| anyhow::anyhow!("the function answered with an error: {error}"))
    }

    /// The operating system's number of the process.
    pub fn process_id(&self) -> Option<u32> {
        self.process.id()
    }
}
