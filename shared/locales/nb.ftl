### Reviewed by a native speaker: no

# The survey page. Sentences that a customer reads: short, plain, no jargon.
error-prefix = Feil:
chosen = Du valgte { $rating }. Trykk på Send for å bekrefte, eller velg et annet tall.
chosen-meaning = Du valgte { $rating } ({ $meaning }). Trykk på Send for å bekrefte, eller velg et annet tall.
comment = Hva er den viktigste grunnen til svaret ditt? (valgfritt)
comment-hint = Ikke skriv personlige opplysninger som navn, telefonnumre eller kortnumre.
send = Send
decoy = Ikke trykk: denne knappen er bare for maskiner
languages = Språk
language-change = Bytt språk
contact = Trenger du hjelp? Kontakt oss:
notice-customer = Svaret ditt knyttes til kundekontoen din. Vi bruker det til å forbedre tjenesten vår og lagrer det i høyst { $months } måneder. Du kan når som helst be om å få se det eller få det slettet.
notice-anonymous = Svaret ditt knyttes verken til navnet ditt eller en konto. Vi bruker det til å forbedre tjenesten vår og lagrer det i høyst { $months } måneder.

# Stands over the form once the link has been answered. Of the earlier answer it shows nothing.
answered = Du har allerede svart
answered-detail = Du kan svare på nytt: det du sender nå, erstatter det tidligere svaret. Hvis du lar kommentaren stå tom, beholdes den tidligere kommentaren.

# What is wrong with a form.
problem = Noe må rettes
rating-missing = Velg et tall fra { $min } til { $max }
comment-too-long = Kort ned kommentaren til høyst { $max } tegn (den har { $count })
choice-wrong = Velg blant svarene som vises
not-saved = Svaret ditt kunne ikke lagres
not-saved-detail = Ingenting av det du skrev, er gått tapt. Vent litt, og trykk så på Send igjen.

# After the answer.
thanks = Takk
thanks-detail = Vi har mottatt svaret ditt.
thanks-close = Du kan lukke siden nå.
thanks-changed = Det nye svaret ditt har erstattet det tidligere.
thanks-change = Endre svaret mitt
thanks-another = Gi et svar til

# A further question or two, asked once the answer is saved. The heading fits one and two.
more = Litt mer
more-detail = Svaret ditt { $rating } er lagret. Fortell oss gjerne litt mer.
more-any = Du kan velge flere.
more-optional = (valgfritt)

# Asking to be left alone.
stop = Ikke spør meg igjen
stop-title = Skal vi slutte å spørre deg?
stop-detail = Vi sender deg ikke flere spørsmål som dette. Ellers endres ingenting for deg.
stop-again = Trykk én gang til, så vi vet at det var deg.
stop-back = Tilbake til spørsmålet
stopped = Vi spør deg ikke igjen
stopped-detail = Hvis du ikke ville dette, kan du angre det her.
stop-undo = Dere kan spørre meg igjen
stop-undone = Vi kan spørre deg igjen
stop-undone-detail = Takk. Du trenger ikke å gjøre noe mer.

# Pages that anybody can open: on a tablet in a shop, from a poster, on a web site.
trap = La dette feltet stå tomt
busy = For mange svar akkurat nå
busy-detail = Ingenting av det du skrev, er gått tapt. Vent til neste hele time, og trykk så på Send igjen.
stale = Skjemaet sto åpent for lenge
stale-detail = Ingenting av det du skrev, er gått tapt. Trykk på Send igjen.

# In an e-mail.
email-rate = Svar { $rating } av { $max }
email-press = Trykk på et tall for å svare. Det åpnes en side der du kan endre det før du sender.
email-page = Svar på en side

# Links that do not lead to a survey.
expired = Lenken er utløpt
expired-detail = Lenker til undersøkelser virker i begrenset tid, og tiden for denne er ute. Du trenger ikke å gjøre noe.
closed = Undersøkelsen er avsluttet
closed-detail = Svar via denne lenken kan ikke lenger endres. Du trenger ikke å gjøre noe.
not-found = Lenken virker ikke
not-found-detail = Sjekk at du åpnet hele lenken fra meldingen. Hvis den var delt på to linjer, kopierer du begge delene.
unavailable = Siden er ikke tilgjengelig akkurat nå
unavailable-detail = Prøv igjen om et minutt.
unavailable-kept = Ingenting av det du skrev, er gått tapt. Vent litt, og send det så på nytt.
try-again = Prøv igjen
bad-request = Skjemaet kunne ikke leses
bad-request-detail = Åpne lenken fra meldingen på nytt, og send svaret ditt derfra.
too-large = Svaret er for langt
too-large-detail = Gå tilbake, kort ned kommentaren til høyst { $max } tegn, og send den på nytt.

# The usual questions, for surveys that bring no words of their own. low and high say what the ends of the scale mean.
nps-question = Hvor sannsynlig er det at du vil anbefale oss til en venn eller kollega?
nps-low = Ikke sannsynlig i det hele tatt
nps-high = Svært sannsynlig
csat-question = Hvor fornøyd er du med opplevelsen din?
csat-low = Svært misfornøyd
csat-high = Svært fornøyd
ces-question = Hvor enig er du: det var lett å få det jeg trengte?
ces-low = Helt uenig
ces-high = Helt enig
ces1-question = Hvor mye innsats krevde det å få det du trengte?
ces1-low = Svært lite innsats
ces1-high = Svært mye innsats
