"""The board's list of whom it may deem to have resigned (Associations Act § 15.4): a
proposal, of which nothing follows until a decision is recorded."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from membership import deeming, leaving
from membership.admin_access import END
from membership.deeming import Proposal
from membership.leaving import LeavingError
from membership.leaving_forms import DeemedForm
from membership.models import MembershipRules


class DeemedView(WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]
    """Who is on the list today, and the form of the decision on those ticked."""

    header_icon = "user"
    page_title = _("May be deemed to have resigned")  # type: ignore[assignment]
    template_name = "membership/admin/deemed.html"
    form_class = DeemedForm

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(END):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("members:index"), "label": _("Members")},
            {"url": "", "label": self.page_title},
        ]

    @cached_property
    def proposed(self) -> list[Proposal]:
        return deeming.proposals(timezone.localdate())

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "proposed": self.proposed}

    def get_success_url(self) -> str:
        return reverse("members:deemed")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        ticked = (
            set(context["form"].data.getlist("members")) if self.request.POST else set()
        )
        return {
            **context,
            "rows": [(one, str(one.member.pk) in ticked) for one in self.proposed],
            "months": MembershipRules.current().deemed_after_months,
            "rules_url": reverse(
                "wagtailsettings:edit", args=["membership", "membershiprules"]
            ),
        }

    def form_valid(self, form: Any) -> HttpResponse:
        chosen = set(form.cleaned_data["members"])
        decided = 0
        for proposal in self.proposed:
            if str(proposal.member.pk) not in chosen:
                continue
            try:
                leaving.deem_resigned(
                    proposal.member,
                    form.decision(self.request.user),
                    give_up_debt=form.cleaned_data["give_up_debt"],
                    at=timezone.now(),
                )
                decided += 1
            except LeavingError as error:
                messages.error(self.request, str(error))
        if decided:
            sentence = ngettext(
                "The decision on %(count)d member is recorded.",
                "The decision on %(count)d members is recorded.",
                decided,
            )
            messages.success(self.request, sentence % {"count": decided})
        return super().form_valid(form)
