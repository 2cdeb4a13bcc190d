### Reviewed by a native speaker: no

# The survey page. Sentences that a customer reads: short, plain, no jargon.
error-prefix = Error:
chosen = Ha elegido { $rating }. Pulse Enviar para confirmar o elija otro número.
chosen-meaning = Ha elegido { $rating } ({ $meaning }). Pulse Enviar para confirmar o elija otro número.
comment = ¿Cuál es el motivo principal de su respuesta? (opcional)
comment-hint = No incluya datos personales como nombres o números de teléfono o de tarjeta.
send = Enviar
decoy = No pulse: este botón es solo para máquinas
languages = Idioma
language-change = Cambiar de idioma
contact = ¿Necesita ayuda? Póngase en contacto con nosotros:
notice-customer = Su respuesta está vinculada a su cuenta de cliente. La usamos para mejorar nuestro servicio y la conservamos { $months } meses como máximo. Puede pedirnos en cualquier momento que se la mostremos o la borremos.
notice-anonymous = Su respuesta no está vinculada a su nombre ni a ninguna cuenta. La usamos para mejorar nuestro servicio y la conservamos { $months } meses como máximo.

# Stands over the form once the link has been answered. Of the earlier answer it shows nothing.
answered = Ya ha respondido
answered-detail = Puede responder de nuevo: lo que envíe ahora sustituirá su respuesta anterior. Si deja el comentario vacío, se conserva el anterior.

# What is wrong with a form.
problem = Hay un problema
rating-missing = Elija un número del { $min } al { $max }
comment-too-long = Acorte su comentario a { $max } caracteres como máximo (tiene { $count })
choice-wrong = Elija entre las respuestas que se muestran
not-saved = No se ha podido guardar su respuesta
not-saved-detail = No se ha perdido nada de lo que ha escrito. Espere un momento y pulse Enviar otra vez.

# After the answer.
thanks = Gracias
thanks-detail = Hemos recibido su respuesta.
thanks-close = Ya puede cerrar esta página.
thanks-changed = Su nueva respuesta ha sustituido a la anterior.
thanks-change = Cambiar mi respuesta
thanks-another = Dar otra respuesta

# A further question or two, asked once the answer is saved. The heading fits one and two.
more = Un poco más
more-detail = Su respuesta { $rating } está guardada. Si quiere, cuéntenos un poco más.
more-any = Puede elegir varias.
more-optional = (opcional)

# Asking to be left alone.
stop = No me pregunten más
stop-title = ¿Dejamos de preguntarle?
stop-detail = No le enviaremos más preguntas como esta. No cambia nada más para usted.
stop-again = Pulse una vez más, para que sepamos que ha sido usted.
stop-back = Volver a la pregunta
stopped = No volveremos a preguntarle
stopped-detail = Si no era lo que quería, puede deshacerlo aquí.
stop-undo = Pueden volver a preguntarme
stop-undone = Podremos volver a preguntarle
stop-undone-detail = Gracias. No tiene que hacer nada más.

# Pages that anybody can open: on a tablet in a shop, from a poster, on a web site.
trap = Deje este campo vacío
busy = Demasiadas respuestas en este momento
busy-detail = No se ha perdido nada de lo que ha escrito. Espere hasta la próxima hora en punto y pulse Enviar otra vez.
stale = Este formulario ha estado abierto demasiado tiempo
stale-detail = No se ha perdido nada de lo que ha escrito. Pulse Enviar otra vez.

# In an e-mail.
email-rate = Responder { $rating } de { $max }
email-press = Pulse un número para responder. Se abrirá una página donde podrá cambiarlo antes de enviarlo.
email-page = Responder en una página

# Links that do not lead to a survey.
expired = Este enlace ha caducado
expired-detail = Los enlaces de encuesta funcionan durante un tiempo limitado, y el de este ha terminado. No tiene que hacer nada.
closed = Esta encuesta está cerrada
closed-detail = Las respuestas de este enlace ya no se pueden cambiar. No tiene que hacer nada.
not-found = Este enlace no funciona
not-found-detail = Compruebe que ha abierto el enlace completo desde su mensaje. Si estaba cortado en dos líneas, copie las dos partes.
unavailable = La página no está disponible en este momento
unavailable-detail = Inténtelo de nuevo dentro de un minuto.
unavailable-kept = No se ha perdido nada de lo que ha escrito. Espere un momento y envíelo otra vez.
try-again = Intentar de nuevo
bad-request = No se ha podido leer este formulario
bad-request-detail = Abra de nuevo el enlace desde su mensaje y envíe su respuesta desde allí.
too-large = Esta respuesta es demasiado larga
too-large-detail = Vuelva atrás, acorte su comentario a { $max } caracteres como máximo y envíelo otra vez.

# The usual questions, for surveys that bring no words of their own. low and high say what the ends of the scale mean.
nps-question = ¿Qué probabilidad hay de que nos recomiende a un amigo o compañero de trabajo?
nps-low = Nada probable
nps-high = Muy probable
csat-question = ¿En qué medida está satisfecho con su experiencia?
csat-low = Muy insatisfecho
csat-high = Muy satisfecho
ces-question = ¿Está de acuerdo con esta frase: me resultó fácil conseguir lo que necesitaba?
ces-low = Totalmente en desacuerdo
ces-high = Totalmente de acuerdo
ces1-question = ¿Cuánto esfuerzo le costó conseguir lo que necesitaba?
ces1-low = Muy poco esfuerzo
ces1-high = Muchísimo esfuerzo
