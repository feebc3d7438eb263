"""Bringing a bank's file in, and a line's paper; for the treasurer."""

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

from accounts.models import User
from payments.bank import importing
from payments.bank.facts import BankFileError
from payments.bank.forms import (
    ColumnsForm,
    UploadForm,
)
from payments.bank.reading import ChosenFile, choose
from payments.models import (
    Voucher,
)
from payments.models.bank import original_path

UPLOAD = "payments.bank-file"
HOUR = 3600
may_import = permission_required("payments.add_bankfile", raise_exception=True)
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


@may_look
def voucher(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The paper behind a line, to whoever may see lines; never shown in the page."""
    row = get_object_or_404(Voucher, pk=pk)
    return FileResponse(row.file.open("rb"), as_attachment=True, filename=row.name)
