"""The chart of accounts in the admin."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.viewsets.model import ModelViewSet

from accounts.admin_lists import LinkedRowsView
from payments.models import Account


class AccountForm(WagtailAdminModelForm):
    """Number and kind are chosen once: books that were read stay as they were."""

    class Meta:
        model = Account
        fields = ["number", "kind", "name_fi", "name_sv", "name_en", "is_active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for name in ("number", "kind"):
                self.fields[name].disabled = True
            self.fields["is_active"].disabled = bool(self.instance.role)

    def clean_number(self) -> int:
        number: int = self.cleaned_data["number"]
        if not 1000 <= number <= 9999:
            raise forms.ValidationError(_("Write a number of four digits."))
        return number


class AccountViewSet(ModelViewSet):
    """What the books are divided into."""

    model = Account
    name = "book_accounts"
    icon = "list-ul"
    menu_label = _("Accounts")  # type: ignore[assignment]
    menu_name = "book-accounts"
    index_view_class = LinkedRowsView
    copy_view_enabled = False
    list_display = [
        Column("number", label=_("Number"), sort_key="number"),
        Column("name", label=_("Name")),
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("role", label=_("Posted to by itself"), accessor="get_role_display"),
        BooleanColumn("is_active", label=_("In use")),
    ]
    list_filter = ["kind", "is_active"]
    list_export = ["number", "name_fi", "name_sv", "name_en", "kind", "is_active"]
    export_filename = "accounts"
    search_fields = ["name_fi", "name_sv", "name_en"]
    search_backend_name = None
    ordering = "number"

    def get_form_class(
        self,
        for_update: bool = False,  # noqa: FBT001, FBT002 - Wagtail's
    ) -> type[AccountForm]:
        return AccountForm
