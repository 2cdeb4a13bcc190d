### Reviewed by a native speaker: no

# The survey page. Sentences that a customer reads: short, plain, no jargon.
error-prefix = Chyba:
chosen = Zvolili jste { $rating }. Potvrďte stisknutím Odeslat, nebo zvolte jiné číslo.
chosen-meaning = Zvolili jste { $rating } ({ $meaning }). Potvrďte stisknutím Odeslat, nebo zvolte jiné číslo.
comment = Jaký je hlavní důvod vaší odpovědi? (nepovinné)
comment-hint = Neuvádějte prosím osobní údaje, jako jsou jména, telefonní čísla nebo čísla karet.
send = Odeslat
decoy = Nemačkat: toto tlačítko je jen pro stroje
languages = Jazyk
language-change = Změnit jazyk
contact = Potřebujete pomoc? Kontaktujte nás:
notice-customer =
    { $months ->
        [one] Vaše odpověď je spojena s vaším zákaznickým účtem. Používáme ji ke zlepšení našich služeb a uchováváme ji nejvýše { $months } měsíc. Kdykoli můžete požádat o její zobrazení nebo smazání.
        [few] Vaše odpověď je spojena s vaším zákaznickým účtem. Používáme ji ke zlepšení našich služeb a uchováváme ji nejvýše { $months } měsíce. Kdykoli můžete požádat o její zobrazení nebo smazání.
        [many] Vaše odpověď je spojena s vaším zákaznickým účtem. Používáme ji ke zlepšení našich služeb a uchováváme ji nejvýše { $months } měsíce. Kdykoli můžete požádat o její zobrazení nebo smazání.
       *[other] Vaše odpověď je spojena s vaším zákaznickým účtem. Používáme ji ke zlepšení našich služeb a uchováváme ji nejvýše { $months } měsíců. Kdykoli můžete požádat o její zobrazení nebo smazání.
    }
notice-anonymous =
    { $months ->
        [one] Vaše odpověď není spojena s vaším jménem ani účtem. Používáme ji ke zlepšení našich služeb a uchováváme ji nejvýše { $months } měsíc.
        [few] Vaše odpověď není spojena s vaším jménem ani účtem. Používáme ji ke zlepšení našich služeb a uchováváme ji nejvýše { $months } měsíce.
        [many] Vaše odpověď není spojena s vaším jménem ani účtem. Používáme ji ke zlepšení našich služeb a uchováváme ji nejvýše { $months } měsíce.
       *[other] Vaše odpověď není spojena s vaším jménem ani účtem. Používáme ji ke zlepšení našich služeb a uchováváme ji nejvýše { $months } měsíců.
    }

# Stands over the form once the link has been answered. Of the earlier answer it shows nothing.
answered = Už jste odpověděli
answered-detail = Můžete odpovědět znovu: co odešlete teď, nahradí vaši dřívější odpověď. Necháte-li komentář prázdný, zůstane zachován ten dřívější.

# What is wrong with a form.
problem = Něco je třeba opravit
rating-missing = Zvolte číslo od { $min } do { $max }
comment-too-long = Zkraťte komentář na nejvýše { $max } znaků (teď jich má { $count })
choice-wrong = Vyberte z uvedených odpovědí
not-saved = Vaši odpověď se nepodařilo uložit
not-saved-detail = Nic z toho, co jste napsali, se neztratilo. Chvíli počkejte a pak znovu stiskněte Odeslat.

# After the answer.
thanks = Děkujeme
thanks-detail = Vaši odpověď jsme obdrželi.
thanks-close = Nyní můžete tuto stránku zavřít.
thanks-changed = Vaše nová odpověď nahradila tu dřívější.
thanks-change = Změnit mou odpověď
thanks-another = Dát další odpověď

# A further question or two, asked once the answer is saved. The heading fits one and two.
more = Ještě něco málo
more-detail = Vaše odpověď { $rating } je uložena. Pokud chcete, řekněte nám trochu více.
more-any = Můžete vybrat více možností.
more-optional = (nepovinné)

# Asking to be left alone.
stop = Už se mě neptejte
stop-title = Máme se přestat ptát?
stop-detail = Nebudeme vám posílat další podobné otázky. Nic jiného se pro vás nezmění.
stop-again = Stiskněte prosím ještě jednou, ať víme, že jste to vy.
stop-back = Zpět k otázce
stopped = Už se vás nebudeme ptát
stopped-detail = Pokud jste to nechtěli, můžete to zde vrátit zpět.
stop-undo = Můžete se mě znovu ptát
stop-undone = Můžeme se vás znovu ptát
stop-undone-detail = Děkujeme. Nic dalšího dělat nemusíte.

# Pages that anybody can open: on a tablet in a shop, from a poster, on a web site.
trap = Nechte toto pole prázdné
busy = Právě teď je příliš mnoho odpovědí
busy-detail = Nic z toho, co jste napsali, se neztratilo. Počkejte do příští celé hodiny a pak znovu stiskněte Odeslat.
stale = Tento formulář byl otevřený příliš dlouho
stale-detail = Nic z toho, co jste napsali, se neztratilo. Stiskněte znovu Odeslat.

# In an e-mail.
email-rate = Odpovědět { $rating } z { $max }
email-press = Odpovězte stisknutím čísla. Otevře se stránka, kde ho můžete před odesláním změnit.
email-page = Odpovědět na stránce

# Links that do not lead to a survey.
expired = Platnost odkazu vypršela
expired-detail = Odkazy na průzkumy fungují omezenou dobu a u tohoto již skončila. Nemusíte nic dělat.
closed = Tento průzkum je uzavřen
closed-detail = Odpovědi z tohoto odkazu už nelze změnit. Nemusíte nic dělat.
not-found = Tento odkaz nefunguje
not-found-detail = Zkontrolujte, zda jste otevřeli celý odkaz ze zprávy. Pokud byl rozdělen na dva řádky, zkopírujte obě části.
unavailable = Stránka teď není dostupná
unavailable-detail = Zkuste to prosím znovu za minutu.
unavailable-kept = Nic z toho, co jste napsali, se neztratilo. Chvíli počkejte a pak to odešlete znovu.
try-again = Zkusit znovu
bad-request = Tento formulář se nepodařilo přečíst
bad-request-detail = Otevřete znovu odkaz ze zprávy a odešlete odpověď odtamtud.
too-large = Tato odpověď je příliš dlouhá
too-large-detail = Vraťte se, zkraťte komentář na nejvýše { $max } znaků a odešlete ho znovu.

# The usual questions, for surveys that bring no words of their own. low and high say what the ends of the scale mean.
nps-question = Jak pravděpodobné je, že nás doporučíte příteli nebo kolegovi?
nps-low = Vůbec není pravděpodobné
nps-high = Velmi pravděpodobné
csat-question = Jak jste spokojeni se svou zkušeností?
csat-low = Velmi nespokojen/a
csat-high = Velmi spokojen/a
ces-question = Nakolik souhlasíte: bylo snadné získat to, co jsem potřeboval/a?
ces-low = Rozhodně nesouhlasím
ces-high = Rozhodně souhlasím
ces1-question = Kolik úsilí vás stálo získat to, co jste potřebovali?
ces1-low = Velmi málo úsilí
ces1-high = Velmi mnoho úsilí
