"""The treasurer's page and the books, in the admin."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from accounts.exporting import as_csv
from payments import book_files, closing, dues_plot, treasurer
from payments.books import Books, FinancialYear
from payments.closing import ClosingError
from payments.holdings import holdings
from payments.models import Account, BooksDifference, ClosedYear
from payments.year_summary import summary

SEE, CLOSE = "payments.view_books", "payments.close_year"
SHOWN = 500  # postings of an account on its page; the file has all


class BooksPage(WagtailAdminTemplateMixin, TemplateView):
    """A page for who may see the books."""

    header_icon = "money"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(SEE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        books = {"url": reverse("books:index"), "label": _("Bookkeeping")}
        above = [books] if "slug" in self.kwargs else []
        own = {"url": "", "label": self.get_page_title()}
        return [*self.breadcrumbs_items, *above, own]

    @property
    def books(self) -> Books:
        return Books.current()


class TreasurerView(BooksPage):
    """Green only when every euro is accounted for."""

    page_title = _("Is every euro in its place?")  # type: ignore[assignment]
    template_name = "payments/admin/treasurer.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        matters = treasurer.look_at_all(now)
        books = self.books
        held = holdings(books)
        waiting = [one for one in matters if not one.is_right]
        may = self.request.user.has_perm
        return {
            **super().get_context_data(**kwargs),
            "is_green": not waiting and all(one.is_right for one in held),
            "holdings": held,
            "waiting": [(one, may(one.matter.permission)) for one in waiting],
            "right": [one for one in matters if one.is_right],
            "wrong_count": len(waiting) + sum(not one.is_right for one in held),
            "bars": dues_plot.bars(books, on=timezone.localdate(now)),
            "differences": BooksDifference.objects.open()[:50],
        }


class YearsView(BooksPage):
    """The financial years that have something in them."""

    page_title = _("Bookkeeping")  # type: ignore[assignment]
    header_icon = "doc-full"
    template_name = "payments/admin/years.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        books = self.books
        closed = {row.starts_on: row for row in ClosedYear.objects.in_force()}
        years = closing.years(books, until=timezone.localdate())
        return {
            **super().get_context_data(**kwargs),
            "settings": books.settings,
            "years": [(year, closed.get(year.first)) for year in years],
            "traces": ClosedYear.objects.exclude(opened_at=None).select_related(
                "closed_by", "opened_by"
            ),
        }


class YearPage(BooksPage):
    """One financial year, named by its first month."""

    header_icon = "doc-full"

    @property
    def closed(self) -> ClosedYear | None:
        rows = ClosedYear.objects.in_force().select_related("closed_by")
        return rows.filter(starts_on=self.year.first).first()

    @property
    def books(self) -> Books:
        """A closed year is read in the way in which it was closed."""
        books, closed = Books.current(), self.closed
        return books.as_closed(closed) if closed else books

    @property
    def year(self) -> FinancialYear:
        return year_of(self.kwargs["slug"])

    def get_page_title(self) -> str:
        return f"{self.page_title} {self.year.name}"


class SummaryView(YearPage):
    page_title = _("Summary of the year")  # type: ignore[assignment]
    template_name = "payments/admin/year.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        closed, year = self.closed, self.year
        return {
            **super().get_context_data(**kwargs),
            "year": year,
            "summary": summary(self.books, year),
            "settings": self.books.settings,
            "closed": closed,
            "may_close": self.request.user.has_perm(CLOSE),
            "has_ended": year.ends_at <= timezone.now(),
            "form": OpenForm(),
        }


class AccountView(YearPage):
    """The postings of an account, with what it held before and after each."""

    page_title = _("General ledger")  # type: ignore[assignment]
    template_name = "payments/admin/ledger.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        account = get_object_or_404(Account, number=self.kwargs["number"])
        books, year = self.books, self.year
        before = book_files.balances_before(books, year)[account.number]
        opening = 0 if account.is_result else before
        rows, held, count = [], opening, 0
        for it in book_files.of_account(books, year, account):
            is_debit = it.debit == account.number
            held += it.cents if is_debit else -it.cents
            count += 1
            if count <= SHOWN:
                rows.append((it, is_debit, it.credit if is_debit else it.debit, held))
        return {
            **super().get_context_data(**kwargs),
            "account": account,
            "year": year,
            "opening": opening,
            "rows": rows,
            "closing": held,
            "left_out": max(0, count - SHOWN),
            "names": dict(Account.objects.values_list("number", "name_fi")),
        }


class FileView(YearPage):
    """A file of the year, sent as it is made."""

    rows: Any = None
    file_name = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        lines = as_csv(self.rows(self.books, self.year))
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        name = f"{self.file_name}-{self.year.slug}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response  # type: ignore[return-value]


class JournalFile(FileView):
    rows = staticmethod(book_files.journal_rows)
    file_name = "paivakirja"


class LedgerFile(FileView):
    rows = staticmethod(book_files.ledger_rows)
    file_name = "paakirja"


class OpenForm(forms.Form):
    why = forms.CharField(
        label=_("Why the year is opened again"),
        max_length=200,
        error_messages={"required": _("Write why the year is opened again.")},
    )


class Verb(YearPage):
    """A button on the year's page: only a POST does anything."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, slug: str) -> HttpResponseRedirect:
        if not request.user.has_perm(CLOSE):
            raise PermissionDenied
        try:
            messages.success(request, self.act(request))
        except ClosingError as error:
            messages.error(request, str(error))
        return redirect("books:year", slug)

    def act(self, request: HttpRequest) -> str:
        raise NotImplementedError


