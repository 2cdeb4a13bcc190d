//! Risk of leaving: one formula from the first day on.
//!
//! What is known of a customer at a moment ([`Signals`](super::signal::Signals)) becomes [`Features`], each between 0 and 1;
//! a [`Model`] adds their weights, in log-odds, to its intercept. The first model is an expert scorecard, and it is the prior
//! of every later one, which a team's own outcomes have moved. The contributions are the reasons.

mod assess;
pub mod backtest;
mod cholesky;
mod effect;
pub mod evaluate;
mod feature;
mod features;
mod flag;
mod flagging;
pub mod gate;
mod history;
pub mod learn;
mod line;
pub mod logistic;
mod merging;
mod model;
mod night;
mod packed;
pub mod points;
mod prior;
mod reason;
pub mod rows;
mod settings;
mod usual;
mod watch;

pub use assess::{MOST_REASONS, Risk, assess};
pub use effect::{Effect, Side};
pub use feature::Feature;
pub use features::{Features, Usual, features, recency_weighted_mean, theil_sen};
pub use flag::{Cause, Closed, Flag, FlagDates, UnknownCause};
pub use flagging::{Candidate, Candidates, FlagMoment, FlagRules};
pub use history::{Answered, History};
pub use line::{Line, NoSuchLine, is_held_out};
pub use merging::{BegunDay, Merging, REPAIR_DAYS};
pub use model::Model;
pub use night::{Basis, NightRun, Overtaken, Part, Stage, Tally};
pub use packed::{pack, unpack};
pub use prior::{LEVEL_SD, SCALE_SD, WEIGHT_SD};
pub use reason::{Evidence, Fact, Reason};
pub use settings::{HORIZONS, RiskSettings, SettingsError, USUAL_CHURN};
pub use watch::{Nights, RiskNight, SCORE_BINS, Shift, WATCHED_DAYS, Watched, score_bin, watched};
