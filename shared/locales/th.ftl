### Reviewed by a native speaker: no

# The survey page. Sentences that a customer reads: short, plain, no jargon.
error-prefix = ข้อผิดพลาด:
chosen = คุณเลือก { $rating } กด “ส่ง” เพื่อยืนยัน หรือเลือกตัวเลขอื่น
chosen-meaning = คุณเลือก { $rating } ({ $meaning }) กด “ส่ง” เพื่อยืนยัน หรือเลือกตัวเลขอื่น
comment = อะไรคือเหตุผลหลักของคำตอบของคุณ (ไม่บังคับ)
comment-hint = โปรดอย่าระบุข้อมูลส่วนบุคคล เช่น ชื่อ หมายเลขโทรศัพท์ หรือหมายเลขบัตร
send = ส่ง
decoy = อย่ากด: ปุ่มนี้มีไว้สำหรับเครื่องเท่านั้น
languages = ภาษา
language-change = เปลี่ยนภาษา
contact = ต้องการความช่วยเหลือไหม ติดต่อเรา:
notice-customer = คำตอบของคุณเชื่อมโยงกับบัญชีลูกค้าของคุณ เราใช้คำตอบเพื่อปรับปรุงบริการของเราและเก็บไว้ไม่เกิน { $months } เดือน คุณสามารถขอดูหรือขอให้เราลบคำตอบได้ทุกเมื่อ
notice-anonymous = คำตอบของคุณไม่ได้เชื่อมโยงกับชื่อหรือบัญชีของคุณ เราใช้คำตอบเพื่อปรับปรุงบริการของเราและเก็บไว้ไม่เกิน { $months } เดือน

# Stands over the form once the link has been answered. Of the earlier answer it shows nothing.
answered = คุณตอบไปแล้ว
answered-detail = คุณสามารถตอบอีกครั้งได้ คำตอบที่คุณส่งตอนนี้จะแทนที่คำตอบเดิม หากคุณเว้นช่องความคิดเห็นว่างไว้ ความคิดเห็นเดิมของคุณจะยังคงอยู่

# What is wrong with a form.
problem = พบปัญหา
rating-missing = โปรดเลือกตัวเลขตั้งแต่ { $min } ถึง { $max }
comment-too-long = โปรดย่อความคิดเห็นให้ไม่เกิน { $max } อักขระ (ขณะนี้มี { $count })
choice-wrong = โปรดเลือกจากคำตอบที่แสดง
not-saved = ไม่สามารถบันทึกคำตอบของคุณได้
not-saved-detail = สิ่งที่คุณเขียนไว้ไม่ได้สูญหาย โปรดรอสักครู่ แล้วกด “ส่ง” อีกครั้ง

# After the answer.
thanks = ขอบคุณ
thanks-detail = เราได้รับคำตอบของคุณแล้ว
thanks-close = คุณสามารถปิดหน้านี้ได้แล้ว
thanks-changed = คำตอบใหม่ของคุณได้แทนที่คำตอบเดิมแล้ว
thanks-change = เปลี่ยนคำตอบของฉัน
thanks-another = ส่งคำตอบอีกชุด

# A further question or two, asked once the answer is saved. The heading fits one and two.
more = อีกเล็กน้อย
more-detail = บันทึกคำตอบ { $rating } ของคุณแล้ว หากสะดวก โปรดบอกเราเพิ่มเติมอีกเล็กน้อย
more-any = เลือกทุกข้อที่ตรงกับคุณ
more-optional = (ไม่บังคับ)

# Asking to be left alone.
stop = ไม่ต้องถามฉันอีก
stop-title = ต้องการให้เราหยุดถามคุณไหม
stop-detail = เราจะไม่ส่งคำถามลักษณะนี้ถึงคุณอีก นอกนั้นไม่มีอะไรเปลี่ยนแปลงสำหรับคุณ
stop-again = โปรดกดอีกครั้ง เพื่อให้เราทราบว่าเป็นคุณ
stop-back = กลับไปที่คำถาม
stopped = เราจะไม่ถามคุณอีก
stopped-detail = หากคุณไม่ได้ต้องการเช่นนี้ คุณสามารถยกเลิกได้ที่นี่
stop-undo = ถามฉันอีกได้
stop-undone = เราอาจถามคุณอีก
stop-undone-detail = ขอบคุณ คุณไม่ต้องดำเนินการใดๆ เพิ่มเติม

