### Reviewed by a native speaker: no

# Customers who were erased.
page-erase = Erase a customer
erase-lead = Takes away every answer, comment, event and risk of a customer. It cannot be undone.
erase-customer = The customer’s id, as in your own system
erase-confirm = The same id again
erase-do = Erase for good
erase-wrong-id = Nothing was erased: this cannot be a customer’s id.
erase-not-the-same = Nothing was erased: the two ids are not the same.
erase-done = Everything that was known of “{ $customer }” is erased, if anything was known.
erase-known-as = In the audit trail the customer is from now on
erase-gone = What is gone
erase-gone-text = Answers with what they say, what invitations said of the person, events, attributes, risk and flag.
erase-stays = What stays
erase-stays-statistics = The next night takes the customer out of every score. Counts of days that are sealed stay; they name nobody.
erase-stays-backups = Backups of the tables hold the data for { $days } days at most. After a restore, erase again with: aisance erase --replay
erase-stays-exports = Files that were exported before stay until they expire or whoever has them deletes them.
