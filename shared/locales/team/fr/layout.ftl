### Reviewed by a native speaker: no

# Around every page of the dashboard.
page-skip = Aller au contenu
# The same in English.
page-navigation = Pages
page-overview = Vue d’ensemble
page-language = Langue
page-language-choose = Choisir
