### Reviewed by a native speaker: no

# The survey page. Sentences that a customer reads: short, plain, no jargon.
error-prefix = Fout:
chosen = U hebt { $rating } gekozen. Druk op Versturen om te bevestigen of kies een ander cijfer.
chosen-meaning = U hebt { $rating } ({ $meaning }) gekozen. Druk op Versturen om te bevestigen of kies een ander cijfer.
comment = Wat is de belangrijkste reden voor uw antwoord? (niet verplicht)
comment-hint = Vermeld geen persoonlijke gegevens, zoals namen, telefoonnummers of kaartnummers.
send = Versturen
decoy = Niet indrukken: deze knop is alleen voor machines
languages = Taal
language-change = Taal wijzigen
contact = Hulp nodig? Neem contact met ons op:
notice-customer = Uw antwoord wordt gekoppeld aan uw klantaccount. We gebruiken het om onze service te verbeteren en bewaren het hoogstens { $months } maanden. U kunt ons altijd vragen het te laten zien of te verwijderen.
notice-anonymous = Uw antwoord wordt niet gekoppeld aan uw naam of een account. We gebruiken het om onze service te verbeteren en bewaren het hoogstens { $months } maanden.

# Stands over the form once the link has been answered. Of the earlier answer it shows nothing.
answered = U hebt al geantwoord
answered-detail = U kunt opnieuw antwoorden: wat u nu verstuurt, vervangt uw eerdere antwoord. Als u de toelichting leeg laat, blijft uw eerdere toelichting bewaard.

# What is wrong with a form.
problem = Er is een probleem
rating-missing = Kies een cijfer van { $min } tot en met { $max }
comment-too-long = Kort uw toelichting in tot hoogstens { $max } tekens (het zijn er nu { $count })
choice-wrong = Kies uit de getoonde antwoorden
not-saved = Uw antwoord kon niet worden opgeslagen
not-saved-detail = Niets van wat u hebt geschreven is verloren. Wacht even en druk dan opnieuw op Versturen.

# After the answer.
thanks = Bedankt
thanks-detail = We hebben uw antwoord ontvangen.
thanks-close = U kunt deze pagina nu sluiten.
thanks-changed = Uw nieuwe antwoord heeft het eerdere vervangen.
thanks-change = Mijn antwoord wijzigen
thanks-another = Nog een antwoord geven

# A further question or two, asked once the answer is saved. The heading fits one and two.
more = Nog iets meer
more-detail = Uw antwoord { $rating } is opgeslagen. Vertel ons nog iets meer als u wilt.
more-any = U kunt meer dan één antwoord kiezen.
more-optional = (niet verplicht)

# Asking to be left alone.
stop = Vraag mij dit niet meer
stop-title = Wilt u dat we stoppen met vragen?
stop-detail = We sturen u geen vragen zoals deze meer. Verder verandert er niets voor u.
stop-again = Druk nog één keer, zodat we weten dat u het was.
stop-back = Terug naar de vraag
stopped = We vragen u niets meer
stopped-detail = Als dit niet de bedoeling was, kunt u het hier ongedaan maken.
stop-undo = U mag het mij weer vragen
stop-undone = We mogen u weer iets vragen
stop-undone-detail = Bedankt. U hoeft verder niets te doen.

# Pages that anybody can open: on a tablet in a shop, from a poster, on a web site.
trap = Laat dit veld leeg
busy = Te veel antwoorden op dit moment
busy-detail = Niets van wat u hebt geschreven is verloren. Wacht tot het volgende hele uur en druk dan opnieuw op Versturen.
stale = Dit formulier stond te lang open
stale-detail = Niets van wat u hebt geschreven is verloren. Druk opnieuw op Versturen.

# In an e-mail.
email-rate = Antwoord { $rating } van { $max }
email-press = Druk op een cijfer om te antwoorden. Er opent een pagina waarop u het nog kunt wijzigen voordat u het verstuurt.
email-page = Op een pagina antwoorden

# Links that do not lead to a survey.
expired = Deze link is verlopen
expired-detail = Enquêtelinks werken een beperkte tijd, en die is voorbij. U hoeft niets te doen.
closed = Deze enquête is gesloten
closed-detail = Antwoorden via deze link kunnen niet meer worden gewijzigd. U hoeft niets te doen.
not-found = Deze link werkt niet
not-found-detail = Controleer of u de hele link uit uw bericht hebt geopend. Kopieer beide delen als de link over twee regels was verdeeld.
unavailable = De pagina is nu niet beschikbaar
unavailable-detail = Probeer het over een minuut opnieuw.
unavailable-kept = Niets van wat u hebt geschreven is verloren. Wacht even en verstuur het dan opnieuw.
try-again = Opnieuw proberen
bad-request = Dit formulier kon niet worden gelezen
bad-request-detail = Open de link uit uw bericht opnieuw en verstuur uw antwoord van daaruit.
too-large = Dit antwoord is te lang
too-large-detail = Ga terug, kort uw toelichting in tot hoogstens { $max } tekens en verstuur haar opnieuw.

# The usual questions, for surveys that bring no words of their own. low and high say what the ends of the scale mean.
nps-question = Hoe waarschijnlijk is het dat u ons zou aanbevelen bij een vriend of collega?
nps-low = Helemaal niet waarschijnlijk
nps-high = Zeer waarschijnlijk
csat-question = Hoe tevreden bent u over uw ervaring?
csat-low = Zeer ontevreden
csat-high = Zeer tevreden
ces-question = In hoeverre bent u het ermee eens: ik kreeg gemakkelijk wat ik nodig had?
ces-low = Helemaal mee oneens
ces-high = Helemaal mee eens
ces1-question = Hoeveel moeite kostte het u om te krijgen wat u nodig had?
ces1-low = Heel weinig moeite
ces1-high = Heel veel moeite
