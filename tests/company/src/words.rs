//! What made-up customers say.

/// How an answer sounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    Bad,
    Middling,
    Good,
}

/// Comments in a language, of a tone, about a touchpoint.
pub(crate) fn comments(language: &str, tone: Tone, touchpoint: &str) -> &'static [&'static str] {
    match (language, tone) {
        ("fr", tone) => french(tone, touchpoint),
        ("zh-Hant", tone) => chinese(tone, touchpoint),
        (_, tone) => english(tone, touchpoint),
    }
}

fn english(tone: Tone, touchpoint: &str) -> &'static [&'static str] {
    match (tone, touchpoint) {
        (Tone::Bad, "delivery") => &[
            "Parcel came four days late and nobody told me.",
            "Box was crushed, one cup broken.",
            "The driver left it at the wrong house. Again.",
        ],
        (Tone::Bad, "support") => &[
            "Had to explain my problem three times to three people.",
            "Still no answer to my ticket after a week.",
            "Chat closed on me before anyone replied.",
        ],
        (Tone::Bad, "checkout") => &[
            "Checkout failed twice before it took my card.",
            "Could not find where to enter my voucher.",
        ],
        (Tone::Bad, _) => &[
            "The price went up and nothing got better.",
            "I keep having to call. Thinking of leaving.",
            "Last year this was better.",
        ],
        (Tone::Middling, _) => &["It was fine.", "OK, but slower than last time.", "Does the job."],
        (Tone::Good, "support") => &["Sorted in five minutes, thank you!", "Friendly and quick."],
        (Tone::Good, "delivery") => &["A day earlier than promised.", "Well packed, on time."],
        (Tone::Good, _) => &["Simple and quick.", "Love it, told my neighbours.", "Always reliable."],
    }
}

fn french(tone: Tone, touchpoint: &str) -> &'static [&'static str] {
    match (tone, touchpoint) {
        (Tone::Bad, "delivery") => &[
            "Colis arrivé avec quatre jours de retard.",
            "Carton écrasé, une tasse cassée.",
        ],
        (Tone::Bad, "support") => &[
            "J’ai dû expliquer trois fois le même problème.",
            "Toujours pas de réponse depuis une semaine.",
        ],
        (Tone::Bad, _) => &["Le prix augmente, pas la qualité.", "Je pense à partir ailleurs."],
        (Tone::Middling, _) => &["Correct, sans plus.", "Plus lent que la dernière fois."],
        (Tone::Good, "support") => &["Réglé en cinq minutes, merci !", "Équipe très aimable."],
        (Tone::Good, _) => &["Simple et rapide.", "Très bien, je recommande.", "Livré en avance."],
    }
}

fn chinese(tone: Tone, touchpoint: &str) -> &'static [&'static str] {
    match (tone, touchpoint) {
        (Tone::Bad, "delivery") => &["包裹晚了四天才到，也沒有人通知。", "紙箱壓壞了，杯子破了一個。"],
        (Tone::Bad, "support") => &["同樣的問題要講三次。", "等了一個星期還沒有回覆。"],
        (Tone::Bad, _) => &["價格漲了，品質卻沒有。", "在考慮換別家。"],
        (Tone::Middling, _) => &["還可以。", "比上次慢一點。"],
        (Tone::Good, "support") => &["五分鐘就解決了，謝謝！", "客服很親切。"],
        (Tone::Good, _) => &["簡單又快。", "很滿意，會推薦給朋友。", "比預定早一天到。"],
    }
}
