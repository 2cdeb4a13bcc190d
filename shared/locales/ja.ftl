### Reviewed by a native speaker: no

# The survey page. Sentences that a customer reads: short, plain, no jargon.
error-prefix = エラー：
chosen = { $rating }を選択しました。「送信」を押して確定するか、別の数字を選んでください。
chosen-meaning = { $rating }（{ $meaning }）を選択しました。「送信」を押して確定するか、別の数字を選んでください。
comment = そのように回答された主な理由をお聞かせください。（任意）
comment-hint = お名前、電話番号、カード番号などの個人情報は記入しないでください。
send = 送信
decoy = 押さないでください：このボタンは機械専用です
languages = 言語
language-change = 言語を変更
contact = お困りの場合はお問い合わせください：
notice-customer = ご回答はお客様のアカウントと関連付けられます。サービスの改善のために利用し、最長{ $months }か月間保管します。回答の開示や削除はいつでもご依頼いただけます。
notice-anonymous = ご回答はお客様のお名前やアカウントとは関連付けられません。サービスの改善のために利用し、最長{ $months }か月間保管します。

# Stands over the form once the link has been answered. Of the earlier answer it shows nothing.
answered = すでにご回答いただいています
answered-detail = もう一度回答することができます。今回送信した内容が前回の回答に置き換わります。コメントを空欄にした場合は、前回のコメントがそのまま残ります。

# What is wrong with a form.
problem = 問題があります
rating-missing = { $min }から{ $max }までの数字を選んでください
comment-too-long = コメントは{ $max }文字以内にしてください（現在{ $count }文字）
choice-wrong = 表示されている回答の中から選んでください
not-saved = 回答を保存できませんでした
not-saved-detail = ご記入の内容は失われていません。少し待ってから、もう一度「送信」を押してください。

# After the answer.
thanks = ありがとうございました
thanks-detail = ご回答を受け付けました。
thanks-close = このページを閉じていただいてかまいません。
thanks-changed = 前回の回答を新しい回答に置き換えました。
thanks-change = 回答を変更する
thanks-another = 別の回答をする

# A further question or two, asked once the answer is saved. The heading fits one and two.
more = もう少しお聞かせください
more-detail = 回答「{ $rating }」を保存しました。よろしければ、もう少し詳しくお聞かせください。
more-any = 当てはまるものをすべて選んでください。
more-optional = （任意）

# Asking to be left alone.
stop = 今後は質問を受け取らない
stop-title = 質問の受け取りを停止しますか？
stop-detail = 今後、このような質問はお送りしません。それ以外に変わることはありません。
stop-again = ご本人の操作であることを確認するため、もう一度押してください。
stop-back = 質問に戻る
stopped = 今後は質問をお送りしません
stopped-detail = 停止をご希望でなかった場合は、ここで取り消すことができます。
stop-undo = 今後も質問を受け取る
stop-undone = 今後も質問をお送りすることがあります
stop-undone-detail = ありがとうございます。ほかに必要な操作はありません。

# Pages that anybody can open: on a tablet in a shop, from a poster, on a web site.
trap = この欄は空欄のままにしてください
busy = 現在、回答が集中しています
busy-detail = ご記入の内容は失われていません。次の正時まで待ってから、もう一度「送信」を押してください。
stale = フォームを開いてから時間が経ちすぎています
stale-detail = ご記入の内容は失われていません。もう一度「送信」を押してください。

# In an e-mail.
email-rate = { $max }点中{ $rating }点と回答
email-press = 数字を押して回答してください。ページが開き、送信する前に変更することができます。
email-page = ウェブページで回答する

# Links that do not lead to a survey.
expired = このリンクは有効期限が切れています
expired-detail = アンケートのリンクには有効期限があり、このリンクの期限は終了しました。お客様に行っていただくことはありません。
closed = このアンケートは終了しました
closed-detail = このリンクからの回答は変更できなくなりました。お客様に行っていただくことはありません。
not-found = このリンクは使用できません
not-found-detail = メッセージ内のリンク全体を開いたかご確認ください。リンクが2行に分かれている場合は、両方をコピーしてください。
unavailable = 現在このページは利用できません
unavailable-detail = 1分ほど待ってから、もう一度お試しください。
unavailable-kept = ご記入の内容は失われていません。少し待ってから、もう一度送信してください。
try-again = もう一度試す
bad-request = フォームを読み取れませんでした
bad-request-detail = メッセージ内のリンクをもう一度開き、そこから回答を送信してください。
too-large = 回答が長すぎます
too-large-detail = 前の画面に戻り、コメントを{ $max }文字以内にして、もう一度送信してください。

# The usual questions, for surveys that bring no words of their own. low and high say what the ends of the scale mean.
nps-question = 当社を友人や同僚に薦める可能性はどのくらいありますか？
nps-low = まったく可能性がない
nps-high = 非常に可能性が高い
csat-question = 今回のご体験にどのくらい満足されましたか？
csat-low = 非常に不満
csat-high = 非常に満足
ces-question = 「必要としていたものを簡単に得ることができた」という意見に、どのくらい同意されますか？
ces-low = まったく同意しない
ces-high = 強く同意する
ces1-question = 必要としていたものを得るために、どのくらいの労力がかかりましたか？
ces1-low = ほとんど労力はかからなかった
ces1-high = 非常に多くの労力がかかった
