//! A workspace with an old day, and what is done to it.

use std::sync::Arc;

use aggregate::Night;
use anyhow::{Result, ensure};
use dynoxide::Database;
use jiff::SignedDuration;
use jiff::civil::{Date, date};
use local::commands::verify::differences;
use local::import::write::Writer;
use shared::announce::Announced;
use shared::domain::Measure;
use shared::domain::day::Calendar;
use shared::domain::registered::{NamingKeys, Registered};
use shared::domain::response::{Content, Respondent, Response};
use shared::domain::service::event::{Event, Kind, Subject};
use shared::domain::survey::Survey;
use shared::events::Recorder;
use shared::link::{
    Channel, ConversationId, EventId, FactsDraft, InvitationId, LinkFacts, Pseudonym, RawIds, RootKeys, mint,
};
use shared::registration::register;
use shared::store::keys::DayShard;
use shared::store::responses::{GetResponses, PutResponse};
use shared::store::settings::PutSurvey;
use shared::store::{Store, Tables};
use system_tests::actors::{At, Scene};
use system_tests::contract::response;
use system_tests::events::HttpEvent;
use system_tests::secrets::ROOT_KEYS;
use system_tests::served::Folder;

/// The old day: settled, and not among the days that every night computes again.
const OLD: Date = date(2026, 11, 10);
/// Where an import moves an answer to.
const ELSEWHERE: Date = date(2026, 11, 12);
const ZONE: &str = "UTC";
/// A moment of the old day.
const LONG_AGO: &str = "2026-11-10T12:00:00Z";
const RETENTION: SignedDuration = SignedDuration::from_hours(24 * 396);

/// When people and programs change answers.
pub const NOON: &str = "2026-11-20T12:00:00Z";
/// Too soon after it for a night to settle what was changed.
pub const SOON: &str = "2026-11-20T12:20:00Z";
/// The first night after it, which settles it.
pub const NEXT: &str = "2026-11-21T04:10:00Z";
/// The two nights after it, each with the last day that has closed by then.
const NIGHTS: [(&str, Date); 2] = [(NEXT, date(2026, 11, 20)), ("2026-11-22T04:10:00Z", date(2026, 11, 21))];

/// A workspace to begin from, any number of times.
pub struct World {
    folder: Folder,
    tables: Tables,
}

/// What an actor does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// A customer changes the answer of the old day.
    Edit,
    /// A customer with an answer on the old day is erased.
    Erase,
    /// A file brings a first answer to a survey that has none on the old day.
    Bring,
    /// A file moves that answer to another day, so that the survey vanishes from the old one.
    Move,
    /// The file with the old day's answer is imported once more, with another touchpoint.
    Again,
    /// Somebody invited on the old day answers for the first time, so that its response rate changes.
    Late,
    /// A person replies to a question of the old day, so that its service measures change.
    Reply,
    /// A night at this time.
    Night(&'static str),
}

pub fn at(time: &str) -> At {
    At(time.parse().unwrap())
}

fn imported(id: u16, day: Date, survey: &str) -> Response {
    let mut imported = response(id, u8::try_from(id).unwrap());
    imported.receipts.clear();
    imported.occasion.survey = survey.to_owned();
    imported.day = day;
    imported.expires = "2028-01-01T00:00:00Z".parse().unwrap();
    imported
}

fn keys() -> RootKeys {
    RootKeys::parse(ROOT_KEYS).unwrap()
}

