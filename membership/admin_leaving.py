"""What the board does to one member in the admin: each is asked on a page of its own
and done by its POST."""

from typing import Any, cast

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button

from accounts.models import User
from membership import changing_kind, leaving, pausing
from membership.admin_access import END
from membership.leaving import LeavingError
from membership.leaving_forms import (
    DeathForm,
    ExpulsionForm,
    KindForm,
    PauseEndForm,
    PauseForm,
    ResignationForm,
)
from membership.models import Decider, Member, MembershipRules

type Words = str | Promise


class OneMemberView(WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]
    """Something done to a member."""

    header_icon = "user"
    template_name = "membership/admin/one_member.html"
    form_class: type[forms.Form]
    button: Words
    done: Words
    explanation: Words
    is_serious = False

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(END):
            raise PermissionDenied
        found = Member.objects.with_memberships()
        self.member = get_object_or_404(found, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.member.full_name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("members:index"), "label": _("Members")},
            {"url": self.get_success_url(), "label": self.member.full_name},
            {"url": "", "label": self.page_title, "sublabel": self.member.full_name},
        ]

    def get_success_url(self) -> str:
        return reverse("members:inspect", args=[self.member.pk])

    @property
    def by(self) -> User:
        return cast("User", self.request.user)

    def explained(self) -> str:
        return str(self.explanation)

    def act(self, form: Any) -> None:
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            self.act(form)
        except LeavingError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return super().form_valid(form)


class ResignationView(OneMemberView):
    form_class = ResignationForm
    page_title = _("Record a resignation")  # type: ignore[assignment]
    button = _("Record the resignation")
    done = _("The resignation is recorded.")
    explanation = _(
        "A notice that came on paper, by e-mail or at a meeting. Nobody can refuse it. "
        "The member is told by e-mail."
    )

    def explained(self) -> str:
        delay = MembershipRules.current().resignation_delay_days
        if not delay:
            return f"{self.explanation} {_('It takes effect on the day it came.')}"
        sentence = _("It takes effect %(days)d days after it came, as our rules say.")
        return f"{self.explanation} {sentence % {'days': delay}}"

    def act(self, form: Any) -> None:
        leaving.running_of(self.member)  # or it says that there is none
        leaving.resign(self.member, form.notice(self.by), at=timezone.now())


class ExpulsionView(OneMemberView):
    form_class = ExpulsionForm
    page_title = _("Expel")  # type: ignore[assignment]
    button = _("Expel the member")
    done = _("The expulsion is recorded, and the member is told by e-mail.")
    is_serious = True

    def explained(self) -> str:
        decider = Decider(MembershipRules.current().expulsion_decided_by).label
        sentence = _(
            "%(who)s decides on an expulsion (Associations Act § 15). Record the "
            "decision here when it has been made: the membership ends on its day."
        )
        return str(sentence % {"who": decider})

    def act(self, form: Any) -> None:
        words = form.cleaned_data
        leaving.expel(
            self.member,
            form.decision(self.by),
            ground=words["ground"],
            reason=words["reason"],
            hearing_on=words["hearing_on"],
            at=timezone.now(),
        )


class DeathView(OneMemberView):
    form_class = DeathForm
    page_title = _("Record a death")  # type: ignore[assignment]
    button = _("Record the death")
    done = _("The death is recorded. Nobody is written to.")
    explanation = _(
        "The membership ends on the day of death. No mail and no bill is sent any more."
    )
    is_serious = True

    def act(self, form: Any) -> None:
        leaving.record_death(
            self.member,
            died_on=form.cleaned_data["died_on"],
            by=self.by,
            at=timezone.now(),
        )


class KindView(OneMemberView):
    form_class = KindForm
    page_title = _("Change the kind of membership")  # type: ignore[assignment]
    button = _("Change the kind")
    done = _("The kind of membership is changed.")
    explanation = _(
        "It changes on the day of the decision. What was asked for this year stays as "
        "it is; next year's due is of the new kind. Honorary members pay none."
    )

    def get_form_kwargs(self) -> dict[str, Any]:
        last = self.member.last_membership()
        return {**super().get_form_kwargs(), "now": last.kind if last else ""}

    def act(self, form: Any) -> None:
        changing_kind.change_kind(
            self.member,
            form.cleaned_data["kind"],
            form.decision(self.by),
            at=timezone.now(),
        )


class PauseView(OneMemberView):
    form_class = PauseForm
    page_title = _("Begin a pause")  # type: ignore[assignment]
    button = _("Record the pause")
    done = _("The pause is recorded.")
    explanation = _(
        "Who is on a pause stays a member and is asked for no due. Dues that were "
        "asked for before stay to be paid."
    )

    def act(self, form: Any) -> None:
        words = form.cleaned_data
        pausing.pause(
            self.member,
            form.decision(self.by),
            starts_on=words["starts_on"],
            ends_on=words["ends_on"],
            reason=words["reason"],
            at=timezone.now(),
        )


class PauseEndView(OneMemberView):
    form_class = PauseEndForm
    page_title = _("End the pause")  # type: ignore[assignment]
    button = _("End the pause")
    done = _("The pause ends on that day.")
    explanation = _("From that day on the member is asked for dues as others are.")

    def act(self, form: Any) -> None:
        row = self.member.pauses.lasting_beyond(timezone.localdate()).first()
        if row is None:
            raise LeavingError(str(_("There is no pause to end.")))
        pausing.end_pause(
            row,
            on=form.cleaned_data["on"],
            by=self.by,
            at=timezone.now(),
        )


# address, name, view
VIEWS: list[tuple[str, str, type[OneMemberView]]] = [
    ("resignation", "resignation", ResignationView),
    ("expulsion", "expulsion", ExpulsionView),
    ("death", "death", DeathView),
    ("kind", "kind", KindView),
    ("pause", "pause", PauseView),
    ("pause-end", "pause_end", PauseEndView),
]


def patterns() -> list[Any]:
    return [
        path(f"{at}/<int:pk>/", view.as_view(), name=name) for at, name, view in VIEWS
    ]


def buttons(member: Member, request: HttpRequest) -> list[Button]:
    """On a member's page: what may be done now."""
    if not request.user.has_perm(END):
        return []
    last = member.last_membership()
    if last is None or last.ends_on is not None:
        return []
    lasting = member.pauses.lasting_beyond(timezone.localdate())
    pause = (
        (_("End the pause"), "pause_end", "resubmit")
        if lasting.exists()
        else (_("Begin a pause"), "pause", "time")
    )
    chosen = [
        (_("Change the kind of membership"), "kind", "rotate"),
        pause,
        (_("Record a resignation"), "resignation", "logout"),
        (_("Expel"), "expulsion", "cross"),
        (_("Record a death"), "death", "minus"),
    ]
    return [
        Button(
            str(label),
            url=reverse(f"members:{name}", args=[member.pk]),
            icon_name=icon,
            priority=30 + 10 * number,
        )
        for number, (label, name, icon) in enumerate(chosen)
    ]
