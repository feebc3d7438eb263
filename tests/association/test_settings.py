"""Who we are: one row, edited by the board, shown everywhere."""

import re

import pytest
from django.urls import reverse

from association.models import AssociationSettings
from association.public_changes import current_stamp
from tests.support.accounts import make_user
from tests.support.home import make_contact_page, make_image

pytestmark = pytest.mark.django_db

EDIT = "/admin/settings/association/associationsettings/"


@pytest.fixture
def us() -> AssociationSettings:
    row = AssociationSettings(
        name="Vanhempain toiminnan mentorit ry",
        short_name="Mentorit",
        tagline_fi="Kokenut kulkee hetken rinnalla.",
        tagline_sv="En erfaren går bredvid en stund.",
        contact_email="me@esimerkki.example",
        facebook="https://facebook.example/mentorit",
    )
    row.save()
    return row


@pytest.fixture
def board(client, settings):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    user = make_user("satu@esimerkki.example", "board")
    client.force_login(user)
    return user


def given(**changed: str) -> dict[str, str]:
    names = [field.name for field in AssociationSettings._meta.concrete_fields]
    return {**dict.fromkeys(names, ""), "name": "Mentorit ry", **changed}


def edit_address(client) -> str:
    return client.get(EDIT, follow=True).request["PATH_INFO"]


def test_reading_writes_nothing(django_assert_num_queries):
    AssociationSettings.objects.all().delete()

    assert AssociationSettings.current().name == ""
    assert AssociationSettings.load(None).name == ""
    assert not AssociationSettings.objects.exists()


def test_there_is_one_row_however_often_it_is_made(us):
    AssociationSettings(name="Toinen").save()

    assert AssociationSettings.objects.count() == 1
    assert AssociationSettings.current().name == "Toinen"


def test_the_name_stands_in_the_header_the_footer_and_the_title(client, us):
    html = client.get("/").text

    assert "<span>Mentorit</span>" in html
    assert f"<h2>{us.name}</h2>" in html
    assert re.search(rf"<title>[^<]* – {us.name}</title>", html)


def test_the_sentence_is_in_the_readers_language_else_in_finnish(client, us):
    assert us.tagline_fi in client.get("/").text
    assert us.tagline_sv in client.get("/sv/").text
    assert us.tagline_fi in client.get("/en/").text


def test_the_footer_tells_how_to_reach_us(client, us):
    html = client.get("/").text

    assert 'href="mailto:me@esimerkki.example"' in html
    assert 'href="https://facebook.example/mentorit"' in html


def test_a_logo_of_ones_own_takes_the_place_of_ours(client, us):
    us.logo = make_image("Tunnus")
    us.save()

    header = client.get("/").text.partition("</header>")[0]

    assert "/media/images/" in header
    assert "art/mark" not in header.partition("<body")[2]


def test_a_change_is_seen_at_once(client, us):
    client.get("/")
    before = current_stamp()

    us.short_name = "Uusi nimi"
    us.save()

    assert current_stamp() > before
    assert "Uusi nimi" in client.get("/").text


def test_the_board_changes_them(client, us, board):
    response = client.post(edit_address(client), given(iban="FI21 1234 5600 0007 85"))

    assert response.status_code == 302
    us.refresh_from_db()
    assert us.iban == "FI2112345600000785"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("business_id", "1234567-8", "Tarkista Y-tunnus"),
        ("iban", "FI2112345600000786", "Tarkista tilinumero"),
        ("bic", "NDEA", "kahdeksa"),
        ("contact_email", "ei osoite", "sähköposti"),
        ("facebook", "mentorit", "URL"),
    ],
)
def test_a_wrong_number_is_refused_by_a_sentence(
    client, us, board, field, value, sentence
):
    response = client.post(edit_address(client), given(**{field: value}))

    assert response.status_code == 200
    assert sentence.lower() in response.text.lower()
    assert f'value="{value}"' in response.text


def test_an_editor_does_not_change_the_account(client, us, board):
    client.force_login(make_user("elli@esimerkki.example", "editor"))

    assert client.get(EDIT, follow=False).status_code == 302
    assert reverse("wagtailadmin_home") in client.get(EDIT).url


def test_the_contact_block_shows_them(client, us):
    us.business_id, us.phone, us.street = "0112038-9", "050 000 0001", "Kuja 1"
    us.save()
    page = make_contact_page(
        body='[{"type":"contact","value":{"heading":"","text":""}}]'
    )

    html = client.get(page.url).text

    assert "0112038-9" in html
    assert 'href="tel:0500000001"' in html
    assert "Kuja 1" in html