# Pages that anybody can open: on a tablet in a shop, from a poster, on a web site.
trap = เว้นช่องนี้ว่างไว้
busy = ขณะนี้มีคำตอบเข้ามามากเกินไป
busy-detail = สิ่งที่คุณเขียนไว้ไม่ได้สูญหาย โปรดรอจนถึงต้นชั่วโมงถัดไป แล้วกด “ส่ง” อีกครั้ง
stale = แบบฟอร์มนี้เปิดค้างไว้นานเกินไป
stale-detail = สิ่งที่คุณเขียนไว้ไม่ได้สูญหาย โปรดกด “ส่ง” อีกครั้ง

# In an e-mail.
email-rate = ตอบ { $rating } จาก { $max }
email-press = กดตัวเลขเพื่อตอบ ระบบจะเปิดหน้าที่คุณสามารถเปลี่ยนตัวเลขได้ก่อนส่ง
email-page = ตอบบนหน้าเว็บ

# Links that do not lead to a survey.
expired = ลิงก์นี้หมดอายุแล้ว
expired-detail = ลิงก์แบบสำรวจใช้งานได้ในเวลาจำกัด และลิงก์นี้หมดเวลาแล้ว คุณไม่ต้องดำเนินการใดๆ
closed = แบบสำรวจนี้ปิดแล้ว
closed-detail = ไม่สามารถเปลี่ยนคำตอบที่ส่งผ่านลิงก์นี้ได้อีกต่อไป คุณไม่ต้องดำเนินการใดๆ
not-found = ลิงก์นี้ใช้งานไม่ได้
not-found-detail = โปรดตรวจสอบว่าคุณเปิดลิงก์ทั้งหมดจากข้อความที่ได้รับ หากลิงก์ถูกตัดเป็นสองบรรทัด ให้คัดลอกทั้งสองส่วน
unavailable = หน้านี้ไม่พร้อมใช้งานในขณะนี้
unavailable-detail = โปรดลองอีกครั้งในอีกหนึ่งนาที
unavailable-kept = สิ่งที่คุณเขียนไว้ไม่ได้สูญหาย โปรดรอสักครู่ แล้วส่งใหม่อีกครั้ง
try-again = ลองอีกครั้ง
bad-request = ไม่สามารถอ่านแบบฟอร์มนี้ได้
bad-request-detail = โปรดเปิดลิงก์จากข้อความที่ได้รับอีกครั้ง แล้วส่งคำตอบจากหน้านั้น
too-large = คำตอบนี้ยาวเกินไป
too-large-detail = โปรดย้อนกลับ ย่อความคิดเห็นให้ไม่เกิน { $max } อักขระ แล้วส่งใหม่อีกครั้ง

# The usual questions, for surveys that bring no words of their own. low and high say what the ends of the scale mean.
nps-question = คุณมีแนวโน้มที่จะแนะนำเราให้เพื่อนหรือเพื่อนร่วมงานมากน้อยเพียงใด
nps-low = ไม่มีแนวโน้มเลย
nps-high = มีแนวโน้มสูงมากที่สุด
csat-question = คุณพึงพอใจกับประสบการณ์ของคุณมากน้อยเพียงใด
csat-low = ไม่พึงพอใจอย่างมาก
csat-high = พึงพอใจอย่างมาก
ces-question = คุณเห็นด้วยกับข้อความนี้มากน้อยเพียงใด: “ฉันได้รับสิ่งที่ต้องการอย่างง่ายดาย”
ces-low = ไม่เห็นด้วยอย่างยิ่ง
ces-high = เห็นด้วยอย่างยิ่ง
ces1-question = คุณต้องใช้ความพยายามมากน้อยเพียงใดเพื่อให้ได้สิ่งที่คุณต้องการ
ces1-low = ใช้ความพยายามน้อยมาก
ces1-high = ใช้ความพยายามมากอย่างยิ่ง
