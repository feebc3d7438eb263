"""The site's search: what public pages say, by the stems of their words."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import and_

from django.db import transaction
from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.html import strip_tags
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page
from wagtail.search.index import SearchField

from association.pages import public_pages
from home.excerpts import excerpt_of
from home.models import SearchEntry, SearchWord
from home.word_forms import stem, stems, words

LONGEST_QUERY = 200  # characters
MOST_WORDS = 8
TITLE_WEIGHT = 20
DESCRIPTION_WEIGHT = 5
MOST_WEIGHT = 100
# An ending that the stemmer took from one form and not from another.
SPARE = 2
SHORTEST_PREFIX = 4


@dataclass(frozen=True)
class Query:
    """What somebody looks for, as far as it can be looked for."""

    text: str
    stems: tuple[str, ...]
    language: str

    @classmethod
    def read(cls, text: str, language: str) -> "Query":
        """Of whatever was typed: spaces, quotes, emoji, far too much."""
        shown = " ".join(text.replace("\x00", " ").split())[:LONGEST_QUERY]
        found = [stem(word, language) for word in words(shown)][:MOST_WORDS]
        return cls(shown, tuple(dict.fromkeys(found)), language)

    def __bool__(self) -> bool:
        return bool(self.stems)


def find(query: Query, *, at: datetime) -> QuerySet[SearchEntry]:
    """Public pages that have each of the words in some form, the best first."""
    if not query:
        return SearchEntry.objects.none()
    of_entry = SearchWord.objects.filter(entry=OuterRef("pk"))
    has_all = reduce(and_, (Q(Exists(of_entry.filter(_like(s)))) for s in query.stems))
    wanted = reduce(lambda one, other: one | other, map(_like, query.stems))
    weight = (
        of_entry.filter(wanted)
        .order_by()
        .values("entry")
        .annotate(total=Sum("weight"))
        .values("total")
    )
    public = public_pages(at).order_by().values("pk")
    return (
        SearchEntry.objects.filter(has_all, language=query.language, page__in=public)
        .annotate(weight=Coalesce(Subquery(weight, output_field=IntegerField()), 0))
        .select_related("page__locale")
        .order_by("-weight", "page__title", "pk")
    )


def _like(wanted: str) -> Q:
    """Words that begin with the stem, and those whose stem is a little shorter."""
    found = Q(stem__startswith=wanted)
    return found | Q(stem__in=_shorter(wanted))


def _shorter(wanted: str) -> list[str]:
    lengths = range(max(SHORTEST_PREFIX, len(wanted) - SPARE), len(wanted))
    return [wanted[:length] for length in lengths]


def promoted(query: Query, *, at: datetime) -> list[SearchPromotion]:
    """What editors want shown first for these words, in whichever form."""
    if not query:
        return []
    is_readable = Q(page=None) | Q(page__in=public_pages(at).order_by().values("pk"))
    rows = SearchPromotion.objects.select_related("query", "page__locale")
    return [
        row
        for row in rows.filter(is_readable).order_by("sort_order")
        if set(stems(row.query.query_string, query.language)) == set(query.stems)
    ]


def fits(text: str, query: Query) -> bool:
    """Whether a text (a title of ours that is no page) has each of the words."""
    own = stems(text, query.language)
    return bool(query) and all(
        any(word.startswith(wanted) or word in _shorter(wanted) for word in own)
        for wanted in query.stems
    )


def forget(page: Page) -> None:
    SearchEntry.objects.filter(page_id=page.pk).delete()


@transaction.atomic
def index(page: Page) -> None:
    """Bring what the search knows of a page up to date with what is public of it."""
    forget(page)
    saved = Page.objects.filter(pk=page.pk, live=True, depth__gt=1).first()
    if saved is None:
        return
    page = saved.specific
    language = page.locale.language_code
    text = " ".join(page_texts(page))
    entry = SearchEntry.objects.create(page_id=page.pk, language=language, text=text)
    weights = Counter(stems(text, language))
    for words_of, weight in (
        (page.title, TITLE_WEIGHT),
        (page.search_description, DESCRIPTION_WEIGHT),
    ):
        for one in set(stems(words_of, language)):
            weights[one] += weight
    SearchWord.objects.bulk_create(
        SearchWord(entry=entry, stem=word, weight=min(weight, MOST_WEIGHT))
        for word, weight in weights.items()
    )


def page_texts(page: Page) -> Iterable[str]:
    """What a reader reads on the page, without its title."""
    for field in page.get_search_fields():
        name = field.field_name
        if not isinstance(field, SearchField) or name in {"title", "seo_title"}:
            continue
        value = field.get_value(page)
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str) and text.strip():
                yield " ".join(strip_tags(text.replace("<", " <")).split())


@dataclass(frozen=True)
class Hit:
    """A found page, and its words around the first place that was meant."""

    entry: SearchEntry
    query: Query

    @property
    def excerpt(self) -> list[tuple[str, bool]]:
        """Pieces of text; True where the piece is a word that was looked for."""
        return excerpt_of(self.entry.text, self.query.stems, self.query.language)
