"""The rules for bank lines in the admin: what is done by itself with the next line."""

from typing import Any, cast

from django import forms
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic import DeleteView
from wagtail.admin.viewsets.model import ModelViewSet

from accounts.admin_lists import LinkedRowsView
from payments.models import Account, LineRule


class LineRuleForm(WagtailAdminModelForm):
    class Meta:
        model = LineRule
        fields = ["sign", "counterparty", "text", "account", "note", "is_active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        accounts: Any = self.fields["account"]
        own = Q(pk=self.instance.account_id)
        accounts.queryset = (
            Account.objects.for_lines() | Account.objects.filter(own)
        ).order_by("number")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not (given.get("counterparty") or given.get("text")):
            raise forms.ValidationError(
                _("Write a payer or payee, or a text: otherwise it is for all lines.")
            )
        return given

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 - Django's
        if self.instance.pk is None:
            self.instance.made_by = self.for_user
        return super().save(commit)


class LineRuleIndexView(LinkedRowsView):
    def get_base_queryset(self) -> QuerySet[LineRule]:
        live = Q(entries__undoes=None, entries__undone_by=None)
        rules = LineRule.objects.select_related("account")
        return rules.annotate(explained=Count("entries", filter=live))

    @property
    def no_results_message(self) -> str:
        if self.is_searching or self.is_filtering:
            return str(super().no_results_message)
        return str(
            _(
                "No rules yet. One is made when you put a line on an account and tick "
                "that the same is done the next time."
            )
        )


class LineRuleDeleteView(DeleteView):
    @property
    def confirmation_message(self) -> str:
        count = cast("LineRule", self.object).entries.live().count()
        if not count:
            return str(_("It has explained no lines. Delete the rule?"))
        return ngettext(
            "It has explained %(count)d line, which stays on its account. Delete the "
            "rule? One that is only switched off can be taken into use again.",
            "It has explained %(count)d lines, which stay on their accounts. Delete "
            "the rule? One that is only switched off can be taken into use again.",
            count,
        ) % {"count": count}


class LineRuleViewSet(ModelViewSet):
    """What the treasurer has said once and for all."""

    model = LineRule
    name = "bank_rules"
    icon = "cogs"
    menu_label = _("Rules")  # type: ignore[assignment]
    menu_name = "bank-rules"
    index_view_class = LineRuleIndexView
    delete_view_class = LineRuleDeleteView
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = [
        Column("name", label=_("Payer, payee or text"), accessor=str,
               sort_key="counterparty"),
        Column("sign", label=_("Direction"), accessor="get_sign_display"),
        Column("account", label=_("Account")),
        Column("note", label=_("Note")),
        Column("explained", label=_("Lines explained")),
        BooleanColumn("is_active", label=_("In use")),
    ]  # fmt: skip
    list_filter = ["is_active", "sign"]
    list_export = ["sign", "counterparty", "text", "account", "note", "is_active"]
    export_filename = "bank-rules"
    search_fields = ["counterparty", "text", "note"]
    search_backend_name = None
    ordering = "counterparty"

    def get_form_class(
        self,
        for_update: bool = False,  # noqa: FBT001, FBT002 - Wagtail's
    ) -> type[LineRuleForm]:
        return LineRuleForm
