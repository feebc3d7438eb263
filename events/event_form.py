"""The editor's form of an event that may repeat: choices and days instead of rules."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from events import checking, plain_rules, rule_words
from events.forms import EventForm
from events.models import Event
from events.plain_rules import Every, PlainRule

ONCE, AS_IT_IS = "", "as-it-is"
MOST_TIMES = 500
NEITHER = _("Choose how often it repeats, or empty this field.")


class RepeatingEventForm(EventForm):
    """Writes the rule and reads it back. A rule that another program wrote in words
    that the choices do not have is told, and kept."""

    repeats = forms.ChoiceField(
        label=_("Repeats"),
        required=False,
        help_text=_("By the day it starts: its weekday, or its date."),
    )
    until = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=AdminDateInput,
        help_text=_("Empty: it goes on until you end it."),
    )
    times = forms.IntegerField(
        label=_("Or how many times"),
        required=False,
        min_value=1,
        max_value=MOST_TIMES,
        help_text=_("Holidays that are skipped count too."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "start_time" in self.fields:
            self.fields["start_time"].help_text = _(
                "In the night when summer time ends, the first of the two hours that "
                "are called the same."
            )
        if "repeats" in self.fields:
            self._read_rule(self.instance)

    def _read_rule(self, event: Event) -> None:
        field = self.fields["repeats"]
        choices: list[tuple[str, Any]] = [(ONCE, _("does not repeat")), *Every.choices]
        plain = plain_rules.read(event.rule, event.start_day) if event.repeats else None
        if event.repeats and plain is None:
            words = rule_words.in_words(event)
            as_it_is = gettext("as it is now: %(words)s") % {"words": words}
            choices.append((AS_IT_IS, as_it_is))
            self.initial["repeats"] = AS_IT_IS
        elif plain:
            self.initial["repeats"] = plain.every
            self.initial["until"], self.initial["times"] = plain.until, plain.count
        field.choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        is_own = bool(cleaned.get("repeats")) and cleaned["repeats"] != AS_IT_IS
        for name in ("until", "times"):
            if cleaned.get(name) and not is_own and "repeats" not in self.errors:
                self.add_error(name, NEITHER)
        if cleaned.get("until") and cleaned.get("times"):
            self.add_error(
                "until", _("Write the last day or how many times, not both.")
            )
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.errors:
            return
        self._write_rule(self.instance, self.cleaned_data["start_day"])
        for name, sentence in checking.wrong_with(self.instance).items():
            self.add_error(name, sentence)

    def _write_rule(self, event: Event, first: date) -> None:
        repeats = self.cleaned_data.get("repeats", AS_IT_IS)
        if repeats == ONCE:
            event.rule = ""
        elif repeats != AS_IT_IS:
            until, times = self.cleaned_data["until"], self.cleaned_data["times"]
            rule = PlainRule(Every(repeats), until, times)
            event.rule = rule.written(first)
