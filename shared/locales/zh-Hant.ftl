# 問卷頁面
error-prefix = 錯誤：
chosen = 您選擇了 { $rating }。請按「送出」確認，或改選其他數字。
chosen-meaning = 您選擇了 { $rating }（{ $meaning }）。請按「送出」確認，或改選其他數字。
comment = 您給這個評分的主要原因是什麼？（選填）
comment-hint = 請勿填寫姓名、電話或卡號等個人資料。
send = 送出
decoy = 請勿按下：此按鈕僅供機器使用
languages = 語言
contact = 需要協助嗎？請聯絡我們：
notice-customer = 您的回覆會與您的客戶帳戶連結。我們用它來改善服務，最多保存 { $months } 個月。您可隨時要求查閱或刪除。
notice-anonymous = 您的回覆不會與您的姓名或帳戶連結。我們用它來改善服務，最多保存 { $months } 個月。

problem = 有地方需要修正
rating-missing = 請選擇 { $min } 到 { $max } 之間的數字
comment-too-long = 請將意見縮短至 { $max } 個字元以內（目前為 { $count } 個）
not-saved = 您的回覆未能儲存
not-saved-detail = 您填寫的內容並未遺失。請稍候片刻，再按一次「送出」。

thanks = 謝謝您
thanks-detail = 我們已收到您的回覆。
thanks-close = 您現在可以關閉此頁面。
thanks-change = 修改我的回覆

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
