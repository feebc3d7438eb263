"""The page of a bank line: what is known, the one next step, what was said of it."""

from collections.abc import Iterator
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.views.generic import InspectView

from accounts.models import User
from association import formats
from payments.bank import explaining, suggesting
from payments.bank.forms import LineForm
from payments.bank.line_story import story
from payments.bank.lines import ExplainingError
from payments.bank.returning import candidates
from payments.bank.standing import days, is_lump
from payments.models import BankLine, Payment, TakenBack


def heading(line: BankLine) -> str:
    """Who, how much, when: `Satu Harju, +20,00 €, 16.11.2026`."""
    plus = "+" if line.is_income else ""
    day = formats.date_only(line.booked_on)
    return f"{line.who}, {plus}{formats.euros(line.amount_cents)}, {day}"


class BankLineInspectView(InspectView):
    """Shown to who may see lines; explained, by POST, by who may match them."""

    template_name = "payments/admin/bank_line.html"
    failed: LineForm | None = None

    @property
    def line(self) -> BankLine:
        return cast("BankLine", self.object)

    def get_fields(self) -> list[str]:
        return []  # the page has its own list, without what is empty

    def get_page_title(self) -> str:
        return heading(self.line)

    def get_page_subtitle(self) -> str:
        return ""

    @property
    def may(self) -> bool:
        return bool(self.request.user.has_perm("payments.match_bankline"))

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        if not self.may:
            raise PermissionDenied
        verb = request.POST.get("verb", "")
        if verb in explaining.FORMS:
            return self._with_form(verb)
        try:
            if verb not in explaining.BUTTONS:
                raise ExplainingError(_("Choose what to do."))
            number = request.POST.get("row", "")
            return self._done(self._say(explaining.BUTTONS[verb], number))
        except ExplainingError as error:
            messages.error(request, str(error))
        return redirect(self.own_url)

    def _with_form(self, verb: str) -> HttpResponse:
        form_class, said = explaining.FORMS[verb]
        form = form_class(self.line, self.request.POST, self.request.FILES)
        if form.is_valid():
            try:
                return self._done(self._say(said, form))
            except ExplainingError as error:
                form.add_error(None, str(error))
        self.failed = form
        return self.render_to_response(self.get_context_data(), status=400)

    def _say(self, said: explaining.Said, what: Any) -> str:
        return said(self.line, what, cast("User", self.request.user), timezone.now())

    def _done(self, words: str) -> HttpResponse:
        messages.success(self.request, words)
        return redirect(self.own_url)

    @property
    def own_url(self) -> str:
        return reverse("bank_lines:inspect", args=[self.line.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        line, rest = self.line, self.line.rest_cents
        is_open = bool(rest) and not line.parts.exists()
        asked = is_open and self.may
        return {
            **super().get_context_data(**kwargs),
            "line": line,
            "facts": list(facts(line)),
            "rest": rest,
            "is_open": is_open,
            "is_lump": is_open and is_lump(line),
            "age": days(line.age_days(timezone.localdate())),
            "may": self.may,
            **said_of(line),
            "suggestions": suggesting.bills_for(line) if asked else [],
            "payments_back": payments_back(line) if asked else [],
            "forms": self._forms(is_open=is_open) if self.may else {},
            "failed": self.failed.verb if self.failed else "",
            "vouchers": line.vouchers.all(),
            "story": story(line),
        }

    def _forms(self, *, is_open: bool) -> dict[str, LineForm]:
        """Those that can be filled in now: one place for the voucher, not two."""
        names = ["book"] if is_open else ["voucher"]
        if is_open and self.line.is_income:
            names.append("bill")
        if self.failed is not None and self.failed.verb not in names:
            names.append(self.failed.verb)
        return {name: self._form(name) for name in names}

    def _form(self, name: str) -> LineForm:
        if self.failed is not None and self.failed.verb == name:
            return self.failed
        form_class, _said = explaining.FORMS[name]
        return form_class(self.line)


def facts(line: BankLine) -> Iterator[tuple[str, str]]:
    """What the bank told, without what it left empty or said twice."""
    valued = line.valued_on if line.valued_on != line.booked_on else None
    told = {
        "booked_on": formats.day(line.booked_on),
        "valued_on": formats.day(valued) if valued else "",
        "reference": formats.in_fives(line.reference),
        "message": line.message,
        "description": line.description if line.counterparty else "",
        "counterparty_iban": formats.in_fours(line.counterparty_iban),
        "instructed": line.instructed,
        "remittances": "; ".join(_remittances(line)),
        "archive_id": line.archive_id,
        "statement": line.statement.number if line.statement else "",
    }
    for name, words in told.items():
        if words:
            label = BankLine._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            yield capfirst(str(label)), words


def _remittances(line: BankLine) -> Iterator[str]:
    for reference, cents in line.remittances:
        sum_ = "" if cents is None else formats.euros(cents)
        yield " ".join(one for one in (formats.in_fives(reference), sum_) if one)


def said_of(line: BankLine) -> dict[str, Any]:
    """On which bills and accounts it is, and which payments it took back."""
    payment = getattr(line, "payment", None)
    taken_back = line.taken_back.filter(undone_by=None)
    return {
        "payment": payment,
        "allocations": payment.allocations.filter(
            undoes=None, undone_by=None, amount_cents__gt=0
        ).select_related("bill")
        if payment
        else [],
        "entries": line.entries.live().select_related("account", "rule"),
        "taken_back": taken_back.exclude(kind=TakenBack.Kind.UNDONE).select_related(
            "payment__bank_line"
        ),
    }


def payments_back(line: BankLine) -> list[Payment]:
    """Payments that money which left may be the repayment of."""
    return [] if line.is_income else list(candidates(line)[:5])
