"""What somebody looks for in the calendar.

Everything stands in the address, so that it works without scripts and can be sent to
another. What the page cache keeps of it is bounded: the unnarrowed pages, and those
narrowed by one choice out of a list. What somebody typed is never kept.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from association.forms import Form
from association.sorting import name_key
from events import audiences
from events.models import Event
from events.models.occurrence import OccurrenceQuerySet

QUERY = ("kind", "place", "audience", "q", "p")
CHOICES = ("kind", "place", "audience")
ONLINE = "online"
MOST_WORDS = 8
PAGES_KEPT = 5
KINDS = {
    Event.Kind.MEETUP: _("Meetups"),
    Event.Kind.TRAINING: _("Trainings"),
    Event.Kind.MEETING: _("Meetings"),
    Event.Kind.OTHER: _("Other events"),
}


class NarrowForm(Form):
    """All of it may be left out; a wrong value narrows nothing."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All")), *KINDS.items()]
    )
    place = forms.ChoiceField(label=_("Place"), required=False)
    audience = forms.ChoiceField(label=_("For whom"), required=False)

    def __init__(self, request: HttpRequest, occurrences: OccurrenceQuerySet) -> None:
        super().__init__(request.GET)
        place: Any = self.fields["place"]
        towns = occurrences.municipalities()
        place.choices = [
            ("", _("Anywhere")),
            (ONLINE, _("Online")),
            *((name, name) for name in towns if name != ONLINE),
        ]
        mine = audiences.of(request.user)
        if len(mine) == 1:
            del self.fields["audience"]
        else:
            audience: Any = self.fields["audience"]
            names = dict(Event.Audience.choices)
            audience.choices = [("", _("All")), *((key, names[key]) for key in mine)]
        self.is_valid()
        self.chosen: dict[str, str] = {
            name: value for name, value in self.cleaned_data.items() if value
        }

    @property
    def query(self) -> str:
        """What was chosen, to add to the address of another view."""
        return written(self.chosen)

    def with_kind(self, kind: str) -> str:
        return written({**self.chosen, "kind": kind})

    def narrow(self, occurrences: OccurrenceQuerySet) -> OccurrenceQuerySet:
        chosen = self.chosen
        if kind := chosen.get("kind"):
            occurrences = occurrences.filter(event__kind=kind)
        if audience := chosen.get("audience"):
            occurrences = occurrences.filter(event__audience=audience)
        match chosen.get("place"):
            case None:
                pass
            case "online":
                occurrences = occurrences.filter(is_remote=True)
            case town:
                occurrences = occurrences.in_municipality(town)
        for word in name_key(chosen.get("q", "")).split()[:MOST_WORDS]:
            occurrences = occurrences.filter(search_key__contains=word)
        return occurrences


def written(query: Mapping[str, str]) -> str:
    """`?kind=meetup`; nothing where nothing is chosen."""
    found = QueryDict(mutable=True)
    found.update({name: value for name, value in query.items() if value})
    return f"?{found.urlencode()}" if found else ""


def tidy_address(request: HttpRequest) -> str | None:
    """The address without what a form sends though it was left empty, or None when it
    is so already."""
    given = request.GET
    if all(given.get(name, "x") != "" for name in QUERY):
        return None
    kept = {name: given[name] for name in QUERY if given.get(name)}
    return request.path + written(kept)


def is_worth_keeping(request: HttpRequest, form: NarrowForm, *, pages: int) -> bool:
    """Whether the page cache may keep the answer: strangers could fill it otherwise."""
    given = dict(request.GET.lists())
    number = given.pop("p", ["1"])
    asked = {name: [value] for name, value in form.chosen.items() if name in CHOICES}
    known = {str(page) for page in range(1, min(pages, PAGES_KEPT) + 1)}
    return (
        given == asked and len(asked) <= 1 and len(number) == 1 and {*number} <= known
    )
