//! moto's server: AWS as others have built it, in Python.

use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use crate::tools::tool;

/// A running server; it ends with this value.
pub struct Moto {
    /// Where it listens, on loopback.
    pub port: u16,
    process: Child,
}

impl Moto {
    /// Starts it on a free port.
    ///
    /// # Errors
    /// It is not installed, or does not start within a minute.
    pub fn start() -> Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let process = Command::new(tool("moto_server")?)
            .args(["--port", &port.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let moto = Self { port, process };
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            ensure!(
                started.elapsed() < Duration::from_secs(60),
                "moto did not start within a minute"
            );
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(moto)
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
