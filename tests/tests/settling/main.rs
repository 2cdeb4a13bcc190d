//! The protocol of settled days on the real code: whoever stops at whatever request, and whoever comes between, a settled
//! day says what its answers come to, and two nights are enough.

#![allow(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod defects;
mod world;

use std::time::Instant;

use anyhow::Result;
use system_tests::actors::{FAULTS, Fault, Scene, Tamper};
use world::{Act, NEXT, SOON, World, is_back, wrong_after_two_nights, wrong_now};

fn is_full() -> bool {
    std::env::var_os("AISANCE_FULL_TESTS").is_some()
}

const ONE: usize = 0;
const OTHER: usize = 1;
const BETWEEN: usize = 2;

/// A story: what happens first, undisturbed, and then who is struck or who meets whom.
struct Play<'a> {
    world: &'a World,
    before: &'a [Act],
    tamper: Option<Tamper>,
}

impl Play<'_> {
    async fn scene(&self) -> Result<Scene> {
        let scene = self.world.scene()?.tampered(self.tamper);
        for act in self.before {
            act.on(&scene.actor(BETWEEN, |_, _| false).store()).await?;
        }
        Ok(scene)
    }

    /// How many requests about the old day an act sends when nothing disturbs it.
    async fn requests(&self, act: Act) -> Result<usize> {
        let actor = self.scene().await?.actor(ONE, World::of_the_old_day()?);
        act.on(&actor.store()).await?;
        Ok(actor.sent())
    }

    /// Strikes an act at each of its requests, does what follows, and gives what is wrong then or after two nights.
    async fn struck(&self, act: Act, faults: &[Fault], after: &[Act]) -> Result<(usize, Option<String>)> {
        let requests = self.requests(act).await?;
        let mut cases = 0;
        for number in 0..requests {
            for fault in faults {
                let scene = self.scene().await?;
                let actor = scene.actor(ONE, World::of_the_old_day()?).struck(number, *fault);
                let store = actor.store();
                // An act that meets a failure may fail. What it left behind is what is looked at.
                let _ = actor.acts(act.on(&store)).await;
                cases += 1;
                if let Some(wrong) = self.wrong(&scene, after).await? {
                    return Ok((cases, Some(format!("{act:?}, {fault:?} at request {number}: {wrong}"))));
                }
            }
        }
        Ok((cases, None))
    }

    /// Lets one act send some requests, then another some, and then both the rest: for every number of requests of the
    /// one, and every number of the other's, or a few of them where not everything is to be tried.
    async fn interleaved(&self, one: Act, other: Act, between: &[Act]) -> Result<(usize, Option<String>)> {
        let (ones, others) = (self.requests(one).await?, self.requests(other).await?);
        // A rule that is broken may be seen in few orders alone.
        let parts = if self.tamper.is_some() { 4 } else { 2 };
        let step = if is_full() { 1 } else { others.div_ceil(parts).max(1) };
        let mut cases = 0;
        for first in 0..=ones {
            // To its end always: that is where an overtaken one does its worst.
            for then in (0..others).step_by(step).chain([others]) {
                let mut order = vec![ONE; first];
                order.push(BETWEEN);
                order.extend(vec![OTHER; then]);
                order.extend(vec![ONE; 3 * ones]);
                order.extend(vec![OTHER; 3 * others]);
                let scene = self.scene().await?.in_order(order);
                let actors = [ONE, OTHER].map(|name| scene.actor(name, World::of_the_old_day().unwrap()));
                let (store, other_store) = (actors[0].store(), actors[1].store());
                let second = async {
                    actors[0].until_sent(first).await;
                    for act in between {
                        act.on(&scene.actor(BETWEEN, |_, _| false).store()).await?;
                    }
                    scene.leave(BETWEEN);
                    other.on(&other_store).await
                };
                let (done, other_done) = tokio::join!(actors[0].acts(one.on(&store)), actors[1].acts(second));
                done.transpose()?;
                other_done.transpose()?;
                cases += 1;
                let erased = [one, other].contains(&Act::Erase) || between.contains(&Act::Erase);
                let back = erased && is_back(&scene.actor(BETWEEN, |_, _| false).store()).await?;
                let back = back.then(|| "the erased answer is there again".to_owned());
                if let Some(wrong) = back.or(self.wrong(&scene, &[]).await?) {
                    let words = format!("{one:?} up to request {first}, {between:?}, {other:?} up to {then}: {wrong}");
                    return Ok((cases, Some(words)));
                }
            }
        }
        Ok((cases, None))
    }

    async fn wrong(&self, scene: &Scene, after: &[Act]) -> Result<Option<String>> {
        let store = scene.actor(BETWEEN, |_, _| false).store();
        let mut wrong = wrong_now(&store).await?;
        for act in after {
            act.on(&store).await?;
        }
        wrong.extend(wrong_after_two_nights(&store).await?);
        Ok((!wrong.is_empty()).then(|| wrong.join("; ")))
    }
}