class CloseView(Verb):
    def act(self, request: HttpRequest) -> str:
        closing.close_year(self.year, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        return str(_("The year is closed. It stays as it is now."))


class OpenView(Verb):
    def act(self, request: HttpRequest) -> str:
        closed = self.closed
        if closed is None:
            raise Http404
        form = OpenForm(request.POST)
        if not form.is_valid():
            raise ClosingError(form.errors["why"][0])
        why = form.cleaned_data["why"]
        closing.open_again(closed, why=why, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        return str(_("The year is open again. Close it when it is right."))


def year_of(slug: str) -> FinancialYear:
    """`2027-01` is the year from January 2027, as it was closed or as it would be."""
    try:
        first = date.fromisoformat(f"{slug}-01")
    except ValueError:
        raise Http404 from None
    closed = ClosedYear.objects.in_force().filter(starts_on=first).first()
    if closed is not None:
        return FinancialYear(closed.starts_on, closed.ends_on)
    year = Books.current().year_of(first)
    if year.first != first:
        raise Http404
    return year


class ForWhoSeesBooks(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(SEE)


class TreasurerViewSet(ViewSet):
    """First in the menu of the money."""

    name = "treasurer"
    icon = "check"
    menu_label = _("Is all in its place?")
    add_to_admin_menu = False
    menu_item_class = ForWhoSeesBooks

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("", TreasurerView.as_view(), name="index")]


class BooksViewSet(ViewSet):
    name = "books"
    icon = "doc-full"
    menu_label = _("Bookkeeping")
    add_to_admin_menu = False
    menu_item_class = ForWhoSeesBooks

    def get_urlpatterns(self) -> list[URLPattern]:
        year = "<str:slug>"
        return [
            path("", YearsView.as_view(), name="index"),
            path(f"{year}/", SummaryView.as_view(), name="year"),
            path(f"{year}/journal.csv", JournalFile.as_view(), name="journal"),
            path(f"{year}/ledger.csv", LedgerFile.as_view(), name="ledger"),
            path(f"{year}/close/", CloseView.as_view(), name="close"),
            path(f"{year}/open/", OpenView.as_view(), name="open"),
            path(f"{year}/<int:number>/", AccountView.as_view(), name="account"),
        ]
