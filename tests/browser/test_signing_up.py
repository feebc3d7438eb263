"""A place at an event, from signing up to giving it to who waits."""

import subprocess
import sys

import pytest

from tests.browser import places
from tests.browser.axe import findings
from tests.browser.conftest import DESKTOP, PHONE, ROOT, environment, path_in
from tests.browser.looking import sideways, small_targets

# One place, so that the second waits.
EVENT = """
from datetime import date, time, timedelta
from django.utils import timezone
from events import scheduling
from events.models import Event
day = timezone.localdate() + timedelta(days=40)
event = Event(name_fi='Keittiöpöytä', start_day=day, start_time=time(18), end_day=day,
    end_time=time(19), place='Kirjasto, Kuopio', capacity=1, takes_registrations=True)
scheduling.save(event, at=timezone.now())
"""
READING = 3200  # as long as a person takes for the form at least, in ms
WITHOUT_SCRIPTS = {"viewport": PHONE, "java_script_enabled": False}


@pytest.fixture(scope="module")
def address(site):
    """Where one signs up for an event with one place."""
    given = {**environment(site.data, 0), "DEMO": "1", "BASE_URL": site.url}
    manage = [sys.executable, str(ROOT / "manage.py"), "shell", "-v0", "-c", EVENT]
    subprocess.run(manage, env=given, check=True)
    query = "SELECT code FROM events_occurrence WHERE name_fi = 'Keittiöpöytä'"
    [(code,)] = places.rows(site, query)
    return places.path("events:register", "keittiopoyta", code)


def sign_up(person, site, address, email):
    """Fill in the form, open the link in the mail and confirm there."""
    page = person.go(address)
    page.locator("main [name=name]").fill("Pirjo Niemi")
    page.locator("main [name=email]").fill(email)
    page.locator("main [name=consent]").check()
    page.wait_for_timeout(READING)
    page.locator("main .btn--next").click()
    before = len(site.mails(email))
    link = path_in(site.newest_mail(email, count=max(before, 1)), "/kalenteri/")
    person.go(link)
    page.locator("main .btn--next").click()
    return page


@pytest.mark.parametrize(
    ("name", "has"),
    [
        ("phone", {"viewport": PHONE}),
        ("desktop", {"viewport": DESKTOP}),
        ("no-script", WITHOUT_SCRIPTS),
    ],
)
def test_somebody_signs_up_waits_is_given_a_place_and_cancels(
    visitor, site, address, name, has
):
    first, second = visitor(**has), visitor(**has)
    one = sign_up(first, site, address, f"ensin-{name}@esimerkki.example")
    assert "Sinulla on paikka" in one.locator("main").inner_text()

    email = f"sitten-{name}@esimerkki.example"
    two = sign_up(second, site, address, email)
    assert "jonossa" in two.locator("main").inner_text()
    if has.get("java_script_enabled", True):
        assert findings(two) + sideways(two) + small_targets(two) == []

    mails = len(site.mails(email))
    one.locator("main .btn--danger").click()
    site.newest_mail(email, count=mails + 1)
    two.reload()
    assert "Sinulla on paikka" in two.locator("main").inner_text()

    two.locator("main .btn--danger").click()
    assert "Sinulla on paikka" not in two.locator("main").inner_text()
    assert two.locator("main .btn--next").count() == 1
