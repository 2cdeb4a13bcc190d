### Reviewed by a native speaker: no

# The survey page. Sentences that a customer reads: short, plain, no jargon.
error-prefix = Fel:
chosen = Du valde { $rating }. Tryck på Skicka för att bekräfta eller välj en annan siffra.
chosen-meaning = Du valde { $rating } ({ $meaning }). Tryck på Skicka för att bekräfta eller välj en annan siffra.
comment = Vad är den viktigaste anledningen till ditt svar? (valfritt)
comment-hint = Skriv inga personliga uppgifter, som namn, telefonnummer eller kortnummer.
send = Skicka
decoy = Tryck inte: den här knappen är bara för maskiner
languages = Språk
language-change = Byt språk
contact = Behöver du hjälp? Kontakta oss:
notice-customer = Ditt svar kopplas till ditt kundkonto. Vi använder det för att förbättra vår service och sparar det i högst { $months } månader. Du kan när som helst be att få se det eller få det raderat.
notice-anonymous = Ditt svar kopplas inte till ditt namn eller något konto. Vi använder det för att förbättra vår service och sparar det i högst { $months } månader.

# Stands over the form once the link has been answered. Of the earlier answer it shows nothing.
answered = Du har redan svarat
answered-detail = Du kan svara igen: det du skickar nu ersätter ditt tidigare svar. Om du lämnar kommentaren tom sparas din tidigare kommentar.

# What is wrong with a form.
problem = Något behöver rättas
rating-missing = Välj en siffra från { $min } till { $max }
comment-too-long = Korta din kommentar till högst { $max } tecken (den har { $count })
choice-wrong = Välj bland svaren som visas
not-saved = Ditt svar kunde inte sparas
not-saved-detail = Inget av det du skrev har gått förlorat. Vänta en stund och tryck sedan på Skicka igen.

# After the answer.
thanks = Tack
thanks-detail = Vi har tagit emot ditt svar.
thanks-close = Du kan stänga sidan nu.
thanks-changed = Ditt nya svar har ersatt det tidigare.
thanks-change = Ändra mitt svar
thanks-another = Ge ett svar till

# A further question or two, asked once the answer is saved. The heading fits one and two.
more = Lite mer
more-detail = Ditt svar { $rating } är sparat. Berätta gärna lite mer.
more-any = Du kan välja flera.
more-optional = (valfritt)

# Asking to be left alone.
stop = Fråga mig inte igen
stop-title = Ska vi sluta fråga dig?
stop-detail = Vi skickar inga fler frågor av det här slaget. Inget annat ändras för dig.
stop-again = Tryck en gång till, så att vi vet att det var du.
stop-back = Tillbaka till frågan
stopped = Vi frågar dig inte igen
stopped-detail = Om du inte ville det kan du ångra det här.
stop-undo = Ni får fråga mig igen
stop-undone = Vi får fråga dig igen
stop-undone-detail = Tack. Du behöver inte göra något mer.

# Pages that anybody can open: on a tablet in a shop, from a poster, on a web site.
trap = Lämna det här fältet tomt
busy = För många svar just nu
busy-detail = Inget av det du skrev har gått förlorat. Vänta till nästa hela timme och tryck sedan på Skicka igen.
stale = Formuläret var öppet för länge
stale-detail = Inget av det du skrev har gått förlorat. Tryck på Skicka igen.

# In an e-mail.
email-rate = Svara { $rating } av { $max }
email-press = Tryck på en siffra för att svara. En sida öppnas där du kan ändra den innan du skickar.
email-page = Svara på en sida

# Links that do not lead to a survey.
expired = Länken har gått ut
expired-detail = Enkätlänkar fungerar en begränsad tid, och den har gått ut för den här. Du behöver inte göra något.
closed = Enkäten är stängd
closed-detail = Svar via den här länken kan inte längre ändras. Du behöver inte göra något.
not-found = Länken fungerar inte
not-found-detail = Kontrollera att du öppnade hela länken från ditt meddelande. Om den var delad på två rader, kopiera båda delarna.
unavailable = Sidan är inte tillgänglig just nu
unavailable-detail = Försök igen om en minut.
unavailable-kept = Inget av det du skrev har gått förlorat. Vänta en stund och skicka det sedan igen.
try-again = Försök igen
bad-request = Formuläret kunde inte läsas
bad-request-detail = Öppna länken från ditt meddelande igen och skicka ditt svar därifrån.
too-large = Svaret är för långt
too-large-detail = Gå tillbaka, korta din kommentar till högst { $max } tecken och skicka den igen.

# The usual questions, for surveys that bring no words of their own. low and high say what the ends of the scale mean.
nps-question = Hur troligt är det att du skulle rekommendera oss till en vän eller kollega?
nps-low = Inte alls troligt
nps-high = Mycket troligt
csat-question = Hur nöjd är du med din upplevelse?
csat-low = Mycket missnöjd
csat-high = Mycket nöjd
ces-question = Hur väl instämmer du: det var lätt att få det jag behövde?
ces-low = Instämmer inte alls
ces-high = Instämmer helt
ces1-question = Hur mycket ansträngning krävdes för att få det du behövde?
ces1-low = Mycket lite ansträngning
ces1-high = Mycket stor ansträngning
