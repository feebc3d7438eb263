"""Questions that somebody has answered: neither they nor their choices are removed."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Answer


def lost_by(questions: Any) -> list[str]:
    """What of the editor's questions would take answers away, by its words.

    `questions` is the formset of the event's form, None where it shows none.
    """
    return list(_lost(questions)) if questions is not None else []


def _lost(questions: Any) -> Iterator[str]:
    for form in questions.deleted_forms:
        if Answer.objects.filter(question=form.instance.pk).exists():
            yield str(form.instance)
    for form in questions.initial_forms:
        if form in questions.deleted_forms:
            continue
        if "kind" in form.changed_data and form.instance.answers.exists():
            yield str(form.instance)
        for option in form.formsets["options"].deleted_forms:
            if Answer.objects.filter(option=option.instance.pk).exists():
                yield str(option.instance)


def refusal(lost: list[str]) -> str:
    """Why they stay, and what to do instead."""
    sentence = ngettext(
        "Somebody has answered this already, and it stays as it is: %(what)s.",
        "Somebody has answered these already, and they stay as they are: %(what)s.",
        len(lost),
    )
    told = sentence % {"what": ", ".join(lost)}
    return f"{told} {_('Change its words, or ask something new besides.')}"
