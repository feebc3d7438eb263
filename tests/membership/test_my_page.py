"""My page: the membership, and the one next step."""

from datetime import timedelta

import pytest
from django.utils import timezone

from membership.models import Member
from tests.support.accounts import make_user
from tests.support.membership import (
    make_application,
    make_member,
    resign,
)

pytestmark = pytest.mark.django_db


def page_of(client, user):
    client.force_login(user)
    return client.get("/oma-sivu/").content.decode()


def test_a_new_member_sees_the_membership_and_pays_next(client):
    member = make_member(last_name="Harju")

    page = page_of(client, member.user)

    bill = member.dues.get().bill
    assert "Satu Maaria Harju" in page
    assert "Äänioikeutettu jäsen" in page
    assert "Kajaani" in page
    assert f'class="btn btn--next" href="/lasku/{bill.token}/"' in page
    assert "Maksa 20,00\xa0€" in page
    assert page.count("btn--next") == 1


def test_two_of_one_household_see_both(client):
    make_member(email="koti@esimerkki.example", last_name="Harju")
    member = make_member(email="koti@esimerkki.example", last_name="Vesa")

    page = page_of(client, member.user)

    assert "Satu Maaria Harju" in page
    assert "Satu Maaria Vesa" in page


def test_who_has_resigned_sees_from_when_to_when(client):
    member = make_member(at=timezone.now() - timedelta(days=400))
    resign(member, on=timezone.localdate(), at=timezone.now())

    page = page_of(client, Member.objects.get().user)

    assert "Päättynyt" in page


def test_who_has_applied_sees_that_the_board_decides(client):
    user = make_user("satu@esimerkki.example")
    make_application(email="satu@esimerkki.example")

    assert "Hakemus odottaa hallitusta" in page_of(client, user)


def test_a_stranger_to_the_association_sees_no_membership(client):
    make_member(last_name="Harju")

    page = page_of(client, make_user("muu@esimerkki.example"))

    assert 'id="membership"' not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_section_asks_as_often_for_three_members_as_for_one(
    client, django_assert_num_queries, count
):
    from django.test import RequestFactory

    from membership.registrations import my_membership

    members = [make_member(email="koti@esimerkki.example") for _ in range(count)]
    request = RequestFactory().get("/")
    request.user = members[0].user

    with django_assert_num_queries(9):
        my_membership(request)
