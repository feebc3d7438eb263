"""Accepting and rejecting in the admin: many at once, or one, on the same page."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.views.bulk_action import BulkAction

from accounts import history
from membership import deciding
from membership.admin_forms import DecisionForm, RejectionForm
from membership.deciding import Decided, DecidingError
from membership.models import Application, ApplicationState, MembershipRules

DECIDE = "membership.decide_application"


def action_url(action: str, application: Application) -> str:
    """The same page for one alone."""
    address = reverse("wagtail_bulk_action", args=["membership", "application", action])
    back = reverse("applications:index")
    return f"{address}?{urlencode({'id': application.pk, 'next': back})}"


class DecidingAction(BulkAction):
    """What both have in common. Those that cannot be decided are named with the cause;
    the others are decided."""

    models = [Application]
    form_class: type[DecisionForm] = DecisionForm
    template_name = "membership/admin/decide.html"
    on_paper: Any  # what to do for who has no address

    def dispatch(self, request: HttpRequest, *args: Any, **kw: Any) -> HttpResponseBase:
        if not request.user.has_perm(DECIDE):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kw)
        return answer

    @classmethod
    def get_queryset(cls, model: type[Application], object_ids: Any) -> Any:
        """In one order, in which they are locked, too."""
        numbers = [one for one in object_ids if str(one).isdecimal()]
        found = model.objects.filter(pk__in=numbers).order_by("pk")
        return found.select_related("municipality")

    def check_perm(self, obj: Application) -> bool:
        return obj.state == ApplicationState.WAITING

    def get_all_objects_in_listing_query(self, parent_id: Any) -> Any:
        """“All” are all that wait."""
        return Application.objects.waiting().values_list("pk", flat=True)

    def prepare_action(self, objects: Any, objects_without_access: Any) -> None:
        """Somebody else was quicker while this page was open: say so of each."""
        for application in objects_without_access["items_with_no_access"]:
            messages.warning(self.request, deciding.why_not(application))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)  # type: ignore[no-untyped-call]
        decider = MembershipRules.current().get_applications_decided_by_display()
        return {**context, "action": self, "decider": decider}

    def get_execution_context(self) -> dict[str, Any]:
        form = self.cleaned_form
        assert isinstance(form, DecisionForm)  # noqa: S101 - for the type checker
        return {"form": form, "request": self.request}

    @classmethod
    def execute_action(  # type: ignore[override]
        cls, objects: Iterable[Application], **given: Any
    ) -> tuple[int, int]:
        """All are locked before the first is decided: two people who decide at once
        wait for each other, instead of each holding what the other needs."""
        form, request = given["form"], given["request"]
        chosen = cls.get_queryset(Application, [one.pk for one in objects])
        now, decided = timezone.now(), []
        for application in chosen.select_for_update(of=("self",)):
            cause = deciding.why_not(application)  # of this moment
            if cause:
                messages.warning(request, cause)
                continue
            try:
                decided.append(cls.decide(application, form, request, at=now))
            except DecidingError as error:
                messages.error(request, str(error))
        drafts = [one.draft for one in decided if one.draft]
        history.write_all(drafts, by=request.user, at=now)
        for one in decided:
            if not one.application.email:
                messages.warning(request, cls.on_paper % {"name": one.application})
        return len(decided), 0

    @classmethod
    def decide(
        cls, application: Application, form: Any, request: HttpRequest, *, at: datetime
    ) -> Decided:
        raise NotImplementedError


class AcceptAction(DecidingAction):
    display_name = _("Accept")
    action_type = "accept"
    aria_label = _("Accept the chosen applications")
    action_priority = 10
    title = _("Accept as members")
    question = _(
        "Each becomes a member from the day of the decision and gets one e-mail with "
        "the bill of this year's due."
    )
    button = _("Accept as members")
    on_paper = _("%(name)s has no e-mail address: give the bill on paper.")

    @classmethod
    def decide(
        cls, application: Application, form: Any, request: HttpRequest, *, at: datetime
    ) -> Decided:
        return deciding.admit(application, form.decision(request.user), at=at)

    def get_success_message(  # type: ignore[override]
        self, decided: int, _children: int
    ) -> str | None:
        if not decided:
            return None
        return ngettext(
            "%(number)d application accepted. The e-mail with the bill is on its way.",
            "%(number)d applications accepted. The e-mails with the bills are on "
            "their way.",
            decided,
        ) % {"number": decided}


class RejectAction(DecidingAction):
    display_name = _("Reject")
    action_type = "reject"
    aria_label = _("Reject the chosen applications")
    action_priority = 20
    form_class = RejectionForm
    classes = {"serious"}
    title = _("Reject applications")
    question = _(
        "Each is told the decision and the reason by e-mail. The details are deleted "
        "after the time that the rules on membership set."
    )
    button = _("Reject")
    on_paper = _("%(name)s has no e-mail address: tell the decision by letter.")

    @classmethod
    def decide(
        cls, application: Application, form: Any, request: HttpRequest, *, at: datetime
    ) -> Decided:
        decision = form.decision(request.user)
        reason = form.cleaned_data["reason"]
        return deciding.turn_down(application, decision, reason=reason, at=at)

    def get_success_message(  # type: ignore[override]
        self, decided: int, _children: int
    ) -> str | None:
        if not decided:
            return None
        return ngettext(
            "%(number)d application rejected.",
            "%(number)d applications rejected.",
            decided,
        ) % {"number": decided}
