"""Who the demo association is: what its settings hold. Nothing here is anybody's."""

from demo.content.model import Page

NAME = "Vanhempain toiminnan mentorit ry"
# The soft hyphen says where the word may break on the narrowest phone.
SHORT_NAME = "Vanhempain\u00adtoiminnan mentorit"
EMAIL = "mentorit@esimerkki.example"
PHONE = "050 000 0001"
# Zeros pass the check digit and belong to nobody; the account is a bank's own example.
BUSINESS_ID = "0000000-0"
IBAN = "FI37 1590 3000 0007 76"
BIC = "NDEAFIHH"
STREET = "Esimerkkikatu 1"
POSTCODE = "00000"
CITY = "Kuopio"
FACEBOOK = "https://facebook.example/mentorit"
INSTAGRAM = "https://instagram.example/mentorit"

VOTING_CENTS = 20_00
SUPPORTING_CENTS = 100_00


def pages(language: str) -> tuple[Page, ...]:
    """All pages there are in `language` (fi, sv, en), parents before children."""
    from demo.content import en, fi, sv

    return {"fi": fi.PAGES, "sv": sv.PAGES, "en": en.PAGES}[language]
