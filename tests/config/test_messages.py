"""Texts to translate: all are found, none is forgotten, placeholders stay."""

import json
from gettext import GNUTranslations
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

CODE = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext

title = _("Membership")
lead = _("Pay by %(day)s.")
form = pgettext("noun", "Form")
verb = pgettext("verb", "Form")
left = ngettext("%(count)d seat", "%(count)d seats", 2)
"""
TEMPLATE = """
{% load i18n %}
    {% if user %}
  <h1>{% translate "Welcome" %}</h1>
      {% endif %}
{% blocktranslate trimmed with name=user.name %}
  Good evening,
  {{ name }}
{% endblocktranslate %}
{% blocktranslate trimmed count left=event.left %}
  {{ left }} place
{% plural %}
  {{ left }} places
{% endblocktranslate %}
{% translate "Key" context "music" as word %}
{# {% translate "Nobody sees this" %} #}
"""
ALL = {
    "Membership": {"fi": "Jäsenyys", "sv": "Medlemskap"},
    "Pay by %(day)s.": {"fi": "Maksa %(day)s.", "sv": "Betala %(day)s."},
    "noun\u0004Form": {"fi": "Lomake", "sv": "Blankett"},
    "verb\u0004Form": {"fi": "Muodosta", "sv": "Bilda"},
    "%(count)d seat": {
        "fi": ["%(count)d tuoli", "%(count)d tuolia"],
        "sv": ["en stol", "%(count)d stolar"],
    },
    "Welcome": {"fi": "Tervetuloa", "sv": "Välkommen"},
    "Good evening, %(name)s": {"fi": "Iltaa, %(name)s", "sv": "God kväll, %(name)s"},
    "%(left)s place": {
        "fi": ["%(left)s paikka", "%(left)s paikkaa"],
        "sv": ["%(left)s plats", "%(left)s platser"],
    },
    "music\u0004Key": {"fi": "Sävellaji", "sv": "Tonart"},
}


@pytest.fixture
def project(settings, tmp_path) -> Path:
    """A small project with one app and one template."""
    settings.BASE_DIR = tmp_path
    settings.OUR_APPS = ["choir"]
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    for language in ("fi", "sv"):
        (tmp_path / "locale" / language / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "choir").mkdir()
    (tmp_path / "choir" / "views.py").write_text(CODE)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(TEMPLATE)
    return tmp_path


def messages(**options: object) -> str:
    out = StringIO()
    call_command("messages", stdout=out, **options)
    return out.getvalue()


def fill(project: Path, texts: dict) -> str:
    path = project / "texts.json"
    path.write_text(json.dumps(texts))
    return messages(fill=str(path))


def missing(language: str = "fi") -> set[str]:
    found = json.loads(messages(missing=True))[language]
    return {text if isinstance(text, str) else text[0] for text in found}


def test_texts_of_code_and_templates_are_found(project):
    messages()

    assert missing() == {key.rpartition("\u0004")[2] for key in ALL}


def test_texts_are_filled_in_and_compiled(project):
    assert "untranslated fi: 0, sv: 0" in fill(project, ALL)

    with (project / "locale/sv/LC_MESSAGES/django.mo").open("rb") as handle:
        compiled = GNUTranslations(handle)
    assert compiled.gettext("Welcome") == "Välkommen"
    assert compiled.pgettext("noun", "Form") == "Blankett"
    assert compiled.ngettext("%(count)d seat", "%(count)d seats", 1) == "en stol"
    assert compiled.ngettext("%(count)d seat", "%(count)d seats", 2) == (
        "%(count)d stolar"
    )
    messages(check=True)


def test_a_catalogue_does_not_change_when_code_moves(project):
    fill(project, ALL)
    path = project / "locale/fi/LC_MESSAGES/django.po"
    before = path.read_bytes()

    (project / "choir" / "views.py").rename(project / "choir" / "models.py")
    (project / "templates" / "page.html").write_text("\n\n\n" + TEMPLATE)
    messages()

    assert path.read_bytes() == before
    assert b"views.py" not in before


def test_a_text_that_is_gone_leaves_the_catalogue(project):
    fill(project, ALL)

    (project / "templates" / "page.html").write_text("")
    messages()

    po = (project / "locale/fi/LC_MESSAGES/django.po").read_text()
    assert "Tervetuloa" not in po
    assert "Jäsenyys" in po


def test_the_check_fails_on_a_missing_text_and_names_it(project):
    fill(project, {key: value for key, value in ALL.items() if key != "Welcome"})

    with pytest.raises(CommandError, match="fi lacks 1, first: 'Welcome'"):
        messages(check=True)


def test_the_check_fails_when_a_catalogue_is_behind(project):
    fill(project, ALL)
    (project / "templates" / "page.html").write_text("")

    with pytest.raises(CommandError, match=r"run `manage\.py messages`"):
        messages(check=True)


def test_the_check_changes_nothing(project):
    messages()
    path = project / "locale/fi/LC_MESSAGES/django.po"
    before = path.read_bytes()
    (project / "templates" / "page.html").write_text(
        '{% load i18n %}{% translate "A" %}'
    )

    with pytest.raises(CommandError):
        messages(check=True)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Pay by %(day)s.", "Maksa %(paiva)s."),
        ("Pay by %(day)s.", "Maksa pian."),
        ("Welcome", "Tervetuloa, %(name)s"),
        ("%(left)s place", ["%(name)s paikka", "%(left)s paikkaa"]),
        ("%(left)s place", ["yksi paikka", "monta paikkaa"]),
        ("%(left)s place", ["%(left)s paikka", ""]),
    ],
)
def test_a_translation_keeps_the_placeholders(project, source, text):
    with pytest.raises(CommandError, match="Placeholders differ"):
        fill(project, {**ALL, source: {"fi": text}})


@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        ({"Goodbye": {"fi": "Hei hei"}}, "No such text: 'Goodbye'"),
        ({"Welcome": {"de": "Willkommen"}}, "No such language: 'de'"),
        ({"%(left)s place": {"fi": "paikka"}}, r"needs 2 form\(s\) in fi"),
        ({"Welcome": {"fi": ["a", "b"]}}, r"needs 1 form\(s\) in fi"),
    ],
)
def test_what_cannot_be_filled_in_is_told_and_nothing_is_written(
    project, texts, sentence
):
    fill(project, ALL)
    path = project / "locale/fi/LC_MESSAGES/django.po"
    before = path.read_bytes()

    with pytest.raises(CommandError, match=sentence):
        fill(project, texts)
    assert path.read_bytes() == before


def test_only_compiling_reads_no_code(project):
    fill(project, ALL)
    (project / "choir" / "views.py").write_text('_("New")')
    (project / "locale/fi/LC_MESSAGES/django.mo").unlink()

    assert "Compiled." in messages(compile=True)

    assert (project / "locale/fi/LC_MESSAGES/django.mo").exists()
    assert "New" not in (project / "locale/fi/LC_MESSAGES/django.po").read_text()


def test_texts_of_the_admins_scripts_are_compiled_too(project):
    path = project / "locale/fi/LC_MESSAGES/djangojs.po"
    path.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "Changes have been autosaved."\nmsgstr "Tallentui."\n'
    )

    messages(compile=True)

    with path.with_suffix(".mo").open("rb") as handle:
        compiled = GNUTranslations(handle)
    assert compiled.gettext("Changes have been autosaved.") == "Tallentui."
