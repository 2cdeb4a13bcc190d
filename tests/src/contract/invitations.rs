//! Promises about registered invitations.

use shared::domain::cohort::InvitedRow;
use shared::domain::fold::Excluded;
use shared::domain::registered::{Invited, Registered};
use shared::registration::{Registration, register};
use shared::store::invitations::{IndexedInvitation, PutRegistered, ReadInvited, ReadInvitedIndex};

use super::*;

pub(super) const INVITED_ON: Date = date(2026, 11, 10);

/// The invitation that [`response`] of the same number is the answer to.
pub(super) fn registered(id: u16, customer: u8, plan: &str) -> Registered {
    let occasion = response(id, customer).occasion;
    Registered {
        invitation: occasion.invitation,
        respondent: occasion.respondent,
        survey: occasion.survey,
        measure: occasion.measure,
        touchpoint: occasion.touchpoint,
        invited: Invited {
            day: INVITED_ON,
            at: at(-864_000),
            channel: Channel::Email,
            language: Some("fr".into()),
            attributes: BTreeMap::from([("plan".into(), plan.into())]),
        },
        sealed_customer: Some(vec![0, 255, 7]),
        revision: 0,
        expires: at(86_400 * 500),
    }
}

async fn cohort(store: &Store) -> anyhow::Result<Vec<InvitedRow>> {
    let mut rows = Vec::new();
    for shard in DayShard::all(INVITED_ON) {
        store.read_invited(shard, |row| rows.push(row)).await?;
    }
    Ok(rows)
}

async fn answers(store: &Store) -> anyhow::Result<u64> {
    let mut rows = 0;
    for shard in DayShard::all(DAY) {
        rows += store.fold_day(shard).await?.responses;
    }
    Ok(rows)
}

/// An invitation is registered once, counts for its day and not as an answer, and comes back as it was.
pub async fn a_registration_is_made_once_and_is_no_answer(store: &Store) -> anyhow::Result<()> {
    let first = registered(1, 1, "pro");
    assert_eq!(register(store, &first).await?, Registration::Made);
    let mut again = registered(1, 1, "free");
    again.invited.at = at(0);
    again.invited.day = DAY;
    assert_eq!(register(store, &again).await?, Registration::Known);
    let mut bare = registered(2, 1, "pro");
    bare.invited.language = None;
    bare.invited.attributes.clear();
    assert_eq!(store.put_registered(&bare, None).await?, Put::Stored);
    let mut kept = store.read_respondent(first.respondent).await?;
    kept.sort_by_key(|record| record.invited().is_some_and(|invited| invited.attributes.is_empty()));
    assert_eq!(kept, [Record::Registered(first.clone()), Record::Registered(bare)]);
    let rows = cohort(store).await?;
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().all(|row| !row.answered && row.survey == "recommend"));
    assert_eq!(answers(store).await?, 0);
    let key = (first.respondent, first.invitation);
    assert!(store.get_responses(&[key], true).await?.is_empty(), "no answer to list");
    let mut scanned = 0;
    store.scan_responses(|_| scanned += 1).await?;
    assert_eq!(scanned, 2);
    Ok(())
}

/// The answer takes the registration's place, keeps its cohort through every change and through its erasure, and is
/// known by what the registration said, whatever its own link says.
pub async fn an_answer_keeps_the_cohort_of_its_invitation(store: &Store) -> anyhow::Result<()> {
    let invitation = registered(1, 1, "pro");
    register(store, &invitation).await?;
    let blind = store.put_response(&response(1, 1), None).await?;
    assert_eq!(blind, Put::Found(Box::new(Record::Registered(invitation.clone()))));
    let first = invitation.answered(response(1, 1));
    assert_eq!(
        store.put_response(&first, Some(invitation.revision)).await?,
        Put::Stored
    );
    let mut second = first.clone();
    second.revision += 1;
    assert_eq!(store.put_response(&second, Some(first.revision)).await?, Put::Stored);
    let key = (second.occasion.respondent, second.occasion.invitation);
    assert_eq!(store.get_responses(&[key], true).await?, std::slice::from_ref(&second));
    let expected = InvitedRow {
        survey: "recommend".into(),
        measure: Measure::nps(),
        answered: true,
        touchpoint: "delivery".into(),
        language: Some("fr".into()),
        channel: Some("email".into()),
        attributes: invitation.invited.attributes.clone(),
        expires: invitation.expires,
    };
    assert_eq!(cohort(store).await?, std::slice::from_ref(&expected));
    assert_eq!(answers(store).await?, 1);
    assert_eq!(register(store, &registered(1, 1, "late")).await?, Registration::Known);
    let erased = second.erased(at(60), at(86_400 * 600));
    assert_eq!(store.put_response(&erased, Some(second.revision)).await?, Put::Stored);
    assert_eq!(store.get_responses(&[key], true).await?, std::slice::from_ref(&erased));
    let tombstone = InvitedRow {
        attributes: BTreeMap::new(),
        expires: erased.expires,
        ..expected
    };
    assert_eq!(cohort(store).await?, [tombstone]);
    Ok(())
}

async fn waiting(store: &Store) -> anyhow::Result<Vec<IndexedInvitation>> {
    let mut rows = Vec::new();
    for shard in DayShard::all(INVITED_ON) {
        store.read_invited_index(shard, |row| rows.push(row)).await?;
    }
    Ok(rows)
}

