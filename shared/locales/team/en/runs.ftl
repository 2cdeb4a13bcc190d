### Reviewed by a native speaker: no

# What the nights have done.
page-runs = Runs
runs-lead = Each night computes the scores of the days that are over, and then the risk of every customer.
runs-settled = Days are settled through { $day }: their scores hold everything there will be.
runs-none = No night has settled a day yet.
runs-days = The last days
runs-day = Day
runs-computed = Computed
runs-answers = Answers
runs-not-yet = not yet
runs-settled-short = settled
runs-sealed-short = sealed
runs-open-short = may still change
runs-no-days = No night has computed a day yet.
runs-waiting = What waits for the next night
runs-waits-scores = its scores
runs-waits-customers = the customers’ risks
runs-waits-for = Waits for
runs-nothing-waits = Nothing waits.
runs-customers = The last run over the customers
runs-moment = Risk as of
runs-state = State
runs-finished = finished
runs-unfinished = not finished: it goes on by itself, or the next night begins anew
runs-looked-at = Customers looked at
runs-flagged = Flagged customers
runs-damaged = Customers passed over, because their stored data cannot be read
runs-merged = Days taken into the risks
runs-no-customers = No night has looked at the customers yet.
runs-learning = Learning from who has left
runs-learned = A model was learned on { $day }.
runs-not-learned = On { $day } nothing was learned.
runs-never-learned = Not tried yet: it takes customers who are known to have left.
