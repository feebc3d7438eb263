"""What the board is asked when a membership ends, changes or is on a pause."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from membership.admin_forms import DecisionForm
from membership.deeming import Proposal
from membership.models import Ground, Kind, NoticeWay
from membership.notices import Notice

WAYS = [(way.value, way.label) for way in NoticeWay if way is not NoticeWay.OWN_PAGE]


class PastDay(forms.DateField):
    """A day that is not in the future."""

    widget = AdminDateInput

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and value > timezone.localdate():
            raise forms.ValidationError(_("The day is in the future."))


def long_text(label: Any, help_text: Any, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        **options,
    )


class ResignationForm(forms.Form):
    """A notice that came on paper, by e-mail or at a meeting."""

    came_on = PastDay(
        label=_("The notice came on"),
        initial=timezone.localdate,
        help_text=_("The resignation is counted from this day."),
        error_messages={"required": _("Choose the day on which the notice came.")},
    )
    way = forms.ChoiceField(
        label=_("How it came"),
        choices=WAYS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how the notice came.")},
    )
    minutes_reference = forms.CharField(
        label=_("Reference to the minutes"),
        max_length=100,
        required=False,
        help_text=_("Of the meeting at which the member resigned."),
    )
    text = long_text(
        _("What was written or said"),
        _("As a proof: copy the words, or tell where the paper is kept."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        words = super().clean() or {}
        is_meeting = words.get("way") == NoticeWay.AT_MEETING
        if is_meeting and not words.get("minutes_reference"):
            sentence = _("Write where the resignation is in the minutes.")
            self.add_error("minutes_reference", sentence)
        return words

    def notice(self, by: Any) -> Notice:
        words = self.cleaned_data
        return Notice(
            came_at=moment_of(words["came_on"]),
            way=NoticeWay(words["way"]),
            text=words["text"],
            by=by,
            minutes_reference=words["minutes_reference"],
        )


def moment_of(day: date) -> datetime:
    """Now, or the beginning of a day before."""
    if day == timezone.localdate():
        return timezone.now()
    return timezone.make_aware(datetime.combine(day, time()))


class ExpulsionForm(DecisionForm):
    """The decision says its reason; the member was heard before it (§ 15)."""

    ground = forms.ChoiceField(
        label=_("Ground"),
        choices=Ground.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the ground of the expulsion.")},
    )
    reason = long_text(
        _("Reason"),
        _("As it is in the decision. The member is told it by e-mail."),
        error_messages={
            "required": _("Write the reason: the decision must say it (§ 15).")
        },
    )
    hearing_on = PastDay(
        label=_("The member was heard on"),
        required=False,
        help_text=_(
            "The day by which the member could explain, also when nothing came. Leave "
            "it empty only when the ground is unpaid dues."
        ),
    )

    field_order = ["ground", "reason", "hearing_on", "decided_on", "minutes_reference"]

    def clean(self) -> dict[str, Any]:
        words = super().clean() or {}
        needs_hearing = words.get("ground") not in (None, Ground.UNPAID)
        has_failed = "hearing_on" in self.errors
        if needs_hearing and not has_failed and not words.get("hearing_on"):
            self.add_error(
                "hearing_on",
                _(
                    "Write the day on which the member was heard: only unpaid dues "
                    "need no hearing (§ 15)."
                ),
            )
        return words


class DeathForm(forms.Form):
    died_on = PastDay(
        label=_("Day of death"),
        error_messages={"required": _("Choose the day of death.")},
    )


class KindForm(DecisionForm):
    kind = forms.ChoiceField(
        label=_("New kind of membership"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the new kind of membership.")},
    )

    field_order = ["kind", "decided_on", "minutes_reference"]

    def __init__(self, *args: Any, now: str, **kwargs: Any) -> None:
        """`now` is the kind of today, which is not offered."""
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101 - for the type checker
        kind.choices = [one for one in Kind.choices if one[0] != now]


class PauseForm(DecisionForm):
    starts_on = forms.DateField(
        label=_("The pause begins on"),
        widget=AdminDateInput,
        error_messages={"required": _("Choose the first day of the pause.")},
    )
    ends_on = forms.DateField(
        label=_("The member goes on from"),
        widget=AdminDateInput,
        required=False,
        help_text=_("The first day after the pause. Empty: until somebody ends it."),
    )
    reason = long_text(
        _("Reason"), _("For the board alone; write nothing of health."), required=False
    )

    field_order = [
        "starts_on", "ends_on", "reason", "decided_on", "minutes_reference",
    ]  # fmt: skip


class PauseEndForm(forms.Form):
    on = forms.DateField(
        label=_("The member goes on from"),
        widget=AdminDateInput,
        initial=timezone.localdate,
        error_messages={"required": _("Choose the day.")},
    )


class DeemedForm(DecisionForm):
    """The members that the decision is about, of those proposed."""

    members = forms.MultipleChoiceField(
        label=_("Members"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Tick the members that the board decided on."),
            "invalid_choice": _(
                "One of those you ticked is not on the list any more: look again."
            ),
        },
    )
    give_up_debt = forms.BooleanField(
        label=_("The unpaid bills are withdrawn, too"),
        required=False,
        help_text=_(
            "Tick this only if the board decided to give up the debt. Otherwise it "
            "stays owed."
        ),
    )

    field_order = ["members", "decided_on", "minutes_reference", "give_up_debt"]

    def __init__(self, *args: Any, proposed: list[Proposal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = self.fields["members"]
        assert isinstance(members, forms.ChoiceField)  # noqa: S101
        members.choices = [(str(one.member.pk), str(one.member)) for one in proposed]
