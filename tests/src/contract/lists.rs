//! Promises about what is read a page at a time.

use shared::domain::answer_filter::AnswerFilter;
use shared::domain::day::{Calendar, shifted};
use shared::domain::day_book::DayBook;
use shared::listing::{
    AnswersWanted, Bounds, CustomersWanted, InvitationFilter, InvitationsWanted, answers, customers, invitations,
};
use shared::registration::register;
use shared::store::customers::{InQueue, ListCustomers};
use shared::store::key_pages::{ReadDayPage, ReadInvitedPage, ReadRespondentPage};

use super::invitations::registered;
use super::people::customer;
use super::*;

/// Of a day and of a customer a page is read that is no larger than asked for, in the order of ids, and the next goes on
/// after it: nothing is left out, and nothing is there twice.
pub async fn what_lies_together_is_read_in_parts(store: &Store) -> anyhow::Result<()> {
    for id in 0..40 {
        let invitation = registered(id * 16, 1, "pro");
        register(store, &invitation).await?;
        let answer = invitation.answered(response(id * 16, 1));
        assert_eq!(store.put_response(&answer, Some(0)).await?, Put::Stored);
    }
    let first = response(0, 1);
    let shard = DayShard::of(DAY, first.occasion.invitation);
    let invited = DayShard {
        day: registered(0, 1, "pro").invited.day,
        ..shard
    };
    let key = first.occasion.respondent;
    let (mut of_day, mut asked, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    let (mut after, mut rounds) = (None, 0);
    loop {
        let day = store.read_day_page(shard, after, 7).await?;
        let invitations = store.read_invited_page(invited, after, 7).await?;
        let customer = store.read_respondent_page(key, after, 7).await?;
        assert!(day.rows.len() <= 7 && invitations.rows.len() <= 7 && customer.rows.len() <= 7);
        after = day.rows.last().map(|row| row.invitation);
        rounds += 1;
        of_day.extend(day.rows);
        asked.extend(invitations.rows);
        theirs.extend(customer.rows);
        if !day.more {
            break;
        }
    }
    assert_eq!((of_day.len(), asked.len(), theirs.len(), rounds), (40, 40, 40, 6));
    let ids: Vec<String> = of_day.iter().map(|row| row.invitation.to_string()).collect();
    assert!(ids.is_sorted(), "{ids:?}");
    let expected: Vec<InvitationId> = of_day.iter().map(|row| row.invitation).collect();
    assert_eq!(asked.iter().map(|row| row.invitation).collect::<Vec<_>>(), expected);
    assert_eq!(theirs.iter().map(Record::invitation).collect::<Vec<_>>(), expected);
    let row = of_day.iter().find(|row| row.invitation == first.occasion.invitation);
    let row = row.expect("the first is there");
    assert_eq!((row.respondent, row.first_answered), (key, first.first_answered));
    assert_eq!(row.row.attributes, first.occasion.attributes);
    assert_eq!(
        (row.row.language.as_deref(), row.row.channel.as_deref()),
        (Some("zh-Hant"), Some("sms"))
    );
    let row = asked.iter().find(|row| row.invitation == first.occasion.invitation);
    let row = row.expect("the first is there");
    assert_eq!(
        (row.answered, row.channel, row.language.as_deref()),
        (true, Channel::Email, Some("fr"))
    );
    assert_eq!(
        (row.registered, row.sealed_customer.as_deref()),
        (at(-864_000), Some(&[0, 255, 7][..]))
    );
    Ok(())
}

/// Bounds that only the smallest days fit.
const NARROW: Bounds = Bounds {
    sorted: 2,
    rows: 60,
    days: 2,
    whole: 20,
    ..Bounds::USUAL
};

async fn all_answers(
    store: &Store,
    bounds: Bounds,
    limit: usize,
    meanwhile: impl AsyncFn(usize) -> anyhow::Result<()>,
) -> anyhow::Result<Vec<InvitationId>> {
    let calendar = Calendar::new("UTC")?;
    let (filter, mut from, mut found) = (AnswerFilter::default(), None, Vec::new());
    for number in 0..200 {
        let wanted = AnswersWanted {
            filter: &filter,
            days: (shifted(DAY, -3), DAY),
            from,
            limit,
        };
        let page = answers(store, &DayBook::default(), &calendar, wanted, bounds).await?;
        found.extend(page.items.iter().map(|answer| answer.occasion.invitation));
        from = page.next;
        if from.is_none() {
            return Ok(found);
        }
        meanwhile(number).await?;
    }
    anyhow::bail!("the list has no end")
}

/// Pages of days that are put in order, and of days too large for it, give each answer once, also while answers come in and
/// one is erased.
pub async fn pages_of_days_of_any_size_give_each_answer_once(store: &Store) -> anyhow::Result<()> {
    let mut expected = Vec::new();
    for id in 0..100_u16 {
        let mut answer = response(id * 7, 1);
        // The last day has four in five of them.
        answer.day = if id % 5 == 0 {
            shifted(DAY, -i32::from(id % 4))
        } else {
            DAY
        };
        answer.first_answered = at(i64::from(id % 9)) - SignedDuration::from_hours(if id % 5 == 0 { 24 } else { 0 });
        store.put_response(&answer, None).await?;
        expected.push(answer);
    }
    expected.sort_by_key(|answer| std::cmp::Reverse((answer.day, answer.first_answered, answer.occasion.invitation)));
    let expected: Vec<InvitationId> = expected.iter().map(|answer| answer.occasion.invitation).collect();
    let quiet = async |_| anyhow::Ok(());
    assert_eq!(
        all_answers(store, Bounds::USUAL, 200, quiet).await?,
        expected,
        "newest first"
    );
    assert_eq!(
        all_answers(store, Bounds::USUAL, 13, quiet).await?,
        expected,
        "in pages of 13"
    );
    let mut narrow = all_answers(store, NARROW, 6, quiet).await?;
    let mut sorted = expected.clone();
    narrow.sort();
    sorted.sort();
    assert_eq!(narrow, sorted, "as they lie");

    // One of the oldest, which no page has given before the second.
    let gone = *expected.last().expect("there are answers");
    let growing = async |number: usize| {
        if number == 0 {
            let mut found = store
                .get_responses(&[(response(0, 1).occasion.respondent, gone)], true)
                .await?;
            let known = found.remove(0);
            let erased = known.erased(at(90), at(86_400 * 500));
            assert_eq!(store.put_response(&erased, Some(known.revision)).await?, Put::Stored);
            for id in 0..60 {
                let mut new = response(10_000 + id, 1);
                new.first_answered = at(100);
                store.put_response(&new, None).await?;
            }
        }
        Ok(())
    };
    // Nine in each shard are put in order; with those that come in there are more.
    let bounds = Bounds {
        sorted: 9,
        ..Bounds::USUAL
    };
    let found = all_answers(store, bounds, 10, growing).await?;
    let (mut found, before): (Vec<_>, usize) = (found, expected.len() - 1);
    found.sort();
    found.dedup();
    sorted.retain(|id| *id != gone);
    assert_eq!(
        (found.len(), found),
        (before, sorted),
        "what was there, and nothing newer"
    );
    Ok(())
}

/// Invitations are listed as answers are, with when they were answered.
pub async fn invitations_are_listed_with_when_they_were_answered(store: &Store) -> anyhow::Result<()> {
    for id in 0..30 {
        let mut invitation = registered(id, 1, "pro");
        invitation.invited.at = at(-864_000 + i64::from(id));
        register(store, &invitation).await?;
        if id % 3 == 0 {
            let answer = invitation.answered(response(id, 1));
            assert_eq!(store.put_response(&answer, Some(0)).await?, Put::Stored);
        }
    }
    let day = registered(0, 1, "pro").invited.day;
    for (answered, expected) in [(None, 30), (Some(true), 10), (Some(false), 20)] {
        let filter = InvitationFilter {
            survey: Some("recommend".into()),
            answered,
            since: Some(at(-864_000)),
            until: Some(at(-863_000)),
        };
        for bounds in [Bounds::USUAL, NARROW] {
            let (mut found, mut from) = (Vec::new(), None);
            loop {
                let wanted = InvitationsWanted {
                    filter: &filter,
                    days: (shifted(day, -1), day),
                    from,
                    limit: 4,
                };
                let page = invitations(store, wanted, bounds).await?;
                found.extend(page.items);
                from = page.next;
                if from.is_none() {
                    break;
                }
            }
            let mut ids: Vec<_> = found.iter().map(|listed| listed.invitation.invitation).collect();
            if bounds == Bounds::USUAL {
                assert!(found.is_sorted_by_key(|listed| std::cmp::Reverse(listed.invitation.registered)));
            }
            ids.sort();
            ids.dedup();
            assert_eq!((ids.len(), found.len()), (expected, expected), "{answered:?}");
            for listed in found {
                assert_eq!(listed.answered, listed.invitation.answered.then_some(at(0)));
            }
        }
    }
    Ok(())
}

/// Customers are listed in parts: all of them, and those with an open flag by their risk.
pub async fn customers_are_listed_in_parts(store: &Store) -> anyhow::Result<()> {
    let risks = [-1.25, 0.4, 0.4, -3.5, 0.123_456_789_012_345_6, 1e-17, 0.0];
    for (number, risk) in (1..).zip(risks) {
        assert!(store.save_customer(&customer(number, risk)).await?);
    }
    let erased = customer(9, 2.0);
    assert!(store.save_customer(&erased).await?);
    store.erase_customer(erased.key).await?;
    let (page, next) = store.list_customers(None, 3).await?;
    let (rest, end) = store.list_customers(next, 100).await?;
    assert_eq!(
        (page.len(), rest.len(), end),
        (3, 5, None),
        "the erased one is there, too"
    );
    let first = store.read_flagged_after(None, 1).await?;
    let place = InQueue::of(&first[0]).expect("of a risk");
    let second = store.read_flagged_after(Some(&place), 1).await?;
    assert_eq!(
        (place.risk, &second[0].risk),
        (0.4, &first[0].risk),
        "one of two with the same risk after the other"
    );
    assert_ne!(first[0].key, second[0].key);
    for flagged in [false, true] {
        for limit in [1, 2, 3, 7, 50] {
            let mut wanted = CustomersWanted {
                flagged,
                attributes: BTreeMap::new(),
                from: None,
                limit,
            };
            let mut found = Vec::new();
            loop {
                let page = customers(store, &wanted).await?;
                assert!(page.items.len() <= limit);
                found.extend(page.items);
                // A place is sent to whoever asks and comes back as text.
                let next = page.next.map(|place| serde_json::to_string(&place)).transpose()?;
                wanted.from = next.map(|text| serde_json::from_str(&text)).transpose()?;
                if wanted.from.is_none() {
                    break;
                }
            }
            let risk = |customer: &Customer| customer.risk.as_ref().map_or(0.0, |risk| risk.log_odds);
            if flagged {
                assert!(found.is_sorted_by(|one, other| risk(one) >= risk(other)));
            }
            let mut ids: Vec<_> = found.iter().filter_map(|customer| customer.id.clone()).collect();
            ids.sort();
            assert_eq!(
                ids,
                ["001", "002", "003", "004", "005", "006", "007"],
                "{flagged} {limit}"
            );
        }
    }
    Ok(())
}
