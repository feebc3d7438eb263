"""Forms of those who come: signing up, changing it, saying how it was."""

from collections.abc import Mapping
from copy import copy
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from association import formats
from association.forms import Form, HumanForm
from association.names import only_a_name
from events import answering
from events.models import Feedback, Occurrence, Registration
from events.models.event import LARGEST_PARTY
from events.models.feedback import BEST, WORST
from events.models.registration import DAY, KEPT
from events.registration import Wish

NAME = gettext_lazy("Your name")


def party_field(occurrence: Occurrence, least: int = 1) -> forms.Field:
    """How many come together; `least` are there already."""
    most = max(min(occurrence.event.max_party, LARGEST_PARTY), least)
    choices = [(number, str(number)) for number in range(1, most + 1)]
    choices[0] = (1, _("Only me"))
    return forms.TypedChoiceField(
        label=_("How many of you come?"),
        help_text=_("You included. One name is enough."),
        choices=choices,
        coerce=int,
        initial=1,
    )


class RegistrationForm(HumanForm):
    """Whoever comes. Whether there is a place is told by mail."""

    name = forms.CharField(
        label=NAME,
        max_length=120,
        validators=[only_a_name],
        error_messages={"required": gettext_lazy("Write your name.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy("We send a link here. Open it to confirm."),
    )
    consent = forms.BooleanField(
        label=gettext_lazy("You may keep these details for this event"),
        error_messages={"required": gettext_lazy("We need your leave. Tick the box.")},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        occurrence: Occurrence,
        user: User | None,
        at: datetime,
    ) -> None:
        self.questions = answering.questions_of(occurrence.event)
        fields = dict(type(self).base_fields)
        consent = copy(fields.pop("consent"))
        day = formats.date_only(occurrence.end_day + KEPT + DAY)
        consent.help_text = CONSENT % {"day": day}
        asked = _asked(occurrence, self.questions)
        # Django copies these for the form; the class keeps its own.
        self.base_fields = {**fields, **asked, "consent": consent}  # type: ignore[misc]
        super().__init__(data, at=at, initial=_known(user))
        if user is not None:
            self.fields["email"].help_text = ""

    def wish(self, language: str) -> Wish:
        """What a valid form says."""
        words = self.cleaned_data
        return Wish(
            name=words["name"],
            email=words["email"],
            language=language,
            party_size=words.get("party_size", 1),
            answers=answering.answers_of(self.questions, words),
        )


CONSENT = gettext_lazy(
    "Only the organisers see them, and we use them for nothing else. We delete them "
    "on %(day)s."
)


class ChangeForm(Form):
    """What can be changed behind the link. The address is who it belongs to."""

    name = forms.CharField(label=NAME, max_length=120, validators=[only_a_name])

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, registration: Registration
    ) -> None:
        occurrence = registration.occurrence
        self.questions = answering.questions_of(occurrence.event)
        initial = {
            "name": registration.name,
            "party_size": registration.party_size,
            **answering.initial_of(registration),
        }
        asked = _asked(occurrence, self.questions, registration.party_size)
        self.base_fields = {**type(self).base_fields, **asked}  # type: ignore[misc]
        super().__init__(data, initial=initial)

    def answers(self) -> Any:
        return answering.answers_of(self.questions, self.cleaned_data)


def _asked(
    occurrence: Occurrence, questions: list[Any], least: int = 1
) -> dict[str, forms.Field]:
    fields = {}
    if occurrence.event.max_party > 1 or least > 1:
        fields["party_size"] = party_field(occurrence, least)
    for question in questions:
        fields[answering.name_of(question)] = answering.field_of(question, occurrence)
    return fields


def _known(user: User | None) -> dict[str, str]:
    return {"name": user.get_full_name(), "email": user.email} if user else {}


SCALE = [(number, str(number)) for number in range(WORST, BEST + 1)]


def scale(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        help_text=gettext_lazy("1 is poor, 5 is excellent."),
        choices=SCALE,
        coerce=int,
        widget=forms.RadioSelect(attrs={"data-look": "chips"}),
        error_messages={"required": gettext_lazy("Choose a number from 1 to 5.")},
    )


class FeedbackForm(HumanForm):
    """Four questions; nobody knows who answers."""

    content = scale(gettext_lazy("How good was the content?"))
    arrangements = scale(gettext_lazy("How did the arrangements work?"))
    usefulness = scale(gettext_lazy("How much use is it to you?"))
    words = forms.CharField(
        label=gettext_lazy("What should we keep, and what do better?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def feedback(self, occurrence: Occurrence) -> Feedback:
        names = (*Feedback.SCALES, "words")
        said = {name: self.cleaned_data[name] for name in names}
        return Feedback(occurrence=occurrence, **said)
