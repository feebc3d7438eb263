"""Bringing a bank's file in, and saying what a line is; for the treasurer."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core import signing
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from payments.bank import accounting, importing, paying, returning
from payments.bank.facts import BankFileError
from payments.bank.forms import (
    BillForm,
    BookForm,
    ColumnsForm,
    UploadForm,
    VoucherForm,
)
from payments.bank.lines import ExplainingError
from payments.bank.reading import ChosenFile, choose
from payments.models import (
    Allocation,
    BankLine,
    Bill,
    LineEntry,
    Payment,
    TakenBack,
    Voucher,
)
from payments.models.bank import original_path
from payments.references import known_form

UPLOAD = "payments.bank-file"
HOUR = 3600
may_import = permission_required("payments.add_bankfile", raise_exception=True)
may_match = permission_required("payments.match_bankline", raise_exception=True)
may_look = permission_required("payments.view_bankline", raise_exception=True)


@may_import
def bring_in(request: HttpRequest) -> HttpResponse:
    """A file is chosen, then shown what it would do, then taken in."""
    if request.method != "POST":
        return _page(request, form=UploadForm())
    try:
        if "token" in request.POST:
            return _go_on(request)
        return _chosen(request)
    except BankFileError as error:
        form = UploadForm()
        return _page(request, form=form, problem=str(error), status=400)


def _chosen(request: HttpRequest) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form=form, status=400)
    file: UploadedFile[bytes] = form.cleaned_data["file"]
    chosen = choose(cast("Any", file), file.name or "")
    if chosen.needs_columns:
        return _keep_and_ask(request, file, ColumnsForm(cast("Any", chosen.table)))
    report = importing.preview(chosen, at=timezone.now())
    return _page(request, token=_keep(file), report=report, name=chosen.name)


def _keep_and_ask(
    request: HttpRequest, file: UploadedFile[bytes], columns: ColumnsForm
) -> HttpResponse:
    return _page(request, token=_keep(file), columns=columns, name=file.name)


def _keep(file: UploadedFile[bytes]) -> str:
    """Lay the file aside until it is confirmed; the token names it to nobody else."""
    file.seek(0)
    path = default_storage.save(original_path(cast("Any", None), ""), file)
    return signing.dumps([path, (file.name or "")[:200]], salt=UPLOAD)


def _go_on(request: HttpRequest) -> HttpResponse:
    token = request.POST["token"]
    try:
        path, name = signing.loads(token, salt=UPLOAD, max_age=HOUR)
        content = default_storage.open(path)
    except (signing.BadSignature, FileNotFoundError) as error:
        raise BankFileError(_("That took too long: choose the file again.")) from error
    with content:
        chosen = choose(cast("Any", content), name)
        columns = None
        if chosen.table is not None and "columns" in request.POST:
            asked = ColumnsForm(chosen.table, request.POST)
            if not asked.is_valid():
                return _page(request, token=token, columns=asked, name=name, status=400)
            columns = dict(asked.cleaned_data)
            chosen = choose(cast("Any", content), name, columns)
        return _take_in(request, chosen, path)


def _take_in(request: HttpRequest, chosen: ChosenFile, path: str) -> HttpResponse:
    by = cast("User", request.user)
    file, report = importing.take_in(chosen, by=by, at=timezone.now(), original=path)
    if report.is_again:
        messages.info(request, _("This file had been brought in before: all is here."))
    else:
        messages.success(
            request,
            _("%(new)d new lines, %(known)d known before.")
            % {"new": report.new, "known": report.known},
        )
    return redirect("bank_files:inspect", file.pk)


def _page(request: HttpRequest, *, status: int = 200, **context: Any) -> HttpResponse:
    return render(request, "payments/admin/bank_import.html", context, status=status)


@may_match
@require_POST
def explain(request: HttpRequest, pk: int) -> HttpResponse:
    """What the treasurer says of a line: one of the verbs, named by the button."""
    line = get_object_or_404(BankLine, pk=pk)
    verb = VERBS.get(request.POST.get("verb", ""))
    try:
        if verb is None:
            raise ExplainingError(_("Choose what to do."))
        messages.success(request, verb(request, line, cast("User", request.user)))
    except ExplainingError as error:
        messages.error(request, str(error))
    return redirect("bank_lines:inspect", line.pk)


def _put_on_bill(request: HttpRequest, line: BankLine, by: User) -> str:
    form = _valid(BillForm(request.POST))
    bill = Bill.objects.filter(
        reference=known_form(form.cleaned_data["reference"])
    ).first()
    if bill is None:
        raise ExplainingError(_("There is no bill with this reference number."))
    paying.assign(line, bill, by=by, at=timezone.now(), cents=cast("Any", form).cents)
    return _("The money is on the bill of %(payer)s.") % {"payer": bill.payer_name}


def _take_off_bill(request: HttpRequest, line: BankLine, by: User) -> str:
    rows = Allocation.objects.filter(payment__bank_line=line)
    paying.unassign(_named(request, rows), by=by, at=timezone.now())
    return _("Undone: the money waits again.")


def _book(request: HttpRequest, line: BankLine, by: User) -> str:
    form = _valid(BookForm(line, request.POST, request.FILES))
    now, given = timezone.now(), form.cleaned_data
    accounting.book(line, given["account"], by=by, at=now, note=given["note"])
    if given["voucher"]:
        accounting.add_voucher(line, given["voucher"], by=by, at=now)
    if given["again"]:
        accounting.make_rule(line, given["account"], given["note"], by=by)
    return _("The line is on the account %(account)s.") % {"account": given["account"]}


def _unbook(request: HttpRequest, line: BankLine, by: User) -> str:
    rows = LineEntry.objects.filter(line=line)
    accounting.unbook(_named(request, rows), by=by, at=timezone.now())
    return _("Undone: the line waits again.")


def _give_back(request: HttpRequest, line: BankLine, by: User) -> str:
    payment = _named(request, Payment.objects.all())
    kind = TakenBack.Kind.BANK_RETURN if line.is_reversal else TakenBack.Kind.REFUND
    returning.record(line, payment, kind=kind, at=timezone.now(), by=by)
    return _("The line is the repayment of that payment.")


def _undo_give_back(request: HttpRequest, line: BankLine, by: User) -> str:
    rows = TakenBack.objects.filter(bank_line=line, undoes=None)
    returning.undo(_named(request, rows), by=by, at=timezone.now())
    return _("Undone: the line waits again.")


def _add_voucher(request: HttpRequest, line: BankLine, by: User) -> str:
    form = _valid(VoucherForm(request.POST, request.FILES))
    file = form.cleaned_data["voucher"]
    accounting.add_voucher(line, file, by=by, at=timezone.now())
    return _("The voucher is with the line.")


VERBS = {
    "bill": _put_on_bill,
    "off-bill": _take_off_bill,
    "book": _book,
    "unbook": _unbook,
    "back": _give_back,
    "undo-back": _undo_give_back,
    "voucher": _add_voucher,
}


def _valid(form: Any) -> Any:
    """The form, or its first sentence as what the treasurer is told."""
    if not form.is_valid():
        raise ExplainingError(next(iter(form.errors.values()))[0])
    return form


def _named(request: HttpRequest, rows: Any) -> Any:
    """The row that the button named, among those it may name."""
    number = request.POST.get("row", "")
    found = rows.filter(pk=number).first() if number.isdecimal() else None
    if found is None:
        raise ExplainingError(_("That is not there any more."))
    return found


@may_look
def voucher(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The paper behind a line, to whoever may see lines; never shown in the page."""
    row = get_object_or_404(Voucher, pk=pk)
    return FileResponse(row.file.open("rb"), as_attachment=True, filename=row.name)
