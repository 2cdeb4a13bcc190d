### Reviewed by a native speaker: no

# The survey page. Sentences that a customer reads: short, plain, no jargon.
error-prefix = Erro:
chosen = Escolheu { $rating }. Prima Enviar para confirmar ou escolha outro número.
chosen-meaning = Escolheu { $rating } ({ $meaning }). Prima Enviar para confirmar ou escolha outro número.
comment = Qual é o motivo principal da sua resposta? (opcional)
comment-hint = Não indique dados pessoais, como nomes ou números de telefone ou de cartão.
send = Enviar
decoy = Não prima: este botão é apenas para máquinas
languages = Idioma
language-change = Mudar de idioma
contact = Precisa de ajuda? Contacte-nos:
notice-customer = A sua resposta fica associada à sua conta de cliente. Usamo-la para melhorar o nosso serviço e guardamo-la durante { $months } meses, no máximo. Pode pedir-nos em qualquer altura para a consultar ou apagar.
notice-anonymous = A sua resposta não fica associada ao seu nome nem a nenhuma conta. Usamo-la para melhorar o nosso serviço e guardamo-la durante { $months } meses, no máximo.

# Stands over the form once the link has been answered. Of the earlier answer it shows nothing.
answered = Já respondeu
answered-detail = Pode responder de novo: o que enviar agora substitui a sua resposta anterior. Se deixar o comentário em branco, mantém-se o anterior.

# What is wrong with a form.
problem = Há um problema
rating-missing = Escolha um número de { $min } a { $max }
comment-too-long = Encurte o seu comentário para { $max } caracteres ou menos (tem { $count })
choice-wrong = Escolha entre as respostas apresentadas
not-saved = Não foi possível guardar a sua resposta
not-saved-detail = Nada do que escreveu se perdeu. Aguarde um momento e prima Enviar outra vez.

# After the answer.
thanks = Obrigado
thanks-detail = Recebemos a sua resposta.
thanks-close = Já pode fechar esta página.
thanks-changed = A sua nova resposta substituiu a anterior.
thanks-change = Alterar a minha resposta
thanks-another = Dar outra resposta

# A further question or two, asked once the answer is saved. The heading fits one and two.
more = Um pouco mais
more-detail = A sua resposta { $rating } está guardada. Se quiser, diga-nos um pouco mais.
more-any = Pode escolher várias.
more-optional = (opcional)

# Asking to be left alone.
stop = Não me perguntem mais
stop-title = Deixamos de lhe perguntar?
stop-detail = Não lhe enviaremos mais perguntas como esta. Nada mais muda para si.
stop-again = Prima mais uma vez, para sabermos que foi o próprio.
stop-back = Voltar à pergunta
stopped = Não voltaremos a perguntar-lhe
stopped-detail = Se não era isto que queria, pode anular aqui.
stop-undo = Podem voltar a perguntar-me
stop-undone = Poderemos voltar a perguntar-lhe
stop-undone-detail = Obrigado. Não precisa de fazer mais nada.

# Pages that anybody can open: on a tablet in a shop, from a poster, on a web site.
trap = Deixe este campo vazio
busy = Demasiadas respostas neste momento
busy-detail = Nada do que escreveu se perdeu. Aguarde até à próxima hora certa e prima Enviar outra vez.
stale = Este formulário esteve aberto demasiado tempo
stale-detail = Nada do que escreveu se perdeu. Prima Enviar outra vez.

# In an e-mail.
email-rate = Responder { $rating } de { $max }
email-press = Prima um número para responder. Abre-se uma página onde o pode alterar antes de enviar.
email-page = Responder numa página

# Links that do not lead to a survey.
expired = Esta ligação expirou
expired-detail = As ligações de inquérito só funcionam durante algum tempo, e o desta terminou. Não precisa de fazer nada.
closed = Este inquérito está encerrado
closed-detail = As respostas desta ligação já não podem ser alteradas. Não precisa de fazer nada.
not-found = Esta ligação não funciona
not-found-detail = Verifique se abriu a ligação completa da sua mensagem. Se estava cortada em duas linhas, copie as duas partes.
unavailable = A página não está disponível neste momento
unavailable-detail = Tente de novo dentro de um minuto.
unavailable-kept = Nada do que escreveu se perdeu. Aguarde um momento e envie outra vez.
try-again = Tentar de novo
bad-request = Não foi possível ler este formulário
bad-request-detail = Abra de novo a ligação da sua mensagem e envie a sua resposta a partir daí.
too-large = Esta resposta é demasiado longa
too-large-detail = Volte atrás, encurte o seu comentário para { $max } caracteres ou menos e envie-o outra vez.

# The usual questions, for surveys that bring no words of their own. low and high say what the ends of the scale mean.
nps-question = Qual é a probabilidade de nos recomendar a um amigo ou colega?
nps-low = Nada provável
nps-high = Extremamente provável
csat-question = Qual é o seu grau de satisfação com a sua experiência?
csat-low = Muito insatisfeito
csat-high = Muito satisfeito
ces-question = Concorda com esta frase: foi fácil conseguir o que eu precisava?
ces-low = Discordo totalmente
ces-high = Concordo totalmente
ces1-question = Quanto esforço lhe exigiu conseguir o que precisava?
ces1-low = Muito pouco esforço
ces1-high = Muitíssimo esforço
