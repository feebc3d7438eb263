"""Forms of the admin: events in euros, cancellations with their reason."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, cast

from django import forms
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.forms import WagtailAdminModelForm

from association.forms import Form
from events import answered, scheduling
from events.models import Event, Registration
from events.models.occurrence import OccurrenceQuerySet

DEAREST = 10_000  # euros; more is a slip of the finger


class EventForm(WagtailAdminModelForm):
    """One day is written once, and the price in euros."""

    price = forms.DecimalField(
        label=_("price, €"),
        required=False,
        localize=True,
        min_value=0,
        max_value=DEAREST,
        decimal_places=2,
        help_text=_("Empty or 0: free of charge."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "end_day" in self.fields:
            self.fields["end_day"].required = False
            self.fields["end_day"].help_text = _("Empty: the same day.")
        if self.instance.price_cents:
            self.initial["price"] = Decimal(self.instance.price_cents) / 100

    def clean_end_day(self) -> date | None:
        return self.cleaned_data["end_day"] or self.cleaned_data.get("start_day")

    def clean_capacity(self) -> int | None:
        capacity: int | None = self.cleaned_data["capacity"]
        if not self.instance.pk:
            return capacity
        return refuse_too_few_places(capacity, self.instance.occurrences.all())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.instance.price_cents = int((cleaned.get("price") or 0) * 100)
        return cleaned

    def is_valid(self) -> bool:
        """What somebody has answered is not taken away with its question."""
        is_valid = bool(super().is_valid())
        if is_valid and (kept := answered.lost_by(self.formsets.get("questions"))):
            self.add_error(None, answered.refusal(kept))
        return is_valid and not self.errors

    # What the editor was shown before saving, and the reason that was given.
    saving: Mapping[str, Any] = MappingProxyType({})

    def save(self, commit: bool = True) -> Event:  # noqa: FBT001, FBT002
        """With all its occurrences; those who come are told what changes for them."""
        event = cast("Event", super().save(commit=False))
        if commit:
            scheduling.save(event, at=timezone.now(), **self.saving)
        return event


def refuse_too_few_places(
    capacity: int | None, occurrences: OccurrenceQuerySet
) -> int | None:
    """A place that somebody was told of is not taken back by a number."""
    promised = most_promised(occurrences) if capacity is not None else 0
    if capacity is not None and capacity < promised:
        sentence = ngettext(
            "%(count)d person has been told of a place. Write at least that many.",
            "%(count)d people have been told of a place. Write at least that many.",
            promised,
        )
        raise forms.ValidationError(sentence % {"count": promised})
    return capacity


def most_promised(occurrences: OccurrenceQuerySet) -> int:
    """How many have been told of a place at the fullest of what is still to come."""
    promised = Registration.objects.with_place().filter(
        occurrence__in=occurrences.upcoming(timezone.now())
    )
    counts = promised.order_by().values("occurrence").annotate(count=Sum("party_size"))
    return max((row["count"] for row in counts), default=0)


class CancelForm(Form):
    """The reason is what people ask for first."""

    fi = forms.CharField(
        label=_("Reason in Finnish"),
        max_length=300,
        help_text=_("Shown on the page, in the list and in people's calendars."),
        error_messages={"required": _("Write the reason: people ask for it.")},
    )
    sv = forms.CharField(label=_("Reason in Swedish"), max_length=300, required=False)
    en = forms.CharField(label=_("Reason in English"), max_length=300, required=False)


class LetterForm(Form):
    """A letter to those who come; `key` makes sending it twice impossible, `count` is
    how many were to get it when it was looked at."""

    subject = forms.CharField(
        label=_("Subject"),
        max_length=150,
        error_messages={"required": _("Write what the letter is about.")},
    )
    text = forms.CharField(
        label=_("Text"),
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_(
            "It begins with a greeting by name and ends with the event's time and the "
            "link to the reader's own registration."
        ),
        error_messages={"required": _("Write the letter.")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    count = forms.IntegerField(required=False, widget=forms.HiddenInput)
