### Reviewed by a native speaker: no

# The survey page. Sentences that a customer reads: short, plain, no jargon.
error-prefix = Hata:
chosen = Seçiminiz: { $rating }. Onaylamak için “Gönder” düğmesine basın veya başka bir sayı seçin.
chosen-meaning = Seçiminiz: { $rating } ({ $meaning }). Onaylamak için “Gönder” düğmesine basın veya başka bir sayı seçin.
comment = Yanıtınızın başlıca nedeni nedir? (isteğe bağlı)
comment-hint = Lütfen ad, telefon numarası veya kart numarası gibi kişisel bilgileri yazmayın.
send = Gönder
decoy = Basmayın: Bu düğme yalnızca makineler içindir
languages = Dil
language-change = Dili değiştir
contact = Yardıma mı ihtiyacınız var? Bize ulaşın:
notice-customer = Yanıtınız müşteri hesabınızla ilişkilendirilir. Yanıtınızı hizmetimizi iyileştirmek için kullanır ve en fazla { $months } ay saklarız. İstediğiniz zaman yanıtınızı size göstermemizi veya silmemizi isteyebilirsiniz.
notice-anonymous = Yanıtınız adınızla veya hesabınızla ilişkilendirilmez. Yanıtınızı hizmetimizi iyileştirmek için kullanır ve en fazla { $months } ay saklarız.

# Stands over the form once the link has been answered. Of the earlier answer it shows nothing.
answered = Daha önce yanıt verdiniz
answered-detail = Yeniden yanıt verebilirsiniz: Şimdi gönderdiğiniz yanıt öncekinin yerine geçer. Yorumu boş bırakırsanız önceki yorumunuz korunur.

# What is wrong with a form.
problem = Bir sorun var
rating-missing = { $min } ile { $max } arasında bir sayı seçin
comment-too-long = Yorumunuzu en fazla { $max } karakter olacak şekilde kısaltın (şu anda { $count } karakter)
choice-wrong = Gösterilen yanıtlar arasından seçin
not-saved = Yanıtınız kaydedilemedi
not-saved-detail = Yazdıklarınız kaybolmadı. Biraz bekleyin, ardından tekrar “Gönder” düğmesine basın.

# After the answer.
thanks = Teşekkür ederiz
thanks-detail = Yanıtınızı aldık.
thanks-close = Artık bu sayfayı kapatabilirsiniz.
thanks-changed = Yeni yanıtınız öncekinin yerine geçti.
thanks-change = Yanıtımı değiştir
thanks-another = Başka bir yanıt ver

# A further question or two, asked once the answer is saved. The heading fits one and two.
more = Biraz daha
more-detail = { $rating } yanıtınız kaydedildi. Dilerseniz bize biraz daha bilgi verin.
more-any = Uygun olanların tümünü seçin.
more-optional = (isteğe bağlı)

# Asking to be left alone.
stop = Bana bir daha sormayın
stop-title = Size soru sormayı bırakalım mı?
stop-detail = Size bunun gibi başka soru göndermeyeceğiz. Sizin için başka hiçbir şey değişmez.
stop-again = Bunun siz olduğunuzu bilmemiz için lütfen bir kez daha basın.
stop-back = Soruya geri dön
stopped = Size bir daha sormayacağız
stopped-detail = Bunu istemediyseniz buradan geri alabilirsiniz.
stop-undo = Bana yeniden sorabilirsiniz
stop-undone = Size yeniden sorabiliriz
stop-undone-detail = Teşekkür ederiz. Başka bir şey yapmanız gerekmiyor.

# Pages that anybody can open: on a tablet in a shop, from a poster, on a web site.
trap = Bu alanı boş bırakın
busy = Şu anda çok fazla yanıt var
busy-detail = Yazdıklarınız kaybolmadı. Bir sonraki saat başını bekleyin, ardından tekrar “Gönder” düğmesine basın.
stale = Bu form çok uzun süre açık kaldı
stale-detail = Yazdıklarınız kaybolmadı. Tekrar “Gönder” düğmesine basın.

# In an e-mail.
email-rate = Yanıt: { $rating } / { $max }
email-press = Yanıtlamak için bir sayıya basın. Açılan sayfada, göndermeden önce yanıtınızı değiştirebilirsiniz.
email-page = Web sayfasında yanıtla

# Links that do not lead to a survey.
expired = Bu bağlantının süresi doldu
expired-detail = Anket bağlantıları sınırlı bir süre çalışır ve bu bağlantının süresi doldu. Herhangi bir şey yapmanız gerekmiyor.
closed = Bu anket kapandı
closed-detail = Bu bağlantıyla verilen yanıtlar artık değiştirilemez. Herhangi bir şey yapmanız gerekmiyor.
not-found = Bu bağlantı çalışmıyor
not-found-detail = Mesajınızdaki bağlantının tamamını açtığınızdan emin olun. Bağlantı iki satıra bölünmüşse iki parçayı da kopyalayın.
unavailable = Sayfa şu anda kullanılamıyor
unavailable-detail = Lütfen bir dakika sonra tekrar deneyin.
unavailable-kept = Yazdıklarınız kaybolmadı. Biraz bekleyin, ardından yeniden gönderin.
try-again = Tekrar dene
bad-request = Bu form okunamadı
bad-request-detail = Mesajınızdaki bağlantıyı yeniden açın ve yanıtınızı oradan gönderin.
too-large = Bu yanıt çok uzun
too-large-detail = Geri dönün, yorumunuzu en fazla { $max } karakter olacak şekilde kısaltın ve yeniden gönderin.

# The usual questions, for surveys that bring no words of their own. low and high say what the ends of the scale mean.
nps-question = Bizi bir arkadaşınıza veya iş arkadaşınıza tavsiye etme olasılığınız nedir?
nps-low = Hiç olası değil
nps-high = Son derece olası
csat-question = Deneyiminizden ne kadar memnunsunuz?
csat-low = Hiç memnun değilim
csat-high = Çok memnunum
ces-question = Şu ifadeye ne ölçüde katılıyorsunuz: “İhtiyacım olan şeye ulaşmak kolaydı”?
ces-low = Kesinlikle katılmıyorum
ces-high = Kesinlikle katılıyorum
ces1-question = İhtiyacınız olan şeye ulaşmak için ne kadar çaba harcamanız gerekti?
ces1-low = Çok az çaba
ces1-high = Çok fazla çaba
