### Reviewed by a native speaker: no

# The survey page. Sentences that a customer reads: short, plain, no jargon.
error-prefix = 오류:
chosen = { $rating }점을 선택하셨습니다. ‘보내기’를 눌러 확정하거나 다른 숫자를 선택해 주세요.
chosen-meaning = { $rating }점({ $meaning })을 선택하셨습니다. ‘보내기’를 눌러 확정하거나 다른 숫자를 선택해 주세요.
comment = 그렇게 답하신 주된 이유는 무엇인가요? (선택 사항)
comment-hint = 이름, 전화번호, 카드 번호와 같은 개인정보는 적지 마세요.
send = 보내기
decoy = 누르지 마세요: 이 버튼은 기계 전용입니다
languages = 언어
language-change = 언어 변경
contact = 도움이 필요하신가요? 문의하기:
notice-customer = 고객님의 답변은 고객 계정과 연결됩니다. 답변은 서비스를 개선하는 데 사용하며 최대 { $months }개월 동안 보관합니다. 언제든지 답변의 열람이나 삭제를 요청하실 수 있습니다.
notice-anonymous = 고객님의 답변은 이름이나 계정과 연결되지 않습니다. 답변은 서비스를 개선하는 데 사용하며 최대 { $months }개월 동안 보관합니다.

# Stands over the form once the link has been answered. Of the earlier answer it shows nothing.
answered = 이미 답변하셨습니다
answered-detail = 다시 답변하실 수 있습니다. 지금 보내시는 내용이 이전 답변을 대체합니다. 의견을 비워 두시면 이전 의견이 그대로 유지됩니다.

# What is wrong with a form.
problem = 문제가 있습니다
rating-missing = { $min }에서 { $max } 사이의 숫자를 선택해 주세요
comment-too-long = 의견을 { $max }자 이내로 줄여 주세요(현재 { $count }자)
choice-wrong = 표시된 답변 중에서 선택해 주세요
not-saved = 답변을 저장하지 못했습니다
not-saved-detail = 작성하신 내용은 그대로 남아 있습니다. 잠시 후 ‘보내기’를 다시 눌러 주세요.

# After the answer.
thanks = 감사합니다
thanks-detail = 고객님의 답변이 접수되었습니다.
thanks-close = 이제 이 페이지를 닫으셔도 됩니다.
thanks-changed = 이전 답변이 새 답변으로 변경되었습니다.
thanks-change = 내 답변 변경
thanks-another = 다른 답변 보내기

# A further question or two, asked once the answer is saved. The heading fits one and two.
more = 조금 더 말씀해 주세요
more-detail = { $rating }점 답변이 저장되었습니다. 괜찮으시다면 조금 더 알려 주세요.
more-any = 해당하는 항목을 모두 선택해 주세요.
more-optional = (선택 사항)

# Asking to be left alone.
stop = 다시 묻지 않기
stop-title = 질문을 그만 받으시겠습니까?
stop-detail = 앞으로 이와 같은 질문을 보내지 않겠습니다. 그 밖에 달라지는 것은 없습니다.
stop-again = 본인이 누르신 것을 확인할 수 있도록 한 번 더 눌러 주세요.
stop-back = 질문으로 돌아가기
stopped = 다시 묻지 않겠습니다
stopped-detail = 원하지 않으셨다면 여기에서 취소하실 수 있습니다.
stop-undo = 다시 물어봐도 됩니다
stop-undone = 앞으로 다시 질문을 드릴 수 있습니다
stop-undone-detail = 감사합니다. 더 하실 일은 없습니다.

# Pages that anybody can open: on a tablet in a shop, from a poster, on a web site.
trap = 이 칸은 비워 두세요
busy = 현재 답변이 너무 많습니다
busy-detail = 작성하신 내용은 그대로 남아 있습니다. 다음 정각 이후에 ‘보내기’를 다시 눌러 주세요.
stale = 이 양식이 너무 오래 열려 있었습니다
stale-detail = 작성하신 내용은 그대로 남아 있습니다. ‘보내기’를 다시 눌러 주세요.

# In an e-mail.
email-rate = { $max }점 중 { $rating }점으로 답변
email-press = 숫자를 눌러 답변해 주세요. 페이지가 열리면 보내기 전에 변경하실 수 있습니다.
email-page = 웹페이지에서 답변하기

# Links that do not lead to a survey.
expired = 이 링크는 만료되었습니다
expired-detail = 설문조사 링크는 정해진 기간 동안만 사용할 수 있으며, 이 링크의 기간은 끝났습니다. 따로 하실 일은 없습니다.
closed = 이 설문조사는 종료되었습니다
closed-detail = 이 링크로 보낸 답변은 더 이상 변경할 수 없습니다. 따로 하실 일은 없습니다.
not-found = 이 링크는 사용할 수 없습니다
not-found-detail = 받으신 메시지의 링크 전체를 열었는지 확인해 주세요. 링크가 두 줄로 나뉘어 있다면 두 부분을 모두 복사해 주세요.
unavailable = 지금은 이 페이지를 이용할 수 없습니다
unavailable-detail = 1분 후에 다시 시도해 주세요.
unavailable-kept = 작성하신 내용은 그대로 남아 있습니다. 잠시 후 다시 보내 주세요.
try-again = 다시 시도
bad-request = 이 양식을 읽을 수 없습니다
bad-request-detail = 받으신 메시지의 링크를 다시 열고 그곳에서 답변을 보내 주세요.
too-large = 답변이 너무 깁니다
too-large-detail = 이전 화면으로 돌아가 의견을 { $max }자 이내로 줄인 다음 다시 보내 주세요.

# The usual questions, for surveys that bring no words of their own. low and high say what the ends of the scale mean.
nps-question = 친구나 동료에게 저희를 추천할 가능성이 얼마나 되나요?
nps-low = 전혀 가능성 없음
nps-high = 매우 가능성 높음
csat-question = 이번 경험에 얼마나 만족하셨나요?
csat-low = 매우 불만족
csat-high = 매우 만족
ces-question = 다음 문장에 얼마나 동의하시나요? “필요한 것을 쉽게 얻을 수 있었다.”
ces-low = 전혀 동의하지 않음
ces-high = 매우 동의함
ces1-question = 필요한 것을 얻기 위해 얼마나 많은 노력이 들었나요?
ces1-low = 노력이 거의 들지 않음
ces1-high = 노력이 매우 많이 듦
