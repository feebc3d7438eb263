"""Wagtail's own addresses of signing in, for somebody who has signed in already."""

import pytest

from tests.support.accounts import make_user

pytestmark = pytest.mark.django_db

DOORS = {
    "/admin/login/": "/oma-sivu/",
    "/admin/password_reset/": "/oma-sivu/",
    "/admin/password_reset/confirm/MQ/abc-def/": "/oma-sivu/",
    "/admin/account/change_password/": "/oma-sivu/kirjautuminen/",
}


@pytest.mark.parametrize("role", ["member", "editor"])
@pytest.mark.parametrize("path", DOORS)
def test_wagtails_doors_lead_a_signed_in_person_to_their_own_page(client, role, path):
    client.force_login(make_user("satu@esimerkki.example", role))

    response = client.get(path)

    assert (response.status_code, response.url) == (302, DOORS[path])


def test_behind_the_doors_the_admin_stays_closed_to_a_member(client):
    client.force_login(make_user("satu@esimerkki.example", "member"))

    for path in ("/admin/", "/admin/login", "/admin/pages/login/", "/admin/account/"):
        assert client.get(path).status_code == 403
