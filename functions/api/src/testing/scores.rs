//! Scores of the store in memory.

use jiff::civil::Date;
use shared::domain::cut::Cut;
use shared::store::StoreError;
use shared::store::score_cuts::ReadCuts;
use shared::store::scores::{ReadScores, ScoreItem};

use super::Fake;

impl ReadScores for Fake {
    async fn read_totals(&self, survey: &str, from: Date, to: Date) -> Result<Vec<(Date, ScoreItem)>, StoreError> {
        self.works()?;
        let wanted = self
            .totals
            .iter()
            .filter(|(id, day, _)| id == survey && (from..=to).contains(day));
        let mut days: Vec<_> = wanted.map(|(_, day, item)| (*day, item.clone())).collect();
        days.sort_by_key(|(day, _)| *day);
        Ok(days)
    }

    async fn read_cut(&self, survey: &str, cut: &Cut, days: &[Date]) -> Result<Vec<(Date, ScoreItem)>, StoreError> {
        self.works()?;
        let wanted = self
            .cuts
            .iter()
            .filter(|(id, day, by, _)| id == survey && by == cut && days.contains(day));
        Ok(wanted.map(|(_, day, _, item)| (*day, item.clone())).collect())
    }
}

impl ReadCuts for Fake {
    async fn read_cuts(&self, survey: &str, day: Date) -> Result<Vec<Cut>, StoreError> {
        self.works()?;
        let of_day = self.cuts.iter().filter(|(id, on, ..)| id == survey && *on == day);
        Ok(of_day.map(|(_, _, cut, _)| cut.clone()).collect())
    }
}
