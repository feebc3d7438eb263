"""Letters to members in the admin: the list, and the writing of a draft."""

from typing import Any, cast

import django_filters
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, DeleteView, EditView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log

from accounts.admin_lists import LinkedRowsView
from accounts.models import User
from accounts.read_only import VIEWS
from association import formats
from membership import admin_letter, admin_undelivered, posting
from membership.letter_form import PANELS
from membership.models import Letter
from membership.posting import LetterError

SAVED = _("The draft is saved. Nothing has been sent yet.")
STATES = [("draft", _("Draft")), ("sent", _("Sent"))]


def state_of(letter: Letter) -> str:
    if letter.is_draft:
        return str(_("Draft"))
    return str(_("Sent") if letter.finished_at else _("Is being sent"))


def sent_at(letter: Letter) -> str:
    return formats.moment(letter.sent_at) if letter.sent_at else ""


def author(letter: Letter) -> str:
    return str(letter.sent_by or letter.written_by or "")


def number(name: str) -> Any:
    """A number that stands on the row; a draft has none."""

    def of(letter: Letter) -> str:
        return "" if letter.is_draft else str(getattr(letter, name) or 0)

    return of


class LetterFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=STATES, method="in_state"
    )

    class Meta:
        model = Letter
        fields = ["state"]

    def in_state(
        self, letters: QuerySet[Letter], name: str, value: str
    ) -> QuerySet[Letter]:
        return letters.filter(sent_at__isnull=value == "draft")


class LetterIndexView(LinkedRowsView):
    """Every row leads to the letter's page, from which a draft is changed and sent."""

    add_item_label = _("Write a letter")  # type: ignore[assignment]

    def get_base_queryset(self) -> QuerySet[Letter]:
        letters = Letter.objects.with_counts()
        return letters.select_related("sent_by", "written_by")

    def get_edit_url(self, instance: Any) -> str | None:
        return None

    def get_delete_url(self, instance: Any) -> str | None:
        return super().get_delete_url(instance) if instance.is_draft else None

    @property
    def no_results_message(self) -> str:
        if self.is_searching or self.is_filtering:
            return str(super().no_results_message)
        return str(
            _("No letter has been written yet. Begin with “Write a letter” above.")
        )


class KeepDraft:
    """Saved by the verb; afterwards the letter is looked at before it is sent."""

    request: Any
    form: Any
    object: Any
    produced_error_message = None  # what Wagtail asks of a form that was refused late

    def get_success_url(self) -> str:
        return reverse("letters:inspect", args=[self.object.pk])

    def get_success_buttons(self) -> list[Any]:
        return []

    def save_instance(self) -> Letter:
        is_new = self.form.instance.pk is None
        by = cast("User", self.request.user)
        letter = posting.keep_draft(
            self.form.save(commit=False), by=by, at=timezone.now()
        )
        self.form.save_m2m()
        action = "wagtail.create" if is_new else "wagtail.edit"
        log(letter, action, user=by, content_changed=self.form.has_changed())
        return letter

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
                return answer
        except LetterError as error:
            form.add_error(None, str(error))
            refused: HttpResponse = self.form_invalid(form)  # type: ignore[attr-defined]
            return refused


class LetterCreateView(KeepDraft, CreateView):  # type: ignore[misc]
    page_title = _("Write a letter")  # type: ignore[assignment]
    submit_button_label = _("Save and look at it")  # type: ignore[assignment]
    success_message = SAVED  # type: ignore[assignment]


class OfDraft:
    """A letter that has been sent is neither changed nor thrown away."""

    def get_object(self, queryset: Any = None) -> Letter:
        letter = cast("Letter", super().get_object(queryset))  # type: ignore[misc]
        if not letter.is_draft:
            raise PermissionDenied
        return letter


class LetterEditView(OfDraft, KeepDraft, EditView):  # type: ignore[misc]
    page_title = _("Change the letter")  # type: ignore[assignment]
    submit_button_label = _("Save and look at it")  # type: ignore[assignment]
    success_message = SAVED  # type: ignore[assignment]


class LetterDeleteView(OfDraft, DeleteView):
    page_title = _("Throw the draft away")  # type: ignore[assignment]

    def delete_action(self) -> None:
        log(self.object, "wagtail.delete", user=self.request.user, deleted=True)
        posting.throw_away(cast("Letter", self.object))


class LetterViewSet(ModelViewSet):
    """What the association has written to its members, and what it is about to."""

    model = Letter
    name = "letters"
    icon = "mail"
    menu_label = _("Letters to members")  # type: ignore[assignment]
    menu_name = "letters"
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = LetterIndexView
    inspect_view_class = admin_letter.LetterView
    add_view_class = LetterCreateView
    edit_view_class = LetterEditView
    delete_view_class = LetterDeleteView
    edit_handler = PANELS
    list_display = [
        Column("subject", label=_("Subject"), accessor="subject_fi",
               sort_key="subject_fi"),
        Column("state", label=_("State"), accessor=state_of),
        Column("sent_at", label=_("Sent"), accessor=sent_at, sort_key="sent_at"),
        Column("author", label=_("By whom"), accessor=author),
        Column("recipients", label=_("To how many"),
               accessor=number("recipient_count")),
        Column("undelivered", label=_("Could not be delivered"),
               accessor=number("undelivered_count")),
    ]  # fmt: skip
    list_export = ["subject_fi", "sent_at", "sent_by", "recipient_count",
                   "undelivered_count"]  # fmt: skip
    export_filename = "letters"
    search_fields = ["subject_fi", "subject_sv", "subject_en", "text_fi"]
    search_backend_name = None
    ordering = "-changed_at"
    filterset_class = LetterFilterSet

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        given: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        gone = ("history_url_name", "usage_url_name", "copy_url_name")
        return {**given, **dict.fromkeys(gone)}

    def get_urlpatterns(self) -> list[Any]:
        kept = VIEWS | {"add", "edit", "delete"}
        own = [one for one in super().get_urlpatterns() if one.name in kept]
        return [
            *own,
            path("send/<int:pk>/", admin_letter.send, name="send"),
            path("test/<int:pk>/", admin_letter.send_test, name="test"),
            path("paper/<int:pk>/", admin_letter.paper, name="paper"),
            path("addresses/<int:pk>/", admin_letter.addresses, name="addresses"),
            path(
                "came-back/<int:pk>/",
                admin_undelivered.CameBackView.as_view(),
                name="came_back",
            ),
            path("works/<int:pk>/", admin_undelivered.works, name="works"),
        ]
