### Reviewed by a native speaker: no

# What is said where something does not work.

# Each is a title, what happened, and what to do.
problem-not-found = There is nothing here
problem-not-found-what = No page has this address, or what it was about is no longer kept.
problem-not-found-todo = Check the address, or begin at the overview.
problem-unauthorized = Please sign in
problem-unauthorized-what = This page is for people who have signed in. Your session may have ended.
problem-unauthorized-todo = Sign in, and open the page again.
problem-forbidden = You may not see this
problem-forbidden-what = Your role does not allow what you asked for. Nothing was changed.
problem-forbidden-todo = Ask whoever manages roles and keys in your team, if you need it for your work.
problem-foreign-form = Nothing was changed
problem-foreign-form-what = The form did not come from a page of your session, or the session has ended.
problem-foreign-form-todo = Go back, load the page again, and send the form once more.
problem-conflict = Nothing was changed
problem-conflict-what = Somebody else has changed it in the meantime, or it no longer fits what is stored.
problem-conflict-todo = Go back, load the page again to see how it stands, and decide anew.
problem-busy = One moment, please
problem-busy-what = The storage is busy or does not answer.
problem-busy-todo = Load the page again in a few seconds. A form that you sent may have been stored in part: look before you send it again.
problem-internal = Something failed
problem-internal-what = The mistake is on our side, not on yours.
problem-internal-todo = Try again later. If it goes on, tell whoever runs Aisance, with the request number below.
problem-invalid = This cannot be used
problem-invalid-what = Something in the address or in the form is missing, or is not what is expected there.
problem-invalid-todo = Go back and correct it; the details below name what is wrong.

# Around each.
problem-todo = What to do
problem-to-overview = To the overview
problem-details = Details for whoever can help
problem-status = Status
problem-request = Request number
problem-as-told = What a program is told
