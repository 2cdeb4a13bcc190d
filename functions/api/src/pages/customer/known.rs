//! All that is stored of one customer.

use futures::FutureExt as _;
use futures::future::OptionFuture;
use shared::domain::opt_out::OptOut;
use shared::domain::registered::Record;
use shared::domain::response::Respondent;
use shared::link::{CustomerId, InvitationId, Pseudonym};
use shared::store::customers::Customer;

use crate::problem::Problem;
use crate::v1::customer::is_known;
use crate::{ApiStore, App};

/// The most answers and invitations put in order at once.
const MOST_RECORDS: usize = 1_000;

/// What is known of a customer.
pub(super) struct Known {
    /// The pseudonym.
    pub respondent: Respondent,
    /// What the nights have made of it; none before the first.
    pub customer: Option<Customer>,
    /// Answers and invitations, those erased among them, in no order of time.
    pub records: Vec<Record>,
    /// After which of them to read on, where there may be more.
    pub more_after: Option<InvitationId>,
    /// What was said about being asked again.
    pub opt_out: Option<OptOut>,
}

impl Known {
    /// Reads it, of the records those `after` one; none where nothing is known of anybody with this id, or their data were
    /// erased. That is the same of each part of the records: the first says it, whatever is left in the one that is read. All is always read, so that nobody can tell an erased customer from one that never was.
    pub(super) async fn of<S: ApiStore>(
        app: &App<S>,
        id: &CustomerId,
        after: Option<InvitationId>,
    ) -> Result<Option<Self>, Problem> {
        let respondent = Respondent::Customer(Pseudonym::of(&app.keys.pseudonym, id));
        let first = OptionFuture::from(after.map(|_| app.store.read_respondent_page(respondent, None, MOST_RECORDS)));
        let (customer, page, first, ledger) = futures::try_join!(
            app.store.read_customer(respondent),
            app.store.read_respondent_page(respondent, after, MOST_RECORDS),
            first.map(Option::transpose),
            app.store.read_ledger(respondent),
        )?;
        let records = page.rows;
        let answered = |record: &Record| matches!(record, Record::Answered(response) if response.answer().is_some());
        let first = first.as_ref().map_or(&records, |first| &first.rows);
        let answered = first.iter().any(answered);
        let opted_out = ledger.opt_out.as_ref().filter(|opt_out| opt_out.in_force());
        Ok(is_known(customer.as_ref(), answered, opted_out).then_some(Self {
            respondent,
            customer,
            more_after: records.last().filter(|_| page.more).map(Record::invitation),
            records,
            opt_out: ledger.opt_out,
        }))
    }
}
