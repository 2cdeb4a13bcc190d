### Reviewed by a native speaker: no

# The survey page. Sentences that a customer reads: short, plain, no jargon.
error-prefix = Eroare:
chosen = Ați ales { $rating }. Apăsați Trimite pentru a confirma sau alegeți alt număr.
chosen-meaning = Ați ales { $rating } ({ $meaning }). Apăsați Trimite pentru a confirma sau alegeți alt număr.
comment = Care este motivul principal al răspunsului dumneavoastră? (opțional)
comment-hint = Nu includeți date personale, precum nume, numere de telefon sau de card.
send = Trimite
decoy = Nu apăsați: acest buton este doar pentru mașini
languages = Limba
language-change = Schimbă limba
contact = Aveți nevoie de ajutor? Contactați-ne:
notice-customer =
    { $months ->
        [one] Răspunsul este legat de contul dumneavoastră de client. Îl folosim pentru a ne îmbunătăți serviciile și îl păstrăm cel mult { $months } lună. Puteți cere oricând să îl vedeți sau să fie șters.
        [few] Răspunsul este legat de contul dumneavoastră de client. Îl folosim pentru a ne îmbunătăți serviciile și îl păstrăm cel mult { $months } luni. Puteți cere oricând să îl vedeți sau să fie șters.
       *[other] Răspunsul este legat de contul dumneavoastră de client. Îl folosim pentru a ne îmbunătăți serviciile și îl păstrăm cel mult { $months } de luni. Puteți cere oricând să îl vedeți sau să fie șters.
    }
notice-anonymous =
    { $months ->
        [one] Răspunsul nu este legat de numele dumneavoastră sau de un cont. Îl folosim pentru a ne îmbunătăți serviciile și îl păstrăm cel mult { $months } lună.
        [few] Răspunsul nu este legat de numele dumneavoastră sau de un cont. Îl folosim pentru a ne îmbunătăți serviciile și îl păstrăm cel mult { $months } luni.
       *[other] Răspunsul nu este legat de numele dumneavoastră sau de un cont. Îl folosim pentru a ne îmbunătăți serviciile și îl păstrăm cel mult { $months } de luni.
    }

# Stands over the form once the link has been answered. Of the earlier answer it shows nothing.
answered = Ați răspuns deja
answered-detail = Puteți răspunde din nou: ceea ce trimiteți acum înlocuiește răspunsul anterior. Dacă lăsați comentariul gol, se păstrează cel anterior.

# What is wrong with a form.
problem = Există o problemă
rating-missing = Alegeți un număr de la { $min } la { $max }
comment-too-long = Scurtați comentariul la cel mult { $max } de caractere (acum are { $count })
choice-wrong = Alegeți dintre răspunsurile afișate
not-saved = Răspunsul nu a putut fi salvat
not-saved-detail = Nu s-a pierdut nimic din ce ați scris. Așteptați puțin, apoi apăsați din nou Trimite.

# After the answer.
thanks = Vă mulțumim
thanks-detail = Am primit răspunsul dumneavoastră.
thanks-close = Acum puteți închide această pagină.
thanks-changed = Noul răspuns l-a înlocuit pe cel anterior.
thanks-change = Modifică răspunsul meu
thanks-another = Dă un alt răspuns

# A further question or two, asked once the answer is saved. The heading fits one and two.
more = Încă puțin
more-detail = Răspunsul { $rating } este salvat. Dacă doriți, spuneți-ne puțin mai mult.
more-any = Puteți alege mai multe.
more-optional = (opțional)

# Asking to be left alone.
stop = Nu mă mai întrebați
stop-title = Să nu vă mai întrebăm?
stop-detail = Nu vă vom mai trimite întrebări de acest fel. Nimic altceva nu se schimbă pentru dumneavoastră.
stop-again = Apăsați încă o dată, ca să știm că ați fost dumneavoastră.
stop-back = Înapoi la întrebare
stopped = Nu vă vom mai întreba
stopped-detail = Dacă nu ați dorit acest lucru, îl puteți anula aici.
stop-undo = Mă puteți întreba din nou
stop-undone = Vă putem întreba din nou
stop-undone-detail = Vă mulțumim. Nu mai trebuie să faceți nimic.

# Pages that anybody can open: on a tablet in a shop, from a poster, on a web site.
trap = Lăsați acest câmp gol
busy = Prea multe răspunsuri în acest moment
busy-detail = Nu s-a pierdut nimic din ce ați scris. Așteptați până la următoarea oră fixă, apoi apăsați din nou Trimite.
stale = Acest formular a fost deschis prea mult timp
stale-detail = Nu s-a pierdut nimic din ce ați scris. Apăsați din nou Trimite.

# In an e-mail.
email-rate = Răspunde { $rating } din { $max }
email-press = Apăsați un număr pentru a răspunde. Se deschide o pagină unde îl puteți schimba înainte de a trimite.
email-page = Răspunde pe o pagină

# Links that do not lead to a survey.
expired = Acest link a expirat
expired-detail = Linkurile de sondaj funcționează un timp limitat, iar al acestuia s-a încheiat. Nu trebuie să faceți nimic.
closed = Acest sondaj este închis
closed-detail = Răspunsurile de la acest link nu mai pot fi modificate. Nu trebuie să faceți nimic.
not-found = Acest link nu funcționează
not-found-detail = Verificați dacă ați deschis linkul întreg din mesaj. Dacă era împărțit pe două rânduri, copiați ambele părți.
unavailable = Pagina nu este disponibilă în acest moment
unavailable-detail = Încercați din nou peste un minut.
unavailable-kept = Nu s-a pierdut nimic din ce ați scris. Așteptați puțin, apoi trimiteți din nou.
try-again = Încercați din nou
bad-request = Acest formular nu a putut fi citit
bad-request-detail = Deschideți din nou linkul din mesaj și trimiteți răspunsul de acolo.
too-large = Acest răspuns este prea lung
too-large-detail = Reveniți, scurtați comentariul la cel mult { $max } de caractere și trimiteți-l din nou.

# The usual questions, for surveys that bring no words of their own. low and high say what the ends of the scale mean.
nps-question = Cât de probabil este să ne recomandați unui prieten sau coleg?
nps-low = Deloc probabil
nps-high = Extrem de probabil
csat-question = Cât de mulțumit(ă) sunteți de experiența dumneavoastră?
csat-low = Foarte nemulțumit(ă)
csat-high = Foarte mulțumit(ă)
ces-question = În ce măsură sunteți de acord: mi-a fost ușor să obțin ceea ce aveam nevoie?
ces-low = Dezacord total
ces-high = Acord total
ces1-question = Cât efort a fost nevoie pentru a obține ceea ce aveați nevoie?
ces1-low = Foarte puțin efort
ces1-high = Foarte mult efort
