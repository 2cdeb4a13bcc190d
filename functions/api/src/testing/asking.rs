//! Who may be asked, of the store in memory.

use std::collections::BTreeMap;
use std::sync::Mutex;

use shared::domain::fatigue::{Asked, FatigueRule};
use shared::domain::not_issued::NotIssued;
use shared::domain::response::Respondent;
use shared::link::InvitationId;
use shared::store::StoreError;
use shared::store::asked::{ReplaceAsking, ReserveAsking};
use shared::store::invitations::IsRegistered;
use shared::store::ledger::{LedgerEntries, ReadLedger};
use shared::store::workspace_settings::{PutFatigue, ReadFatigue};

use super::Fake;

#[derive(Default)]
pub(crate) struct Asking {
    pub rule: Mutex<Option<FatigueRule>>,
    pub last: Mutex<BTreeMap<Respondent, Asked>>,
    pub ledger: BTreeMap<Respondent, LedgerEntries>,
}

impl ReadFatigue for Fake {
    async fn read_fatigue(&self) -> Result<Option<FatigueRule>, StoreError> {
        self.works().map(|()| *self.asking.rule.lock().unwrap())
    }
}

impl PutFatigue for Fake {
    async fn put_fatigue(&self, rule: Option<FatigueRule>) -> Result<(), StoreError> {
        self.writes("settings")
            .map(|()| *self.asking.rule.lock().unwrap() = rule)
    }
}

impl ReadLedger for Fake {
    async fn read_ledger(&self, key: Respondent) -> Result<LedgerEntries, StoreError> {
        self.works()
            .map(|()| self.asking.ledger.get(&key).cloned().unwrap_or_default())
    }
}

impl IsRegistered for Fake {
    async fn is_registered(&self, _: Respondent, invitation: InvitationId) -> Result<bool, StoreError> {
        self.works()?;
        let all = self.registered.lock().unwrap();
        Ok(all.iter().any(|known| known.invitation == invitation))
    }
}

impl ReserveAsking for Fake {
    async fn reserve_asking(
        &self,
        key: Respondent,
        asking: &Asked,
        rule: Option<FatigueRule>,
    ) -> Result<Option<NotIssued>, StoreError> {
        self.writes("asking")?;
        let mut last = self.asking.last.lock().unwrap();
        let lately = last.get(&key).cloned().zip(rule);
        let lately =
            lately.filter(|(asked, rule)| asked.invitation != asking.invitation && asked.at > rule.latest(asking.at));
        if let Some((asked, rule)) = lately {
            return Ok(Some(NotIssued::AskedLately { asked, rule }));
        }
        last.insert(key, asking.clone());
        Ok(None)
    }
}

impl ReplaceAsking for Fake {
    async fn replace_asking(
        &self,
        key: Respondent,
        asking: &Asked,
        rule: FatigueRule,
        abandoned: &Asked,
    ) -> Result<Option<NotIssued>, StoreError> {
        let mut last = self.asking.last.lock().unwrap();
        match last.get(&key).filter(|asked| *asked != abandoned) {
            Some(asked) => Ok(Some(NotIssued::AskedLately {
                asked: asked.clone(),
                rule,
            })),
            None => {
                last.insert(key, asking.clone());
                Ok(None)
            }
        }
    }
}
