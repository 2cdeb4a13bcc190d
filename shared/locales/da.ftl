### Reviewed by a native speaker: no

# The survey page. Sentences that a customer reads: short, plain, no jargon.
error-prefix = Fejl:
chosen = Du har valgt { $rating }. Tryk på Send for at bekræfte, eller vælg et andet tal.
chosen-meaning = Du har valgt { $rating } ({ $meaning }). Tryk på Send for at bekræfte, eller vælg et andet tal.
comment = Hvad er den vigtigste grund til dit svar? (valgfrit)
comment-hint = Skriv ikke personlige oplysninger som navne, telefonnumre eller kortnumre.
send = Send
decoy = Tryk ikke: denne knap er kun til maskiner
languages = Sprog
language-change = Skift sprog
contact = Brug for hjælp? Kontakt os:
notice-customer = Dit svar knyttes til din kundekonto. Vi bruger det til at forbedre vores service og gemmer det i højst { $months } måneder. Du kan når som helst bede om at se det eller få det slettet.
notice-anonymous = Dit svar knyttes hverken til dit navn eller en konto. Vi bruger det til at forbedre vores service og gemmer det i højst { $months } måneder.

# Stands over the form once the link has been answered. Of the earlier answer it shows nothing.
answered = Du har allerede svaret
answered-detail = Du kan svare igen: det, du sender nu, erstatter dit tidligere svar. Hvis du lader kommentaren stå tom, beholdes din tidligere kommentar.

# What is wrong with a form.
problem = Noget skal rettes
rating-missing = Vælg et tal fra { $min } til { $max }
comment-too-long = Forkort din kommentar til højst { $max } tegn (den har { $count })
choice-wrong = Vælg blandt de viste svar
not-saved = Dit svar kunne ikke gemmes
not-saved-detail = Intet af det, du skrev, er gået tabt. Vent et øjeblik, og tryk så på Send igen.

# After the answer.
thanks = Tak
thanks-detail = Vi har modtaget dit svar.
thanks-close = Du kan lukke siden nu.
thanks-changed = Dit nye svar har erstattet det tidligere.
thanks-change = Ret mit svar
thanks-another = Giv et svar mere

# A further question or two, asked once the answer is saved. The heading fits one and two.
more = Lidt mere
more-detail = Dit svar { $rating } er gemt. Fortæl os gerne lidt mere.
more-any = Du kan vælge flere.
more-optional = (valgfrit)

# Asking to be left alone.
stop = Spørg mig ikke igen
stop-title = Skal vi holde op med at spørge dig?
stop-detail = Vi sender dig ikke flere spørgsmål som dette. Intet andet ændrer sig for dig.
stop-again = Tryk venligst en gang til, så vi ved, at det er dig.
stop-back = Tilbage til spørgsmålet
stopped = Vi spørger dig ikke igen
stopped-detail = Hvis det ikke var meningen, kan du fortryde det her.
stop-undo = I må gerne spørge mig igen
stop-undone = Vi må gerne spørge dig igen
stop-undone-detail = Tak. Du behøver ikke gøre mere.

# Pages that anybody can open: on a tablet in a shop, from a poster, on a web site.
trap = Lad dette felt stå tomt
busy = For mange svar lige nu
busy-detail = Intet af det, du skrev, er gået tabt. Vent til næste hele time, og tryk så på Send igen.
stale = Formularen stod åben for længe
stale-detail = Intet af det, du skrev, er gået tabt. Tryk på Send igen.

# In an e-mail.
email-rate = Svar { $rating } ud af { $max }
email-press = Tryk på et tal for at svare. Der åbnes en side, hvor du kan ændre det, før du sender.
email-page = Svar på en side

# Links that do not lead to a survey.
expired = Linket er udløbet
expired-detail = Links til undersøgelser virker i begrænset tid, og for dette er tiden gået. Du behøver ikke gøre noget.
closed = Undersøgelsen er lukket
closed-detail = Svar fra dette link kan ikke længere ændres. Du behøver ikke gøre noget.
not-found = Linket virker ikke
not-found-detail = Tjek, at du åbnede hele linket fra din besked. Hvis det var delt på to linjer, så kopiér begge dele.
unavailable = Siden er ikke tilgængelig lige nu
unavailable-detail = Prøv igen om et minut.
unavailable-kept = Intet af det, du skrev, er gået tabt. Vent et øjeblik, og send det så igen.
try-again = Prøv igen
bad-request = Formularen kunne ikke læses
bad-request-detail = Åbn linket fra din besked igen, og send dit svar derfra.
too-large = Svaret er for langt
too-large-detail = Gå tilbage, forkort din kommentar til højst { $max } tegn, og send den igen.

# The usual questions, for surveys that bring no words of their own. low and high say what the ends of the scale mean.
nps-question = Hvor sandsynligt er det, at du vil anbefale os til en ven eller kollega?
nps-low = Slet ikke sandsynligt
nps-high = Yderst sandsynligt
csat-question = Hvor tilfreds er du med din oplevelse?
csat-low = Meget utilfreds
csat-high = Meget tilfreds
ces-question = Hvor enig er du: det var nemt at få det, jeg havde brug for?
ces-low = Helt uenig
ces-high = Helt enig
ces1-question = Hvor stor en indsats krævede det at få det, du havde brug for?
ces1-low = Meget lille indsats
ces1-high = Meget stor indsats