impl World {
    /// On the old day two answers, one through a link and one from a file, an invitation and a question; and every day until
    /// the nineteenth settled. `name`
    /// is its own among all that are made at once.
    pub async fn make(name: &str) -> Result<Self> {
        let folder = Folder::new(name)?;
        let database = Database::memory()?;
        let nameless = Scene::new(database.clone(), tables());
        let client = nameless.actor(0, |_, _| true).client();
        let tables = local::tables::create_tables(&client, &local::template::Template::bundled()?, "").await?;
        let world = Self { folder, tables };
        let scene = Scene::new(database.clone(), world.tables.clone());
        let store = scene.actor(0, |_, _| true).store();
        for (name, text) in local::commands::survey::READY {
            let definition = local::survey_file::read(name, text)?;
            let measure = definition
                .measure()
                .map_err(|problem| anyhow::anyhow!(problem.message))?;
            let survey = Survey {
                version: 1,
                measure,
                definition,
            };
            store.put_survey(&survey, "2026-11-09T12:00:00Z".parse()?).await?;
        }
        answer(&store, &facts("order-1")?, 9, LONG_AGO).await?;
        let invited = Registered::new(
            &facts("order-2")?,
            Measure::nps(),
            NamingKeys {
                identity: &keys().identity_key(),
                pseudonym: &keys().pseudonym_key(),
                seal: &keys().seal_key(),
            },
            (OLD, LONG_AGO.parse()?),
            RETENTION,
        );
        register(&store, &invited).await?;
        happened(&store, Kind::ConversationStarted, LONG_AGO).await?;
        store.put_response(&imported(2, OLD, "recommend"), None).await?;
        run_night(&store, "2026-11-20T04:10:00Z").await?;
        database.vacuum_into(&world.snapshot())?;
        Ok(world)
    }

    /// Which requests concern the old day: the ones whose order with others matters. Of the indexes' shards, those that
    /// something is in.
    pub fn of_the_old_day() -> Result<impl Fn(&str, &str) -> bool + Send + Sync + Clone + 'static> {
        let linked = |reference| Ok::<_, anyhow::Error>(InvitationId::of(&keys().identity_key(), &facts(reference)?));
        let ids = [
            linked("order-1")?,
            linked("order-2")?,
            imported(2, OLD, "recommend").occasion.invitation,
            imported(3, OLD, "ease").occasion.invitation,
        ];
        let shards = ids.map(|id| format!("\"{}\"", DayShard::of(OLD, id)));
        let of_events = format!("\"{}\"", DayShard::of_event(OLD, event_id(Kind::ConversationStarted)));
        Ok(move |_: &str, body: &str| {
            let index = body.contains("\"IndexName\"");
            let known = || {
                if body.contains("Responses") {
                    shards.iter().any(|shard| body.contains(shard))
                } else {
                    body.contains(&of_events)
                }
            };
            body.contains(&OLD.to_string()) && (!index || known())
        })
    }

    fn snapshot(&self) -> String {
        self.folder.path().join("world.db").display().to_string()
    }

    /// A copy of it.
    pub fn database(&self) -> Result<Database> {
        let database = Database::memory()?;
        database.restore_from(&self.snapshot())?;
        Ok(database)
    }

    /// A scene on a copy of it.
    pub fn scene(&self) -> Result<Scene> {
        Ok(Scene::new(self.database()?, self.tables.clone()))
    }
}

/// Names that stand in until the tables are made.
fn tables() -> Tables {
    Tables::from_env(|name| Some(name.to_owned())).unwrap()
}

impl Act {
    /// Does it.
    pub async fn on(self, store: &Store) -> Result<()> {
        Box::pin(self.carried_out(store)).await
    }

    async fn carried_out(self, store: &Store) -> Result<()> {
        let clock = at(NOON);
        match self {
            Self::Edit => answer(store, &facts("order-1")?, 2, NOON).await,
            Self::Late => answer(store, &facts("order-2")?, 7, NOON).await,
            Self::Reply => happened(store, Kind::FirstResponse, NOON).await,
            Self::Erase => {
                shared::erasure::erase(store, Pseudonym::from_bytes([2; 16]), &clock).await?;
                Ok(())
            }
            Self::Bring => import(store, &imported(3, OLD, "ease"), clock).await,
            Self::Move => import(store, &imported(3, ELSEWHERE, "ease"), clock).await,
            Self::Again => {
                let mut again = imported(2, OLD, "recommend");
                again.occasion.touchpoint = "corrected".to_owned();
                import(store, &again, clock).await
            }
            Self::Night(time) => run_night(store, time).await,
        }
    }
}

