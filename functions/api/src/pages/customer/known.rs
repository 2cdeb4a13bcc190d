//! All that is stored of one customer, for whoever shows it.

use shared::domain::opt_out::OptOut;
use shared::domain::registered::Record;
use shared::domain::response::Respondent;
use shared::link::{CustomerId, Pseudonym};
use shared::store::customers::Customer;

use crate::problem::Problem;
use crate::{ApiStore, App};

/// What is known of a customer.
pub(crate) struct Known {
    /// The pseudonym.
    pub respondent: Respondent,
    /// What the nights have made of it; none before the first.
    pub customer: Option<Customer>,
    /// Answers and invitations, those erased among them, in no order.
    pub records: Vec<Record>,
    /// What was said about being asked again.
    pub opt_out: Option<OptOut>,
}

impl Known {
    /// Reads it; none where nothing is known of anybody with this id, or their data were erased: one and the same. All is
    /// always read, so that nobody can tell an erased customer from one that never was.
    pub(crate) async fn of<S: ApiStore>(app: &App<S>, id: &CustomerId) -> Result<Option<Self>, Problem> {
        let respondent = Respondent::Customer(Pseudonym::of(&app.keys.pseudonym, id));
        let (customer, records, ledger) = futures::try_join!(
            app.store.read_customer(respondent),
            app.store.read_respondent(respondent),
            app.store.read_ledger(respondent),
        )?;
        let gone = customer.as_ref().is_some_and(|customer| customer.erased);
        let answered = |record: &Record| matches!(record, Record::Answered(response) if response.answer().is_some());
        let opted_out = ledger.opt_out.as_ref().is_some_and(OptOut::in_force);
        let unheard_of = customer.is_none() && !records.iter().any(answered) && !opted_out;
        Ok((!gone && !unheard_of).then_some(Self {
            respondent,
            customer,
            records,
            opt_out: ledger.opt_out,
        }))
    }
}
