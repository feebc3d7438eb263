"""What templates need of the look: `{% load look %}`.

Filters give plain text, so they also fit attributes, titles and mails. The tags for
time give a `<time>` element, and plain text where autoescaping is off (text mails).
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from datetime import time as clock_time
from typing import Any

from django import template
from django.apps import apps
from django.core.paginator import Page
from django.forms import BaseForm, BoundField, CheckboxInput, Widget
from django.http import HttpRequest, QueryDict
from django.middleware.csrf import get_token
from django.template import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from association import formats, notices
from association.addresses import absolute as full_address
from association.language_links import LanguageLink, links_from

register = template.Library()

ICONS = "icons/icons.svg"
PEOPLE = "art/people.svg"
PORTRAITS = 6
SPAN = re.compile(r"(?<=\d)–(?=\d)")
WORD_JOINER = "\u2060"


# --- Filters: plain text -------------------------------------------------------


def _quiet(write: Callable[..., str]) -> Callable[[Any], str]:
    """An empty value is an empty text, as templates expect."""

    def written(value: Any) -> str:
        return "" if value is None or value == "" else write(value)

    return written


_filters: dict[str, Callable[..., str]] = {
    "euros": formats.euros,
    "day": formats.day,
    "date_only": formats.date_only,
    "moment": formats.moment,
    "clock": formats.clock,
    "at_clock": formats.at_clock,
    "weekday": formats.weekday,
    "short_weekday": formats.short_weekday,
    "month": formats.month,
    "month_name": formats.month_name,
    "in_fours": formats.in_fours,
    "in_fives": formats.in_fives,
    "absolute": full_address,
}
for _name, _write in _filters.items():
    register.filter(_name, _quiet(_write))


# --- Time elements ---------------------------------------------------------------


def _element(context: Context, when: date, text: str) -> str:
    """`<time>` in pages; the bare text where nothing is escaped, as in text mails."""
    if not context.autoescape:
        return text
    if isinstance(when, datetime):
        when = timezone.localtime(when)
        machine = when.isoformat(timespec="minutes")
    else:
        machine = when.isoformat()
    return format_html('<time datetime="{}">{}</time>', machine, text)


@register.simple_tag(takes_context=True)
def time(context: Context, value: date | None, today: date | None = None) -> str:
    """A day or a moment, whichever it is: `{% time event.starts_at %}`."""
    if not value:
        return ""
    if isinstance(value, datetime):
        return _element(context, value, formats.moment(value, today=today))
    return _element(context, value, formats.day(value, today=today))


@register.simple_tag(takes_context=True)
def span(
    context: Context, start: datetime, end: datetime | None, today: date | None = None
) -> str:
    """`ma 14.12.2026 klo 18.00–19.30`; over days two elements with a dash between."""
    if end and timezone.localdate(start) != timezone.localdate(end):
        ends = (time(context, start, today), time(context, end, today))
        return format_html("{} – {}", *ends) if context.autoescape else " – ".join(ends)
    return _element(context, start, formats.span(start, end, today=today))


@register.simple_tag(takes_context=True)
def hours(context: Context, start: datetime, end: datetime | None = None) -> str:
    """`klo 18.00–19.30`"""
    return _element(context, start, formats.hours(start, end))


@register.simple_tag(takes_context=True)
def days(context: Context, first: date, last: date) -> str:
    """`14.12.2026–10.1.2027`"""
    return _element(context, first, formats.days(first, last))


@register.simple_tag
def leaf_of(when: date, *, full: bool = False) -> formats.Leaf:
    """The three lines of components/leaf.html."""
    on = timezone.localdate(when) if isinstance(when, datetime) else when
    return formats.leaf(on, today=timezone.localdate(), full=full)


@register.filter
def machine_time(value: date | clock_time) -> str:
    """For a `datetime` attribute: ISO, in Helsinki time."""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="minutes")
    if isinstance(value, clock_time):
        return value.isoformat(timespec="minutes")
    return value.isoformat()


@register.filter
def unbroken(value: object) -> str:
    """What an editor wrote, with its spans such as `10.00–10.30` kept on one line."""
    return SPAN.sub(f"–{WORD_JOINER}", str(value))


# --- Pictures ------------------------------------------------------------------


@register.simple_tag
def icon(name: str) -> str:
    """One of icons/icons.svg: `{% icon "calendar" %}`, beside a word."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false">'
        '<use href="{}#{}"/></svg>',
        static(ICONS),
        name,
    )


