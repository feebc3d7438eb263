"""Members from a spreadsheet: choose the file, look at what it does, bring it in, and
perhaps take it back."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView
from django.views.generic.base import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from accounts.models import User
from membership.bulk_actions import DECIDE
from membership.importing import bringing, files, keeping, undoing
from membership.importing.bringing import ImportingError
from membership.importing.columns import NEEDED
from membership.importing.forms import ChooseForm, ColumnsForm, ConfirmForm
from membership.importing.judging import Judge
from membership.importing.preview import (
    SHOWN,
    Preview,
    in_words,
    not_used,
    preview,
    understood,
)
from membership.models import MemberImport

AT_ONCE = 500  # done while whoever pressed the button waits; the worker does the rest
EARLIER = 50
MOST_NAMED = 200
TITLE = gettext_lazy("Import members from a spreadsheet")


class ForWhoeverAddsMembers:
    """Who may accept a member may bring in many."""

    request: HttpRequest
    kwargs: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kw: Any) -> HttpResponseBase:
        if not request.user.has_perm(DECIDE):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kw)  # type: ignore[misc]
        return answer

    @property
    def by(self) -> User:
        return cast("User", self.request.user)

    @cached_property
    def run(self) -> MemberImport:
        runs = MemberImport.objects.select_related("made_by", "undone_by")
        return get_object_or_404(runs, pk=self.kwargs["pk"])


class ImportPage(ForWhoeverAddsMembers, WagtailAdminTemplateMixin):
    page_title = TITLE  # type: ignore[assignment]
    header_icon = "upload"

    def get_page_subtitle(self) -> str:
        return self.run.name if "pk" in self.kwargs else ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = [
            *self.breadcrumbs_items,
            {"url": reverse("members:index"), "label": _("Members")},
        ]
        if "pk" not in self.kwargs:
            return [*items, {"url": "", "label": self.page_title}]
        return [
            *items,
            {"url": reverse("member_imports:index"), "label": TITLE},
            {"url": "", "label": self.run.name},
        ]


class ChooseView(ImportPage, FormView):  # type: ignore[type-arg]
    """The file, and what was brought in before."""

    form_class = ChooseForm
    template_name = "membership/admin/import_choose.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        runs = MemberImport.objects.select_related("made_by", "undone_by")[:EARLIER]
        return {**super().get_context_data(**kwargs), "runs": runs}

    def form_valid(self, form: Any) -> HttpResponse:
        name = form.cleaned_data["file"].name or ""
        run = keeping.keep(form.table, name, by=self.by, at=timezone.now())
        return redirect("member_imports:one", run.pk)


class ImportView(ImportPage, TemplateView):
    """One import: what it would do, how far it is, or what it did."""

    columns_form: ColumnsForm | None = None
    confirm_form: ConfirmForm | None = None

    def get_template_names(self) -> list[str]:
        name = "preview" if self.run.is_preview else "result"
        return [f"membership/admin/import_{name}.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = self.of_preview() if self.run.is_preview else self.of_result()
        return {**super().get_context_data(**kwargs), "run": self.run, **told}

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        if not self.run.is_preview:
            return redirect("member_imports:one", self.run.pk)
        verbs = {"columns": self.choose, "discard": self.discard}
        return verbs.get(request.POST.get("verb", ""), self.confirm)()

    # --- Before it is brought in ------------------------------------------------------

    @cached_property
    def told(self) -> Preview:
        only = self.request.GET.get("only", "")
        return preview(
            self.run, on=timezone.localdate(), only=only, first=SHOWN * (self.page - 1)
        )

    @cached_property
    def page(self) -> int:
        text = self.request.GET.get("p", "")
        return max(1, int(text)) if text.isdecimal() and len(text) < 6 else 1

    def of_preview(self) -> dict[str, Any]:
        is_complete = all(name in self.run.columns for name in NEEDED)
        told = self.told
        return {
            "form": self.columns_form or ColumnsForm(self.run),
            "is_complete": is_complete,
            "open_columns": not is_complete or self.columns_form is not None,
            "preview": told,
            "rows": [(one, in_words(one)) for one in told.rows],
            "confirm": self.confirm_form or ConfirmForm(initial={"seen": told.seen}),
            "understood": understood(self.run),
            "not_used": not_used(self.run),
            "only": self.request.GET.get("only", ""),
            "page": self.page,
            "last_page": max(1, -(-told.found // SHOWN)),
        }

    def choose(self) -> HttpResponse:
        form = ColumnsForm(self.run, self.request.POST)
        if not form.is_valid():
            self.columns_form = form
            return self.render_to_response(self.get_context_data())
        words = form.cleaned_data
        keeping.choose(
            self.run, form.chosen, kind=words["default_kind"],
            language=words["default_language"], joined_on=words["default_joined_on"],
            with_postal_addresses=words["with_postal_addresses"],
        )  # fmt: skip
        return redirect("member_imports:one", self.run.pk)

    def discard(self) -> HttpResponse:
        keeping.discard(self.run)
        messages.success(
            self.request, _("Nothing was brought in, and nothing of the file is kept.")
        )
        return redirect("member_imports:index")

    def confirm(self) -> HttpResponse:
        form = ConfirmForm(self.request.POST)
        form.is_valid()
        words = form.cleaned_data
        if words.get("seen") != self.told.seen:
            return self.shown_again()
        if self.told.errors and not words.get("leave_out"):
            form.add_error("leave_out", _("Mend the rows with errors, or tick this."))
            self.confirm_form = form
            return self.render_to_response(self.get_context_data())
        if not self.told.new:
            return redirect("member_imports:one", self.run.pk)
        return self.bring_in()

    def shown_again(self) -> HttpResponse:
        """Somebody was accepted or brought in while the page was open."""
        sentence = _(
            "The figures have changed while this page was open. Read them again."
        )
        messages.warning(self.request, sentence)
        return redirect("member_imports:one", self.run.pk)

    def bring_in(self) -> HttpResponse:
        now = timezone.now()
        run = bringing.begin(self.run, leave_out_errors=True, by=self.by, at=now)
        new = bringing.carry_on(run, at=now, most=AT_ONCE)
        run.refresh_from_db()
        if run.is_working:
            bringing.hand_over(run, at=now)
            messages.info(self.request, going_on(new))
        else:
            messages.success(self.request, brought_in(new))
        return redirect("member_imports:one", run.pk)

    # --- Afterwards -------------------------------------------------------------------

    def of_result(self) -> dict[str, Any]:
        figures = bringing.figures(self.run)
        rows = self.run.rows.order_by("number")
        told: dict[str, Any] = {
            "figures": figures,
            "done": sum(figures.values()),
            "in_all": rows.count(),
            "most_named": MOST_NAMED,
        }
        if self.run.undone_at is not None:
            named = list(named_first(undoing.staying(self.run)))
            return {**told, "staying": named}
        has_cells = rows.exclude(cells_text="").exists()
        if has_cells and not self.run.is_working and figures["left_out"]:
            told["left_out"] = preview(
                self.run, on=timezone.localdate(), only="error"
            ).rows
        return told


def named_first(staying: Any) -> list[Any]:
    return [one for _number, one in zip(range(MOST_NAMED), staying, strict=False)]


def going_on(done: int) -> str:
    return _(
        "%(number)d are done, and the background process goes on with the rest. Load "
        "this page again to see how far it is."
    ) % {"number": done}


def brought_in(new: int) -> str:
    return ngettext(
        "%(number)d member is in the register now.",
        "%(number)d members are in the register now.",
        new,
    ) % {"number": new}


def taken_back(number: int) -> str:
    return ngettext(
        "%(number)d member was taken back.",
        "%(number)d members were taken back.",
        number,
    ) % {"number": number}


class UndoView(ImportPage, TemplateView):
    """Who is taken back and who stays, and the button."""

    template_name = "membership/admin/import_undo.html"
    page_title = gettext_lazy("Take the import back")  # type: ignore[assignment]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        staying = list(undoing.staying(self.run))
        made = bringing.figures(self.run)["made"]
        return {
            **super().get_context_data(**kwargs),
            "run": self.run,
            "staying": staying[:MOST_NAMED],
            "stay": len(staying),
            "going": made - len(staying),
            "most_named": MOST_NAMED,
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        *items, one = super().get_breadcrumbs_items()
        url = reverse("member_imports:one", args=[self.run.pk])
        return [*items, {**one, "url": url}, {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.run.finished_at is None or self.run.undo_begun_at is not None:
            return redirect("member_imports:one", self.run.pk)
        answer: HttpResponse = super().get(request, *args, **kwargs)
        return answer

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        now = timezone.now()
        try:
            run = undoing.begin(self.run, by=self.by, at=now)
        except ImportingError as error:
            messages.error(request, str(error))
            return redirect("member_imports:one", self.run.pk)
        taken = undoing.carry_on(run, at=now, most=AT_ONCE)
        run.refresh_from_db()
        if run.is_working:
            bringing.hand_over(run, at=now)
            messages.info(request, going_on(taken))
        else:
            messages.success(request, taken_back(taken))
        return redirect("member_imports:one", run.pk)


class TemplateFile(ForWhoeverAddsMembers, View):
    """An empty list with the right columns."""

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> Any:
        form = request.GET.get("export", "")
        return files.answer("members", files.template(), form, files.instructions())


class ErrorsFile(ForWhoeverAddsMembers, View):
    """The rows that have errors, to be mended."""

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> Any:
        if not self.run.rows.exclude(cells_text="").exists():
            raise Http404
        rows = files.errors(Judge(self.run, timezone.localdate()))
        return files.answer("members-with-errors", rows, request.GET.get("export", ""))


class MemberImportViewSet(ViewSet):
    """Reached from the list of members; no item of the menu."""

    name = "member_imports"
    icon = "upload"

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", ChooseView.as_view(), name="index"),
            path("template/", TemplateFile.as_view(), name="template"),
            path("<int:pk>/", ImportView.as_view(), name="one"),
            path("<int:pk>/errors/", ErrorsFile.as_view(), name="errors"),
            path("<int:pk>/undo/", UndoView.as_view(), name="undo"),
        ]
