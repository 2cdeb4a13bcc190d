### Reviewed by a native speaker: no

# The survey page. Sentences that a customer reads: short, plain, no jargon.
error-prefix = Błąd:
chosen = Wybrano { $rating }. Naciśnij Wyślij, aby potwierdzić, lub wybierz inną liczbę.
chosen-meaning = Wybrano { $rating } ({ $meaning }). Naciśnij Wyślij, aby potwierdzić, lub wybierz inną liczbę.
comment = Jaki jest główny powód Twojej odpowiedzi? (nieobowiązkowe)
comment-hint = Prosimy nie podawać danych osobowych, takich jak nazwiska, numery telefonów lub kart.
send = Wyślij
decoy = Nie naciskać: ten przycisk jest tylko dla maszyn
languages = Język
language-change = Zmień język
contact = Potrzebujesz pomocy? Skontaktuj się z nami:
notice-customer =
    { $months ->
        [one] Twoja odpowiedź jest powiązana z Twoim kontem klienta. Wykorzystujemy ją, aby ulepszać nasze usługi, i przechowujemy najwyżej { $months } miesiąc. W każdej chwili możesz poprosić o jej pokazanie lub usunięcie.
        [few] Twoja odpowiedź jest powiązana z Twoim kontem klienta. Wykorzystujemy ją, aby ulepszać nasze usługi, i przechowujemy najwyżej { $months } miesiące. W każdej chwili możesz poprosić o jej pokazanie lub usunięcie.
        [many] Twoja odpowiedź jest powiązana z Twoim kontem klienta. Wykorzystujemy ją, aby ulepszać nasze usługi, i przechowujemy najwyżej { $months } miesięcy. W każdej chwili możesz poprosić o jej pokazanie lub usunięcie.
       *[other] Twoja odpowiedź jest powiązana z Twoim kontem klienta. Wykorzystujemy ją, aby ulepszać nasze usługi, i przechowujemy najwyżej { $months } miesiąca. W każdej chwili możesz poprosić o jej pokazanie lub usunięcie.
    }
notice-anonymous =
    { $months ->
        [one] Twoja odpowiedź nie jest powiązana z Twoim nazwiskiem ani kontem. Wykorzystujemy ją, aby ulepszać nasze usługi, i przechowujemy najwyżej { $months } miesiąc.
        [few] Twoja odpowiedź nie jest powiązana z Twoim nazwiskiem ani kontem. Wykorzystujemy ją, aby ulepszać nasze usługi, i przechowujemy najwyżej { $months } miesiące.
        [many] Twoja odpowiedź nie jest powiązana z Twoim nazwiskiem ani kontem. Wykorzystujemy ją, aby ulepszać nasze usługi, i przechowujemy najwyżej { $months } miesięcy.
       *[other] Twoja odpowiedź nie jest powiązana z Twoim nazwiskiem ani kontem. Wykorzystujemy ją, aby ulepszać nasze usługi, i przechowujemy najwyżej { $months } miesiąca.
    }

# Stands over the form once the link has been answered. Of the earlier answer it shows nothing.
answered = Odpowiedź została już udzielona
answered-detail = Możesz odpowiedzieć jeszcze raz: to, co teraz wyślesz, zastąpi wcześniejszą odpowiedź. Jeśli zostawisz komentarz pusty, zachowamy wcześniejszy.

# What is wrong with a form.
problem = Coś wymaga poprawy
rating-missing = Wybierz liczbę od { $min } do { $max }
comment-too-long = Skróć komentarz do najwyżej { $max } znaków (liczba znaków teraz: { $count })
choice-wrong = Wybierz spośród podanych odpowiedzi
not-saved = Nie udało się zapisać odpowiedzi
not-saved-detail = Nic z tego, co napisano, nie zginęło. Odczekaj chwilę i naciśnij Wyślij jeszcze raz.

