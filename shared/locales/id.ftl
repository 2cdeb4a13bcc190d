### Reviewed by a native speaker: no

# The survey page. Sentences that a customer reads: short, plain, no jargon.
error-prefix = Kesalahan:
chosen = Anda memilih { $rating }. Tekan “Kirim” untuk mengonfirmasi, atau pilih angka lain.
chosen-meaning = Anda memilih { $rating } ({ $meaning }). Tekan “Kirim” untuk mengonfirmasi, atau pilih angka lain.
comment = Apa alasan utama jawaban Anda? (opsional)
comment-hint = Mohon jangan mencantumkan data pribadi seperti nama, nomor telepon, atau nomor kartu.
send = Kirim
decoy = Jangan ditekan: tombol ini hanya untuk mesin
languages = Bahasa
language-change = Ganti bahasa
contact = Butuh bantuan? Hubungi kami:
notice-customer = Jawaban Anda terhubung dengan akun pelanggan Anda. Kami menggunakannya untuk meningkatkan layanan kami dan menyimpannya paling lama { $months } bulan. Anda dapat meminta kami kapan saja untuk memperlihatkan atau menghapusnya.
notice-anonymous = Jawaban Anda tidak terhubung dengan nama atau akun Anda. Kami menggunakannya untuk meningkatkan layanan kami dan menyimpannya paling lama { $months } bulan.

# Stands over the form once the link has been answered. Of the earlier answer it shows nothing.
answered = Anda sudah menjawab
answered-detail = Anda dapat menjawab lagi: yang Anda kirim sekarang akan menggantikan jawaban sebelumnya. Jika komentar dikosongkan, komentar Anda sebelumnya tetap disimpan.

# What is wrong with a form.
problem = Ada masalah
rating-missing = Pilih angka dari { $min } sampai { $max }
comment-too-long = Persingkat komentar Anda menjadi maksimal { $max } karakter (sekarang { $count })
choice-wrong = Pilih dari jawaban yang ditampilkan
not-saved = Jawaban Anda tidak dapat disimpan
not-saved-detail = Tulisan Anda tidak hilang. Tunggu sebentar, lalu tekan “Kirim” lagi.

# After the answer.
thanks = Terima kasih
thanks-detail = Kami telah menerima jawaban Anda.
thanks-close = Anda dapat menutup halaman ini sekarang.
thanks-changed = Jawaban baru Anda telah menggantikan jawaban sebelumnya.
thanks-change = Ubah jawaban saya
thanks-another = Beri jawaban lain

# A further question or two, asked once the answer is saved. The heading fits one and two.
more = Sedikit lagi
more-detail = Jawaban Anda, { $rating }, telah disimpan. Jika berkenan, ceritakan sedikit lagi kepada kami.
more-any = Pilih semua yang sesuai.
more-optional = (opsional)

# Asking to be left alone.
stop = Jangan tanya saya lagi
stop-title = Berhenti bertanya kepada Anda?
stop-detail = Kami tidak akan lagi mengirimkan pertanyaan seperti ini kepada Anda. Selain itu, tidak ada yang berubah bagi Anda.
stop-again = Silakan tekan sekali lagi agar kami tahu bahwa ini Anda.
stop-back = Kembali ke pertanyaan
stopped = Kami tidak akan bertanya lagi kepada Anda
stopped-detail = Jika Anda tidak menginginkan ini, Anda dapat membatalkannya di sini.
stop-undo = Saya boleh ditanya lagi
stop-undone = Kami mungkin akan bertanya lagi kepada Anda
stop-undone-detail = Terima kasih. Anda tidak perlu melakukan apa pun lagi.

# Pages that anybody can open: on a tablet in a shop, from a poster, on a web site.
trap = Biarkan kolom ini kosong
busy = Terlalu banyak jawaban saat ini
busy-detail = Tulisan Anda tidak hilang. Tunggu sampai awal jam berikutnya, lalu tekan “Kirim” lagi.
stale = Formulir ini terbuka terlalu lama
stale-detail = Tulisan Anda tidak hilang. Tekan “Kirim” lagi.

# In an e-mail.
email-rate = Jawab { $rating } dari { $max }
email-press = Tekan salah satu angka untuk menjawab. Halaman akan terbuka dan Anda dapat mengubahnya sebelum mengirim.
email-page = Jawab di halaman web

# Links that do not lead to a survey.
expired = Tautan ini sudah kedaluwarsa
expired-detail = Tautan survei hanya berlaku dalam waktu terbatas, dan masa berlaku tautan ini sudah berakhir. Anda tidak perlu melakukan apa pun.
closed = Survei ini sudah ditutup
closed-detail = Jawaban untuk tautan ini tidak dapat diubah lagi. Anda tidak perlu melakukan apa pun.
not-found = Tautan ini tidak berfungsi
not-found-detail = Pastikan Anda membuka seluruh tautan dari pesan Anda. Jika tautan terpotong menjadi dua baris, salin kedua bagiannya.
unavailable = Halaman ini sedang tidak tersedia
unavailable-detail = Silakan coba lagi dalam satu menit.
unavailable-kept = Tulisan Anda tidak hilang. Tunggu sebentar, lalu kirim lagi.
try-again = Coba lagi
bad-request = Formulir ini tidak dapat dibaca
bad-request-detail = Buka kembali tautan dari pesan Anda dan kirim jawaban Anda dari sana.
too-large = Jawaban ini terlalu panjang
too-large-detail = Kembali, persingkat komentar Anda menjadi maksimal { $max } karakter, lalu kirim lagi.

# The usual questions, for surveys that bring no words of their own. low and high say what the ends of the scale mean.
nps-question = Seberapa besar kemungkinan Anda merekomendasikan kami kepada teman atau kolega?
nps-low = Sangat tidak mungkin
nps-high = Sangat mungkin
csat-question = Seberapa puas Anda dengan pengalaman Anda?
csat-low = Sangat tidak puas
csat-high = Sangat puas
ces-question = Seberapa setuju Anda dengan pernyataan ini: “Saya mudah mendapatkan apa yang saya butuhkan”?
ces-low = Sangat tidak setuju
ces-high = Sangat setuju
ces1-question = Seberapa besar upaya yang Anda perlukan untuk mendapatkan apa yang Anda butuhkan?
ces1-low = Upaya sangat sedikit
ces1-high = Upaya sangat besar
