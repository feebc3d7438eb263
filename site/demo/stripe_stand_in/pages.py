"""The hosted page, where somebody pays: shown by GET, decided by POST."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from .checkout import success_address
from .forms import parse_form
from .paying import decline, pay
from .state import Json, State
from .texts import TEXTS, language_of, money_text


@dataclass(frozen=True)
class Page:
    """What the server sends: a page, or a redirect where `location` is set."""

    status: int = 200
    html: str = ""
    location: str = ""
    policy: str = ""


def show_page(
    state: State, session_id: str, query: str, headers: Mapping[str, str]
) -> Page:
    """Show the session, whatever has become of it. Changes nothing."""
    session = state.tables["checkout.session"].get(session_id)
    accepted = headers.get("accept-language", "")
    if session is None:
        return _message(404, language_of(None, accepted), "missing")
    language = language_of(session["locale"], accepted)
    match session["status"]:
        case "complete":
            return _message(200, language, "paid")
        case "expired":
            return _message(410, language, "expired")
    declined = "declined" in parse_form(query)
    return _form_page(session, language, "declined_message" if declined else "")


def act(state: State, session_id: str, form: str, headers: Mapping[str, str]) -> Page:
    """Do what the pressed button says, then send the browser on (303)."""
    session = state.tables["checkout.session"].get(session_id)
    if session is None:
        return show_page(state, session_id, "", headers)
    language = language_of(session["locale"], headers.get("accept-language", ""))
    if session["status"] != "open":
        name = "twice" if session["status"] == "complete" else "expired"
        return _message(409, language, name)
    location = _act(state, session, parse_form(form).get("choice"))
    if location:
        return Page(303, location=location)
    return _form_page(session, language, "choose_message", status=400)


def _act(state: State, session: Json, choice: object) -> str:
    """Press the button; give where that leads, or nothing: no such button."""
    here = f"{state.base_url}/c/pay/{session['id']}"
    methods: list[str] = session["payment_method_types"]
    match choice:
        case str(method) if method in methods:
            return success_address(pay(state, session["id"], method))
        case "close":
            pay(state, session["id"], methods[0])
            return here
        case "declined" if "card" in methods:
            decline(state, session["id"])
            return f"{here}?declined"
        case "cancel":
            return session["cancel_url"] or ""
    return ""


def _form_page(session: Json, language: str, message: str, status: int = 200) -> Page:
    text = TEXTS[language]
    total = money_text(session["amount_total"], session["currency"], language)
    title = f"{text['to_pay']} {total}"
    parts = [_alert(text, message) if message else ""]
    parts.append(f"<h1>{text['to_pay']} <strong>{total}</strong></h1>")
    parts.append(_items(session, language))
    if session["customer_email"]:
        email = escape(session["customer_email"])
        parts.append(f"<p>{text['email']}: {email}</p>")
    parts.append(_buttons(session, text))
    if message:
        title = f"{text['error']}: {title}"
    html = _document(language, title, "\n".join(parts))
    return Page(status, html, policy=_policy(session))


def _alert(text: dict[str, str], message: str) -> str:
    return (
        f'<p class="alert" role="alert"><strong>{text["error"]}:</strong> '
        f"{text[message]}</p>"
    )


def _items(session: Json, language: str) -> str:
    rows = []
    for item in session["_line_items"]:
        name = escape(item["description"])
        if item["quantity"] > 1:
            name += f" × {item['quantity']}"
        if item["_detail"]:
            name += f"<small>{escape(item['_detail'])}</small>"
        amount = money_text(item["amount_total"], item["currency"], language)
        rows.append(f"<li><span>{name}</span> <span>{amount}</span></li>")
    return '<ul class="items">' + "".join(rows) + "</ul>"


def _buttons(session: Json, text: dict[str, str]) -> str:
    methods = session["payment_method_types"]
    trouble = ["declined", "close"] if "card" in methods else ["close"]
    cancel = _button("cancel", text, "quiet") if session["cancel_url"] else ""
    return (
        '<form method="post">'
        f"<h2>{text['choose']}</h2>"
        + "".join(_button(method, text, "first") for method in methods)
        + f"<h2>{text['trouble']}</h2>"
        + "".join(_button(choice, text, "second") for choice in trouble)
        + cancel
        + "</form>"
    )


def _button(choice: str, text: dict[str, str], rank: str) -> str:
    return (
        f'<button class="{rank}" name="choice" value="{choice}">{text[choice]}</button>'
    )


def _message(status: int, language: str, name: str) -> Page:
    text = TEXTS[language]
    title = text[f"{name}_title"]
    body = f"<h1>{title}</h1><p>{text[f'{name}_text']}</p>"
    return Page(status, _document(language, title, body), policy=_policy())


def _document(language: str, title: str, body: str) -> str:
    text = TEXTS[language]
    return f"""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>{title} – {text["banner"]}</title>
<link rel="stylesheet" href="/page.css">
</head>
<body>
<header><p><strong>{text["banner"]}</strong></p><p>{text["explanation"]}</p></header>
<main>
{body}
</main>
</body>
</html>
"""


def _policy(session: Json | None = None) -> str:
    """Allow our own stylesheet and form. Browsers hold a form's redirects to
    form-action too, so the addresses it may lead to are named.
    """
    targets = {"'self'"}
    if session is not None:
        for field in ("success_url", "cancel_url"):
            if session[field]:
                parts = urlsplit(session[field])
                targets.add(f"{parts.scheme}://{parts.netloc}")
    return (
        "default-src 'none'; style-src 'self'; base-uri 'none'; "
        f"frame-ancestors 'none'; form-action {' '.join(sorted(targets))}"
    )
