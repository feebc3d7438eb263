import pytest

from association.models import AssociationSettings


@pytest.mark.django_db
def test_the_title_says_once_that_something_is_wrong(client):
    AssociationSettings.objects.update(name="Mentorit ry")

    html = client.post("/liity/", {}).text

    assert html.count("Virhe: ") >= 1
    title = html.partition("<title>")[2].partition("</title>")[0]
    assert title == "Virhe: Hae jäseneksi – Mentorit ry"


def test_no_page_says_it_on_its_own(settings):
    pages = (settings.BASE_DIR / "templates").rglob("*.html")
    saying = {page.name for page in pages if "error_prefix" in page.read_text()}
    assert saying == {"base.html"}
