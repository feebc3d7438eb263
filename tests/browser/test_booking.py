"""A mentor's free time, from finding it to the cancelled invitation."""

import pytest

from tests.browser import places
from tests.browser.conftest import DESKTOP, PHONE, code_in
from tests.browser.looking import tab_to

WITHOUT_SCRIPTS = {"viewport": PHONE, "java_script_enabled": False}
MENTEES = {
    "phone": "linnea.holmgard@esimerkki.example",
    "desktop": "noora.pihlajisto@esimerkki.example",
    "no-script": "veikko.kaltiomaa@esimerkki.example",
}
TIME = "[name=time] >> nth="


def calendar_part(mail) -> tuple[str, str]:
    """The method and the text of a mail's invitation."""
    part = next(one for one in mail.walk() if one.get_content_type() == "text/calendar")
    return str(part.get_param("method")), part.get_content()


def value_of(calendar: str, name: str) -> str:
    lines = calendar.replace("\r\n ", "").splitlines()
    return next(line for line in lines if line.startswith(name)).partition(":")[2]


@pytest.mark.parametrize(
    ("name", "has"),
    [
        ("phone", {"viewport": PHONE}),
        ("desktop", {"viewport": DESKTOP}),
        ("no-script", WITHOUT_SCRIPTS),
    ],
)
def test_somebody_books_a_time_gets_an_invitation_and_cancels(visitor, site, name, has):
    mentee = visitor(**has)
    email = MENTEES[name]
    page = mentee.go("/mentorit/")
    page.locator(f"a[href$='{places.mentor(site)}']").first.click()
    chosen = page.locator(TIME + "0").get_attribute("value")
    page.locator(TIME + "0").check()

    page.locator("main .btn--next").click()
    before = len(site.mails(email))
    mentee.ask_for_code(email)
    mentee.type_code(site.newest_mail(email, count=before + 1))
    page.wait_for_url("**/varaa/**")
    assert page.locator(f"[name=time][value='{chosen}']").is_checked()
    page.locator("main [name=wish]").fill("Miten kunta kuulee vanhempia?")
    page.locator("main .btn--next").click()

    assert page.locator(".badge--good").count() == 1
    here = page.url
    invitation = site.newest_mail(email, count=before + 2)
    method, calendar = calendar_part(invitation)
    assert method == "REQUEST"
    page.locator("main form .btn--danger").click()
    page.wait_for_url(here)
    assert page.locator(".badge--bad").count() == 1
    gone = site.newest_mail(email, count=before + 3)
    cancelled, last = calendar_part(gone)
    assert cancelled == "CANCEL"
    assert value_of(last, "UID") == value_of(calendar, "UID")
    assert int(value_of(last, "SEQUENCE")) > int(value_of(calendar, "SEQUENCE"))


def test_a_time_is_chosen_by_keyboard_alone(visitor, site):
    mentee = visitor(viewport=DESKTOP, reduced_motion="reduce")
    page = mentee.go(places.mentor(site))

    wrong = tab_to(page, "main [name=time]")
    page.keyboard.press("Space")
    wrong += tab_to(page, "main .btn--next")
    page.keyboard.press("Enter")

    page.wait_for_url("**/kirjaudu/**")
    assert page.locator("[name=time]").count() == 0
    assert wrong == []


def test_the_code_is_pasted_as_it_stands_in_the_mail(visitor, site):
    person = visitor(permissions=["clipboard-read", "clipboard-write"])
    email = "eeva.koskiniemi@esimerkki.example"
    page = person.go("/kirjaudu/")
    person.ask_for_code(email)
    mail = site.newest_mail(email)

    page.evaluate("text => navigator.clipboard.writeText(text)", f" {code_in(mail)} ")
    page.locator("input[autocomplete=one-time-code]").focus()
    page.keyboard.press("Control+V")
    page.keyboard.press("Enter")

    page.wait_for_url("**/oma-sivu/")
