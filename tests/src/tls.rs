//! TLS in front of a service, with a certificate made for one run.

use std::future::Future;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Result;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use crate::asked::Head;
use crate::tap::{fill, next_head};

/// What comes from a function.
pub enum Incoming<'a> {
    /// A connection, whose handshake has not begun.
    Connection,
    /// A request, which the service has not seen.
    Request {
        /// Its head.
        head: &'a Head,
        /// Its body.
        body: &'a [u8],
    },
}

/// Is told of what comes in, and holds it up until it is done with it.
pub trait Watch: Send + Sync + 'static {
    /// This has come in.
    fn saw(&self, incoming: Incoming<'_>) -> impl Future<Output = ()> + Send;
}

/// Nobody watches.
struct Unwatched;

impl Watch for Unwatched {
    async fn saw(&self, _: Incoming<'_>) {}
}

/// A certificate for `localhost`, and what proves it.
pub struct Tls {
    /// The file of the certificate to trust.
    pub certificate: PathBuf,
    acceptor: TlsAcceptor,
}

impl Tls {
    /// A certificate of its own for this process.
    pub fn new() -> Result<Self> {
        let CertifiedKey { cert, signing_key } = generate_simple_self_signed(["localhost".to_owned()])?;
        let certificate = std::env::temp_dir().join(format!("aisance-certificate-{}.pem", std::process::id()));
        std::fs::write(&certificate, cert.pem())?;
        let key = PrivateKeyDer::try_from(signing_key.serialize_der()).map_err(anyhow::Error::msg)?;
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![cert.der().clone()], key)?;
        let acceptor = TlsAcceptor::from(Arc::new(config));
        Ok(Self { certificate, acceptor })
    }

    /// Serves what listens at `service` under `https://localhost:PORT`, which it gives.
    pub async fn serve(&self, service: SocketAddr, watch: impl Watch) -> Result<String> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = format!("https://localhost:{}", listener.local_addr()?.port());
        let (acceptor, watch) = (self.acceptor.clone(), Arc::new(watch));
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (acceptor, watch) = (acceptor.clone(), Arc::clone(&watch));
                tokio::spawn(async move { carry(client, &acceptor, service, &*watch).await });
            }
        });
        Ok(address)
    }
}

/// Serves `service` under `https://localhost:PORT`. Gives that address and the file of the certificate to trust.
pub async fn start(service: SocketAddr) -> Result<(String, PathBuf)> {
    let tls = Tls::new()?;
    Ok((tls.serve(service, Unwatched).await?, tls.certificate))
}

/// Takes the requests of one connection to the service, and its answers back.
async fn carry(client: TcpStream, acceptor: &TlsAcceptor, service: SocketAddr, watch: &impl Watch) -> Result<()> {
    client.set_nodelay(true)?;
    watch.saw(Incoming::Connection).await;
    let (mut from_client, mut to_client) = tokio::io::split(acceptor.accept(client).await?);
    let service = TcpStream::connect(service).await?;
    service.set_nodelay(true)?;
    let (mut from_service, mut to_service) = service.into_split();
    let back = tokio::spawn(async move {
        tokio::io::copy(&mut from_service, &mut to_client).await?;
        to_client.shutdown().await
    });
    let mut unread = Vec::new();
    while let Some((head, text)) = next_head(&mut from_client, &mut unread).await? {
        let length: usize = head.header("content-length").map_or(Ok(0), str::parse)?;
        fill(&mut from_client, &mut unread, length).await?;
        let body: Vec<u8> = unread.drain(..length).collect();
        let incoming = Incoming::Request {
            head: &head,
            body: &body,
        };
        watch.saw(incoming).await;
        to_service.write_all(&text).await?;
        to_service.write_all(&body).await?;
    }
    to_service.shutdown().await?;
    Ok(back.await??)
}
