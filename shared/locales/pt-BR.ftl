### Reviewed by a native speaker: no

# The survey page. Sentences that a customer reads: short, plain, no jargon.
error-prefix = Erro:
chosen = Você escolheu { $rating }. Toque em Enviar para confirmar ou escolha outro número.
chosen-meaning = Você escolheu { $rating } ({ $meaning }). Toque em Enviar para confirmar ou escolha outro número.
comment = Qual é o principal motivo da sua resposta? (opcional)
comment-hint = Não inclua dados pessoais, como nomes ou números de telefone ou de cartão.
send = Enviar
decoy = Não pressione: este botão é só para máquinas
languages = Idioma
language-change = Mudar idioma
contact = Precisa de ajuda? Fale com a gente:
notice-customer = Sua resposta fica vinculada à sua conta de cliente. Nós a usamos para melhorar nosso serviço e a guardamos por { $months } meses, no máximo. Você pode pedir a qualquer momento para vê-la ou apagá-la.
notice-anonymous = Sua resposta não fica vinculada ao seu nome nem a nenhuma conta. Nós a usamos para melhorar nosso serviço e a guardamos por { $months } meses, no máximo.

# Stands over the form once the link has been answered. Of the earlier answer it shows nothing.
answered = Você já respondeu
answered-detail = Você pode responder de novo: o que enviar agora substitui sua resposta anterior. Se deixar o comentário em branco, o anterior será mantido.

# What is wrong with a form.
problem = Há um problema
rating-missing = Escolha um número de { $min } a { $max }
comment-too-long = Encurte seu comentário para até { $max } caracteres (ele tem { $count })
choice-wrong = Escolha uma das respostas mostradas
not-saved = Não foi possível salvar sua resposta
not-saved-detail = Nada do que você escreveu se perdeu. Aguarde um momento e toque em Enviar de novo.

# After the answer.
thanks = Agradecemos
thanks-detail = Recebemos sua resposta.
thanks-close = Você já pode fechar esta página.
thanks-changed = Sua nova resposta substituiu a anterior.
thanks-change = Mudar minha resposta
thanks-another = Dar outra resposta

# A further question or two, asked once the answer is saved. The heading fits one and two.
more = Um pouco mais
more-detail = Sua resposta { $rating } foi salva. Se quiser, conte um pouco mais.
more-any = Você pode escolher mais de uma.
more-optional = (opcional)

# Asking to be left alone.
stop = Não me perguntem mais
stop-title = Devemos parar de perguntar?
stop-detail = Não enviaremos mais perguntas como esta. Nada mais muda para você.
stop-again = Toque mais uma vez, para sabermos que foi você.
stop-back = Voltar à pergunta
stopped = Não vamos mais perguntar a você
stopped-detail = Se não era isso que você queria, pode desfazer aqui.
stop-undo = Podem me perguntar de novo
stop-undone = Poderemos perguntar a você de novo
stop-undone-detail = Agradecemos. Você não precisa fazer mais nada.

# Pages that anybody can open: on a tablet in a shop, from a poster, on a web site.
trap = Deixe este campo vazio
busy = Respostas demais neste momento
busy-detail = Nada do que você escreveu se perdeu. Aguarde até a próxima hora cheia e toque em Enviar de novo.
stale = Este formulário ficou aberto por tempo demais
stale-detail = Nada do que você escreveu se perdeu. Toque em Enviar de novo.

# In an e-mail.
email-rate = Responder { $rating } de { $max }
email-press = Toque em um número para responder. Uma página se abre, e nela você pode mudar o número antes de enviar.
email-page = Responder em uma página

# Links that do not lead to a survey.
expired = Este link expirou
expired-detail = Os links de pesquisa funcionam por tempo limitado, e o deste acabou. Você não precisa fazer nada.
closed = Esta pesquisa foi encerrada
closed-detail = As respostas deste link não podem mais ser alteradas. Você não precisa fazer nada.
not-found = Este link não funciona
not-found-detail = Verifique se você abriu o link inteiro da sua mensagem. Se ele estava dividido em duas linhas, copie as duas partes.
unavailable = A página não está disponível no momento
unavailable-detail = Tente de novo em um minuto.
unavailable-kept = Nada do que você escreveu se perdeu. Aguarde um momento e envie de novo.
try-again = Tentar de novo
bad-request = Não foi possível ler este formulário
bad-request-detail = Abra de novo o link da sua mensagem e envie sua resposta por lá.
too-large = Esta resposta é longa demais
too-large-detail = Volte, encurte seu comentário para até { $max } caracteres e envie de novo.

# The usual questions, for surveys that bring no words of their own. low and high say what the ends of the scale mean.
nps-question = Qual é a probabilidade de você nos recomendar a um amigo ou colega?
nps-low = Nada provável
nps-high = Extremamente provável
csat-question = Qual é o seu grau de satisfação com a sua experiência?
csat-low = Muito insatisfeito
csat-high = Muito satisfeito
ces-question = Você concorda com esta frase: foi fácil conseguir o que eu precisava?
ces-low = Discordo totalmente
ces-high = Concordo totalmente
ces1-question = Quanto esforço você precisou fazer para conseguir o que precisava?
ces1-low = Muito pouco esforço
ces1-high = Esforço enorme
