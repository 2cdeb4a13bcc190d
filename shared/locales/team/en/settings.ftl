### Reviewed by a native speaker: no

# What is set for the workspace.
page-settings = Settings
settings-lead = What holds for the whole workspace. What is changed here counts from the next link, and from the next night.
settings-saved = The settings are saved.
settings-read-only = You can see the settings and not change them: that takes the scope admin.
settings-asking = How often a customer may be asked
settings-fatigue = At most once in
settings-fatigue-none = no limit
settings-risk = The risk of leaving
settings-horizon = Leaving counts within
settings-churn = Share of customers that leaves within that time, in percent
settings-churn-help = Leave it empty if you do not know it: { $percent } % is then taken.
settings-churn-unknown = not known, taken to be { $percent } %
settings-line = Who is flagged
settings-line-times = Whoever’s odds of leaving are so many times the usual ones
settings-line-top = So many customers a night, those at the highest risk
settings-times = { $count } times the usual odds
settings-hold-out = Keep one flagged customer in ten from the list, so that you can learn whether working with them helps
settings-hold-out-yes = one in ten is held out
settings-hold-out-no = nobody is held out
settings-language = Language of the reasons
settings-zone = Time zone
settings-zone-help = Days are counted in it. It is set where the workspace is deployed.
settings-save = Save settings
settings-wrong-fatigue = Nothing was saved: choose one of the limits.
settings-wrong-horizon = Nothing was saved: choose one of the times within which leaving counts.
settings-wrong-churn = Nothing was saved: the share that leaves lies between 0.1 and 90 percent.
settings-wrong-line = Nothing was saved: give 1.1 to 50 times the usual odds, or 1 to 10000 customers a night.
settings-wrong-language = Nothing was saved: choose one of the languages.
