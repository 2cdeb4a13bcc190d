### Reviewed by a native speaker: no

# Signing in and out.
sign-in-title = Sign in
sign-in-issuer = With your organisation
sign-in-issuer-lead = You sign in where you always do, and come back here.
sign-in-issuer-go = Sign in with your organisation
sign-in-key = With an API key
sign-in-key-lead = You may then do what the key may, for 8 hours at most. The key itself is not kept.
sign-in-key-label = API key
sign-in-key-go = Sign in with the key
sign-in-wrong-key = This is not an API key in force. Check that all of it is there, or ask whoever gave it to you for another.
sign-in-signed-out = You are signed out of this dashboard. You may still be signed in with your organisation.
sign-in-not-begun = This sign-in was not begun in this browser, or it was begun more than 10 minutes ago. Sign in again.
sign-in-denied = Your organisation did not let you in. Sign in again, or ask whoever looks after its sign-in.
sign-in-refused = Your organisation’s sign-in answered with an error ({ $code }). Sign in again; if it goes on, ask whoever looks after the sign-in.
sign-in-unreachable = Your organisation’s sign-in cannot be reached just now. Try again in a moment.
sign-in-misconfigured = Sign-in with your organisation is not set up correctly. Whoever runs this dashboard finds the reason in its log.
sign-in-wrong-token = Your organisation’s sign-in sent something that could not be verified, so nobody was signed in. Sign in again; if it goes on, whoever runs this dashboard finds the reason in its log.
sign-in-no-role = You have signed in, but you have no role here. Ask whoever looks after your organisation’s sign-in to put you into one of these groups: { $groups }.
