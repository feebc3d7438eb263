"""Giving money of a payment back from the admin: one page, one sum, one button."""

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from association import formats
from payments.models import Payment, Provider
from payments.refunding import RefundError, refund_payment

MOST_EUROS = 1_000_000


class GiveBackForm(forms.Form):
    """The sum, and what had been given back when the page was shown: a second click
    is not a second refund."""

    euros = forms.DecimalField(
        label=gettext_lazy("How much, in euros"),
        max_value=MOST_EUROS,
        decimal_places=2,
        localize=True,
    )
    seen_cents = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, payment: Payment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.left = payment.amount_cents - payment.taken_back_cents
        # What lies on no bill is what was paid too much: that is most often given back.
        proposed = payment.rest_cents if payment.rest_cents > 0 else self.left
        self.initial = {
            "euros": Decimal(proposed) / 100,
            "seen_cents": payment.taken_back_cents,
        }

    def clean_euros(self) -> int:
        cents = int(self.cleaned_data["euros"] * 100)
        if not 0 < cents <= self.left:
            raise ValidationError(
                _("At most %(amount)s can be given back.")
                % {"amount": formats.euros(self.left)}
            )
        return cents


class GiveBackView(WagtailAdminTemplateMixin, FormView[GiveBackForm]):
    """Of a payment that came through Stripe; what came to the bank goes back from
    there."""

    template_name = "payments/admin/give_back.html"
    form_class = GiveBackForm
    page_title = gettext_lazy("Give money back")  # type: ignore[assignment]
    header_icon = "resubmit"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm("payments.give_back"):
            raise PermissionDenied
        payments = Payment.objects.select_related("attempt__bill")
        self.payment = get_object_or_404(
            payments, pk=kwargs["pk"], provider=Provider.STRIPE
        )
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "payment": self.payment}

    def form_valid(self, form: GiveBackForm) -> HttpResponse:
        try:
            refund_payment(
                self.payment,
                form.cleaned_data["euros"],
                seen_cents=form.cleaned_data["seen_cents"],
                at=timezone.now(),
            )
        except RefundError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("The money is on its way back to the payer."))
        return redirect(self.payment_url)

    @property
    def payment_url(self) -> str:
        return reverse("payments_received:inspect", args=[self.payment.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "payment": self.payment, "back": self.payment_url}
