from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from association.formats import moment
from association.forms import Form
from association.names import only_a_name
from mentoring.models import FreeTime, Topic
from mentoring.models.mentor import LANGUAGES, MentorQuerySet
from mentoring.models.session import Channel
from mentoring.offering import FARTHEST, Offer

LENGTHS = [(str(minutes), f"{minutes} min") for minutes in (30, 45, 60, 90)]


class FilterForm(Form):
    """What one looks for in the directory; all of it may be left out."""

    topic = forms.MultipleChoiceField(
        label=_("Topic"), required=False, widget=forms.CheckboxSelectMultiple
    )
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", _("Any language")), *LANGUAGES.items()],
    )
    how = forms.ChoiceField(
        label=_("Meeting"),
        required=False,
        choices=[("", _("Either way")), *Channel.choices],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topic: Any = self.fields["topic"]
        topic.choices = [(topic.slug, topic.name) for topic in Topic.objects.all()]

    def narrow(self, mentors: MentorQuerySet) -> MentorQuerySet:
        """Those who match all that was chosen; a wrong value narrows nothing."""
        self.is_valid()
        chosen = self.cleaned_data
        if topics := chosen.get("topic"):
            mentors = mentors.filter(topics__slug__in=topics).distinct()
        if language := chosen.get("language"):
            mentors = mentors.filter(**{f"speaks_{language}": True})
        if how := chosen.get("how"):
            field = "meets_remotely" if how == Channel.REMOTE else "meets_on_site"
            mentors = mentors.filter(**{field: True})
        return mentors


class FreeTimeField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of a mentor's free times."""

    def to_python(self, value: Any) -> FreeTime | None:
        try:
            return super().to_python(value)
        except ValidationError:  # not an id at all gets the same sentence
            message = self.error_messages["invalid_choice"]
            raise ValidationError(message, code="invalid_choice") from None

    def label_from_instance(self, obj: Any) -> str:
        return moment(obj.starts_at)


class BookingForm(Form):
    time = FreeTimeField(
        FreeTime.objects.none(),
        label=_("Time"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the free times."),
            "invalid_choice": _("That time is not on offer any more. Choose another."),
        },
    )
    wish = forms.CharField(
        label=_("What would you like to talk about?"),
        help_text=_("A few words are enough."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, times: QuerySet[FreeTime], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        time: Any = self.fields["time"]
        time.queryset = times


class MenteeForm(Form):
    """For whom the mentor books."""

    name = forms.CharField(label=_("Name"), max_length=120, validators=[only_a_name])
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The invitation is sent here."),
    )
    language = forms.ChoiceField(
        label=_("Language of the invitation"), choices=settings.LANGUAGES
    )
    wish = forms.CharField(
        label=_("What you have agreed to talk about"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("name", "email"):  # somebody else's: no filling in of one's own
            self.fields[name].widget.attrs["autocomplete"] = "off"


class OfferForm(Form):
    day = forms.DateField(
        label=_("Date"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    start = forms.TimeField(
        label=_("Starts at"),
        help_text=_("A quarter of an hour, for example 18.00 or 18.15."),
        widget=forms.TimeInput(attrs={"type": "time", "step": 900}, format="%H:%M"),
    )
    length = forms.ChoiceField(label=_("Length"), choices=LENGTHS, initial="45")
    channel = forms.ChoiceField(
        label=_("How"),
        choices=Channel,
        widget=forms.RadioSelect(attrs={"data-look": "chips"}),
        initial="remote",
    )
    place = forms.CharField(
        label=_("Place"),
        help_text=_("If you meet on site: address or meeting point."),
        max_length=200,
        required=False,
    )
    weeks = forms.IntegerField(
        label=_("For how many weeks"),
        help_text=_("The same time each week; 1 is this time only."),
        min_value=1,
        max_value=26,
        initial=1,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day < self.today:
            raise ValidationError(_("That day has already passed. Choose a later one."))
        if day > self.today + FARTHEST:
            raise ValidationError(_("Choose a day within a year from now."))
        return day

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("channel") != Channel.ON_SITE:
            values["place"] = ""
        elif not values.get("place") and "place" not in self.errors:
            self.add_error("place", _("Tell where you meet."))
        return values

    def offers(self) -> Iterator[Offer]:
        """The offered times, one a week."""
        values = self.cleaned_data
        for week in range(values["weeks"]):
            yield Offer(
                day=values["day"] + timedelta(weeks=week),
                start=values["start"],
                length=timedelta(minutes=int(values["length"])),
                channel=values["channel"],
                place=values["place"],
            )


class CancelForm(Form):
    why = forms.CharField(
        label=_("A word to the other"),
        help_text=_("For example why you cannot come. It goes into the e-mail."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
