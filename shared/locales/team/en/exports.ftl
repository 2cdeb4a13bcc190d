### Reviewed by a native speaker: no

# Files of everything.
page-exports = Exports
exports-lead = Everything of a kind as one file, with the numbers that the pages and the API show. A file is kept for three days. It does not change any more: who is erased later is still in it.
exports-ask = Ask for a file
exports-what = Content
exports-what-responses = Answers
exports-what-scores = Scores by day
exports-what-customers = Customers
exports-what-flags = Flagged customers
exports-format = Format
exports-format-csv = CSV
exports-format-ndjson = NDJSON
exports-survey = Survey
exports-all-surveys = All surveys
exports-from = First day
exports-to = Last day
exports-by-day = Survey and days are for answers and scores. Leave them as they are for customers: those are of today.
exports-send = Write the file
exports-list = Files
exports-caption = The latest first
exports-none = Nothing was asked for in the last thirty days.
exports-under-way = A file is being written. A hundred thousand rows take about a minute.
exports-look-again = Look again
exports-covers = Covers
exports-days = { $from } to { $to }
exports-now = All there was when it was asked for
exports-asked = Asked for
exports-rows = Rows
exports-file = File
exports-fetch = Download
exports-until = until
exports-state-waiting = Waiting
exports-state-running = Being written
exports-state-failed = Failed
exports-state-expired = No longer kept
