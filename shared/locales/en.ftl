# The survey page. Sentences that a customer reads: short, plain, no jargon.
error-prefix = Error:
chosen = You chose { $rating }. Press Send to confirm, or choose another number.
chosen-meaning = You chose { $rating } ({ $meaning }). Press Send to confirm, or choose another number.
comment = What is the main reason for your answer? (optional)
comment-hint = Please leave out personal details such as names, phone numbers or card numbers.
send = Send
decoy = Do not press: this button is for machines only
languages = Language
contact = Need help? Contact us:
notice-customer = Your answer is linked to your customer account. We use it to improve our service and keep it for { $months } months at most. You can ask us at any time to show or delete it.
notice-anonymous = Your answer is not linked to your name or account. We use it to improve our service and keep it for { $months } months at most.

# What is wrong with a form.
problem = There is a problem
rating-missing = Choose a number from { $min } to { $max }
comment-too-long = Shorten your comment to { $max } characters or fewer (it has { $count })
not-saved = Your answer could not be saved
not-saved-detail = Nothing you wrote is lost. Wait a moment, then press Send again.

# After the answer.
thanks = Thank you
thanks-detail = We have received your answer.
thanks-close = You can close this page now.
thanks-change = Change my answer

# Links that do not lead to a survey.
expired = This link has expired
expired-detail = Survey links work for a limited time, and this one has ended. You do not need to do anything.
closed = This survey is closed
closed-detail = Answers to this link can no longer be changed. You do not need to do anything.
not-found = This link does not work
not-found-detail = Check that you opened the whole link from your message. If it was cut in two lines, copy both parts.
unavailable = The page is not available right now
unavailable-detail = Please try again in a minute.
unavailable-kept = Nothing you wrote is lost. Wait a moment, then send it again.
try-again = Try again
bad-request = This form could not be read
bad-request-detail = Open the link from your message again and send your answer from there.
too-large = This answer is too long
too-large-detail = Go back, shorten your comment to { $max } characters or fewer, and send it again.
