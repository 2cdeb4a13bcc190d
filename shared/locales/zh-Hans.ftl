### Reviewed by a native speaker: no

# The survey page. Sentences that a customer reads: short, plain, no jargon.
error-prefix = 错误：
chosen = 您选择了 { $rating }。请按“发送”确认，或改选其他数字。
chosen-meaning = 您选择了 { $rating }（{ $meaning }）。请按“发送”确认，或改选其他数字。
comment = 您给出这个评分的主要原因是什么？（选填）
comment-hint = 请勿填写姓名、电话或卡号等个人信息。
send = 发送
decoy = 请勿点击：此按钮仅供机器使用
languages = 语言
language-change = 更改语言
contact = 需要帮助？请联系我们：
notice-customer = 您的回答会与您的客户账户关联。我们用它来改进服务，最多保存 { $months } 个月。您可以随时要求查看或删除。
notice-anonymous = 您的回答不会与您的姓名或账户关联。我们用它来改进服务，最多保存 { $months } 个月。

# Stands over the form once the link has been answered. Of the earlier answer it shows nothing.
answered = 您已经回答过
answered-detail = 您可以再次回答：这次发送的内容会取代之前的回答。如果意见栏留空，之前的意见会保留。

# What is wrong with a form.
problem = 有需要更正的地方
rating-missing = 请选择 { $min } 到 { $max } 之间的数字
comment-too-long = 请将意见缩短到 { $max } 个字符以内（目前为 { $count } 个）
choice-wrong = 请从所列的选项中选择
not-saved = 您的回答未能保存
not-saved-detail = 您填写的内容没有丢失。请稍等片刻，再按一次“发送”。

# After the answer.
thanks = 谢谢您
thanks-detail = 我们已收到您的回答。
thanks-close = 您现在可以关闭此页面。
thanks-changed = 您的新回答已取代之前的回答。
thanks-change = 修改我的回答
thanks-another = 再提交一份回答

# A further question or two, asked once the answer is saved. The heading fits one and two.
more = 再多说一点
more-detail = 您的评分 { $rating } 已保存。如果愿意，请再多告诉我们一些。
more-any = 可多选。
more-optional = （选填）

# Asking to be left alone.
stop = 不要再询问我
stop-title = 不要再询问您吗？
stop-detail = 我们不会再向您发送这类问题。其他一切不变。
stop-again = 请再按一次，以便我们确认是您本人。
stop-back = 返回问题
stopped = 我们不会再询问您
stopped-detail = 如果这不是您的本意，可以在这里撤销。
stop-undo = 你们可以再询问我
stop-undone = 我们以后可能会再询问您
stop-undone-detail = 谢谢您。您无需再做任何操作。

# Pages that anybody can open: on a tablet in a shop, from a poster, on a web site.
trap = 请将此栏留空
busy = 目前回答太多
busy-detail = 您填写的内容没有丢失。请等到下一个整点，再按一次“发送”。
stale = 此表单打开时间过长
stale-detail = 您填写的内容没有丢失。请再按一次“发送”。

# In an e-mail.
email-rate = 回答 { $rating } 分（满分 { $max } 分）
email-press = 点击一个数字即可回答。随后会打开一个页面，发送前仍可更改。
email-page = 在网页上回答

# Links that do not lead to a survey.
expired = 此链接已过期
expired-detail = 调查链接有使用期限，这个链接的期限已过。您无需做任何操作。
closed = 此调查已结束
closed-detail = 通过此链接提交的回答已无法修改。您无需做任何操作。
not-found = 此链接无法使用
not-found-detail = 请确认您打开的是消息中的完整链接。如果链接分成两行，请将两部分一并复制。
unavailable = 页面暂时无法打开
unavailable-detail = 请一分钟后再试。
unavailable-kept = 您填写的内容没有丢失。请稍等片刻，再重新发送。
try-again = 重试
bad-request = 无法读取此表单
bad-request-detail = 请从消息中重新打开链接，再发送您的回答。
too-large = 这条回答太长
too-large-detail = 请返回上一页，将意见缩短到 { $max } 个字符以内，再重新发送。

# The usual questions, for surveys that bring no words of their own. low and high say what the ends of the scale mean.
nps-question = 您有多大可能向朋友或同事推荐我们？
nps-low = 完全不可能
nps-high = 极有可能
csat-question = 您对这次体验的满意程度如何？
csat-low = 非常不满意
csat-high = 非常满意
ces-question = 您是否同意：我很容易就得到了所需的帮助？
ces-low = 非常不同意
ces-high = 非常同意
ces1-question = 您花了多少精力才得到所需的帮助？
ces1-low = 几乎不费力
ces1-high = 非常费力