/// What is done before, what is struck, and what is done afterwards.
const STRUCK: [(&[Act], Act, &[Act]); 9] = [
    (&[], Act::Edit, &[]),
    (&[], Act::Erase, &[]),
    (&[], Act::Bring, &[]),
    (&[Act::Bring], Act::Move, &[]),
    (&[Act::Edit], Act::Night(SOON), &[]),
    (&[Act::Bring], Act::Night(SOON), &[Act::Move]),
    (&[Act::Edit], Act::Night(NEXT), &[]),
    // A reply that stops half-way is not among these: it is made whole by whoever sends it again, not by a night.
    (&[], Act::Late, &[]),
    (&[Act::Late, Act::Reply], Act::Night(SOON), &[]),
];

#[tokio::test]
async fn whoever_stops_at_whatever_request_two_nights_make_every_day_right() {
    let started = Instant::now();
    let world = World::make("struck").await.unwrap();
    let mut cases = 0;
    for (before, act, after) in STRUCK {
        let play = Play {
            world: &world,
            before,
            tamper: None,
        };
        let faults = if is_full() { &FAULTS[..] } else { &FAULTS[..3] };
        let (tried, wrong) = play.struck(act, faults, after).await.unwrap();
        assert_eq!(wrong, None, "after {before:?}");
        println!("{act:?} after {before:?}: {tried} cases");
        cases += tried;
    }
    println!("{cases} cases, none wrong, {:.1?}", started.elapsed());
}

/// What is done before, who meets whom, and what happens once the first has sent its requests.
const MEETINGS: [(&[Act], Act, Act, &[Act]); 14] = [
    (&[], Act::Again, Act::Erase, &[]),
    (&[], Act::Edit, Act::Erase, &[]),
    (&[Act::Bring], Act::Edit, Act::Night(SOON), &[]),
    (&[Act::Bring], Act::Night(SOON), Act::Edit, &[]),
    (&[Act::Bring], Act::Night(SOON), Act::Erase, &[]),
    (&[Act::Bring], Act::Night(SOON), Act::Move, &[]),
    (&[Act::Edit], Act::Night(SOON), Act::Bring, &[]),
    (&[Act::Edit], Act::Night(SOON), Act::Night(SOON), &[]),
    // A run that is suspended, with what it read grown old, until a later one has settled the day.
    (&[Act::Edit], Act::Night(SOON), Act::Night(NEXT), &[Act::Erase]),
    (&[Act::Bring], Act::Night(SOON), Act::Night(NEXT), &[Act::Move]),
    // What stands beside the scores is announced under a name of its own.
    (&[], Act::Late, Act::Night(SOON), &[]),
    (&[], Act::Reply, Act::Night(SOON), &[]),
    (&[Act::Edit], Act::Night(SOON), Act::Late, &[]),
    (&[Act::Edit], Act::Night(SOON), Act::Reply, &[]),
];

#[tokio::test]
async fn whoever_comes_between_two_nights_make_every_day_right() {
    let started = Instant::now();
    let world = World::make("meeting").await.unwrap();
    let mut cases = 0;
    for (before, one, other, between) in MEETINGS {
        let play = Play {
            world: &world,
            before,
            tamper: None,
        };
        let (tried, wrong) = play.interleaved(one, other, between).await.unwrap();
        assert_eq!(wrong, None, "after {before:?}");
        println!("{one:?} and {other:?} after {before:?}, {between:?} between: {tried} cases");
        cases += tried;
    }
    println!("{cases} cases, none wrong, {:.1?}", started.elapsed());
}

#[tokio::test]
async fn a_night_that_finds_the_index_behind_settles_nothing_that_it_did_not_see() {
    let world = World::make("behind").await.unwrap();
    let changes: [&[Act]; 7] = [
        &[Act::Edit],
        &[Act::Erase],
        &[Act::Bring],
        &[Act::Bring, Act::Move],
        &[Act::Edit, Act::Erase, Act::Bring],
        &[Act::Late],
        &[Act::Reply],
    ];
    for before in changes {
        let play = Play {
            world: &world,
            before,
            tamper: None,
        };
        let scene = play.scene().await.unwrap();
        let behind = scene.clone().with_index_behind(world.database().unwrap());
        let store = behind.actor(ONE, |_, _| false).store();
        Act::Night(SOON).on(&store).await.unwrap();
        assert_eq!(play.wrong(&scene, &[]).await.unwrap(), None, "after {before:?}");
    }
}
