//! Names that `template.yaml` and the code share; a test compares the two.

/// Environment variables of the functions.
pub mod env {
    /// Name of the table of responses.
    pub const RESPONSES_TABLE: &str = "RESPONSES_TABLE";
    /// Name of the table of scores.
    pub const SCORES_TABLE: &str = "SCORES_TABLE";
    /// Name of the table of customers.
    pub const CUSTOMERS_TABLE: &str = "CUSTOMERS_TABLE";
    /// Name of the table of events.
    pub const EVENTS_TABLE: &str = "EVENTS_TABLE";
    /// Name of the table of settings.
    pub const SETTINGS_TABLE: &str = "SETTINGS_TABLE";
    /// Name of the table of erasures, opt-outs and audit.
    pub const LEDGER_TABLE: &str = "LEDGER_TABLE";
    /// Name of the table of exports.
    pub const EXPORTS_TABLE: &str = "EXPORTS_TABLE";
    /// Name of the bucket of the files of exports.
    pub const EXPORTS_BUCKET: &str = "EXPORTS_BUCKET";
    /// ARN of the secret with the root keys.
    pub const ROOT_SECRET_ARN: &str = "ROOT_SECRET_ARN";
    /// IANA name of the workspace's zone.
    pub const TIME_ZONE: &str = "TIME_ZONE";
    /// How long responses are kept, in days.
    pub const RETENTION_DAYS: &str = "RETENTION_DAYS";
    /// Name of the deployment, for its metrics.
    pub const STACK_NAME: &str = "STACK_NAME";
    /// What CloudFront says with each request, for the functions behind it; empty where there is none.
    pub const EDGE_SECRET: &str = "EDGE_SECRET";
    /// Address of the issuer that people sign in with.
    pub const OIDC_ISSUER: &str = "OIDC_ISSUER";
    /// What the issuer calls this workspace.
    pub const OIDC_CLIENT_ID: &str = "OIDC_CLIENT_ID";
    /// ARN of the secret that proves it to the issuer.
    pub const OIDC_CLIENT_SECRET_ARN: &str = "OIDC_CLIENT_SECRET_ARN";
    /// What is asked of the issuer.
    pub const OIDC_SCOPES: &str = "OIDC_SCOPES";
    /// The claim of a person's groups.
    pub const OIDC_ROLES_CLAIM: &str = "OIDC_ROLES_CLAIM";
    /// The role of each group.
    pub const OIDC_ROLES: &str = "OIDC_ROLES";
    /// All variables of the sign-in.
    pub const OIDC: [&str; 6] = [
        OIDC_ISSUER,
        OIDC_CLIENT_ID,
        OIDC_CLIENT_SECRET_ARN,
        OIDC_SCOPES,
        OIDC_ROLES_CLAIM,
        OIDC_ROLES,
    ];
    /// All table variables.
    pub const TABLES: [&str; 7] = [
        RESPONSES_TABLE,
        SCORES_TABLE,
        CUSTOMERS_TABLE,
        EVENTS_TABLE,
        SETTINGS_TABLE,
        LEDGER_TABLE,
        EXPORTS_TABLE,
    ];
}

/// Partition key of every table.
pub const PK: &str = "pk";
/// Sort key of every table that has one.
pub const SK: &str = "sk";
/// When DynamoDB may delete an item, in Unix seconds.
pub const TTL: &str = "ttl";

/// The format of an item that is newer than format 1; every index that carries more than keys carries it.
pub const ITEM_FORMAT: &str = "fv";

/// The customer's id, encrypted, beside whatever tells of a customer.
pub(super) const SEALED_ID: &str = "u";

/// Responses by day, and events by day.
pub const BY_DAY: &str = "by_day";
/// Partition key of [`BY_DAY`].
pub const DAY_SHARD: &str = "bd";
/// What [`BY_DAY`] of events carries beside the keys.
pub const EVENTS_BY_DAY_ATTRIBUTES: [&str; 5] = ["rl", "at", "ttl", "u", ITEM_FORMAT];
/// What [`BY_DAY`] of responses carries beside the keys.
pub const BY_DAY_ATTRIBUTES: [&str; 13] = [
    "s",
    "m",
    "x",
    "t",
    "l",
    "c",
    "a",
    "st",
    "ttl",
    "u",
    "fa",
    "ir",
    ITEM_FORMAT,
];
/// Registered invitations by day.
pub const BY_INVITED: &str = "by_invited";
/// Partition key of [`BY_INVITED`].
pub const INVITED_SHARD: &str = "bi";
/// What [`BY_INVITED`] carries beside the keys.
pub const BY_INVITED_ATTRIBUTES: [&str; 11] = ["s", "m", "t", "st", "ic", "il", "ia", "ttl", "ir", "u", ITEM_FORMAT];
/// Days by what they wait for.
pub const BY_PENDING: &str = "by_pending";
/// Partition key of [`BY_PENDING`]: the next step of the day.
pub const PENDING: &str = "wk";
/// Sort key of [`BY_PENDING`]: the day itself or, of a day to be sealed, the day on which that is due.
pub const PENDING_DATE: &str = "wd";
/// Flagged customers by risk.
pub const BY_RISK: &str = "by_risk";
/// Partition key of [`BY_RISK`]: the flag's state.
pub const FLAG_STATE: &str = "fl";
/// Sort key of [`BY_RISK`]: the risk in log-odds.
pub const RISK: &str = "rk";

/// Where a job of an export stands: the template's filter of the stream reads it.
pub const EXPORT_STATE: &str = "st";
/// In [`EXPORT_STATE`]: the job waits to be taken up.
pub const EXPORT_WAITING: &str = "waiting";

/// Number of shards that a day's responses are spread over: each takes 1,000 answers a second.
pub const DAY_SHARDS: u8 = 16;
