from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from association.formats import moment
from association.forms import Form
from mentoring.models import FreeTime, Topic
from mentoring.models.mentor import MentorQuerySet
from mentoring.models.session import Channel
from mentoring.offering import Offer

LENGTHS = [(str(minutes), _("%d min") % minutes) for minutes in (30, 45, 60, 90)]


class FilterForm(Form):
    """What one looks for in the directory; all of it may be left out."""

    topic = forms.ModelMultipleChoiceField(
        Topic.objects.none(),
        label=_("Topic"),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    how = forms.ChoiceField(
        label=_("Meeting"),
        required=False,
        choices=[("", _("Either way")), *Channel.choices],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics: Any = self.fields["topic"]
        topics.queryset = Topic.objects.all()
        language: Any = self.fields["language"]
        language.choices = [("", _("Any language")), *settings.LANGUAGES]

    def narrow(self, mentors: MentorQuerySet) -> MentorQuerySet:
        """Those who match all that was chosen; a wrong value narrows nothing."""
        self.is_valid()
        chosen = self.cleaned_data
        if topics := chosen.get("topic"):
            mentors = mentors.filter(topics__in=topics).distinct()
        if language := chosen.get("language"):
            mentors = mentors.filter(**{f"speaks_{language}": True})
        if how := chosen.get("how"):
            field = "meets_remotely" if how == Channel.REMOTE else "meets_on_site"
            mentors = mentors.filter(**{field: True})
        return mentors


class TimeField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of a mentor's free times, in words."""

    def label_from_instance(self, obj: Any) -> str:
        return moment(timezone.localtime(obj.starts_at))


class BookingForm(Form):
    time = TimeField(FreeTime.objects.none(), label=_("Time"), widget=forms.RadioSelect)
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
        time.empty_label = None
        time.error_messages["required"] = _("Choose one of the free times.")


class MenteeForm(Form):
    """For whom the mentor books."""

    name = forms.CharField(label=_("Name"), max_length=120)
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
        label=_("How"), choices=Channel, widget=forms.RadioSelect, initial="remote"
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

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("channel") == Channel.ON_SITE and not values.get("place"):
            self.add_error("place", _("Tell where you meet."))
        return values

    def offers(self) -> list[Offer]:
        """The offered times, one a week."""
        values = self.cleaned_data
        first: date = values["day"]
        return [
            Offer(
                day=first + timedelta(weeks=week),
                start=values["start"],
                length=timedelta(minutes=int(values["length"])),
                channel=values["channel"],
                place=values["place"],
            )
            for week in range(values["weeks"])
        ]


class CancelForm(Form):
    why = forms.CharField(
        label=_("A word to the other"),
        help_text=_("For example why you cannot come. It goes into the e-mail."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