async fn import(store: &Store, wanted: &Response, clock: At) -> Result<()> {
    Writer::new(store, &clock, [])
        .write(std::slice::from_ref(wanted))
        .await?;
    Ok(())
}

async fn run_night(store: &Store, time: &str) -> Result<()> {
    let night = Night {
        time_zone: ZONE,
        clock: &at(time),
        as_of: None,
        deadline: None,
    };
    aggregate::run(store, &night).await?;
    Ok(())
}

fn event_id(kind: Kind) -> EventId {
    EventId::from_bytes([kind as u8; 16])
}

/// Stores what happened in the one conversation.
async fn happened(store: &Store, kind: Kind, time: &str) -> Result<()> {
    let event = Event {
        id: event_id(kind),
        kind,
        at: time.parse()?,
        conversation: Some(ConversationId::from_bytes([1; 16])),
        automatic: false,
        complaint: false,
        until: None,
    };
    let recorder = Recorder {
        store,
        announced: &Announced::default(),
        calendar: &Calendar::new(ZONE)?,
        clock: &at(time),
        retention: RETENTION,
    };
    let subject = Subject {
        customer: Pseudonym::from_bytes([9; 16]),
        sealed_id: vec![9; 20],
    };
    recorder.record(&subject, &[event]).await?;
    Ok(())
}

/// Answers a link through the real function.
async fn answer(store: &Store, facts: &LinkFacts, rating: u8, time: &'static str) -> Result<()> {
    let token = mint(keys().mint_key(), facts);
    let app = submit::App::new(
        submit::Keys::derive(&keys()),
        store.clone(),
        submit::Settings::new(ZONE.to_owned()),
        RETENTION,
        Arc::new(at(time)),
        || [7; 16],
    );
    let event = HttpEvent::json(&token, &serde_json::json!({ "rating": rating }));
    let request = lambda_http::request::from_str(&event.payload().to_string())?;
    let status = submit::handle(&app, request).await.status();
    ensure!(status.is_success() || status.as_u16() >= 500, "the answer got {status}");
    Ok(())
}

fn facts(reference: &str) -> Result<LinkFacts> {
    let draft = FactsDraft {
        survey: "recommend".to_owned(),
        customer: Some("customer-001".to_owned()),
        touchpoint: "support".to_owned(),
        reference: Some(reference.to_owned()),
        attributes: [("plan".to_owned(), "pro".to_owned())].into(),
        channel: Channel::Email,
        language: Some("en".to_owned()),
        issued: OLD,
        valid_days: 30,
    };
    Ok(LinkFacts::new(&draft, RawIds::Refuse)?)
}

/// What is wrong now: a settled day that does not say what its answers come to.
pub async fn wrong_now(store: &Store) -> Result<Vec<String>> {
    let recount = differences(store, &Calendar::new(ZONE)?, date(2000, 1, 1), date(2999, 1, 1)).await?;
    Ok(recount.found)
}

/// What is still wrong after two nights that nothing disturbs. Where one is enough, the second is left out.
pub async fn wrong_after_two_nights(store: &Store) -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    for (night, yesterday) in NIGHTS {
        run_night(store, night).await?;
        let recount = differences(store, &Calendar::new(ZONE)?, date(2000, 1, 1), yesterday).await?;
        wrong = recount.found;
        if recount.unsettled > 0 {
            wrong.push(format!("{} days are not settled", recount.unsettled));
        }
        if wrong.is_empty() {
            break;
        }
    }
    Ok(wrong)
}

/// Whether the erased customer's answer is there all the same.
pub async fn is_back(store: &Store) -> Result<bool> {
    let found = store.get_responses(&[erased_key()], true).await?;
    Ok(found
        .iter()
        .any(|response| matches!(response.content, Content::Answered(_))))
}

fn erased_key() -> (Respondent, InvitationId) {
    let erased = imported(2, OLD, "recommend").occasion;
    (erased.respondent, erased.invitation)
}
