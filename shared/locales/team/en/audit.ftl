### Reviewed by a native speaker: no

# Who has done what.
page-audit = Audit trail
audit-lead = Who has read answers and customers, exported, erased, decided, or changed surveys, settings and keys. Customers are named by their pseudonyms. Lines are kept for 400 days.
audit-lines = Newest first; a day here begins at midnight UTC
audit-since = From
audit-until = To
audit-show = Show
audit-when = When
audit-who = Who
audit-what = What
audit-about = About
audit-none = Nothing was noted on these days.
audit-older = Older lines
audit-erase = Erase a customer
audit-table = the command line
audit-key = the key { $id }
deed-responses-read = read answers
deed-customer-read = looked at a customer
deed-customers-list = listed customers
deed-flags-list = listed flagged customers
deed-export-create = exported
deed-export-fetch = fetched an export
deed-customer-erase = erased a customer
deed-settings-change = changed the settings
deed-survey-define = defined a survey
deed-response-decide = decided about an answer
deed-flag-close = closed a flag
deed-key-create = made an API key
deed-key-revoke = revoked an API key
deed-mint_key-show = had the key shown that links are made with
deed-root_key-add = added a root key
deed-responses-restore = put answers back from a copy
deed-audit-read = read the audit trail
deed-person-sign_in = signed in
