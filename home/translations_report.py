"""The report “Translations”: what is lacking in a language or older than Finnish."""

from datetime import datetime
from typing import Any

import django_filters
from django.conf import settings
from django.db.models import (
    Case,
    CharField,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.reports import PageReportView
from wagtail.models import Page

OTHERS = [code for code, _name in settings.LANGUAGES if code != "fi"]
STATES = [
    ("missing", _("No translation")),
    ("draft", _("Only a draft")),
    ("old", _("Older than the Finnish page")),
    ("good", _("Up to date")),
]
TO_DO = ("missing", "draft", "old")


def pages() -> QuerySet[Page]:
    """Public Finnish pages with the state of each translation: `state_sv`, `state_en`.

    A translation is old when the Finnish page was published after it.
    """
    found = Page.objects.live().filter(locale__language_code="fi", depth__gt=1)
    for code in OTHERS:
        translation = Page.objects.filter(
            translation_key=OuterRef("translation_key"), locale__language_code=code
        )
        found = found.annotate(
            **{
                f"pk_{code}": Subquery(translation.values("pk")[:1]),
                f"live_{code}": Subquery(translation.values("live")[:1]),
                f"at_{code}": Subquery(translation.values("last_published_at")[:1]),
            }
        ).annotate(**{f"state_{code}": state_of(code)})
    return found.order_by("path")


def in_some_language(state: str) -> Q:
    wanted = Q()
    for code in OTHERS:
        wanted |= Q(**{f"state_{code}": state})
    return wanted


def old() -> QuerySet[Page]:
    """Pages that have changed since they were last translated."""
    return pages().filter(in_some_language("old"))


def state_of(code: str) -> Case:
    return Case(
        When(Q(**{f"pk_{code}": None}), then=Value("missing")),
        When(Q(**{f"live_{code}": False}), then=Value("draft")),
        When(Q(**{f"at_{code}__lt": F("last_published_at")}), then=Value("old")),
        default=Value("good"),
        output_field=CharField(),
    )


class StateFilter(django_filters.ChoiceFilter):
    """Pages that are in that state in some language."""

    def filter(self, qs: QuerySet[Page], value: str) -> QuerySet[Page]:
        if not value:
            return qs
        return qs.filter(in_some_language(value))


class LanguageFilter(django_filters.ChoiceFilter):
    """Pages that need work in that language."""

    def filter(self, qs: QuerySet[Page], value: str) -> QuerySet[Page]:
        return qs.filter(**{f"state_{value}__in": TO_DO}) if value else qs


class TranslationFilterSet(WagtailFilterSet):
    state = StateFilter(label=_("State"), choices=STATES)
    language = LanguageFilter(
        label=_("Needs work in"),
        choices=[one for one in settings.LANGUAGES if one[0] != "fi"],
    )

    class Meta:
        model = Page
        fields = ["state", "language"]


def state_words(value: str) -> str:
    return str(dict(STATES)[value])


class TranslationsReportView(PageReportView):  # type: ignore[misc]
    page_title = _("Translations")
    header_icon = "globe"
    results_template_name = "home/admin/translations_results.html"
    filterset_class = TranslationFilterSet
    index_url_name = "translations_report"
    index_results_url_name = "translations_report_results"
    any_permission_required = ["add", "change", "publish"]
    list_export = ["title", "last_published_at", "state_sv", "state_en"]
    export_headings = {
        "title": _("Finnish page"),
        "last_published_at": _("Published"),
        "state_sv": _("In Swedish"),
        "state_en": _("In English"),
    }
    custom_field_preprocess = {
        f"state_{code}": {"csv": state_words, "xlsx": state_words} for code in OTHERS
    }

    def get_filename(self) -> str:
        return "translations"

    def get_queryset(self) -> QuerySet[Page]:
        allowed = self.permission_policy.instances_user_has_permission_for(
            self.request.user, "change"
        )
        self.queryset = pages().filter(pk__in=allowed.values("pk"))
        found: QuerySet[Page] = super().get_queryset()
        return found

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        for page in object_list:
            page.versions = [version(page, code) for code in OTHERS]
        return object_list


def version(page: Any, code: str) -> dict[str, str | int | datetime | None]:
    """What the report says of a page in a language."""
    state = getattr(page, f"state_{code}")
    return {
        "code": code,
        "state": state,
        "words": state_words(state),
        "pk": getattr(page, f"pk_{code}"),
        "at": getattr(page, f"at_{code}"),
    }
