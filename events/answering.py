"""Questions of an event as fields of a form, and what was answered there."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from association import formats
from events.models import Answer, Event, Occurrence, Question, Registration
from events.models.answer import NO, YES

LONGEST = 500
Kind = Question.Kind


def questions_of(event: Event) -> list[Question]:
    """In order, with the answers to choose from."""
    rows = Question.objects.filter(event=event.whole).prefetch_related("options")
    return list(rows.order_by("sort_order", "pk"))


def name_of(question: Question) -> str:
    return f"question-{question.pk}"


def field_of(question: Question, occurrence: Occurrence) -> forms.Field:
    given: dict[str, Any] = {
        "label": question.text,
        "required": question.required,
        "help_text": _hint(question, occurrence),
    }
    options = [(str(one.pk), one.text) for one in question.options.all()]
    if question.kind == Kind.CHOICE:
        if not question.required:
            options.append(("", _("I would rather not say")))
        return forms.ChoiceField(**given, choices=options, widget=_boxes())
    if question.kind == Kind.SEVERAL:
        several = forms.CheckboxSelectMultiple(attrs={"data-look": "box"})
        return forms.MultipleChoiceField(**given, choices=options, widget=several)
    if question.kind == Kind.YES_NO:
        words = [(YES, _("Yes")), (NO, _("No"))]
        chips = forms.RadioSelect(attrs={"data-look": "chips"})
        return forms.ChoiceField(**given, choices=words, widget=chips)
    lines = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(**given, max_length=LONGEST, widget=lines)


def _boxes() -> forms.RadioSelect:
    return forms.RadioSelect(attrs={"data-look": "box"})


def _hint(question: Question, occurrence: Occurrence) -> str:
    if not question.tells_of_health:
        return ""
    day = {"day": formats.date_only(occurrence.health_kept_until)}
    return HEALTH % day


HEALTH = gettext_lazy("Only the organisers see this. We delete your answer on %(day)s.")


def answers_of(questions: Iterable[Question], cleaned: dict[str, Any]) -> list[Answer]:
    """What a valid form says, not saved yet."""
    found = []
    for question in questions:
        given: Any = cleaned.get(name_of(question)) or []
        if question.has_options:
            keys = given if isinstance(given, list) else [given]
            found += [Answer(question=question, option_id=int(key)) for key in keys]
        elif given:
            found.append(Answer(question=question, text=given))
    return found


def initial_of(registration: Registration) -> dict[str, Any]:
    """The answers of a registration, as a form shows them."""
    shown: dict[str, Any] = {}
    for one in registration.answers.select_related("question"):
        name = name_of(one.question)
        if one.question.kind == Kind.SEVERAL:
            shown.setdefault(name, []).append(str(one.option_id))
        else:
            shown[name] = one.text or str(one.option_id)
    return shown


def shown(registration: Registration) -> list[tuple[str, str]]:
    """Question and answer, for a page."""
    rows = registration.answers.select_related("question", "option")
    found: dict[str, list[str]] = {}
    for one in rows.order_by("question__sort_order", "option__sort_order", "pk"):
        found.setdefault(one.question.text, []).append(one.shown)
    return [(question, ", ".join(said)) for question, said in found.items()]
