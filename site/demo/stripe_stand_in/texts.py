"""The words of the hosted page. It is not part of the site, so they live here."""

TEXTS = {
    "fi": {
        "banner": "Harjoitusmaksu – ei oikeaa rahaa",
        "explanation": "Tämä sivu esittää maksupalvelua. Mitään ei veloiteta, eikä "
        "kortin tietoja kysytä.",
        "to_pay": "Maksettavaa",
        "email": "Sähköposti",
        "choose": "Valitse maksutapa",
        "card": "Maksa kortilla",
        "mobilepay": "Maksa MobilePaylla",
        "trouble": "Kokeile poikkeuksia",
        "declined": "Maksa kortilla, jonka pankki hylkää",
        "close": "Maksa ja sulje välilehti",
        "cancel": "Peruuta ja palaa",
        "error": "Virhe",
        "declined_message": "Korttimaksu hylättiin, eikä mitään veloitettu. Valitse "
        "toinen maksutapa.",
        "choose_message": "Valitse jokin sivun maksutavoista.",
        "paid_title": "Maksu on suoritettu",
        "paid_text": "Voit sulkea tämän välilehden.",
        "twice_title": "Tämä on jo maksettu",
        "twice_text": "Mitään ei veloitettu toista kertaa.",
        "expired_title": "Maksulinkki on vanhentunut",
        "expired_text": "Mitään ei veloitettu. Palaa sivustolle ja aloita maksaminen "
        "uudelleen.",
        "missing_title": "Maksua ei löydy",
        "missing_text": "Tarkista osoite tai aloita maksaminen uudelleen.",
    },
    "sv": {
        "banner": "Övningsbetalning – inga riktiga pengar",
        "explanation": "Den här sidan föreställer en betaltjänst. Ingenting debiteras "
        "och inga kortuppgifter efterfrågas.",
        "to_pay": "Att betala",
        "email": "E-post",
        "choose": "Välj betalningssätt",
        "card": "Betala med kort",
        "mobilepay": "Betala med MobilePay",
        "trouble": "Pröva undantagen",
        "declined": "Betala med ett kort som banken nekar",
        "close": "Betala och stäng fliken",
        "cancel": "Avbryt och gå tillbaka",
        "error": "Fel",
        "declined_message": "Kortbetalningen nekades och ingenting debiterades. Välj "
        "ett annat betalningssätt.",
        "choose_message": "Välj ett av sidans betalningssätt.",
        "paid_title": "Betalningen är klar",
        "paid_text": "Du kan stänga den här fliken.",
        "twice_title": "Det här är redan betalt",
        "twice_text": "Ingenting debiterades en gång till.",
        "expired_title": "Betalningslänken har gått ut",
        "expired_text": "Ingenting debiterades. Gå tillbaka till webbplatsen och börja "
        "om.",
        "missing_title": "Betalningen hittades inte",
        "missing_text": "Kontrollera adressen eller börja om.",
    },
    "en": {
        "banner": "Practice payment – no real money",
        "explanation": "This page plays the part of a payment service. Nothing is "
        "charged and no card details are asked for.",
        "to_pay": "To pay",
        "email": "Email",
        "choose": "Choose how to pay",
        "card": "Pay by card",
        "mobilepay": "Pay with MobilePay",
        "trouble": "Try what can go wrong",
        "declined": "Pay by a card that the bank declines",
        "close": "Pay and close the tab",
        "cancel": "Cancel and go back",
        "error": "Error",
        "declined_message": "The card was declined and nothing was charged. Choose "
        "another way to pay.",
        "choose_message": "Choose one of the ways to pay on this page.",
        "paid_title": "The payment is done",
        "paid_text": "You can close this tab.",
        "twice_title": "This has already been paid",
        "twice_text": "Nothing was charged a second time.",
        "expired_title": "The payment link has expired",
        "expired_text": "Nothing was charged. Go back to the site and start again.",
        "missing_title": "There is no such payment",
        "missing_text": "Check the address or start again.",
    },
}


def language_of(locale: str | None, accepted: str) -> str:
    """Choose the page's language: the session's, else the browser's first we know."""
    if locale not in (None, "auto"):
        return locale if locale in TEXTS else "en"
    for part in accepted.split(","):
        language = part.partition(";")[0].strip().partition("-")[0].lower()
        if language in TEXTS:
            return language
    return "en"


def money_text(cents: int, currency: str, language: str) -> str:
    """Write an amount as its readers do: 20,00 € or €20.00."""
    whole, rest = divmod(cents, 100)
    sign = {"eur": "€"}.get(currency, currency.upper())
    if language == "en":
        gap = "" if sign == "€" else "\N{NO-BREAK SPACE}"
        return f"{sign}{gap}{whole:,}.{rest:02}"
    thousands = f"{whole:,}".replace(",", "\N{NO-BREAK SPACE}")
    return f"{thousands},{rest:02}\N{NO-BREAK SPACE}{sign}"
