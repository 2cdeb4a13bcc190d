### Reviewed by a native speaker: no

# Around every page of the dashboard.
page-skip = Skip to the content
page-navigation = Pages
page-overview = Overview
page-language = Language
page-language-choose = Choose