# After the answer.
thanks = Dziękujemy
thanks-detail = Otrzymaliśmy Twoją odpowiedź.
thanks-close = Możesz teraz zamknąć tę stronę.
thanks-changed = Nowa odpowiedź zastąpiła wcześniejszą.
thanks-change = Zmień moją odpowiedź
thanks-another = Udziel kolejnej odpowiedzi

# A further question or two, asked once the answer is saved. The heading fits one and two.
more = Jeszcze trochę
more-detail = Twoja odpowiedź { $rating } jest zapisana. Jeśli chcesz, napisz nam trochę więcej.
more-any = Można wybrać kilka.
more-optional = (nieobowiązkowe)

# Asking to be left alone.
stop = Nie pytajcie mnie więcej
stop-title = Mamy już nie pytać?
stop-detail = Nie będziemy wysyłać więcej takich pytań. Nic innego się dla Ciebie nie zmieni.
stop-again = Naciśnij jeszcze raz, abyśmy wiedzieli, że to Ty.
stop-back = Wróć do pytania
stopped = Nie będziemy więcej pytać
stopped-detail = Jeśli to pomyłka, możesz to tutaj cofnąć.
stop-undo = Możecie mnie znowu pytać
stop-undone = Możemy znowu pytać
stop-undone-detail = Dziękujemy. Nie musisz robić nic więcej.

# Pages that anybody can open: on a tablet in a shop, from a poster, on a web site.
trap = Zostaw to pole puste
busy = W tej chwili jest zbyt wiele odpowiedzi
busy-detail = Nic z tego, co napisano, nie zginęło. Poczekaj do następnej pełnej godziny i naciśnij Wyślij jeszcze raz.
stale = Ten formularz był otwarty zbyt długo
stale-detail = Nic z tego, co napisano, nie zginęło. Naciśnij Wyślij jeszcze raz.

# In an e-mail.
email-rate = Odpowiedz { $rating } z { $max }
email-press = Naciśnij liczbę, aby odpowiedzieć. Otworzy się strona, na której możesz ją zmienić przed wysłaniem.
email-page = Odpowiedz na stronie

# Links that do not lead to a survey.
expired = Ten link wygasł
expired-detail = Linki do ankiet działają przez ograniczony czas i w przypadku tego linku czas minął. Nie musisz nic robić.
closed = Ta ankieta jest zamknięta
closed-detail = Odpowiedzi z tego linku nie można już zmienić. Nie musisz nic robić.
not-found = Ten link nie działa
not-found-detail = Sprawdź, czy otwarto cały link z wiadomości. Jeśli był podzielony na dwa wiersze, skopiuj obie części.
unavailable = Strona jest teraz niedostępna
unavailable-detail = Spróbuj ponownie za minutę.
unavailable-kept = Nic z tego, co napisano, nie zginęło. Odczekaj chwilę i wyślij jeszcze raz.
try-again = Spróbuj ponownie
bad-request = Nie udało się odczytać formularza
bad-request-detail = Otwórz ponownie link z wiadomości i wyślij odpowiedź stamtąd.
too-large = Ta odpowiedź jest za długa
too-large-detail = Wróć, skróć komentarz do najwyżej { $max } znaków i wyślij go jeszcze raz.

# The usual questions, for surveys that bring no words of their own. low and high say what the ends of the scale mean.
nps-question = Jak prawdopodobne jest, że polecisz nas znajomym lub współpracownikom?
nps-low = Zupełnie nieprawdopodobne
nps-high = Bardzo prawdopodobne
csat-question = Jak oceniasz swoje zadowolenie z naszych usług?
csat-low = Bardzo małe zadowolenie
csat-high = Bardzo duże zadowolenie
ces-question = Na ile zgadzasz się ze zdaniem: łatwo było uzyskać to, czego potrzebuję?
ces-low = Zdecydowanie się nie zgadzam
ces-high = Zdecydowanie się zgadzam
ces1-question = Ile wysiłku kosztowało uzyskanie tego, czego potrzebujesz?
ces1-low = Bardzo mało wysiłku
ces1-high = Bardzo dużo wysiłku
