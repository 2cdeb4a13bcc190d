### Reviewed by a native speaker: no

# The survey page. Sentences that a customer reads: short, plain, no jargon.
error-prefix = Virhe:
chosen = Valitsit numeron { $rating }. Vahvista painamalla Lähetä tai valitse toinen numero.
chosen-meaning = Valitsit numeron { $rating } ({ $meaning }). Vahvista painamalla Lähetä tai valitse toinen numero.
comment = Mikä on tärkein syy vastaukseesi? (vapaaehtoinen)
comment-hint = Älä kirjoita henkilötietoja, kuten nimiä, puhelinnumeroita tai korttinumeroita.
send = Lähetä
decoy = Älä paina: tämä painike on vain koneille
languages = Kieli
language-change = Vaihda kieltä
contact = Tarvitsetko apua? Ota meihin yhteyttä:
notice-customer = Vastauksesi liitetään asiakastiliisi. Käytämme sitä palvelumme parantamiseen ja säilytämme sitä enintään { $months } kuukautta. Voit milloin tahansa pyytää nähdä sen tai poistaa sen.
notice-anonymous = Vastaustasi ei liitetä nimeesi eikä tiliisi. Käytämme sitä palvelumme parantamiseen ja säilytämme sitä enintään { $months } kuukautta.

# Stands over the form once the link has been answered. Of the earlier answer it shows nothing.
answered = Olet jo vastannut
answered-detail = Voit vastata uudelleen: nyt lähettämäsi vastaus korvaa aiemman. Jos jätät kommentin tyhjäksi, aiempi kommenttisi säilyy.

# What is wrong with a form.
problem = Jokin kaipaa korjausta
rating-missing = Valitse numero väliltä { $min }–{ $max }
comment-too-long = Lyhennä kommenttisi enintään { $max } merkkiin (siinä on { $count })
choice-wrong = Valitse näytetyistä vastauksista
not-saved = Vastaustasi ei voitu tallentaa
not-saved-detail = Mitään kirjoittamaasi ei ole kadonnut. Odota hetki ja paina sitten uudelleen Lähetä.

# After the answer.
thanks = Kiitos
thanks-detail = Olemme saaneet vastauksesi.
thanks-close = Voit nyt sulkea tämän sivun.
thanks-changed = Uusi vastauksesi on korvannut aiemman.
thanks-change = Muuta vastaustani
thanks-another = Anna toinen vastaus

# A further question or two, asked once the answer is saved. The heading fits one and two.
more = Vielä vähän lisää
more-detail = Vastauksesi { $rating } on tallennettu. Halutessasi voit kertoa hieman lisää.
more-any = Voit valita useita.
more-optional = (vapaaehtoinen)

# Asking to be left alone.
stop = Älkää kysykö minulta enää
stop-title = Lopetammeko kysymisen?
stop-detail = Emme enää lähetä sinulle tällaisia kysymyksiä. Mikään muu ei muutu.
stop-again = Paina vielä kerran, jotta tiedämme, että se olit sinä.
stop-back = Takaisin kysymykseen
stopped = Emme kysy sinulta enää
stopped-detail = Jos et halunnut tätä, voit perua sen tässä.
stop-undo = Minulta saa taas kysyä
stop-undone = Voimme taas kysyä sinulta
stop-undone-detail = Kiitos. Sinun ei tarvitse tehdä muuta.

# Pages that anybody can open: on a tablet in a shop, from a poster, on a web site.
trap = Jätä tämä kenttä tyhjäksi
busy = Liian monta vastausta juuri nyt
busy-detail = Mitään kirjoittamaasi ei ole kadonnut. Odota seuraavaan tasatuntiin ja paina sitten uudelleen Lähetä.
stale = Lomake oli auki liian kauan
stale-detail = Mitään kirjoittamaasi ei ole kadonnut. Paina uudelleen Lähetä.

# In an e-mail.
email-rate = Vastaa { $rating } / { $max }
email-press = Vastaa painamalla numeroa. Avautuu sivu, jolla voit vielä muuttaa numeroa ennen lähettämistä.
email-page = Vastaa sivulla

# Links that do not lead to a survey.
expired = Linkki on vanhentunut
expired-detail = Kyselylinkit toimivat rajoitetun ajan, ja tämän linkin aika on päättynyt. Sinun ei tarvitse tehdä mitään.
closed = Kysely on päättynyt
closed-detail = Tämän linkin vastauksia ei voi enää muuttaa. Sinun ei tarvitse tehdä mitään.
not-found = Linkki ei toimi
not-found-detail = Tarkista, että avasit koko linkin viestistäsi. Jos se oli jaettu kahdelle riville, kopioi molemmat osat.
unavailable = Sivu ei ole juuri nyt käytettävissä
unavailable-detail = Yritä uudelleen minuutin kuluttua.
unavailable-kept = Mitään kirjoittamaasi ei ole kadonnut. Odota hetki ja lähetä se sitten uudelleen.
try-again = Yritä uudelleen
bad-request = Lomaketta ei voitu lukea
bad-request-detail = Avaa viestissäsi oleva linkki uudelleen ja lähetä vastauksesi sieltä.
too-large = Vastaus on liian pitkä
too-large-detail = Palaa takaisin, lyhennä kommenttisi enintään { $max } merkkiin ja lähetä se uudelleen.

# The usual questions, for surveys that bring no words of their own. low and high say what the ends of the scale mean.
nps-question = Kuinka todennäköisesti suosittelisit meitä ystävälle tai kollegalle?
nps-low = En lainkaan todennäköisesti
nps-high = Erittäin todennäköisesti
csat-question = Kuinka tyytyväinen olet kokemukseesi?
csat-low = Erittäin tyytymätön
csat-high = Erittäin tyytyväinen
ces-question = Mitä mieltä olet väitteestä: sain helposti sen, mitä tarvitsin?
ces-low = Täysin eri mieltä
ces-high = Täysin samaa mieltä
ces1-question = Kuinka paljon vaivaa sinun piti nähdä saadaksesi sen, mitä tarvitsit?
ces1-low = Hyvin vähän vaivaa
ces1-high = Hyvin paljon vaivaa
