"""The pages of the demo association, in three languages, with what is on them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from wagtail.models import Locale
from wagtail.models import Page as AnyPage

from association.models import AssociationSettings
from demo.content import association
from demo.content.model import Page
from demo.life import bodies, events
from demo.life.days import moment
from events.models import Event, EventIndexPage, EventPage
from home import setup
from home.models import (
    ContactPage,
    ContentPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    PracticeIndexPage,
    PracticePage,
)

KINDS: dict[str, Callable[..., AnyPage]] = {
    "home": HomePage,
    "content": ContentPage,
    "practice_index": PracticeIndexPage,
    "practice": PracticePage,
    "news_index": NewsIndexPage,
    "news": NewsPage,
    "contact": ContactPage,
    "events": EventIndexPage,
    "event": EventPage,
}
LANGUAGES = ("fi", "sv", "en")
TAGLINES = {
    "tagline_fi": "Kokeneet auttavat vanhempainyhdistyksiä alkuun ja eteenpäin.",
    "tagline_sv": "Erfarna hjälper föräldraföreningar i gång och vidare.",
    "tagline_en": "Experienced people help parents’ associations begin and go on.",
}
WRITTEN = timedelta(days=240)  # ago: what is no news
REWRITTEN = {"mentoring": timedelta(days=6)}  # in Finnish; the translations wait

type Tree = dict[tuple[str, str], Any]


def build(today: date) -> None:
    if ContentPage.objects.exists():
        return
    setup.begin(name=association.NAME, email=association.EMAIL)
    describe()
    tree: Tree = {}
    for language in LANGUAGES:
        for page in association.pages(language):
            tree[page.key, language] = place(page, language, tree, today)
    for language in LANGUAGES:
        for page in association.pages(language):
            write(tree[page.key, language], page, language, tree)
            publish(tree[page.key, language], page, language, today)
    us = AssociationSettings.current()
    us.privacy_notice = tree["privacy", "fi"]
    us.save()


def describe() -> None:
    """Who the association is."""
    us = AssociationSettings.current()
    known = {
        "short_name": association.SHORT_NAME,
        "phone": association.PHONE,
        "street": association.STREET,
        "postcode": association.POSTCODE,
        "city": association.CITY,
        "business_id": association.BUSINESS_ID,
        "iban": association.IBAN.replace(" ", ""),
        "bic": association.BIC,
        "facebook": association.FACEBOOK,
        "instagram": association.INSTAGRAM,
        "social_image": bodies.picture("ranta"),
        **TAGLINES,
    }
    for name, value in known.items():
        setattr(us, name, value)
    us.save()


def place(page: Page, language: str, tree: Tree, today: date) -> AnyPage:
    """The page at its place in the tree, its translations known, not yet public."""
    locale = Locale.objects.get(language_code=language)
    if page.kind == "home":
        front: HomePage = HomePage.objects.get(locale=locale)
        return front
    row = KINDS[page.kind](
        title=page.title,
        slug=page.slug,
        locale=locale,
        live=False,
        **facts(page, today),
    )
    original = tree.get((page.key, "fi"))
    if original is not None:
        row.translation_key = original.translation_key
    parent = tree[page.parent, language]
    parent.add_child(instance=row)
    parent.refresh_from_db()  # its number of children is written by others
    return row


def facts(page: Page, today: date) -> dict[str, Any]:
    """What only this kind of page has."""
    extra = page.extra
    match page.kind:
        case "news":
            return {"date": today - timedelta(days=extra["days_ago"])}
        case "practice":
            names = ("what", "for_whom", "how_it_went", "whom_to_ask")
            return {name: extra[name] for name in names}
        case "event":
            return {"event": meetup_of(extra.get("years", 0))}
        case "contact":
            return {"thanks": extra.get("thanks", "")}
    return {}


def meetup_of(years: int) -> Event:
    """The network meetup that is coming, or one of years ago."""
    if not years:
        return events.meetup()
    return Event.objects.get(place=events.EARLIER[years - 1].place)


def write(row: Any, page: Page, language: str, tree: Tree) -> None:
    """Words, pictures and links; a page that a language lacks is the Finnish one."""
    keys = {key for key, _language in tree}
    pages = {
        key: (tree.get((key, language)) or tree[key, "fi"]).pk for key in sorted(keys)
    }
    row.title = page.title
    row.lead = page.lead
    row.search_description = page.search_description
    row.show_in_menus = bool(page.extra.get("in_menu"))
    if page.kind == "content":
        row.show_in_footer = bool(page.extra.get("in_footer"))
    if page.kind == "home":
        row.people_heading = page.extra["people_heading"]
        row.people_text = page.extra["people_text"]
        row.how_page_id = pages["mentoring"]
    if "picture" in page.extra:
        row.social_image = bodies.picture(page.extra["picture"])
    reader = bodies.Reader(pages, language)
    if hasattr(row, "body"):
        row.body = reader.body(page.body)
    if page.kind == "event":
        row.programme = reader.programme(page.extra.get("programme", ()))
        row.materials = reader.materials(page.extra.get("materials", ()))


def publish(row: Any, page: Page, language: str, today: date) -> None:
    row.save()
    row.save_revision().publish()
    first, last = published_on(page, language, today)
    AnyPage.objects.filter(pk=row.pk).update(
        first_published_at=moment(first, 9), last_published_at=moment(last, 9)
    )


def published_on(page: Page, language: str, today: date) -> tuple[date, date]:
    if page.kind == "news":
        day = today - timedelta(days=page.extra["days_ago"])
        return day, day
    first = today - WRITTEN
    if language == "fi" and page.key in REWRITTEN:
        return first, today - REWRITTEN[page.key]
    return first, first
