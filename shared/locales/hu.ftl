### Reviewed by a native speaker: no

# The survey page. Sentences that a customer reads: short, plain, no jargon.
error-prefix = Hiba:
chosen = Az Ön választása: { $rating }. A megerősítéshez nyomja meg a „Küldés” gombot, vagy válasszon másik számot.
chosen-meaning = Az Ön választása: { $rating } ({ $meaning }). A megerősítéshez nyomja meg a „Küldés” gombot, vagy válasszon másik számot.
comment = Mi a válaszának fő oka? (nem kötelező)
comment-hint = Kérjük, ne írjon be személyes adatokat, például neveket, telefonszámokat vagy kártyaszámokat.
send = Küldés
decoy = Ne nyomja meg: ez a gomb csak gépeknek szól
languages = Nyelv
language-change = Nyelv módosítása
contact = Segítségre van szüksége? Lépjen kapcsolatba velünk:
notice-customer = Válaszát összekapcsoljuk az ügyfélfiókjával. Szolgáltatásunk fejlesztésére használjuk, és legfeljebb { $months } hónapig őrizzük meg. Bármikor kérheti, hogy mutassuk meg vagy töröljük.
notice-anonymous = Válaszát nem kapcsoljuk össze sem a nevével, sem a fiókjával. Szolgáltatásunk fejlesztésére használjuk, és legfeljebb { $months } hónapig őrizzük meg.

# Stands over the form once the link has been answered. Of the earlier answer it shows nothing.
answered = Ön már válaszolt
answered-detail = Újra válaszolhat: amit most elküld, a korábbi válasza helyébe lép. Ha üresen hagyja a megjegyzést, a korábbi megjegyzése megmarad.

# What is wrong with a form.
problem = Hiba történt
rating-missing = Válasszon egy számot { $min } és { $max } között
comment-too-long = Rövidítse a megjegyzését legfeljebb { $max } karakterre (jelenleg { $count } karakter)
choice-wrong = Válasszon a megjelenített válaszok közül
not-saved = A válaszát nem sikerült menteni
not-saved-detail = Semmi sem veszett el abból, amit írt. Várjon egy kicsit, majd nyomja meg újra a „Küldés” gombot.

# After the answer.
thanks = Köszönjük
thanks-detail = Megkaptuk a válaszát.
thanks-close = Most már bezárhatja ezt az oldalt.
thanks-changed = Új válasza a korábbi helyébe lépett.
thanks-change = Válaszom módosítása
thanks-another = Újabb válasz megadása

# A further question or two, asked once the answer is saved. The heading fits one and two.
more = Még egy kicsit
more-detail = Válaszát ({ $rating }) mentettük. Ha szeretné, írjon nekünk egy kicsit többet.
more-any = Jelölje be az összes megfelelő választ.
more-optional = (nem kötelező)

# Asking to be left alone.
stop = Ne kérdezzenek többet
stop-title = Ne kérdezzük többet?
stop-detail = Nem küldünk Önnek több ilyen kérdést. Minden más változatlan marad az Ön számára.
stop-again = Kérjük, nyomja meg még egyszer, hogy tudjuk, hogy Ön az.
stop-back = Vissza a kérdéshez
stopped = Nem fogjuk többet kérdezni
stopped-detail = Ha nem ezt szerette volna, itt visszavonhatja.
stop-undo = Kérdezhetnek újra
stop-undone = Újra megkérdezhetjük Önt
stop-undone-detail = Köszönjük. Nincs más teendője.

# Pages that anybody can open: on a tablet in a shop, from a poster, on a web site.
trap = Hagyja üresen ezt a mezőt
busy = Jelenleg túl sok válasz érkezik
busy-detail = Semmi sem veszett el abból, amit írt. Várja meg a következő egész órát, majd nyomja meg újra a „Küldés” gombot.
stale = Ez az űrlap túl sokáig volt nyitva
stale-detail = Semmi sem veszett el abból, amit írt. Nyomja meg újra a „Küldés” gombot.

# In an e-mail.
email-rate = Válasz: { $rating } / { $max }
email-press = A válaszadáshoz nyomjon meg egy számot. Megnyílik egy oldal, ahol az elküldés előtt még módosíthatja.
email-page = Válaszadás weboldalon

# Links that do not lead to a survey.
expired = Ez a hivatkozás lejárt
expired-detail = A felmérések hivatkozásai korlátozott ideig működnek, és ez már lejárt. Nincs teendője.
closed = Ez a felmérés lezárult
closed-detail = Az ezen a hivatkozáson adott válaszok már nem módosíthatók. Nincs teendője.
not-found = Ez a hivatkozás nem működik
not-found-detail = Ellenőrizze, hogy a teljes hivatkozást nyitotta-e meg az üzenetéből. Ha két sorba tört, másolja ki mindkét részt.
unavailable = Az oldal jelenleg nem érhető el
unavailable-detail = Kérjük, próbálja újra egy perc múlva.
unavailable-kept = Semmi sem veszett el abból, amit írt. Várjon egy kicsit, majd küldje el újra.
try-again = Újrapróbálás
bad-request = Ezt az űrlapot nem sikerült beolvasni
bad-request-detail = Nyissa meg újra a hivatkozást az üzenetéből, és onnan küldje el a válaszát.
too-large = Ez a válasz túl hosszú
too-large-detail = Lépjen vissza, rövidítse a megjegyzését legfeljebb { $max } karakterre, és küldje el újra.

# The usual questions, for surveys that bring no words of their own. low and high say what the ends of the scale mean.
nps-question = Mennyire valószínű, hogy ajánlana minket egy barátjának vagy kollégájának?
nps-low = Egyáltalán nem valószínű
nps-high = Rendkívül valószínű
csat-question = Mennyire elégedett a nálunk szerzett tapasztalatával?
csat-low = Nagyon elégedetlen
csat-high = Nagyon elégedett
ces-question = Mennyire ért egyet a következő állítással: „Könnyen megkaptam, amire szükségem volt”?
ces-low = Egyáltalán nem értek egyet
ces-high = Teljes mértékben egyetértek
ces1-question = Mennyi erőfeszítésébe került, hogy megkapja, amire szüksége volt?
ces1-low = Nagyon kevés erőfeszítésbe
ces1-high = Nagyon sok erőfeszítésbe
