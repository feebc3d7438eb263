"""The admin's forms of ours are sent in badly: a Finnish sentence, what was typed kept,
never an error."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests.support.addresses import Address, addresses
from tests.support.bad_input import BAD, ENGLISH, SCRIPT, as_sent, written
from tests.support.html_forms import PageForm, forms_of, shown_values
from tests.support.visiting import visit, visitor
from tests.support.wagtail_addresses import WAGTAILS
from tests.support.world import ADMINISTRATOR, World

pytestmark = pytest.mark.usefixtures("unmeasured")

# Wagtail's own addresses with forms of ours behind them.
OURS = {"wagtailusers_users:add", "wagtailusers_users:edit", "wagtailsettings:edit"}
# A browser sends these as it shows them, or they are not the person's to write.
NOT_TYPED = {"q", "next"}
ERRORS = ".error-message, .w-field__errors, .messages .error, .help-block.help-critical"


def is_ours(address: Address) -> bool:
    if not (address.is_admin and address.row and ADMINISTRATOR in address.row.who):
        return False
    return address.key in OURS or not any(key in WAGTAILS for key in address.keys)


def decisions(world: World) -> list[str]:
    """The board's forms over ticked applications."""
    ticked = f"?id={world.application.pk}"
    return [
        reverse("wagtail_bulk_action", args=["membership", "application", verb])
        + ticked
        for verb in ("accept", "reject")
    ]


@pytest.fixture(scope="module")
def forms(world) -> list[PageForm]:
    found: dict[object, PageForm] = {}
    paths = [one.path(world) for one in addresses() if is_ours(one)]
    for path in [*paths, *decisions(world)]:
        response = visit(visitor(ADMINISTRATOR, world), path)
        if response.status_code == 200 and "html" in response.headers["Content-Type"]:
            for form in forms_of(response.content.decode(), path, ADMINISTRATOR):
                if form.method == "post" and form.typed:
                    found.setdefault(form.key, form)
    return list(found.values())


def test_the_forms_are_found(forms):
    addresses = {form.action.split("?")[0] for form in forms}

    assert {
        "/admin/officer/new/",
        "/admin/event/new/",
        "/admin/holidayperiod/new/",
        "/admin/mentors/new/",
        "/admin/due_rates/new/",
        "/admin/users/new/",
        "/admin/bulk/membership/application/accept/",
    } <= addresses


@pytest.mark.parametrize("kind", BAD)
def test_bad_input_is_answered_with_a_sentence_and_kept(kind, world, forms):
    text = as_sent(kind)
    wrong = []
    for form in forms:
        client = visitor(ADMINISTRATOR, world)
        response = visit(client, form.action, "post", written(form, text))
        wrong += [f"{form.action}: {one}" for one in faults(form, response, kind, text)]

    assert not wrong


def faults(form: PageForm, response, kind: str, text: str) -> list[str]:
    if response.status_code in {302, 303}:
        return []  # taken: a script is a name like any other, shown as it is written
    if response.status_code != 200:
        return [f"an error, {response.status_code}"]
    html = response.content.decode()
    found = []
    if SCRIPT in html:
        found.append("what was typed runs as a script")
    if '<html lang="fi"' not in html:
        found.append("the answer is not in Finnish")
    errors = sentences(html)
    if not errors and not asks_again(html):
        found.append("nothing says what is wrong")
    found += [f"in English: {error}" for error in errors if ENGLISH.search(error)]
    if kind in {"long", "script", "emoji", "wrong type"}:
        shown = shown_values(html)
        kept = shown.count(text)
        typed = [one.name for one in form.typed if one.name not in NOT_TYPED]
        found += [f"{kept} of {len(typed)} are kept: {typed}"] * (kept < len(typed))
    return found


def asks_again(html: str) -> bool:
    """What was written is taken, and shown once more before it is done."""
    soup = BeautifulSoup(html, "html.parser")
    return bool(soup.select("button[name=send], button[name=confirm]"))


def sentences(html: str) -> list[str]:
    soup = BeautifulSoup(html, "html.parser")
    found = [one.get_text(" ", strip=True) for one in soup.select(ERRORS)]
    return [text for text in found if text]
