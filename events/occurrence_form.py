"""The editor's forms of one occurrence alone."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from association.forms import Form
from events import single_days
from events.forms import refuse_too_few_places
from events.models import Occurrence


class OccurrenceForm(WagtailAdminModelForm):
    """Day, times, place and names of one time alone."""

    saving: Mapping[str, Any] = MappingProxyType({})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["end_day"].required = False
        self.fields["end_day"].help_text = _("Empty: the same day.")

    def clean_end_day(self) -> date | None:
        return self.cleaned_data["end_day"] or self.cleaned_data.get("start_day")

    def clean_capacity(self) -> int | None:
        own = Occurrence.objects.filter(pk=self.instance.pk)
        return refuse_too_few_places(self.cleaned_data["capacity"], own)

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields}

    def save(self, commit: bool = True) -> Occurrence:  # noqa: FBT001, FBT002
        return single_days.change(
            self.instance, self.values, at=timezone.now(), **self.saving
        )


class DayForm(Form):
    day = forms.DateField(
        label=_("Day"),
        help_text=_("Times and place are the event's; you can change them afterwards."),
    )
