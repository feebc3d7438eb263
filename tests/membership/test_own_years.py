"""Members read what closed years came to, where the treasurer says so."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from payments.models import Bookkeeping
from tests.support.books import make_closed_year
from tests.support.membership import make_member, resign

pytestmark = pytest.mark.django_db

YEARS = "/oma-sivu/vuodet/"


@pytest.fixture
def member(client):
    member = make_member()
    client.force_login(member.user)
    return member


def show(*, to_members: bool = True) -> None:
    Bookkeeping.objects.update_or_create(
        pk=1, defaults={"shown_to_members": to_members}
    )


def test_a_member_reads_the_latest_closed_year_and_those_before(client, member):
    make_closed_year(date(2024, 1, 1))
    make_closed_year(date(2025, 1, 1))
    show()

    assertContains(client.get(YEARS), "Yhdistyksen vuosi 2025")
    assertContains(client.get(f"{YEARS}2024-01/"), "Yhdistyksen vuosi 2024")
    assert client.get(f"{YEARS}2023-01/").status_code == 404
    assertContains(client.get(reverse("accounts:my_page")), YEARS)


def test_unless_the_treasurer_says_so_nobody_sees_it(client, member):
    make_closed_year(date(2025, 1, 1))
    show(to_members=False)

    assert client.get(YEARS).status_code == 404
    assertNotContains(client.get(reverse("accounts:my_page")), YEARS)


def test_an_open_year_is_not_shown(client, member):
    now = timezone.now()
    make_closed_year(date(2025, 1, 1), opened_at=now, opened_why="Rivi puuttui")
    show()

    assert client.get(YEARS).status_code == 404


def test_who_is_no_member_any_more_sees_nothing(client, member):
    make_closed_year(date(2025, 1, 1))
    show()
    resign(member)

    assert client.get(YEARS).status_code == 404


def test_a_stranger_is_led_to_the_sign_in(client):
    make_closed_year(date(2025, 1, 1))
    show()

    assert client.get(YEARS).status_code == 302
