### Reviewed by a native speaker: no

# The survey page. Sentences that a customer reads: short, plain, no jargon.
error-prefix = 錯誤：
chosen = 您選擇了 { $rating }。請按「送出」確認，或改選其他數字。
chosen-meaning = 您選擇了 { $rating }（{ $meaning }）。請按「送出」確認，或改選其他數字。
comment = 您給這個評分的主要原因是什麼？（選填）
comment-hint = 請勿填寫姓名、電話或卡號等個人資料。
send = 送出
decoy = 請勿按下：此按鈕僅供機器使用
languages = 語言
language-change = 變更語言
contact = 需要協助嗎？請聯絡我們：
notice-customer = 您的回覆會與您的客戶帳戶連結。我們用它來改善服務，最多保存 { $months } 個月。您可隨時要求查閱或刪除。
notice-anonymous = 您的回覆不會與您的姓名或帳戶連結。我們用它來改善服務，最多保存 { $months } 個月。

# Stands over the form once the link has been answered. Of the earlier answer it shows nothing.
answered = 您已經回覆過
answered-detail = 您可以再次回覆：這次送出的內容會取代先前的回覆。若意見欄留空，先前的意見會保留。

# What is wrong with a form.
problem = 有地方需要修正
rating-missing = 請選擇 { $min } 到 { $max } 之間的數字
comment-too-long = 請將意見縮短至 { $max } 個字元以內（目前為 { $count } 個）
choice-wrong = 請從所列的答案中選擇
not-saved = 您的回覆未能儲存
not-saved-detail = 您填寫的內容並未遺失。請稍候片刻，再按一次「送出」。

# After the answer.
thanks = 謝謝您
thanks-detail = 我們已收到您的回覆。
thanks-close = 您現在可以關閉此頁面。
thanks-changed = 您的新回覆已取代先前的回覆。
thanks-change = 修改我的回覆
thanks-another = 再填一份回覆

# A further question or two, asked once the answer is saved. The heading fits one and two.
more = 再多說一點
more-detail = 您的評分 { $rating } 已儲存。如果願意，請再多告訴我們一些。
more-any = 可複選。
more-optional = （選填）

# Asking to be left alone.
stop = 不要再詢問我
stop-title = 不要再詢問您嗎？
stop-detail = 我們不會再傳送這類問題給您。其他一切不變。
stop-again = 請再按一次，讓我們確認是您本人。
stop-back = 返回問題
stopped = 我們不會再詢問您
stopped-detail = 如果這不是您的意思，可以在這裡復原。
stop-undo = 你們可以再詢問我
stop-undone = 我們之後可能會再詢問您
stop-undone-detail = 謝謝您。您無須採取其他動作。

# Pages that anybody can open: on a tablet in a shop, from a poster, on a web site.
trap = 請將此欄位留空
busy = 目前回覆太多
busy-detail = 您填寫的內容並未遺失。請等到下一個整點，再按一次「送出」。
stale = 此表單開啟太久
stale-detail = 您填寫的內容並未遺失。請再按一次「送出」。

# In an e-mail.
email-rate = 回覆 { $rating } 分，滿分 { $max } 分
email-press = 請按一個數字來回覆。接著會開啟一個頁面，送出前仍可更改。
email-page = 在網頁上回覆

# Links that do not lead to a survey.
expired = 此連結已過期
expired-detail = 問卷連結有使用期限，這個連結的期限已過。您無須採取任何動作。
closed = 此問卷已結束
closed-detail = 透過此連結提交的回覆已無法再修改。您無須採取任何動作。
not-found = 此連結無法使用
not-found-detail = 請確認您開啟的是訊息中的完整連結。如果連結分成兩行，請將兩部分一併複製。
unavailable = 目前無法開啟此頁面
unavailable-detail = 請在一分鐘後再試一次。
unavailable-kept = 您填寫的內容並未遺失。請稍候片刻，再重新送出。
try-again = 再試一次
bad-request = 無法讀取此表單
bad-request-detail = 請從訊息中重新開啟連結，再送出您的回覆。
too-large = 這則回覆太長
too-large-detail = 請返回上一頁，將意見縮短至 { $max } 個字元以內，再重新送出。

# The usual questions, for surveys that bring no words of their own. low and high say what the ends of the scale mean.
nps-question = 您向朋友或同事推薦我們的可能性有多大？
nps-low = 完全不可能
nps-high = 極有可能
csat-question = 您對這次的體驗有多滿意？
csat-low = 非常不滿意
csat-high = 非常滿意
ces-question = 您是否同意：我很容易就得到所需的協助？
ces-low = 非常不同意
ces-high = 非常同意
ces1-question = 您花了多少力氣才得到所需的協助？
ces1-low = 幾乎不費力
ces1-high = 非常費力
