from pathlib import Path

import pytest
import wagtail
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.template import templatize

from config.management.commands.messages import collect, find, sources, unindented

HERE = "library_texts.py"
NOT_SHOWN = {"%(time_zone_option)s: %(localized_time_zone_label)s"}


def texts_of_wagtail(language, domain="django", *, translated=True):
    found = set()
    root = Path(wagtail.__file__).parent
    for path in root.rglob(f"locale/{language}/LC_MESSAGES/{domain}.po"):
        with path.open("rb") as handle:
            catalog = read_po(handle)
        known = [one for one in catalog if one.string or not translated]
        found |= {one.id for one in known if one.id}
    return found


@pytest.fixture(scope="module")
def listed():
    path = next(path for path in sources() if path.name == HERE)
    return {text for _line, text, _context in find(path.read_text(encoding="utf-8"))}


def test_wagtail_still_says_what_we_translate_for_it(listed):
    assert listed <= texts_of_wagtail("en", translated=False)


def test_wagtail_has_no_finnish_of_its_own_for_them(listed):
    assert listed & texts_of_wagtail("fi") == set()


def test_none_of_them_is_a_text_of_ours_with_another_meaning(listed):
    ours = set()
    for path in sources():
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            text = unindented(templatize(text, origin=str(path)))
        if path.name != HERE:
            ours |= {text for _line, text, context in find(text) if not context}
    assert listed & ours == set()


def test_they_are_among_the_texts_to_translate(listed):
    assert listed <= {message.id for message in collect()}


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_wagtails_scripts_lack_no_text_in_our_languages(language):
    lacking = texts_of_wagtail("en", "djangojs", translated=False)
    lacking -= texts_of_wagtail(language, "djangojs")
    path = settings.LOCALE_PATHS[0] / language / "LC_MESSAGES" / "djangojs.po"
    with path.open("rb") as handle:
        ours = {one.id for one in read_po(handle) if one.id and one.string}
    assert lacking - NOT_SHOWN <= ours
    assert ours <= texts_of_wagtail("en", "djangojs", translated=False)
