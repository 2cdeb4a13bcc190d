### Reviewed by a native speaker: no

# What is set for the workspace.
page-settings = Settings
settings-lead = What holds for the whole workspace. A change takes effect with the next link and the next night.
settings-saved = The settings are saved.
settings-read-only = You can see the settings, but only administrators can change them.
settings-asking = How often a customer may be asked
settings-fatigue = At most once in
settings-fatigue-none = no limit
settings-risk = The risk of leaving
settings-horizon = Leaving counts within
settings-churn = Share of customers who leave within that time, in percent
settings-churn-help = Leave it empty if you do not know it: { $percent }% is assumed then.
settings-churn-unknown = not known, assumed to be { $percent }%
settings-line = Who is flagged
settings-line-times = Customers whose odds of leaving are at least this many times the usual
settings-line-top = At most this many customers a night, those at the highest risk
settings-times = { $count } times the usual odds
settings-hold-out = Keep one flagged customer in ten off the list, so that you can learn whether working with them helps
settings-hold-out-yes = one in ten is kept off the list
settings-hold-out-no = nobody is kept off the list
settings-language = Language of the reasons
settings-zone = Time zone
settings-zone-help = Days begin and end in this zone. It is set where the workspace is deployed.
settings-save = Save settings
settings-wrong-fatigue = Nothing was saved: choose one of the limits.
settings-wrong-horizon = Nothing was saved: choose one of the times within which leaving counts.
settings-wrong-churn = Nothing was saved: the share that leaves lies between 0.1 and 90 percent.
settings-wrong-line = Nothing was saved: give 1.1 to 50 times the usual odds, or 1 to 10,000 customers a night.
settings-wrong-language = Nothing was saved: choose one of the languages.