@register.simple_tag
def portrait(seed: int | str | None = 0) -> str:
    """The drawn person in place of a photograph, the same one for one seed."""
    number = seed if isinstance(seed, int) else sum(str(seed or "").encode())
    return format_html(
        '<svg aria-hidden="true" focusable="false" viewBox="0 0 96 120">'
        '<use href="{}#person-{}"/></svg>',
        static(PEOPLE),
        number % PORTRAITS + 1,
    )


# --- Forms ----------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def csrf_field(context: Context) -> str:
    """The CSRF field also inside `{% include … only %}`, where `csrf_token` is lost."""
    request = getattr(context, "request", None)
    if request is None:
        return ""
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">',
        get_token(request),
    )


@register.filter
def control(field: BoundField) -> SafeString:
    """The control of a field of any form, with our class."""
    widget = field.field.widget
    given = widget.attrs.get("class", "")
    attrs = {} if isinstance(widget, CheckboxInput) else {"class": f"input {given}"}
    attrs = {key: value.strip() for key, value in attrs.items()}
    if field.use_fieldset and field.aria_describedby:
        attrs["aria-describedby"] = field.aria_describedby
    return field.as_widget(attrs={**attrs})


@register.filter
def kind(field: BoundField) -> str:
    """How components/field.html draws it: choices, one, hidden, group or line."""
    widget: Widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, CheckboxInput):
        return "one"
    if getattr(widget, "input_type", "") in {"radio", "checkbox"}:
        return "choices"
    return "group" if field.use_fieldset else "line"


@register.filter
def first_id(field: BoundField) -> str:
    """The id that a link in the error summary leads to."""
    if kind(field) == "choices":
        return f"{field.auto_id}_0"
    if kind(field) == "group":
        return str(field.auto_id) + "_0"
    return field.id_for_label or str(field.auto_id)


@register.filter
def is_failed(form: object) -> bool:
    """A form that was sent in and has something to put right."""
    return isinstance(form, BaseForm) and form.is_bound and bool(form.errors)


@register.filter
def error_count(form: BaseForm) -> int:
    return sum(len(errors) for errors in form.errors.values())


@register.simple_tag
def error_prefix(*forms: object) -> str:
    """`Virhe: ` for the title when one of these forms has something to put right."""
    return f"{_('Error:')} " if any(is_failed(form) for form in forms) else ""


# --- The page around ---------------------------------------------------------------


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[LanguageLink]:
    """This page in each language; `alternates` in the context where it knows them."""
    request: HttpRequest | None = getattr(context, "request", None)
    path = request.get_full_path() if request else "/"
    return links_from(path, context.get("alternates") or {})


@register.simple_tag(takes_context=True)
def site_notices(context: Context) -> str:
    """What apps have registered to show at the top of every page (holidays)."""
    request: HttpRequest | None = getattr(context, "request", None)
    if request is None:
        return ""
    found = notices.notices(request, timezone.now())
    drawn = [render_to_string(n["template"], n["context"], request) for n in found]
    return mark_safe("".join(drawn))


@register.simple_tag(takes_context=True)
def association(context: Context) -> object:
    """Who we are, from the settings: `{% association as association %}`."""
    return _association(getattr(context, "request", None))


@register.simple_tag(takes_context=True)
def association_name(context: Context) -> str:
    """Our name, also in mails, which have no request."""
    return str(getattr(_association(getattr(context, "request", None)), "name", ""))


def _association(request: HttpRequest | None) -> object:
    try:
        model = apps.get_model("association", "AssociationSettings")
    except LookupError:
        return None
    return model.load(request)


@register.filter
def get(mapping: dict[str, object], key: str) -> object:
    return mapping.get(key)


@register.filter
def at(row: list[object], index: int) -> object:
    return row[index] if index < len(row) else ("", "")


@register.filter
def minus(number: int, other: int) -> int:
    return int(number) - int(other)


@register.simple_tag
def page_numbers(page: Page[Any]) -> list[int | None]:
    """The pages to offer; None stands for those left out."""
    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else None for number in shown]


@register.simple_tag(takes_context=True)
def page_address(context: Context, number: int, name: str = "") -> str:
    """The address of a page of a list; what else was asked for stays."""
    request: HttpRequest | None = getattr(context, "request", None)
    query = request.GET.copy() if request else QueryDict(mutable=True)
    query[name or "p"] = str(number)
    return f"?{query.urlencode()}"