/// For its customer's record, an invitation waits from its registration until an answer counts, or everything is erased.
pub async fn an_invitation_tells_whom_it_is_to_and_since_when_it_waits_for_an_answer(
    store: &Store,
) -> anyhow::Result<()> {
    let invitation = registered(1, 1, "pro");
    register(store, &invitation).await?;
    let silent = IndexedInvitation {
        respondent: invitation.respondent,
        invitation: invitation.invitation,
        unanswered_since: Some(invitation.invited.at),
        sealed_customer: Some(vec![0, 255, 7]),
    };
    assert_eq!(waiting(store).await?, std::slice::from_ref(&silent));
    let kept = store.read_respondent(invitation.respondent).await?;
    assert_eq!(kept, [Record::Registered(invitation.clone())]);

    let mut suspect = invitation.answered(response(1, 1));
    if let Content::Answered(answer) = &mut suspect.content {
        answer.suspicions = vec![Suspicion::Decoy];
    }
    assert_eq!(store.put_response(&suspect, Some(0)).await?, Put::Stored);
    assert_eq!(
        waiting(store).await?,
        std::slice::from_ref(&silent),
        "a machine's is no answer"
    );
    let mut rows = Vec::new();
    for shard in DayShard::all(DAY) {
        store.read_day_index(shard, |row| rows.push(row.invited_at)).await?;
    }
    assert_eq!(rows, [Some(invitation.invited.at)]);

    let counted = invitation.answered(response(1, 1));
    assert_eq!(store.put_response(&counted, Some(1)).await?, Put::Stored);
    let answered = IndexedInvitation {
        unanswered_since: None,
        ..silent
    };
    assert_eq!(waiting(store).await?, std::slice::from_ref(&answered));
    let erased = suspect.erased(at(60), at(86_400 * 600));
    assert_eq!(store.put_response(&erased, Some(1)).await?, Put::Stored);
    let gone = IndexedInvitation {
        sealed_customer: None,
        ..answered
    };
    assert_eq!(waiting(store).await?, [gone]);
    Ok(())
}

/// Whoever comes first, an invitation that is registered and answered at once ends up both, once.
pub async fn registering_and_answering_at_once_end_up_as_both(store: &Store) -> anyhow::Result<()> {
    let answer = async |id: u16| -> anyhow::Result<()> {
        let first = response(id, 1);
        match store.put_response(&first, None).await? {
            Put::Stored => {}
            Put::Found(found) => match *found {
                Record::Registered(registered) => {
                    let answered = registered.answered(first);
                    let put = store.put_response(&answered, Some(registered.revision)).await?;
                    assert_eq!(put, Put::Stored);
                }
                Record::Answered(other) => panic!("nobody else answered: {other:?}"),
            },
            Put::Gone => panic!("nothing was replaced"),
        }
        Ok(())
    };
    let races = (0..40).map(|id| async move {
        let invitation = registered(id, 1, "pro");
        let (one, other, answered) =
            futures::join!(register(store, &invitation), register(store, &invitation), answer(id));
        answered?;
        anyhow::Ok((one?, other?))
    });
    let outcomes = futures::future::try_join_all(races).await?;
    assert!(outcomes.iter().all(|(one, _)| *one == Registration::Made));
    let rows = cohort(store).await?;
    assert_eq!(rows.len(), 40);
    assert!(rows.iter().all(|row| row.answered));
    assert_eq!(answers(store).await?, 40);
    Ok(())
}

/// What holds no rating, and what does not count, comes back as it was and says so to whoever folds the day.
pub async fn what_does_not_count_comes_back_and_says_why(store: &Store) -> anyhow::Result<()> {
    use shared::domain::fold::Standing;
    use shared::domain::response::Unrated;
    let unrated = |id, why| Response {
        content: Content::Unrated { why, at: at(1) },
        receipts: Vec::new(),
        ..response(id, 1)
    };
    let mut test = response(3, 1);
    test.occasion.attributes = BTreeMap::from([("test".into(), "true".into())]);
    let all = [
        unrated(1, Unrated::Skipped),
        unrated(2, Unrated::OutOfRange),
        test.clone(),
        test.erased(at(60), at(61)),
    ];
    for (nth, kept) in all.iter().enumerate() {
        let replaces = (nth == 3).then_some(1);
        assert_eq!(store.put_response(kept, replaces).await?, Put::Stored);
        let key = (kept.occasion.respondent, kept.occasion.invitation);
        assert_eq!(store.get_responses(&[key], true).await?, std::slice::from_ref(kept));
    }
    let mut standings = Vec::new();
    let mut folded = DayScores::default();
    for shard in DayShard::all(DAY) {
        store.read_day_index(shard, |row| standings.push(row.standing)).await?;
        folded.merge(store.fold_day(shard).await?);
    }
    assert_eq!(standings.len(), 3);
    for standing in [Standing::Skipped, Standing::OutOfRange, Standing::ErasedUncounted] {
        assert!(standings.contains(&standing), "{standings:?}");
    }
    let left_out = Excluded {
        skipped: 1,
        out_of_range: 1,
        erased: 1,
        ..Excluded::default()
    };
    assert!(
        folded
            .surveys
            .values()
            .all(|survey| survey.total.is_empty() && survey.excluded == left_out)
    );
    Ok(())
}
