//! Everything on one machine: the HTTP front over the same handlers that Lambda runs, and the schedule.

mod exports;
mod front;
mod night;
mod stop;
mod welcome;

use std::net::Ipv4Addr;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use clap::Args;
use shared::clock::{SystemClock, random_16};
use shared::store::web::HttpsClient;
use shared::store::{Patience, Store};
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::commands::survey::apply_ready;
use crate::engine::{Engine, client};
use crate::export_folder::ExportFolder;
use crate::issuer;
use crate::template::Template;
use crate::workspace::{Place, Workspace};

use exports::Files;
pub use front::{Front, Handler};

/// The port that is listened on where no other is asked for.
pub const DEFAULT_PORT: u16 = 3000;

/// Arguments of `serve`.
#[derive(Debug, Clone, Args)]
pub struct ServeArgs {
    /// Port to listen on, on this machine alone; 0 takes a free one
    #[arg(long, default_value_t = DEFAULT_PORT, value_name = "PORT")]
    pub port: u16,
}

/// Runs everything until Ctrl-C.
///
/// # Errors
/// The folder or the port is taken, or the engine fails.
pub async fn run(place: &Place, args: ServeArgs) -> Result<()> {
    if let Place::Stack(name) = place {
        bail!("'{name}' serves itself: leave --stack out to run everything on this machine");
    }
    let asked = stop::Asked::listen()?;
    // Bound first: a taken port is told before anything is opened.
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, args.port)).await;
    let listener =
        listener.with_context(|| format!("port {} cannot be used; choose another with --port", args.port))?;
    let workspace = Arc::new(Workspace::open(place, Patience::Nightly).await?);
    let Some((folder, engine)) = workspace.folder() else {
        bail!("there is no data folder to serve")
    };
    if !engine.is_own() {
        bail!(
            "another process is serving {} already; end it first, or choose another folder with --data",
            folder.path().display()
        );
    }
    apply_ready(&workspace).await?;
    let addresses = Addresses::at(listener.local_addr()?.port());
    let issuer = addresses.issuer()?;
    let template = Template::bundled()?;
    let exports = ExportFolder::new(folder.path());
    let files = Arc::new(Files::new(exports.clone(), addresses.numbered.clone()));
    let beside = Arc::clone(&files).route().nest(issuer::PATH, issuer.router());
    let front = Front::new(
        template.routes.clone(),
        handlers(&workspace, engine, &files, &issuer)?,
        beside,
    );
    let (stop, stopped) = watch::channel(false);
    let nights = tokio::spawn(night::keep(Arc::clone(&workspace), template.schedule));
    let written = tokio::spawn(exports::keep(Arc::clone(&workspace), exports));
    let served = tokio::spawn(front.serve(listener, stopped));
    welcome::print(&workspace, &addresses, &issuer).await?;
    asked.wait().await?;
    eprintln!("Ending.");
    // Receivers that are gone need no word.
    let _ = stop.send(true);
    served.await.context("the HTTP front failed")??;
    // A night may stop at any point: the next one goes on.
    nights.abort();
    let _ = nights.await;
    // So may the writing of an export.
    written.abort();
    let _ = written.await;
    if let Some(workspace) = Arc::into_inner(workspace) {
        workspace.close().await;
    }
    Ok(())
}

/// Where this machine finds what is served.
struct Addresses {
    /// For people.
    named: String,
    /// The one that is listened on and nobody else can have: `localhost` may lead to another user's port first, so
    /// what nobody else may see is asked here.
    numbered: String,
}

impl Addresses {
    fn at(port: u16) -> Self {
        Self {
            named: format!("http://localhost:{port}"),
            numbered: format!("http://127.0.0.1:{port}"),
        }
    }

    fn issuer(&self) -> Result<issuer::Issuer> {
        let back = [&self.numbered, &self.named].map(|base| format!("{base}/dashboard/sign-in/callback"));
        issuer::Issuer::new(&self.numbered, back.to_vec())
    }
}

/// The public functions, by their logical id in the template.
fn handlers(
    workspace: &Workspace,
    engine: &Engine,
    files: &Arc<Files>,
    issuer: &issuer::Issuer,
) -> Result<Vec<(String, Handler)>> {
    // Whoever answers a request has less patience than the nightly run.
    let store = Store::new(client(&engine.endpoint, Patience::Interactive)?, engine.tables.clone());
    let submit = Arc::new(submit::App::new(
        submit::Keys::derive(&workspace.keys),
        store.clone(),
        submit::Settings::new(workspace.time_zone.clone()),
        workspace.retention,
        Arc::new(SystemClock),
        random_16,
    ));
    let api = api::App::new(
        store,
        &workspace.keys,
        workspace.time_zone.clone(),
        workspace.retention,
        Arc::new(SystemClock),
        random_16,
        Arc::<Files>::clone(files),
    );
    let web = Arc::new(HttpsClient::for_this_machine());
    let api = Arc::new(api.with_issuer(Some(api::oidc::Issuer::new(issuer.config(), web, None))));
    let submit: Handler = Arc::new(move |request| {
        let app = Arc::clone(&submit);
        Box::pin(async move { submit::handle(&app, request).await })
    });
    let api: Handler = Arc::new(move |request| {
        let app = Arc::clone(&api);
        Box::pin(async move { api::handle(&app, request).await })
    });
    Ok(vec![
        ("SubmitFunction".to_owned(), submit),
        ("ApiFunction".to_owned(), api),
    ])
}
