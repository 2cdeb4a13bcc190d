use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::date;
use made_up_company::Question;
use shared::clock::{Clock, SystemClock};
use shared::domain::day::shifted;
use shared::domain::response::Respondent;
use shared::domain::service::event::{Event, Kind};
use shared::link::{CustomerId, Pseudonym, RawIds};
use shared::store::customers::ReadCustomer;
use shared::store::settings::ReadSurveys;

use super::records::{Frame, Records};
use super::*;
use crate::commands::survey;
use crate::testing::Folder;

const TODAY: Date = date(2026, 11, 21);

/// A calendar whose clocks change within the history.
fn calendar() -> Calendar {
    Calendar::new("Europe/Paris").unwrap()
}

async fn records() -> Records {
    let folder = Folder::new();
    let workspace = folder.workspace().await;
    survey::apply_ready(&workspace).await.unwrap();
    let surveys = workspace.store.read_surveys().await.unwrap().current;
    let calendar = calendar();
    let frame = Frame {
        surveys: &surveys,
        keys: &workspace.keys,
        calendar: &calendar,
        now: calendar.opens(TODAY),
        retention: workspace.retention,
    };
    let company = company(TODAY, &calendar, SIZE);
    let records = Records::of(&company, &frame).unwrap();
    assert_eq!(records, Records::of(&company, &frame).unwrap());
    workspace.close().await;
    records
}

#[tokio::test]
async fn the_records_are_of_days_before_today_and_are_kept_from_today_on() {
    let records = records().await;
    let days = shifted(TODAY, -(SIZE.days as i32))..TODAY;
    let calendar = calendar();
    assert!(
        records
            .silent
            .iter()
            .all(|invitation| days.contains(&invitation.invited.day))
    );
    for response in &records.answered {
        let invited = response.invited.as_ref().unwrap();
        assert!(days.contains(&response.day) && days.contains(&invited.day));
        assert!(invited.at < response.first_answered && response.day == calendar.day_of(response.first_answered));
    }
    let kept = records.silent.iter().map(|invitation| invitation.expires);
    let kept = kept.chain(records.answered.iter().map(|response| response.expires));
    assert!(kept.min().unwrap() > calendar.opens(shifted(TODAY, 180)));
    for event in records.events.iter().flat_map(|(_, events)| events) {
        let day = calendar.day_of(event.at);
        assert!(day < TODAY);
        let may_be_old = matches!(event.kind, Kind::CustomerStarted | Kind::CustomerRenewed);
        assert!(day >= days.start || may_be_old, "{event:?}");
    }
}

#[tokio::test]
async fn contracts_and_complaints_are_among_the_events_and_no_two_events_are_one() {
    let records = records().await;
    let all: Vec<&Event> = records.events.iter().flat_map(|(_, events)| events).collect();
    let ids: BTreeSet<String> = all.iter().map(|event| event.id.to_string()).collect();
    assert_eq!(ids.len(), all.len());
    for kind in Kind::ALL {
        let of = all.iter().filter(|event| event.kind == kind);
        assert!(of.clone().count() > 100, "{kind}");
        assert!(
            of.clone()
                .all(|event| event.until.is_some() == (kind == Kind::CustomerRenewed))
        );
        let complaints = of.filter(|event| event.complaint).count();
        assert_eq!(complaints > 100, kind == Kind::ConversationStarted, "{kind}");
    }
}

#[tokio::test]
async fn nothing_is_stored_twice_and_whoever_was_asked_is_known() {
    let records = records().await;
    let silent = records
        .silent
        .iter()
        .map(|invitation| (invitation.invitation, invitation.respondent));
    let answered = records
        .answered
        .iter()
        .map(|response| (response.occasion.invitation, response.occasion.respondent));
    let all: Vec<_> = silent.chain(answered).collect();
    let ids: BTreeSet<String> = all.iter().map(|(invitation, _)| invitation.to_string()).collect();
    assert_eq!(ids.len(), all.len());
    let asked: BTreeSet<String> = all.iter().map(|(_, customer)| customer.to_string()).collect();
    assert_eq!(
        asked,
        records.asked.iter().map(|(customer, _)| customer.to_string()).collect()
    );
}

#[tokio::test]
async fn everybody_s_plan_and_country_are_written() {
    let folder = Folder::new();
    let workspace = folder.workspace().await;
    survey::apply_ready(&workspace).await.unwrap();
    let few = Size {
        customers: 12,
        days: 60,
    };
    let today = calendar().day_of(SystemClock.now());
    let company = company(today, &calendar(), few);
    fill(&workspace, &calendar(), &company, &SystemClock).await.unwrap();
    for person in company.people() {
        let id = CustomerId::new(&person.id, RawIds::Refuse).unwrap();
        let key = Respondent::Customer(Pseudonym::of(&workspace.keys.pseudonym_key(), &id));
        let known = workspace.store.read_customer(key).await.unwrap().unwrap();
        for (name, value) in person.attributes {
            assert_eq!(
                known.attributes.get(name).map(String::as_str),
                Some(value),
                "{}",
                person.id
            );
        }
    }
    workspace.close().await;
}

#[test]
fn there_is_something_to_see_everywhere_and_enough_to_learn_from() {
    let people: Vec<_> = company(TODAY, &calendar(), SIZE).people().collect();
    let answers: Vec<(&str, &Question)> = people
        .iter()
        .flat_map(|person| person.questions.iter().map(|question| (person.language, question)))
        .filter(|(_, question)| question.answer.is_some())
        .collect();
    for survey in ["recommend", "satisfaction", "ease"] {
        let of = answers.iter().filter(|(_, question)| question.survey == survey).count();
        assert!(of > 300, "{survey}: {of}");
    }
    for language in ["en", "fr", "zh-Hant"] {
        let said = |(spoken, question): &&(&str, &Question)| {
            *spoken == language && question.answer.is_some_and(|answer| answer.comment.is_some())
        };
        let comments = answers.iter().filter(said).count();
        assert!(comments > 50, "{language}: {comments}");
    }
    let unhappy = |(_, question): &&(&str, &Question)| question.answer.is_some_and(|answer| answer.satisfaction < 0.4);
    let unhappy = answers.iter().filter(unhappy).count();
    assert!(
        (answers.len() / 30..answers.len() / 6).contains(&unhappy),
        "{unhappy} of {}",
        answers.len()
    );
    let left = people.iter().filter(|person| person.ended.is_some()).count();
    assert!(left > 200, "{left}");
}

#[test]
fn parcels_have_come_late_of_late() {
    let calendar = calendar();
    let company = company(TODAY, &calendar, SIZE);
    let since: Timestamp = calendar.opens(shifted(TODAY, -(LATE_PARCELS as i32)));
    let mean = |late: bool| {
        let there = company.people().flat_map(|person| person.questions);
        let then: Vec<f64> = there
            .filter(|question| question.touchpoint == "delivery" && (question.asked_at >= since) == late)
            .filter_map(|question| question.answer.map(|answer| answer.satisfaction))
            .collect();
        then.iter().sum::<f64>() / then.len() as f64
    };
    assert!(mean(false) - mean(true) > 0.1, "{} {}", mean(false), mean(true));
}
