### Reviewed by a native speaker: no

# The survey page. Sentences that a customer reads: short, plain, no jargon.
error-prefix = שגיאה:
chosen = בחרתם { $rating }. לחצו על ”שליחה” לאישור, או בחרו מספר אחר.
chosen-meaning = בחרתם { $rating } ({ $meaning }). לחצו על ”שליחה” לאישור, או בחרו מספר אחר.
comment = מהי הסיבה העיקרית לתשובה שלכם? (לא חובה)
comment-hint = נא לא לכלול פרטים אישיים כגון שמות, מספרי טלפון או מספרי כרטיסים.
send = שליחה
decoy = לא ללחוץ: הכפתור הזה מיועד למכונות בלבד
languages = שפה
language-change = שינוי שפה
contact = צריכים עזרה? צרו איתנו קשר:
notice-customer =
    { $months ->
        [one] התשובה שלכם מקושרת לחשבון הלקוח שלכם. היא משמשת אותנו לשיפור השירות ונשמרת חודש אחד ({ $months }) לכל היותר. אפשר לבקש מאיתנו בכל עת לעיין בה או למחוק אותה.
        [two] התשובה שלכם מקושרת לחשבון הלקוח שלכם. היא משמשת אותנו לשיפור השירות ונשמרת חודשיים ({ $months }) לכל היותר. אפשר לבקש מאיתנו בכל עת לעיין בה או למחוק אותה.
       *[other] התשובה שלכם מקושרת לחשבון הלקוח שלכם. היא משמשת אותנו לשיפור השירות ונשמרת { $months } חודשים לכל היותר. אפשר לבקש מאיתנו בכל עת לעיין בה או למחוק אותה.
    }
notice-anonymous =
    { $months ->
        [one] התשובה שלכם אינה מקושרת לשמכם או לחשבון שלכם. היא משמשת אותנו לשיפור השירות ונשמרת חודש אחד ({ $months }) לכל היותר.
        [two] התשובה שלכם אינה מקושרת לשמכם או לחשבון שלכם. היא משמשת אותנו לשיפור השירות ונשמרת חודשיים ({ $months }) לכל היותר.
       *[other] התשובה שלכם אינה מקושרת לשמכם או לחשבון שלכם. היא משמשת אותנו לשיפור השירות ונשמרת { $months } חודשים לכל היותר.
    }

# Stands over the form once the link has been answered. Of the earlier answer it shows nothing.
answered = כבר עניתם
answered-detail = אפשר לענות שוב: מה שתשלחו עכשיו יחליף את התשובה הקודמת. אם תשאירו את ההערה ריקה, ההערה הקודמת שלכם תישמר.

# What is wrong with a form.
problem = יש בעיה
rating-missing = בחרו מספר בין { $min } ל־{ $max }
comment-too-long = קצרו את ההערה: מספר התווים המרבי הוא { $max } (כרגע יש בה { $count })
choice-wrong = בחרו מתוך התשובות המוצגות
not-saved = לא הצלחנו לשמור את התשובה שלכם
not-saved-detail = שום דבר ממה שכתבתם לא אבד. המתינו רגע ולחצו שוב על ”שליחה”.

# After the answer.
thanks = תודה
thanks-detail = קיבלנו את התשובה שלכם.
thanks-close = אפשר לסגור את הדף עכשיו.
thanks-changed = התשובה החדשה שלכם החליפה את הקודמת.
thanks-change = שינוי התשובה שלי
thanks-another = מתן תשובה נוספת

# A further question or two, asked once the answer is saved. The heading fits one and two.
more = עוד קצת
more-detail = התשובה שלכם, { $rating }, נשמרה. אם תרצו, ספרו לנו עוד קצת.
more-any = בחרו את כל התשובות המתאימות.
more-optional = (לא חובה)

# Asking to be left alone.
stop = אל תשאלו אותי שוב
stop-title = להפסיק לשאול אתכם?
stop-detail = לא נשלח לכם עוד שאלות מסוג זה. שום דבר אחר לא ישתנה עבורכם.
stop-again = לחצו פעם נוספת, כדי שנדע שאלה אתם.
stop-back = חזרה לשאלה
stopped = לא נשאל אתכם שוב
stopped-detail = אם לא רציתם בכך, אפשר לבטל את זה כאן.
stop-undo = מותר לשאול אותי שוב
stop-undone = ייתכן שנשאל אתכם שוב
stop-undone-detail = תודה. אין צורך לעשות שום דבר נוסף.

# Pages that anybody can open: on a tablet in a shop, from a poster, on a web site.
trap = השאירו את השדה הזה ריק
busy = יש יותר מדי תשובות ברגע זה
busy-detail = שום דבר ממה שכתבתם לא אבד. המתינו עד תחילת השעה הבאה ולחצו שוב על ”שליחה”.
stale = הטופס הזה היה פתוח זמן רב מדי
stale-detail = שום דבר ממה שכתבתם לא אבד. לחצו שוב על ”שליחה”.

# In an e-mail.
email-rate = תשובה { $rating } מתוך { $max }
email-press = לחצו על מספר כדי לענות. ייפתח דף שבו אפשר לשנות אותו לפני השליחה.
email-page = מענה בדף אינטרנט

# Links that do not lead to a survey.
expired = תוקף הקישור הזה פג
expired-detail = קישורים לסקרים פועלים לזמן מוגבל, והזמן של הקישור הזה הסתיים. אין צורך לעשות דבר.
closed = הסקר הזה סגור
closed-detail = כבר אי אפשר לשנות תשובות שניתנו דרך הקישור הזה. אין צורך לעשות דבר.
not-found = הקישור הזה לא פועל
not-found-detail = בדקו שפתחתם את הקישור המלא מההודעה שקיבלתם. אם הוא נחתך לשתי שורות, העתיקו את שני החלקים.
unavailable = הדף אינו זמין כרגע
unavailable-detail = נסו שוב בעוד דקה.
unavailable-kept = שום דבר ממה שכתבתם לא אבד. המתינו רגע ושלחו שוב.
try-again = ניסיון נוסף
bad-request = לא הצלחנו לקרוא את הטופס הזה
bad-request-detail = פתחו שוב את הקישור מההודעה שקיבלתם ושלחו משם את התשובה.
too-large = התשובה הזו ארוכה מדי
too-large-detail = חזרו אחורה, קצרו את ההערה (מספר התווים המרבי הוא { $max }) ושלחו אותה שוב.

# The usual questions, for surveys that bring no words of their own. low and high say what the ends of the scale mean.
nps-question = מה הסבירות שתמליצו עלינו לחברים או לעמיתים?
nps-low = כלל לא סביר
nps-high = סביר ביותר
csat-question = עד כמה אתם מרוצים מהחוויה שלכם?
csat-low = מאוד לא מרוצים
csat-high = מרוצים מאוד
ces-question = באיזו מידה אתם מסכימים עם המשפט: ”היה קל לקבל את מה שנדרש לי”?
ces-low = מאוד לא מסכימים
ces-high = מסכימים מאוד
ces1-question = כמה מאמץ נדרש מכם כדי לקבל את מה שהייתם צריכים?
ces1-low = מאמץ מועט מאוד
ces1-high = מאמץ רב מאוד
