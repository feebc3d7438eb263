"""Our columns, and the names that people give them in Finnish, Swedish and English."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from association.sorting import name_key
from membership.models import Kind


@dataclass(frozen=True)
class Column:
    """`names` are whole headings, without capitals; `hint` says what to write in it."""

    label: str | Promise
    names: tuple[str, ...]
    hint: str | Promise
    is_needed: bool = False


COLUMNS: dict[str, Column] = {
    "number": Column(
        _("Member number"),
        ("jäsennumero", "jäsennro", "jäsen nro", "numero", "nro", "medlemsnummer",
         "medlemsnr", "nummer", "member number", "member no", "number", "no"),
        _("May be empty: the next free number is given."),
    ),
    "last_name": Column(
        _("Last name"),
        ("sukunimi", "efternamn", "last name", "surname", "family name",
         "yhteyshenkilön sukunimi"),
        _("Of an organisation, of its contact person."),
        is_needed=True,
    ),
    "first_names": Column(
        _("First names"),
        ("etunimet", "etunimi", "kaikki etunimet", "förnamn", "first names",
         "first name", "given names", "given name", "yhteyshenkilön etunimi"),
        _("All of them: the members' register holds full names."),
        is_needed=True,
    ),
    "municipality": Column(
        _("Home municipality"),
        ("kotikunta", "kotipaikka", "kotipaikkakunta", "kunta", "hemkommun",
         "hemort", "kommun", "home municipality", "municipality", "domicile"),
        _("In Finnish or Swedish, for example Tampere."),
        is_needed=True,
    ),
    "email": Column(
        _("E-mail address"),
        ("sähköposti", "sähköpostiosoite", "s-posti", "email", "e-mail", "mail",
         "epost", "e-post", "e-postadress", "epostadress", "email address",
         "e-mail address"),
        _("May be empty: the member then has no sign-in and gets bills on paper."),
    ),
    "street_address": Column(
        _("Street address"),
        ("katuosoite", "lähiosoite", "osoite", "postiosoite", "gatuadress",
         "näradress", "adress", "postadress", "street address", "address"),
        _("Of who has no e-mail address: for bills and letters on paper."),
    ),
    "postal_code": Column(
        _("Postal code"),
        ("postinumero", "postinro", "postnummer", "postnr", "postal code", "postcode",
         "zip", "zip code"),
        _("For example 87100."),
    ),
    "town": Column(
        _("Town"),
        ("postitoimipaikka", "paikkakunta", "kaupunki", "postort", "postanstalt", "ort",
         "stad", "town", "city"),
        _("As on letters, for example Kajaani."),
    ),
    "language": Column(
        _("Language"),
        ("kieli", "äidinkieli", "asiointikieli", "språk", "modersmål", "language"),
        _("fi, sv or en."),
    ),
    "kind": Column(
        _("Kind of membership"),
        ("jäsenlaji", "jäsentyyppi", "jäsenyyden laji", "jäsenyys", "laji", "tyyppi",
         "medlemskategori", "medlemstyp", "medlemsslag", "typ av medlemskap",
         "medlemskapets art", "slag av medlemskap", "kind of membership",
         "membership type", "kind", "type"),
        _("Voting, supporting or honorary member."),
    ),
    "joined_on": Column(
        _("Member since"),
        ("liittymispäivä", "liittynyt", "liittymispvm", "jäsen alkaen",
         "jäsenyys alkanut", "jäseneksi", "hyväksytty", "inträdesdatum", "inträdde",
         "anslöt sig", "medlem sedan", "medlem från", "joined", "joined on",
         "member since", "joining date", "date of joining"),
        _("As a day, for example 31.12.2020."),
    ),
    "ended_on": Column(
        _("Ended"),
        ("päättynyt", "päättymispäivä", "eronnut", "eropäivä", "jäsenyys päättynyt",
         "utträdesdatum", "utträdde", "avgått", "upphört", "upphörde", "avslutat",
         "avslutades", "ended", "ended on", "left", "resigned"),
        _("Only of former members: the first day without membership."),
    ),
    "born_on": Column(
        _("Date of birth"),
        ("syntymäaika", "syntymäpäivä", "syntynyt", "födelsedatum", "född",
         "födelsetid", "date of birth", "born", "birth date"),
        _("Kept only of members who are under the voting age."),
    ),
    "organisation": Column(
        _("Organisation"),
        ("yhteisö", "organisaatio", "järjestö", "yhteisön nimi", "yhdistys", "yritys",
         "organisation", "organization", "förening", "företag", "sammanslutning",
         "name of the organisation"),
        _("The name of a member that is an association or a company."),
    ),
    "business_id": Column(
        _("Business id"),
        ("y-tunnus", "ytunnus", "fo-nummer", "fo nummer", "business id"),
        _("Of an organisation, for example 1234567-1."),
    ),
}  # fmt: skip
NEEDED = [name for name, column in COLUMNS.items() if column.is_needed]


@lru_cache(maxsize=4096)  # the same few words stand in thousands of rows
def key_of(text: str) -> str:
    """A heading or a word as it is compared: `Sähköposti *` is `sähköposti`."""
    words = re.sub(r"[*:.()_/]+", " ", text)
    return name_key(words)


def by_word(words: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {
        key_of(one): value for value, all_of_it in words.items() for one in all_of_it
    }


# What cells say, by the words that people use.
KINDS = by_word({
    Kind.VOTING: (
        "voting", "voting member", "varsinainen", "varsinainen jäsen", "äänestävä",
        "äänestävä jäsen", "äänioikeutettu", "äänioikeutettu jäsen", "henkilöjäsen",
        "jäsen", "ordinarie", "ordinarie medlem", "röstande", "röstande medlem",
        "röstberättigad", "röstberättigad medlem", "full member", "ordinary member",
    ),
    Kind.SUPPORTING: (
        "supporting", "supporting member", "kannatus", "kannatusjäsen", "kannattava",
        "kannattajajäsen", "kannattava jäsen", "kannattaja", "tukijäsen", "stödmedlem",
        "stödjande", "understödande medlem", "understödjande", "understödjande medlem",
        "yhteisöjäsen",
    ),
    Kind.HONORARY: (
        "honorary", "honorary member", "kunnia", "kunniajäsen", "hedersmedlem",
        "kunniapuheenjohtaja",
    ),
})  # fmt: skip

LANGUAGES = by_word({
    "fi": ("fi", "suomi", "suomenkielinen", "finska", "finnish", "fin"),
    "sv": ("sv", "ruotsi", "ruotsinkielinen", "svenska", "swedish", "swe"),
    "en": ("en", "englanti", "englanninkielinen", "engelska", "english", "eng"),
})  # fmt: skip


def guess(headings: Sequence[str]) -> dict[str, int]:
    """Which of their columns is which of ours, as far as the names tell."""
    keys = [key_of(heading) for heading in headings]
    found: dict[str, int] = {}
    for name, column in COLUMNS.items():
        names = {key_of(one) for one in column.names} | {key_of(str(column.label))}
        place = next((at for at, key in enumerate(keys) if key in names), None)
        if place is not None and place not in found.values():
            found[name] = place
    return found
