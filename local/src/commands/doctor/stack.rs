//! A deployed stack, as a whole.

use anyhow::Result;
use shared::store::{Patience, Store};

use super::report::{Finding, Report};
use super::{addresses, alarms, exports, functions, inside, nothing, root_keys, schedule, tables};
use crate::aws::AwsError;
use crate::http::Http;
use crate::stack::Stack;
use crate::template::Template;
use crate::workspace::now;

const CHECK: &str = "stack";

/// Looks at a stack.
///
/// # Errors
/// There is no such stack, or it cannot be seen.
pub(super) async fn examine(name: &str) -> Result<Report> {
    let stack = Stack::find(name).await?;
    let of = format!("the stack '{name}' in {}", stack.aws.region);
    if let Err(error) = stack.output("SurveyUrl") {
        let todo = "look at its events in CloudFormation, mend what they name, and run `sam deploy` again";
        return Ok(nothing(of, Finding::wrong(CHECK, format!("{error:#}"), todo)));
    }
    let template = Template::bundled()?;
    let http = Http::new()?;
    let (functions, addresses, schedule, tables, inside, keys, exports, failures, alarms, mail) = futures::join!(
        functions::look(&stack, &template),
        addresses::look(&stack, &http),
        schedule::look(&stack, &template),
        tables::look(&stack, &template),
        look_inside(&stack, &template),
        root_keys::look(&stack),
        exports::look(&stack),
        alarms::failures(&stack),
        alarms::alarms(&stack, now()),
        alarms::mail(&stack),
    );
    let findings = [
        vec![state(&stack), release(&stack)],
        functions,
        addresses,
        vec![schedule],
        tables,
        vec![keys],
        inside,
        vec![exports, failures],
        alarms,
        vec![mail],
    ];
    Ok(Report::new(of, findings.concat()))
}

fn state(stack: &Stack) -> Finding {
    let found = format!("{} is {} in {}", stack.name, stack.status, stack.aws.region);
    match stack.status.as_str() {
        "CREATE_COMPLETE" | "UPDATE_COMPLETE" | "IMPORT_COMPLETE" => Finding::ok(CHECK, found),
        status if status.ends_with("_IN_PROGRESS") => {
            Finding::wrong(CHECK, found, "wait until the deployment has ended, and ask again")
        }
        _ => Finding::wrong(
            CHECK,
            found,
            "the last deployment was undone or failed: its events in CloudFormation say why; then run `sam deploy` again",
        ),
    }
}

fn release(stack: &Stack) -> Finding {
    const CHECK: &str = "release";
    let own = env!("CARGO_PKG_VERSION");
    match stack.output("Version") {
        Ok(deployed) if deployed == own => Finding::ok(CHECK, format!("{own}, as this aisance is")),
        Ok(deployed) => Finding::wrong(
            CHECK,
            format!("the stack is of release {deployed} and this aisance of {own}"),
            format!("deploy the template of {own}, or use the aisance of {deployed}"),
        ),
        Err(error) => missing(CHECK, &error),
    }
}

/// What the tables hold.
async fn look_inside(stack: &Stack, template: &Template) -> Vec<Finding> {
    let opened = stack.tables().and_then(|tables| {
        let store = Store::new(stack.dynamodb(Patience::Interactive), tables);
        Ok((store, stack.time_zone()?))
    });
    let (store, zone) = match opened {
        Ok(opened) => opened,
        Err(error) => return vec![missing("data", &error)],
    };
    let command = format!("aisance --stack {}", stack.name);
    let place = inside::Inside {
        store: &store,
        zone,
        schedule: &template.schedule,
        command: &command,
        created: stack.created,
        // People sign in to a stack with an API key, unless it names an issuer.
        sign_in_without_key: stack.parameter("OidcIssuer").is_some_and(|issuer| !issuer.is_empty()),
        runs_by_itself: true,
    };
    Box::pin(inside::look(&place, now())).await
}

/// A finding about an output that the stack does not have.
pub(super) fn missing(check: &'static str, error: &anyhow::Error) -> Finding {
    Finding::wrong(
        check,
        format!("{error:#}"),
        "deploy this release's template with `sam deploy`",
    )
}

/// A finding about something that AWS did not tell: `needs` is what the caller must be allowed, `lost` what to do where AWS
/// has no such thing.
pub(super) fn not_told(check: &'static str, about: &str, error: &AwsError, needs: &str, lost: &str) -> Finding {
    let todo = match error {
        AwsError::None(_) => lost.to_owned(),
        AwsError::Denied(_) => format!("sign in to AWS anew, or ask for the right to {needs}"),
        _ => "ask again in a minute; the AWS Health Dashboard tells of outages".to_owned(),
    };
    Finding::wrong(check, format!("{about}: {error}"), todo)
}
