"""Collect the texts to translate, and say what is missing."""

import fcntl
import json
import re
from collections.abc import Iterator
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation.template import templatize

KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
LANGUAGES = ["fi", "sv"]
PLURALS = "nplurals=2; plural=(n != 1);"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")

type Found = tuple[str, int, str | tuple[str, ...], str | None]


class Command(BaseCommand):
    help = "Collect the texts of the site; with --check fail when one is untranslated."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing")
        parser.add_argument("--compile", action="store_true", help="only write .mo")
        parser.add_argument("--fill", metavar="FILE", help="translations as JSON")
        parser.add_argument("--missing", action="store_true", help="list as JSON")

    def handle(self, **options: Any) -> str:
        lock = settings.LOCALE_PATHS[0] / ".lock"
        with lock.open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            return self.run(**options)

    def run(self, **options: Any) -> str:
        catalogs = {language: read(language) for language in LANGUAGES}
        if not options["check"]:
            compile_scripts()
        if options["compile"]:
            for catalog in catalogs.values():
                compile_catalog(catalog)
            return "Compiled."
        template = collect()
        for catalog in catalogs.values():
            # A copy for each: what is new would otherwise be one object in both.
            catalog.update(deepcopy(template), no_fuzzy_matching=True)
            catalog.obsolete.clear()
        if options["fill"]:
            fill(catalogs, json.loads(Path(options["fill"]).read_text()))
        if not options["check"]:
            for catalog in catalogs.values():
                write(catalog)
                compile_catalog(catalog)
        missing = {key: list(untranslated(value)) for key, value in catalogs.items()}
        if options["missing"]:
            return json.dumps(missing, ensure_ascii=False, indent=1)
        if options["check"]:
            check(missing, catalogs, template)
        counts = ", ".join(f"{key}: {len(value)}" for key, value in missing.items())
        return f"{len(template)} texts; untranslated {counts}."


def po_path(language: str) -> Path:
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, fuzzy=False)
    with path.open("rb") as handle:
        return read_po(handle, locale=language)


def write(catalog: Catalog) -> None:
    path = po_path(str(catalog.locale))
    catalog.fuzzy = False
    buffer = BytesIO()
    write_po(
        buffer, catalog, width=88, omit_header=True, sort_output=True, no_location=True
    )
    header = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Language: {catalog.locale}\\n"\n"Plural-Forms: {PLURALS}\\n"\n\n'
    )
    path.write_bytes(header.encode() + buffer.getvalue())


def compile_scripts() -> None:
    """djangojs.po: the few texts of Wagtail's scripts that Wagtail itself lacks."""
    for language in LANGUAGES:
        path = po_path(language).with_name("djangojs.po")
        if path.exists():
            with path.open("rb") as handle:
                catalog = read_po(handle, locale=language)
            compile_catalog(catalog, path)


def compile_catalog(catalog: Catalog, source: Path | None = None) -> None:
    path = (source or po_path(str(catalog.locale))).with_suffix(".mo")
    fresh = path.with_suffix(".new")
    with fresh.open("wb") as handle:
        write_mo(handle, catalog)
    fresh.replace(path)


def sources() -> Iterator[Path]:
    base: Path = settings.BASE_DIR
    for app in [*settings.OUR_APPS, "site/config", "site/demo"]:
        for path in sorted((base / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path
    for pattern in ("*.html", "*.txt"):
        yield from sorted((base / "templates").rglob(pattern))


def collect() -> Catalog:
    """All texts marked for translation, in code and in templates."""
    template = Catalog(fuzzy=False)
    for path in sources():
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            text = unindented(templatize(text, origin=str(path)))
        for _line, message, context in find(text):
            template.add(message, context=context)
    return template


def unindented(text: str) -> str:
    """A template's indentation means nothing, to Python it would."""
    return "\n".join(line.strip() for line in text.splitlines())


def find(text: str) -> Iterator[tuple[int, Any, str | None]]:
    """Line, text (two for a plural) and context of each marked text in Python code."""
    source = BytesIO(text.encode())
    for line, function, message, _comments in extract_python(
        source, KEYWORDS, [], {"encoding": "utf-8"}
    ):
        name = str(function)
        parts: list[Any] = list(message) if isinstance(message, tuple) else [message]
        context = None
        if name in {"pgettext", "pgettext_lazy", "npgettext"}:
            context = parts.pop(0)
        if name.startswith(("ngettext", "npgettext")):
            if all(parts[:2]):
                yield line, tuple(parts[:2]), context
        elif parts[0]:
            yield line, parts[0], context


def untranslated(catalog: Catalog) -> Iterator[Any]:
    for message in catalog:
        if not message.id:
            continue
        texts = (
            message.string if isinstance(message.string, tuple) else [message.string]
        )
        if message.fuzzy or not all(texts):
            yield message.id


def fill(catalogs: dict[str, Catalog], texts: dict[str, dict[str, Any]]) -> None:
    for source, translations in texts.items():
        context, _separator, key = source.rpartition("\u0004")
        for language, text in translations.items():
            if language not in catalogs:
                raise CommandError(f"No such language: {language!r}")
            message = catalogs[language].get(key, context or None)
            if message is None:
                raise CommandError(f"No such text: {source!r}")
            forms = len(message.id) if isinstance(message.id, tuple) else 1
            if (len(text) if isinstance(text, list) else 1) != forms:
                raise CommandError(f"{source!r} needs {forms} form(s) in {language}.")
            message.string = tuple(text) if isinstance(text, list) else text
            wrong_placeholders(message)


def check(
    missing: dict[str, list[Any]], catalogs: dict[str, Catalog], template: Catalog
) -> None:
    for language, texts in missing.items():
        if texts:
            raise CommandError(f"{language} lacks {len(texts)}, first: {texts[0]!r}")
        if keys(catalogs[language]) != keys(read(language)):
            raise CommandError(f"{language}: run `manage.py messages`.")
        for message in catalogs[language]:
            wrong_placeholders(message)


def keys(catalog: Catalog) -> set[Any]:
    return {(message.context, message.id) for message in catalog if message.id}


def wrong_placeholders(message: Any) -> None:
    """A translation must carry the placeholders of its source.

    The form for one may leave the number out ("yksi paikka"), never add to it.
    """
    if not message.id:
        return
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    texts = message.string if isinstance(message.string, tuple) else (message.string,)
    wanted = set(PLACEHOLDER.findall(ids[-1]))
    for number, text in enumerate(texts):
        found = set(PLACEHOLDER.findall(text))
        is_last = number == len(texts) - 1
        if found - wanted or (is_last and found != wanted):
            raise CommandError(f"Placeholders differ: {ids[-1]!r} / {text!r}")
