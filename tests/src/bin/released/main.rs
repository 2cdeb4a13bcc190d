//! Makes the data folder that `tests/tests/released` opens with every later release: `tests/released/make`.
//!
//! The product fills it: the made-up company of `aisance demo`, answers over HTTP, commands, two nights. Whatever kind of
//! item the product writes has to be in it, or nothing is made.

mod answers;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use jiff::{SignedDuration, Timestamp};
use local::commands::survey::apply_ready;
use local::demo::{self, Size};
use local::workspace::{Place, Workspace};
use shared::clock::SystemClock;
use shared::store::Patience;
use system_tests::released::{FOLDER, RECORDED, Recorded, Told, all, count_kinds, kinds, tar};
use system_tests::served::{Folder, Served};

/// Small enough to lie in the repository, and long enough for a month to be learned from.
const SIZE: Size = Size {
    customers: 250,
    days: 300,
};

/// The name of the API key in the folder.
const KEY: &str = "made for a test";

/// An open survey, which the ready ones are not.
const OPEN: &str = "id = \"counter\"\nmetric = \"csat\"\ntitle = \"At the counter\"\ndefault_language = \"en\"\n\n[open]\ntouchpoints = [\"store\"]\n";

#[tokio::main]
async fn main() -> Result<()> {
    let release = env!("CARGO_PKG_VERSION");
    let folder = Folder::new("released")?;
    fill(&folder).await?;
    let (answered, unanswered) = use_it(&folder).await?;
    for command in [&["nightly"][..], &["learn"], &["nightly"]] {
        aisance(&folder, command)?;
    }
    let recorded = Recorded {
        release: release.to_owned(),
        made_at: Timestamp::now(),
        answered,
        unanswered,
        key: KEY.to_owned(),
        told: told(&folder)?,
        kinds: opened(&folder, async |workspace| count_kinds(workspace).await).await?,
    };
    let missing: Vec<&str> = kinds().filter(|kind| !recorded.kinds.contains_key(*kind)).collect();
    ensure!(
        missing.is_empty(),
        "the folder has no item of these kinds: {}",
        missing.join(", ")
    );
    let target = all().join(release);
    fs::create_dir_all(&target)?;
    let (packed, inside) = (target.join(FOLDER), folder.path());
    // What a running process leaves for others says nothing of the data.
    fs::remove_file(inside.join("lock"))?;
    tar(&[Path::new("-czf"), &packed, Path::new("-C"), inside, Path::new(".")])?;
    fs::write(target.join(RECORDED), serde_json::to_string_pretty(&recorded)? + "\n")?;
    println!("{} and {RECORDED}: {:#?}", packed.display(), recorded.kinds);
    Ok(())
}

/// Opens the folder as commands do, and closes it whatever comes of it.
async fn opened<T>(folder: &Folder, with: impl AsyncFnOnce(&Workspace) -> Result<T>) -> Result<T> {
    let place = Place::Folder(folder.path().to_owned(), None);
    let workspace = Workspace::open(&place, Patience::Nightly).await?;
    let done = with(&workspace).await;
    workspace.close().await;
    done
}

/// The made-up company, settings, and surveys.
async fn fill(folder: &Folder) -> Result<()> {
    opened(folder, async |workspace| {
        apply_ready(workspace).await?;
        let calendar = workspace.calendar().await?;
        let mut company = demo::company(calendar.day_of(Timestamp::now()), &calendar, SIZE);
        // Few people as they are, they all answer, and long enough of something bad for a chart to notice.
        company.candour = 1.0;
        company.parcels_late_from = Some(SIZE.days - 60);
        demo::fill(workspace, &calendar, &company, &SystemClock).await?;
        Ok(())
    })
    .await?;
    let survey = folder.path().join("counter.toml");
    fs::write(&survey, OPEN)?;
    aisance(
        folder,
        &["survey", "apply", survey.to_str().context("a path that is Unicode")?],
    )?;
    fs::remove_file(survey)?;
    aisance(folder, &["settings", "fatigue", "7"])?;
    aisance(folder, &["settings", "risk", "--top", "5"])?;
    aisance(folder, &["nightly"])?;
    Ok(())
}

/// What people and programs do with it. Gives the token of a link that was answered, and of one that was not.
async fn use_it(folder: &Folder) -> Result<(String, String)> {
    let scopes = "read,comments,write,erase,admin";
    let key = aisance(folder, &["keys", "create", KEY, "--scopes", scopes])?;
    let key = key.split_whitespace().find(|word| word.starts_with("ais_"));
    let key = key.context("an API key")?.to_owned();
    let link = |customer: &str| -> Result<String> {
        let links = [
            "links",
            "recommend",
            "--customer",
            customer,
            "--reference",
            "a test",
            "--touchpoint",
            "delivery",
            "--valid-days",
            "90",
        ];
        let said = aisance(folder, &links)?;
        let token = said.split_whitespace().find_map(|word| word.split_once("/s/"));
        Ok(token.context("a survey link")?.1.to_owned())
    };
    let tokens = ["T-1", "T-2", "T-3", "T-4"].map(link);
    let [answered, unanswered, machine, silent] = tokens;
    let (answered, unanswered) = (answered?, unanswered?);
    let served = Served::start(folder)?;
    answers::answer(&served, &answered)?;
    answers::answer_as_a_machine_would(&served, &machine?)?;
    answers::answer_openly(&served, "counter")?;
    answers::ask_not_to_be_asked(&served, &silent?)?;
    answers::ask_over_the_api(&served, &key)?;
    served.interrupt()?;
    let gone: serde_json::Value = serde_json::from_str(&aisance(folder, &["responses", "recommend", "--json"])?)?;
    let gone = gone[0]["customer"]
        .as_str()
        .context("a customer who answered")?
        .to_owned();
    aisance(folder, &["erase", &gone])?;
    Ok((answered, unanswered))
}

/// What later releases have to say as well: numbers of days that were over when the folder was made.
fn told(folder: &Folder) -> Result<Vec<Told>> {
    let today = Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC);
    let day = |ago: i64| (&today - SignedDuration::from_hours(24 * ago)).date().to_string();
    let range = ["--from".to_owned(), day(120), "--to".to_owned(), day(2)];
    let mut questions = Vec::new();
    for survey in ["recommend", "satisfaction", "ease"] {
        for more in [
            &["--by", "touchpoint"][..],
            &["--by", "attribute:plan"],
            &["--trend", "week"],
        ] {
            questions.push([&["scores", survey], more].concat());
        }
    }
    questions.push(vec!["responses", "ease"]);
    let told = questions.into_iter().map(|question| {
        let mut arguments: Vec<String> = question.into_iter().map(str::to_owned).collect();
        arguments.extend(range.iter().cloned());
        arguments.push("--json".to_owned());
        let given: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let answer = serde_json::from_str(&aisance(folder, &given)?)?;
        Ok(Told { arguments, answer })
    });
    told.collect()
}

fn aisance(folder: &Folder, arguments: &[&str]) -> Result<String> {
    let output = folder.aisance(arguments)?;
    if !output.status.success() {
        let why = String::from_utf8_lossy(&output.stderr);
        bail!("aisance {}: {why}", arguments.join(" "));
    }
    Ok(String::from_utf8(output.stdout)?)
}
