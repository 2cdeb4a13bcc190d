### Reviewed by a native speaker: no

# The survey page. Sentences that a customer reads: short, plain, no jargon.
error-prefix = Error:
chosen = You chose { $rating }. Press Send to confirm, or choose another number.
chosen-meaning = You chose { $rating } ({ $meaning }). Press Send to confirm, or choose another number.
comment = What is the main reason for your answer? (optional)
comment-hint = Please leave out personal details such as names, phone numbers or card numbers.
send = Send
decoy = Do not press: this button is for machines only
languages = Language
language-change = Change language
contact = Need help? Contact us:
notice-customer = Your answer is linked to your customer account. We use it to improve our service and keep it for { $months } months at most. You can ask us at any time to show or delete it.
notice-anonymous = Your answer is not linked to your name or account. We use it to improve our service and keep it for { $months } months at most.

# Stands over the form once the link has been answered. Of the earlier answer it shows nothing.
answered = You have already answered
answered-detail = You can answer again: what you send now replaces your earlier answer. If you leave the comment empty, your earlier comment is kept.

# What is wrong with a form.
problem = There is a problem
rating-missing = Choose a number from { $min } to { $max }
comment-too-long = Shorten your comment to { $max } characters or fewer (it has { $count })
choice-wrong = Choose from the answers shown
not-saved = Your answer could not be saved
not-saved-detail = Nothing you wrote is lost. Wait a moment, then press Send again.

# After the answer.
thanks = Thank you
thanks-detail = We have received your answer.
thanks-close = You can close this page now.
thanks-changed = Your new answer has replaced the earlier one.
thanks-change = Change my answer
thanks-another = Give another answer

# A further question or two, asked once the answer is saved. The heading fits one and two.
more = A little more
more-detail = Your answer { $rating } is saved. If you like, tell us a little more.
more-any = Choose all that apply.
more-optional = (optional)

# Asking to be left alone.
stop = Do not ask me again
stop-title = Stop asking me?
stop-detail = We will send you no more questions like this one. Nothing else changes for you.
stop-again = Please press once more, so that we know it was you.
stop-back = Go back to the question
stopped = We will not ask you again
stopped-detail = If you did not want this, you can undo it here.
stop-undo = You may ask me again
stop-undone = We may ask you again
stop-undone-detail = Thank you. You do not need to do anything else.

# Pages that anybody can open: on a tablet in a shop, from a poster, on a web site.
trap = Leave this field empty
busy = Too many answers at this moment
busy-detail = Nothing you wrote is lost. Wait until the next full hour, then press Send again.
stale = This form was open for too long
stale-detail = Nothing you wrote is lost. Press Send again.

# In an e-mail.
email-rate = Answer { $rating } of { $max }
email-press = Press a number to answer. It opens a page where you can change it before you send it.
email-page = Answer on a page

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

# The usual questions, for surveys that bring no words of their own. low and high say what the ends of the scale mean.
nps-question = How likely are you to recommend us to a friend or colleague?
nps-low = Not at all likely
nps-high = Extremely likely
csat-question = How satisfied are you with your experience?
csat-low = Very dissatisfied
csat-high = Very satisfied
ces-question = How much do you agree: it was easy to get what I needed?
ces-low = Strongly disagree
ces-high = Strongly agree
ces1-question = How much effort did it take you to get what you needed?
ces1-low = Very little effort
ces1-high = A great deal of effort
