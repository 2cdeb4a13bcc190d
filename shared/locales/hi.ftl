### Reviewed by a native speaker: no

# The survey page. Sentences that a customer reads: short, plain, no jargon.
error-prefix = त्रुटि:
chosen = आपने { $rating } चुना है। पुष्टि करने के लिए “भेजें” दबाएँ, या कोई दूसरी संख्या चुनें।
chosen-meaning = आपने { $rating } ({ $meaning }) चुना है। पुष्टि करने के लिए “भेजें” दबाएँ, या कोई दूसरी संख्या चुनें।
comment = आपके जवाब का मुख्य कारण क्या है? (वैकल्पिक)
comment-hint = कृपया नाम, फ़ोन नंबर या कार्ड नंबर जैसी निजी जानकारी न लिखें।
send = भेजें
decoy = न दबाएँ: यह बटन केवल मशीनों के लिए है
languages = भाषा
language-change = भाषा बदलें
contact = मदद चाहिए? हमसे संपर्क करें:
notice-customer = आपका जवाब आपके ग्राहक खाते से जुड़ा है। हम इसका उपयोग अपनी सेवा को बेहतर बनाने के लिए करते हैं और इसे अधिकतम { $months } महीने तक रखते हैं। आप हमसे कभी भी इसे दिखाने या मिटाने के लिए कह सकते हैं।
notice-anonymous = आपका जवाब आपके नाम या खाते से जुड़ा नहीं है। हम इसका उपयोग अपनी सेवा को बेहतर बनाने के लिए करते हैं और इसे अधिकतम { $months } महीने तक रखते हैं।

# Stands over the form once the link has been answered. Of the earlier answer it shows nothing.
answered = आप पहले ही जवाब दे चुके हैं
answered-detail = आप फिर से जवाब दे सकते हैं: अब आप जो भेजेंगे, वह आपके पिछले जवाब की जगह ले लेगा। अगर आप टिप्पणी खाली छोड़ते हैं, तो आपकी पिछली टिप्पणी बनी रहेगी।

# What is wrong with a form.
problem = कोई समस्या है
rating-missing = { $min } से { $max } तक कोई संख्या चुनें
comment-too-long = अपनी टिप्पणी छोटी करें: वर्णों की अधिकतम संख्या { $max } है (अभी { $count } है)
choice-wrong = दिखाए गए जवाबों में से चुनें
not-saved = आपका जवाब सहेजा नहीं जा सका
not-saved-detail = आपका लिखा हुआ कुछ भी खोया नहीं है। थोड़ा इंतज़ार करें, फिर दोबारा “भेजें” दबाएँ।

# After the answer.
thanks = धन्यवाद
thanks-detail = हमें आपका जवाब मिल गया है।
thanks-close = अब आप यह पेज बंद कर सकते हैं।
thanks-changed = आपके नए जवाब ने पिछले जवाब की जगह ले ली है।
thanks-change = मेरा जवाब बदलें
thanks-another = एक और जवाब दें

# A further question or two, asked once the answer is saved. The heading fits one and two.
more = थोड़ा और
more-detail = आपका जवाब { $rating } सहेज लिया गया है। अगर आप चाहें, तो हमें थोड़ा और बताएँ।
more-any = जो भी लागू हों, उन सभी को चुनें।
more-optional = (वैकल्पिक)

# Asking to be left alone.
stop = मुझसे दोबारा न पूछें
stop-title = क्या हम आपसे पूछना बंद कर दें?
stop-detail = हम आपको इस तरह के और सवाल नहीं भेजेंगे। आपके लिए और कुछ नहीं बदलेगा।
stop-again = कृपया एक बार फिर दबाएँ, ताकि हमें पता चले कि यह आप ही हैं।
stop-back = सवाल पर वापस जाएँ
stopped = हम आपसे दोबारा नहीं पूछेंगे
stopped-detail = अगर आप ऐसा नहीं चाहते थे, तो इसे यहाँ वापस बदल सकते हैं।
stop-undo = आप मुझसे फिर पूछ सकते हैं
stop-undone = हम आपसे फिर पूछ सकते हैं
stop-undone-detail = धन्यवाद। आपको और कुछ करने की ज़रूरत नहीं है।

# Pages that anybody can open: on a tablet in a shop, from a poster, on a web site.
trap = इस फ़ील्ड को खाली छोड़ दें
busy = इस समय बहुत ज़्यादा जवाब आ रहे हैं
busy-detail = आपका लिखा हुआ कुछ भी खोया नहीं है। अगला घंटा शुरू होने तक इंतज़ार करें, फिर दोबारा “भेजें” दबाएँ।
stale = यह फ़ॉर्म बहुत देर तक खुला रहा
stale-detail = आपका लिखा हुआ कुछ भी खोया नहीं है। दोबारा “भेजें” दबाएँ।

# In an e-mail.
email-rate = जवाब: { $max } में से { $rating }
email-press = जवाब देने के लिए कोई संख्या दबाएँ। एक पेज खुलेगा, जहाँ आप भेजने से पहले इसे बदल सकते हैं।
email-page = वेब पेज पर जवाब दें

# Links that do not lead to a survey.
expired = इस लिंक की समय-सीमा समाप्त हो गई है
expired-detail = सर्वेक्षण के लिंक सीमित समय तक काम करते हैं, और इस लिंक का समय समाप्त हो चुका है। आपको कुछ करने की ज़रूरत नहीं है।
closed = यह सर्वेक्षण बंद हो चुका है
closed-detail = इस लिंक से दिए गए जवाब अब बदले नहीं जा सकते। आपको कुछ करने की ज़रूरत नहीं है।
not-found = यह लिंक काम नहीं करता
not-found-detail = जाँच लें कि आपने अपने संदेश से पूरा लिंक खोला है। अगर वह दो पंक्तियों में बँट गया हो, तो दोनों हिस्से कॉपी करें।
unavailable = यह पेज अभी उपलब्ध नहीं है
unavailable-detail = कृपया एक मिनट बाद फिर कोशिश करें।
unavailable-kept = आपका लिखा हुआ कुछ भी खोया नहीं है। थोड़ा इंतज़ार करें, फिर इसे दोबारा भेजें।
try-again = फिर कोशिश करें
bad-request = यह फ़ॉर्म पढ़ा नहीं जा सका
bad-request-detail = अपने संदेश से लिंक फिर से खोलें और वहीं से अपना जवाब भेजें।
too-large = यह जवाब बहुत लंबा है
too-large-detail = वापस जाएँ, अपनी टिप्पणी छोटी करें (वर्णों की अधिकतम संख्या { $max } है) और उसे फिर से भेजें।

# The usual questions, for surveys that bring no words of their own. low and high say what the ends of the scale mean.
nps-question = आपके द्वारा किसी मित्र या सहकर्मी को हमारी सिफ़ारिश करने की कितनी संभावना है?
nps-low = बिल्कुल संभावना नहीं
nps-high = बहुत ज़्यादा संभावना
csat-question = आप अपने अनुभव से कितने संतुष्ट हैं?
csat-low = बहुत असंतुष्ट
csat-high = बहुत संतुष्ट
ces-question = आप इस बात से कितने सहमत हैं: “मुझे जो चाहिए था, उसे पाना आसान था”?
ces-low = पूरी तरह असहमत
ces-high = पूरी तरह सहमत
ces1-question = आपको जो चाहिए था, उसे पाने के लिए आपको कितनी मेहनत करनी पड़ी?
ces1-low = बहुत कम मेहनत
ces1-high = बहुत ज़्यादा मेहनत
