"""What editors meet in the admin: rules of the tree, editors, previews, checks."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Page

from home.content_checks import RULES, ContentChecks
from home.models import (
    ContactPage,
    ContentPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    PracticeIndexPage,
    PracticePage,
)
from tests.support.accounts import make_user
from tests.support.home import (
    MAKERS,
    front_page,
    make_contact_page,
    make_news,
    make_news_index,
    make_page,
    make_practice,
    make_practice_index,
    translate,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, settings):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    user = make_user("elli@esimerkki.example", "editor")
    client.force_login(user)
    return user


def names(models: list[type[Page]]) -> set[str]:
    return {model.__name__ for model in models}


def test_what_may_stand_under_what():
    front = {model.__name__ for model in HomePage.allowed_subpage_models()}
    assert front == {
        "ContentPage",
        "PracticeIndexPage",
        "NewsIndexPage",
        "ContactPage",
        "EventIndexPage",
    }
    assert names(ContentPage.allowed_subpage_models()) == {"ContentPage"}
    assert names(NewsIndexPage.allowed_subpage_models()) == {"NewsPage"}
    assert names(PracticeIndexPage.allowed_subpage_models()) == {"PracticePage"}
    for leaf in (NewsPage, PracticePage, ContactPage):
        assert leaf.allowed_subpage_models() == []


@pytest.mark.parametrize("model", [NewsIndexPage, PracticeIndexPage, ContactPage])
def test_there_is_one_of_each_list_in_a_language(model):
    maker = {
        NewsIndexPage: make_news_index,
        PracticeIndexPage: make_practice_index,
        ContactPage: make_contact_page,
    }[model]
    maker()

    assert not model.can_create_at(front_page())
    assert model.can_create_at(front_page("sv"))


def test_a_second_front_page_cannot_be_made():
    root = Page.objects.get(depth=1)

    assert not HomePage.can_create_at(root)


@pytest.mark.parametrize("kind", MAKERS)
def test_the_editor_of_each_kind_of_page_opens(client, editor, kind):
    page = MAKERS[kind]()

    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    assert response.status_code == 200


@pytest.mark.parametrize("kind", [kind for kind in MAKERS if kind != "front"])
def test_each_kind_of_page_can_be_begun(client, editor, kind):
    page = MAKERS[kind]()
    parent = page.get_parent()
    app, model = page._meta.app_label, page._meta.model_name
    if not type(page).can_create_at(parent):
        page.delete()

    address = reverse("wagtailadmin_pages:add", args=[app, model, parent.pk])

    assert client.get(address).status_code == 200


@pytest.mark.parametrize("kind", MAKERS)
def test_the_live_preview_of_each_kind_of_page(client, editor, kind):
    page = MAKERS[kind]()
    page.title = "Kesken oleva otsikko"
    revision = page.save_revision()

    address = reverse("wagtailadmin_pages:revisions_view", args=[page.pk, revision.pk])
    response = client.get(address)

    assert response.status_code == 200
    assert "Kesken oleva otsikko" in response.text
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]


def test_a_preview_does_not_reach_the_public(client, editor):
    page = make_page("Julkinen")
    page.title = "Luonnos"
    revision = page.save_revision()
    client.get(
        reverse("wagtailadmin_pages:revisions_view", args=[page.pk, revision.pk])
    )
    client.logout()

    html = client.get(page.url).text

    assert "Julkinen" in html
    assert "Luonnos" not in html


def block_ids() -> dict[str, str]:
    """{name of a block: the id by which Wagtail draws its preview}."""
    block = ContentPage._meta.get_field("body").stream_block
    return {name: child.definition_prefix for name, child in block.child_blocks.items()}


def test_every_block_has_a_group_an_icon_a_description_and_a_preview():
    block = ContentPage._meta.get_field("body").stream_block

    for name, child in block.child_blocks.items():
        assert str(child.meta.group), name
        assert child.get_description(), name
        assert child.meta.icon != "placeholder", name
        assert child.is_previewable, name


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_block_is_drawn_in_the_picker_in_the_editors_language(
    client, editor, language
):
    editor.language = language
    editor.save()

    for name, block_id in block_ids().items():
        response = client.get(reverse("wagtailadmin_block_preview"), {"id": block_id})

        assert response.status_code == 200, name
        assert "css/site.css" in response.text, name


def test_the_content_checker_knows_our_rules(rf, editor):
    request = rf.get("/")
    request.user = editor
    checker = ContentChecks()

    keys = {rule.key for rule in RULES}
    rules = checker.get_axe_custom_rules(request)
    checks = {check["id"] for check in checker.get_axe_custom_checks(request)}

    assert keys <= {rule["id"] for rule in rules}
    assert keys <= set(checker.get_axe_run_only(request))
    assert keys <= checker.get_axe_messages(request).keys()
    for rule in rules:
        assert set(rule["any"]) <= checks


def test_each_of_our_rules_has_its_check_in_the_script():
    script = Path(finders.find("js/content-checks.js")).read_text()

    registered = set(re.findall(r'registerCheck\("([a-z-]+)"', script))
    assert registered == {rule.check for rule in RULES}


@pytest.mark.parametrize(
    ("words", "is_empty"),
    [
        ("täältä", True),
        ("Lue lisää", True),
        ("klikkaa tästä", True),
        ("här", True),
        ("Read more", True),
        ("https://esimerkki.example/pitka", True),
        ("mallisäännöt", False),
        ("Lue lisää arvioinnista", False),
    ],
)
def test_words_that_do_not_say_where_a_link_leads(words, is_empty):
    rule = next(rule for rule in RULES if rule.key == "link-words")

    found = re.search(rule.options["pattern"], words, re.IGNORECASE)

    assert bool(found) is is_empty


def test_the_checker_is_in_the_page_editor_and_on_the_site(client, editor):
    page = make_page()

    for address in (page.url, reverse("wagtailadmin_pages:edit", args=[page.pk])):
        assert "check-link-words" in client.get(address).text


def test_a_stranger_gets_neither_the_checker_nor_a_note(client):
    html = client.get(make_page().url).text

    assert "check-link-words" not in html
    assert "editors-note" not in html


def report(client, query: str = "") -> str:
    return client.get(f"/admin/reports/translations/{query}").text


def test_the_report_says_what_lacks_a_translation(client, editor):
    translate(make_page("Toiminta"))
    make_page("Historia")

    html = report(client, "?state=missing&language=sv")

    assert "Historia" in html
    assert ">Toiminta<" not in html


def test_the_report_says_what_is_older_than_its_original(client, editor):
    page = make_page("Toiminta")
    translate(page)
    page.lead = "Uusi johdanto."
    page.save_revision().publish()

    html = report(client, "?state=old")

    assert ">Toiminta<" in html
    assert "Etusivu" not in html


def test_a_draft_is_no_translation_yet(client, editor):
    page = make_page("Toiminta")
    translate(page).unpublish()

    assert ">Toiminta<" in report(client, "?state=draft")


def test_the_report_leads_to_translating(client, editor):
    page = make_page("Historia")

    html = report(client)
    address = reverse("simple_translation:submit_page_translation", args=[page.pk])

    assert f'href="{address}"' in html
    assert client.get(address).status_code == 200


def test_the_report_is_exported_in_words(client, editor):
    make_page("Historia")

    table = client.get("/admin/reports/translations/?export=csv").getvalue().decode()

    assert "Historia" in table
    assert "missing" not in table


@pytest.mark.parametrize("count", [1, 15])
def test_the_report_asks_the_database_as_often_for_fifteen_as_for_one(
    client, editor, count, django_assert_num_queries
):
    for number in range(count):
        make_page(f"Sivu {number}")
    report(client)

    with django_assert_num_queries(REPORT_QUERIES):
        report(client)


def test_the_report_is_for_those_who_edit(client, settings):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client.force_login(make_user("tilit@esimerkki.example", "treasurer"))

    assert client.get("/admin/reports/translations/").status_code == 302


def test_a_page_cannot_be_put_where_it_makes_no_sense(client, editor):
    news = make_news()

    address = reverse("wagtailadmin_pages:add", args=["home", "contentpage", news.pk])

    assert client.get(address).status_code in {302, 403}


def test_a_practice_without_its_four_answers_is_no_practice():
    with pytest.raises(ValidationError):
        make_practice(what="")


REPORT_QUERIES = 13
