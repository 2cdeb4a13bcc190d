### Reviewed by a native speaker: no

# The survey page. Sentences that a customer reads: short, plain, no jargon.
error-prefix = Lỗi:
chosen = Bạn đã chọn { $rating }. Nhấn “Gửi” để xác nhận hoặc chọn một số khác.
chosen-meaning = Bạn đã chọn { $rating } ({ $meaning }). Nhấn “Gửi” để xác nhận hoặc chọn một số khác.
comment = Lý do chính cho câu trả lời của bạn là gì? (không bắt buộc)
comment-hint = Vui lòng không ghi thông tin cá nhân như họ tên, số điện thoại hoặc số thẻ.
send = Gửi
decoy = Không nhấn: nút này chỉ dành cho máy
languages = Ngôn ngữ
language-change = Đổi ngôn ngữ
contact = Bạn cần trợ giúp? Hãy liên hệ với chúng tôi:
notice-customer = Câu trả lời của bạn được liên kết với tài khoản khách hàng của bạn. Chúng tôi dùng câu trả lời này để cải thiện dịch vụ và lưu giữ tối đa { $months } tháng. Bạn có thể yêu cầu chúng tôi cho xem hoặc xóa câu trả lời bất cứ lúc nào.
notice-anonymous = Câu trả lời của bạn không được liên kết với tên hay tài khoản của bạn. Chúng tôi dùng câu trả lời này để cải thiện dịch vụ và lưu giữ tối đa { $months } tháng.

# Stands over the form once the link has been answered. Of the earlier answer it shows nothing.
answered = Bạn đã trả lời rồi
answered-detail = Bạn có thể trả lời lại: nội dung bạn gửi lần này sẽ thay thế câu trả lời trước. Nếu bạn để trống phần nhận xét, nhận xét trước của bạn sẽ được giữ lại.

# What is wrong with a form.
problem = Đã có vấn đề xảy ra
rating-missing = Hãy chọn một số từ { $min } đến { $max }
comment-too-long = Hãy rút ngắn nhận xét xuống còn tối đa { $max } ký tự (hiện có { $count })
choice-wrong = Hãy chọn trong các câu trả lời được hiển thị
not-saved = Không thể lưu câu trả lời của bạn
not-saved-detail = Nội dung bạn đã viết không bị mất. Vui lòng đợi một lát rồi nhấn “Gửi” lần nữa.

# After the answer.
thanks = Cảm ơn bạn
thanks-detail = Chúng tôi đã nhận được câu trả lời của bạn.
thanks-close = Bây giờ bạn có thể đóng trang này.
thanks-changed = Câu trả lời mới của bạn đã thay thế câu trả lời trước.
thanks-change = Thay đổi câu trả lời của tôi
thanks-another = Gửi một câu trả lời khác

# A further question or two, asked once the answer is saved. The heading fits one and two.
more = Thêm một chút
more-detail = Câu trả lời { $rating } của bạn đã được lưu. Nếu muốn, bạn hãy cho chúng tôi biết thêm đôi chút.
more-any = Hãy chọn tất cả các mục phù hợp.
more-optional = (không bắt buộc)

# Asking to be left alone.
stop = Đừng hỏi lại tôi nữa
stop-title = Ngừng hỏi bạn?
stop-detail = Chúng tôi sẽ không gửi cho bạn những câu hỏi như thế này nữa. Ngoài ra, không có gì thay đổi đối với bạn.
stop-again = Vui lòng nhấn thêm một lần nữa để chúng tôi biết đó là bạn.
stop-back = Quay lại câu hỏi
stopped = Chúng tôi sẽ không hỏi lại bạn nữa
stopped-detail = Nếu đây không phải là điều bạn muốn, bạn có thể hoàn tác tại đây.
stop-undo = Có thể hỏi lại tôi
stop-undone = Chúng tôi có thể hỏi lại bạn
stop-undone-detail = Cảm ơn bạn. Bạn không cần làm gì thêm.

# Pages that anybody can open: on a tablet in a shop, from a poster, on a web site.
trap = Hãy để trống ô này
busy = Hiện có quá nhiều câu trả lời
busy-detail = Nội dung bạn đã viết không bị mất. Vui lòng đợi đến đầu giờ tiếp theo rồi nhấn “Gửi” lần nữa.
stale = Biểu mẫu này đã mở quá lâu
stale-detail = Nội dung bạn đã viết không bị mất. Vui lòng nhấn “Gửi” lần nữa.

# In an e-mail.
email-rate = Trả lời { $rating } trên { $max }
email-press = Nhấn một số để trả lời. Một trang sẽ mở ra, tại đó bạn có thể đổi số trước khi gửi.
email-page = Trả lời trên trang web

# Links that do not lead to a survey.
expired = Liên kết này đã hết hạn
expired-detail = Liên kết khảo sát chỉ có hiệu lực trong thời gian giới hạn và liên kết này đã hết hiệu lực. Bạn không cần làm gì cả.
closed = Khảo sát này đã đóng
closed-detail = Không thể thay đổi câu trả lời qua liên kết này nữa. Bạn không cần làm gì cả.
not-found = Liên kết này không hoạt động
not-found-detail = Vui lòng kiểm tra xem bạn đã mở toàn bộ liên kết trong tin nhắn chưa. Nếu liên kết bị ngắt thành hai dòng, hãy sao chép cả hai phần.
unavailable = Trang này hiện không khả dụng
unavailable-detail = Vui lòng thử lại sau một phút.
unavailable-kept = Nội dung bạn đã viết không bị mất. Vui lòng đợi một lát rồi gửi lại.
try-again = Thử lại
bad-request = Không thể đọc biểu mẫu này
bad-request-detail = Hãy mở lại liên kết trong tin nhắn và gửi câu trả lời của bạn từ đó.
too-large = Câu trả lời này quá dài
too-large-detail = Hãy quay lại, rút ngắn nhận xét xuống còn tối đa { $max } ký tự rồi gửi lại.

# The usual questions, for surveys that bring no words of their own. low and high say what the ends of the scale mean.
nps-question = Khả năng bạn giới thiệu chúng tôi cho bạn bè hoặc đồng nghiệp là bao nhiêu?
nps-low = Hoàn toàn không có khả năng
nps-high = Rất có khả năng
csat-question = Bạn hài lòng với trải nghiệm của mình đến mức nào?
csat-low = Rất không hài lòng
csat-high = Rất hài lòng
ces-question = Bạn đồng ý đến mức nào với câu sau: “Tôi đã dễ dàng có được điều mình cần”?
ces-low = Hoàn toàn không đồng ý
ces-high = Hoàn toàn đồng ý
ces1-question = Bạn đã phải bỏ ra bao nhiêu công sức để có được điều mình cần?
ces1-low = Rất ít công sức
ces1-high = Rất nhiều công sức
