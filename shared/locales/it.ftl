### Reviewed by a native speaker: no

# The survey page. Sentences that a customer reads: short, plain, no jargon.
error-prefix = Errore:
chosen = Ha scelto { $rating }. Prema Invia per confermare oppure scelga un altro numero.
chosen-meaning = Ha scelto { $rating } ({ $meaning }). Prema Invia per confermare oppure scelga un altro numero.
comment = Qual è il motivo principale della Sua risposta? (facoltativo)
comment-hint = Non indichi dati personali come nomi, numeri di telefono o di carta.
send = Invia
decoy = Non premere: questo pulsante è solo per le macchine
languages = Lingua
language-change = Cambia lingua
contact = Serve aiuto? Ci contatti:
notice-customer = La Sua risposta è collegata al Suo account cliente. La usiamo per migliorare il nostro servizio e la conserviamo al massimo per { $months } mesi. Può chiederci in qualsiasi momento di vederla o cancellarla.
notice-anonymous = La Sua risposta non è collegata al Suo nome né a un account. La usiamo per migliorare il nostro servizio e la conserviamo al massimo per { $months } mesi.

# Stands over the form once the link has been answered. Of the earlier answer it shows nothing.
answered = Ha già risposto
answered-detail = Può rispondere di nuovo: quello che invia ora sostituisce la risposta precedente. Se lascia vuoto il commento, resta quello precedente.

# What is wrong with a form.
problem = C’è un problema
rating-missing = Scelga un numero da { $min } a { $max }
comment-too-long = Accorci il commento a { $max } caratteri al massimo (ne ha { $count })
choice-wrong = Scelga tra le risposte mostrate
not-saved = Non è stato possibile salvare la Sua risposta
not-saved-detail = Nulla di ciò che ha scritto è andato perso. Attenda un momento, poi prema di nuovo Invia.

# After the answer.
thanks = Grazie
thanks-detail = Abbiamo ricevuto la Sua risposta.
thanks-close = Ora può chiudere questa pagina.
thanks-changed = La nuova risposta ha sostituito quella precedente.
thanks-change = Modifica la mia risposta
thanks-another = Dai un’altra risposta

# A further question or two, asked once the answer is saved. The heading fits one and two.
more = Ancora qualcosa
more-detail = La Sua risposta { $rating } è salvata. Se vuole, ci dica qualcosa in più.
more-any = Può scegliere più risposte.
more-optional = (facoltativo)

# Asking to be left alone.
stop = Non chiedetemelo più
stop-title = Smettiamo di chiederLe?
stop-detail = Non Le invieremo più domande come questa. Per Lei non cambia nient’altro.
stop-again = Prema ancora una volta, così sappiamo che è stato Lei.
stop-back = Torna alla domanda
stopped = Non Le chiederemo più nulla
stopped-detail = Se non era ciò che voleva, può annullare qui.
stop-undo = Potete chiedermelo di nuovo
stop-undone = Potremo chiederLe di nuovo
stop-undone-detail = Grazie. Non deve fare altro.

# Pages that anybody can open: on a tablet in a shop, from a poster, on a web site.
trap = Lasciare vuoto questo campo
busy = Troppe risposte in questo momento
busy-detail = Nulla di ciò che ha scritto è andato perso. Attenda l’inizio della prossima ora, poi prema di nuovo Invia.
stale = Questo modulo è rimasto aperto troppo a lungo
stale-detail = Nulla di ciò che ha scritto è andato perso. Prema di nuovo Invia.

# In an e-mail.
email-rate = Rispondi { $rating } su { $max }
email-press = Prema un numero per rispondere. Si apre una pagina in cui può cambiarlo prima di inviarlo.
email-page = Rispondi su una pagina

# Links that do not lead to a survey.
expired = Questo link è scaduto
expired-detail = I link dei sondaggi funzionano per un tempo limitato, e quello di questo link è finito. Non deve fare nulla.
closed = Questo sondaggio è chiuso
closed-detail = Le risposte date con questo link non si possono più modificare. Non deve fare nulla.
not-found = Questo link non funziona
not-found-detail = Controlli di aver aperto tutto il link del messaggio. Se era diviso su due righe, copi entrambe le parti.
unavailable = La pagina non è disponibile in questo momento
unavailable-detail = Riprovi tra un minuto.
unavailable-kept = Nulla di ciò che ha scritto è andato perso. Attenda un momento, poi invii di nuovo.
try-again = Riprova
bad-request = Non è stato possibile leggere questo modulo
bad-request-detail = Apra di nuovo il link del messaggio e invii la risposta da lì.
too-large = Questa risposta è troppo lunga
too-large-detail = Torni indietro, accorci il commento a { $max } caratteri al massimo e lo invii di nuovo.

# The usual questions, for surveys that bring no words of their own. low and high say what the ends of the scale mean.
nps-question = Con quale probabilità ci consiglierebbe a un amico o a un collega?
nps-low = Per niente probabile
nps-high = Estremamente probabile
csat-question = Quanto è soddisfatto della Sua esperienza?
csat-low = Molto insoddisfatto
csat-high = Molto soddisfatto
ces-question = Quanto è d’accordo: è stato facile ottenere ciò di cui avevo bisogno?
ces-low = Per niente d’accordo
ces-high = Completamente d’accordo
ces1-question = Quanto sforzo Le è servito per ottenere ciò di cui aveva bisogno?
ces1-low = Pochissimo sforzo
ces1-high = Moltissimo sforzo
