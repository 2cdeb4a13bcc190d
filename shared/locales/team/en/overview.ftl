### Reviewed by a native speaker: no

# The first page: every survey at a glance, and who to look at.
overview-choose-period = Period
overview-period = { $from } to { $to }, whole days only, compared with { $before-from } to { $before-to }.
overview-settled = Settled through { $day }: later days may still change.
overview-surveys = Surveys
overview-no-survey = No survey yet
overview-no-survey-todo = Define a survey in a small file, add it with the command line or the API, and it appears here at once.

# What has shifted.
overview-shifts = Scores that have shifted
overview-whole = The whole survey
overview-alert = Alert
overview-dealt-with = Mark as dealt with

# One survey.
overview-no-answers = No answers in this period.
overview-no-answers-todo = Make links and send them; scores are computed the night after the first answers.
overview-week-by-week = Week by week
overview-weeks = The score week by week, { $from } to { $to }: { $values }.
overview-no-score = none
overview-touchpoints = By touchpoint, best first
overview-all-touchpoints = By touchpoint, best first: all { $count }
overview-today = { $count ->
    [one] Today so far: { $count } answer. It joins the scores when the day is over.
   *[other] Today so far: { $count } answers. They join the scores when the day is over.
 }
overview-open = Trend and details
overview-comments = What customers say

# Who to look at first.
overview-queue = Customers to look at
overview-queue-all = The whole queue
overview-queue-open = Open the queue
overview-queue-names = Who they are stands in the queue, and the audit trail notes who opens it.
overview-place = Number { $rank } in the queue
overview-nobody = Nobody is flagged.
overview-nobody-why = After each night, customers at risk of leaving appear here, with the reasons. It takes links that name a customer.
