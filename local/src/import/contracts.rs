//! When the contracts of a file run out: one contract for each customer.

use std::collections::HashMap;

use jiff::civil::Date;

use super::customer_rows::{Refusal, Told};
use super::reason;

/// The contracts of the rows so far, with the lines that they are on. All of one import become known at the same moment, so
/// that nothing would tell which of two is the later.
#[derive(Debug, Default)]
pub(super) struct Contracts(HashMap<String, (Date, u64)>);

impl Contracts {
    /// The row, unless an earlier one gives its customer's contract another end. Of whoever has left, the contract is not
    /// looked at.
    ///
    /// # Errors
    /// The two contradict each other.
    pub(super) fn checked(&mut self, told: Told, line: u64) -> Result<Told, Refusal> {
        let Some(until) = told.renews_until.filter(|_| told.ended.is_none()) else {
            return Ok(told);
        };
        let (earlier, on_line) = *self.0.entry(told.customer.as_str().to_owned()).or_insert((until, line));
        if earlier == until {
            return Ok(told);
        }
        let words = format!(
            "line {on_line} says that the same customer's contract runs until {earlier}: leave renews_until blank in the row \
             that is out of date, and import the file again"
        );
        Err(reason::Refusal::new(reason::Reason::ContradictoryContract, words).into())
    }
}
