"""A site to begin from: a front page in each language, and who the association is."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from association.models import AssociationSettings
from home.models import HomePage

ROOT = "Kaikki sivut"
FRONT_PAGES = {
    "fi": ("Etusivu", "etusivu"),
    "sv": ("Startsida", "startsida"),
    "en": ("Front page", "front-page"),
}


@transaction.atomic
def begin(*, name: str = "", email: str = "") -> HomePage:
    """See to it that there is a front page in each language; the Finnish one is given.

    `name` and `email` of the association are written only where there are none yet.
    Run twice, it changes nothing.
    """
    home = _finnish_front_page()
    for code in FRONT_PAGES:
        if code != "fi":
            _translate(home, code)
    _site(home)
    us = AssociationSettings.current()
    us.name = us.name or name
    us.short_name = us.short_name or us.name.removesuffix(" ry")
    us.contact_email = us.contact_email or email
    us.save()
    return home


def _finnish_front_page() -> HomePage:
    locale, _is_new = Locale.objects.get_or_create(language_code="fi")
    root = _root()
    home: HomePage | None = HomePage.objects.filter(locale=locale).first()
    if home is None:
        title, slug = FRONT_PAGES["fi"]
        home = HomePage(title=title, slug=slug, locale=locale)
        root.add_child(instance=home)
    Site.objects.exclude(root_page__in=[home]).update(root_page=home)
    # Wagtail's migrations leave a page that says welcome.
    welcome = Page.objects.filter(depth=2, content_type__model="page", slug="home")
    for page in welcome:
        page.delete()
    return home


def _root() -> Page:
    """What editors see above all pages; Wagtail's migrations call it “Root”."""
    root: Page = Page.get_first_root_node() or Page.add_root(title=ROOT, slug="root")
    if root.title == "Root":
        root.title = root.draft_title = ROOT
        root.save()
    return root


def _translate(home: HomePage, code: str) -> None:
    locale, _is_new = Locale.objects.get_or_create(language_code=code)
    if HomePage.objects.filter(locale=locale).exists():
        return
    title, slug = FRONT_PAGES[code]
    translation = HomePage(
        title=title, slug=slug, locale=locale, translation_key=home.translation_key
    )
    root: Any = home.get_parent()
    root.add_child(instance=translation)


def _site(home: HomePage) -> None:
    """Wagtail's idea of our address, which mails about pages use."""
    address = urlsplit(settings.BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first()
    site = site or Site(is_default_site=True)
    wanted = (address.hostname or "localhost", port, home.pk)
    if (site.hostname, site.port, site.root_page_id) != wanted:
        site.hostname, site.port, site.root_page_id = wanted
        site.save()
    Site.clear_site_root_paths_cache()
