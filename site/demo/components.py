"""`/demo/components/`: every component of the look, in all its states.

The words are samples. “Today” is ti 1.12.2026 on the whole page.
"""

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.html import format_html

from association.blocks import BodyBlock
from association.forms import CodeField, Form, HumanForm
from association.plots import Plot, Series

TODAY = date(2026, 12, 1)
HELSINKI = ZoneInfo("Europe/Helsinki")


def at(month: int, day: int, hour: int, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=HELSINKI)


def choice(title: str, hint: str) -> str:
    return format_html('<strong>{}</strong><span class="hint">{}</span>', title, hint)


class SampleForm(Form):
    kind = forms.ChoiceField(
        label="Millaiseksi jäseneksi haet?",
        choices=[
            (
                "voting",
                choice("Äänioikeutettu jäsen, 20,00 € vuodessa", "Saat äänestää."),
            ),
            (
                "supporting",
                choice("Kannatusjäsen, 100,00 € vuodessa", "Tuet ilman äänioikeutta."),
            ),
        ],
        widget=forms.RadioSelect(attrs={"data-look": "box"}),
    )
    name = forms.CharField(label="Nimi")
    email = forms.EmailField(
        label="Sähköposti", help_text="Lähetämme tähän hallituksen päätöksen."
    )
    area = forms.ChoiceField(
        label="Alue", choices=[("", "Koko Suomi"), ("e", "Etelä-Suomi")], required=False
    )
    time = forms.ChoiceField(
        label="Aika",
        choices=[("1", "17.00"), ("2", "17.45"), ("3", "18.30")],
        widget=forms.RadioSelect(attrs={"data-look": "chips"}),
    )
    topics = forms.MultipleChoiceField(
        label="Mistä haluat kuulla?",
        choices=[("1", "Kutsut kokouksiin"), ("2", "Uutiskirje")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    born = forms.DateField(label="Päivä", required=False)
    why = forms.CharField(
        label="Miksi haluat mukaan?",
        help_text="Pari lausetta riittää.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    number = forms.CharField(
        label="Ei muokattavissa", initial="Jäsennumero 147", disabled=True
    )
    consent = forms.BooleanField(
        label=format_html(
            'Olen lukenut <a href="{}">tietosuojaselosteen</a>, ja tietojani saa '
            "käsitellä hakemusta varten.",
            "#tietosuoja",
        )
    )


class SampleCodeForm(HumanForm):
    code = CodeField(label="Koodi", help_text="Lähetimme sen sähköpostiisi.")


def bound_form() -> SampleForm:
    wrong = {
        "virhe-kind": "voting",
        "virhe-name": "Satu Harju",
        "virhe-email": "satu.harju.posti.example",
        "virhe-time": "2",
        "virhe-topics": ["1"],
        "virhe-born": "ensi maanantaina",
        "virhe-why": "Perustamme kuntayhdistystä.",
    }
    return SampleForm(wrong, prefix="virhe")


def tokens() -> list[str]:
    return [
        "page", "surface", "ice", "deep", "ink", "lake", "light", "good", "warn", "bad"
    ]  # fmt: skip


def icons() -> list[str]:
    path = Path(settings.BASE_DIR, "site", "static", "icons", "icons.svg")
    return re.findall(r'<symbol id="([a-z-]+)"', path.read_text(encoding="utf-8"))


def timetable() -> list[dict[str, Any]]:
    return [
        {
            "starts_at": at(12, 3, 18),
            "ends_at": at(12, 3, 19, 30),
            "title": "Mentorikahvit: näin valtuutettu kuuntelee",
            "url": "#kahvit",
            "is_remote": True,
            "badge": {"word": "Avoin kaikille", "kind": "good"},
        },
        {
            "starts_at": at(12, 12, 10),
            "ends_at": at(12, 12, 16),
            "title": "Mentori\u00adverkoston tapaaminen",
            "url": "#tapaaminen",
            "place": "Kuopio, Puijonrannan koulu",
            "badge": {"word": "6 paikkaa jäljellä", "kind": "warn"},
        },
        {
            "starts_at": at(1, 14, 18, year=2027),
            "ends_at": at(1, 14, 19, 30, year=2027),
            "title": "Mentorikahvit",
            "url": "#peruttu",
            "is_cancelled": True,
            "note": "Emäntä sairastui. Uusi aika sovitaan tammikuussa.",
        },
        {
            "date": date(2026, 12, 14),
            "title": "Joululoma",
            "facts": [("snow", "14.12.2026–10.1.2027")],
        },
    ]


def people() -> list[dict[str, Any]]:
    rows = [
        ("Tuula Rantanen", "Oulu ja etänä", ["Yhteistyö kunnan kanssa"], 0),
        ("Mikko Saarela", "Lahti ja etänä", ["Hallitustyö", "Perustaminen"], 3),
        ("Samira Aalto", "Espoo ja etänä", ["Viestintä", "Monikieliset perheet"], 4),
        ("Eeva Koskinen", "Etänä koko maassa", ["Talous", "Arviointi"], 2),
    ]
    return [
        {
            "name": name,
            "url": f"#mentori-{seed}",
            "where": where,
            "badges": topics,
            "text": f"{where}. {', '.join(topics)}.",
            "seed": seed,
            "is_current": seed == 0,
            "free_at": at(12, 3 + seed, 17) if seed != 2 else None,
            "free_url": f"#varaa-{seed}",
        }
        for name, where, topics, seed in rows
    ]


def month() -> dict[str, Any]:
    first = date(2026, 12, 1)
    monday = first - timedelta(days=first.weekday())
    entries = {
        3: "Mentorikahvit",
        8: "Hallituksen kokous",
        12: "Verkoston tapaaminen",
        14: "Joululoma alkaa",
    }
    days = [monday + timedelta(days=n) for n in range(35)]
    drawn = [
        {
            "date": on,
            "is_out": on.month != first.month,
            "is_today": on == TODAY,
            "is_holiday": on >= date(2026, 12, 14),
            "entries": [{"title": entries[on.day], "url": f"#paiva-{on.day}"}]
            if on.month == first.month and on.day in entries
            else [],
        }
        for on in days
    ]
    return {
        "first": first,
        "weeks": [
            {"number": days[n].isocalendar().week, "days": drawn[n : n + 7]}
            for n in range(0, 35, 7)
        ],
        "previous": {"date": date(2026, 11, 1), "url": "#marraskuu"},
        "next": {"date": date(2027, 1, 1), "url": "#tammikuu"},
    }


def lists() -> dict[str, Any]:
    return {
        "crumbs": [("Etusivu", "#"), ("Kalenteri", "#"), ("Mentorikahvit", "#")],
        "steps": [
            ("Hakemus", "done"),
            ("Hallituksen päätös", "now"),
            ("Jäsenmaksu", ""),
        ],
        "tabs": [
            {"title": "Yleiskuva", "url": "#v1", "is_current": True},
            {"title": "Mentorointi", "url": "#v2"},
            {"title": "Maksut", "url": "#v3"},
        ],
        "chips": [
            {"title": "Kaikki", "url": "#kaikki", "is_current": True},
            {"title": "Kokoukset", "url": "#kokoukset"},
            {"title": "Loma-ajat", "url": "#lomat"},
        ],
        "facts": [("clock", "45 minuuttia"), ("screen", "Etänä")],
        "ways": [
            {
                "title": "Äänioikeutettu jäsen",
                "cents": 2000,
                "unit": "vuodessa",
                "text": "Päätät yhdistyksen asioista ja saat kutsut kokouksiin.",
                "url": "#hae",
                "label": "Hae jäseneksi",
            },
            {
                "title": "Kannatusjäsen",
                "cents": 10000,
                "unit": "vuodessa",
                "text": "Tuet työtä ilman äänioikeutta.",
                "url": "#kannata",
                "label": "Ryhdy kannattajaksi",
            },
            {
                "title": "Mentori",
                "price": "Aikaa",
                "unit": "sen mitä ehdit",
                "text": "Annat kokemuksesi toisen yhdistyksen käyttöön.",
                "url": "#mentoriksi",
                "label": "Ilmoittaudu mentoriksi",
            },
        ],
        "news": [
            {
                "title": "Mentorointi saa oman arviointi\u00adlomakkeen",
                "url": "#u1",
                "date": date(2026, 11, 24),
                "text": "Lomake kysyy, mitä sovittiin ja mitä jäi käteen.",
            },
            {
                "title": "Kuopio kutsuu: vuoden tapaaminen joulukuussa",
                "url": "#u2",
                "date": date(2026, 11, 17),
                "text": "Päivän suunnitteli mukana yhdistys, joka on vasta syntymässä.",
            },
            {
                "title": "Mentoreita kaivataan Lappiin ja Kainuuseen",
                "url": "#u3",
                "date": date(2026, 11, 9),
            },
        ],
        "programme": [
            {
                "starts_at": at(12, 12, 10),
                "ends_at": at(12, 12, 10, 30),
                "title": "Kahvit ja tervetuloa",
                "text": "Ruokasali, ovi B",
            },
            {
                "starts_at": at(12, 12, 10, 30),
                "ends_at": at(12, 12, 11, 45),
                "title": "Yhdistys ja kunta samassa pöydässä",
                "text": "Miten ensimmäinen tapaaminen sovitaan?",
            },
            {
                "starts_at": at(12, 12, 11, 45),
                "ends_at": at(12, 12, 12, 45),
                "title": "Lounas",
                "is_break": True,
            },
        ],
        "columns": [("Maksu", ""), ("Eräpäivä", ""), ("Summa", "end")],
        "table": [
            ["Jäsenmaksu 2027", "pe 29.1.2027", "20,00\u00a0€"],
            ["Jäsenmaksu 2026", "pe 30.1.2026", "20,00\u00a0€"],
        ],
        "foot": ["Yhteensä", "", "40,00\u00a0€"],
        "rows": [("Sähköposti", "satu.harju@posti.example"), ("Kotikunta", "Kajaani")],
        "contacts": [
            {"role": "puheenjohtaja", "phone": "050 000 0001"},
            {"role": "varapuheenjohtaja", "phone": "050 000 0002"},
        ],
        "questions": [
            {
                "title": "Maksaako mentorointi jotain?",
                "text": "Ei. Se on jäsenille ja muille yhdistyksille maksutonta.",
            },
            {
                "title": "Voinko vaihtaa mentoria?",
                "text": "Voit milloin tahansa. Kerro siitä koordinaattorille.",
            },
        ],
        "documents": [
            {"title": "Mallisäännöt", "url": "#s", "kind": "pdf", "size": 182_000},
            {"title": "Toimintasuunnitelma", "url": "#t", "kind": "docx", "size": 9300},
        ],
    }


def editors_blocks() -> list[str]:
    """What editors pick from, as the picker shows it; those with a file of their own
    to show are above."""
    blocks = BodyBlock().child_blocks.items()
    return [
        block.render(block.normalize(block.get_preview_value()))
        for name, block in blocks
        if name not in {"image", "documents"}
    ]


def sample_picture() -> dict[str, Any]:
    return {"url": static("art/table.svg"), "width": 960, "height": 600}


def index(request: HttpRequest) -> HttpResponse:
    pages = Paginator(range(100), 10)
    context = {
        **lists(),
        "tokens": tokens(),
        "icons": icons(),
        "sample_form": SampleForm(prefix="uusi", initial={"kind": "voting"}),
        "wrong_form": bound_form(),
        "code_form": SampleCodeForm(prefix="koodi", at=at(12, 1, 18)),
        "blocks": editors_blocks(),
        "sample_picture": sample_picture(),
        "timetable": timetable(),
        "plot": plot(),
        "people": people(),
        "month": month(),
        "pages": pages.page(4),
        "first_day": date(2026, 12, 14),
        "last_day": date(2027, 1, 10),
        "meetup_on": date(2026, 12, 12),
        "due_on": date(2027, 1, 29),
        "now": at(12, 14, 18),
        "until": at(12, 14, 19, 30),
    }
    return render(request, "demo/components.html", context)


def plot() -> Plot:
    """Members by kind over three years."""
    return Plot(
        key="members",
        title="Jäsenet vuosittain",
        groups_are="Vuosi",
        groups=("2024", "2025", "2026"),
        series=(
            Series("Varsinaiset", (31, 42, 55)),
            Series("Kannattavat", (3, 4, 6)),
        ),
    )
