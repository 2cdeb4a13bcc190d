### Reviewed by a native speaker: no

# The survey page. Sentences that a customer reads: short, plain, no jargon.
error-prefix = Fehler:
chosen = Sie haben { $rating } gewählt. Drücken Sie auf „Senden“, um das zu bestätigen, oder wählen Sie eine andere Zahl.
chosen-meaning = Sie haben { $rating } ({ $meaning }) gewählt. Drücken Sie auf „Senden“, um das zu bestätigen, oder wählen Sie eine andere Zahl.
comment = Was ist der wichtigste Grund für Ihre Bewertung? (freiwillig)
comment-hint = Bitte nennen Sie keine persönlichen Daten wie Namen, Telefon- oder Kartennummern.
send = Senden
decoy = Nicht drücken: Diese Schaltfläche ist nur für Maschinen
languages = Sprache
language-change = Sprache wechseln
contact = Brauchen Sie Hilfe? So erreichen Sie uns:
notice-customer = Ihre Antwort ist mit Ihrem Kundenkonto verknüpft. Wir nutzen sie, um unseren Service zu verbessern, und bewahren sie höchstens { $months } Monate auf. Sie können jederzeit verlangen, sie zu sehen oder löschen zu lassen.
notice-anonymous = Ihre Antwort ist weder mit Ihrem Namen noch mit einem Konto verknüpft. Wir nutzen sie, um unseren Service zu verbessern, und bewahren sie höchstens { $months } Monate auf.

# Stands over the form once the link has been answered. Of the earlier answer it shows nothing.
answered = Sie haben bereits geantwortet
answered-detail = Sie können noch einmal antworten: Was Sie jetzt senden, ersetzt Ihre frühere Antwort. Wenn Sie den Kommentar leer lassen, bleibt Ihr früherer Kommentar erhalten.

# What is wrong with a form.
problem = Etwas stimmt noch nicht
rating-missing = Wählen Sie eine Zahl von { $min } bis { $max }
comment-too-long = Kürzen Sie Ihren Kommentar auf höchstens { $max } Zeichen (er hat { $count })
choice-wrong = Wählen Sie aus den angezeigten Antworten
not-saved = Ihre Antwort konnte nicht gespeichert werden
not-saved-detail = Nichts von dem, was Sie geschrieben haben, ist verloren. Warten Sie einen Moment und drücken Sie dann noch einmal auf „Senden“.

# After the answer.
thanks = Vielen Dank
thanks-detail = Wir haben Ihre Antwort erhalten.
thanks-close = Sie können diese Seite jetzt schließen.
thanks-changed = Ihre neue Antwort hat die frühere ersetzt.
thanks-change = Meine Antwort ändern
thanks-another = Noch eine Antwort geben

# A further question or two, asked once the answer is saved. The heading fits one and two.
more = Noch ein wenig mehr
more-detail = Ihre Antwort { $rating } ist gespeichert. Wenn Sie möchten, sagen Sie uns noch etwas mehr.
more-any = Mehrere Antworten sind möglich.
more-optional = (freiwillig)

# Asking to be left alone.
stop = Mich nicht mehr fragen
stop-title = Sollen wir Sie nicht mehr fragen?
stop-detail = Wir senden Ihnen keine Fragen wie diese mehr. Sonst ändert sich für Sie nichts.
stop-again = Bitte drücken Sie noch einmal, damit wir wissen, dass Sie es waren.
stop-back = Zurück zur Frage
stopped = Wir fragen Sie nicht mehr
stopped-detail = Wenn Sie das nicht wollten, können Sie es hier rückgängig machen.
stop-undo = Sie dürfen mich wieder fragen
stop-undone = Wir dürfen Sie wieder fragen
stop-undone-detail = Vielen Dank. Sie müssen nichts weiter tun.

# Pages that anybody can open: on a tablet in a shop, from a poster, on a web site.
trap = Lassen Sie dieses Feld leer
busy = Gerade kommen zu viele Antworten
busy-detail = Nichts von dem, was Sie geschrieben haben, ist verloren. Warten Sie bis zur nächsten vollen Stunde und drücken Sie dann noch einmal auf „Senden“.
stale = Dieses Formular war zu lange geöffnet
stale-detail = Nichts von dem, was Sie geschrieben haben, ist verloren. Drücken Sie noch einmal auf „Senden“.

# In an e-mail.
email-rate = Mit { $rating } von { $max } antworten
email-press = Drücken Sie auf eine Zahl, um zu antworten. Es öffnet sich eine Seite, auf der Sie die Zahl vor dem Senden noch ändern können.
email-page = Auf einer Seite antworten

# Links that do not lead to a survey.
expired = Dieser Link ist abgelaufen
expired-detail = Umfrage-Links gelten nur eine begrenzte Zeit, und diese ist vorbei. Sie müssen nichts tun.
closed = Diese Umfrage ist beendet
closed-detail = Antworten über diesen Link können nicht mehr geändert werden. Sie müssen nichts tun.
not-found = Dieser Link funktioniert nicht
not-found-detail = Prüfen Sie, ob Sie den ganzen Link aus Ihrer Nachricht geöffnet haben. Wenn er auf zwei Zeilen verteilt ist, kopieren Sie beide Teile.
unavailable = Die Seite ist gerade nicht verfügbar
unavailable-detail = Bitte versuchen Sie es in einer Minute noch einmal.
unavailable-kept = Nichts von dem, was Sie geschrieben haben, ist verloren. Warten Sie einen Moment und senden Sie es dann noch einmal.
try-again = Noch einmal versuchen
bad-request = Dieses Formular konnte nicht gelesen werden
bad-request-detail = Öffnen Sie den Link aus Ihrer Nachricht noch einmal und senden Sie Ihre Antwort von dort.
too-large = Diese Antwort ist zu lang
too-large-detail = Gehen Sie zurück, kürzen Sie Ihren Kommentar auf höchstens { $max } Zeichen und senden Sie ihn noch einmal.

# The usual questions, for surveys that bring no words of their own. low and high say what the ends of the scale mean.
nps-question = Wie wahrscheinlich ist es, dass Sie uns einem Freund oder Kollegen weiterempfehlen?
nps-low = Überhaupt nicht wahrscheinlich
nps-high = Äußerst wahrscheinlich
csat-question = Wie zufrieden sind Sie mit Ihrer Erfahrung?
csat-low = Sehr unzufrieden
csat-high = Sehr zufrieden
ces-question = Wie sehr stimmen Sie zu: Es war einfach, zu bekommen, was ich brauchte?
ces-low = Stimme überhaupt nicht zu
ces-high = Stimme voll und ganz zu
ces1-question = Wie viel Mühe hat es Sie gekostet, zu bekommen, was Sie brauchten?
ces1-low = Sehr wenig Mühe
ces1-high = Sehr viel Mühe
