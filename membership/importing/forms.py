"""Forms of an import: the file, the columns, the go-ahead."""

from datetime import date
from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl.utils import get_column_letter
from wagtail.admin.widgets import AdminDateInput

from association.formats import date_only
from association.forms import DATES
from membership.importing import tables
from membership.importing.columns import COLUMNS
from membership.importing.tables import Table, TableError
from membership.models import Kind, MemberImport


class ChooseForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("The list of members as a file"),
        help_text=gettext_lazy(
            "Excel (.xlsx) or CSV, at most 10 MB and 20,000 rows. The first row has "
            "the names of the columns, in any order, in Finnish, Swedish or English."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        error_messages={
            "required": gettext_lazy("Choose the file."),
            "empty": gettext_lazy("The file is empty. Choose another."),
        },
    )
    table: Table

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            self.table = tables.read(file, file.size)
        except TableError as error:
            raise forms.ValidationError(str(error)) from error
        return file


class ColumnsForm(forms.Form):
    """Which column of the file is which of ours, and what holds for rows that say
    nothing."""

    default_kind = forms.ChoiceField(
        label=gettext_lazy("Kind of membership, where the row says none"),
        choices=Kind.choices,
    )
    default_language = forms.ChoiceField(
        label=gettext_lazy("Language, where the row says none"),
        choices=settings.LANGUAGES,
    )
    default_joined_on = forms.DateField(
        label=gettext_lazy("Member since, where the row says no day"),
        required=False,
        widget=AdminDateInput,
        input_formats=DATES,
        help_text=gettext_lazy("Empty: such a row is an error."),
    )

    with_postal_addresses = forms.BooleanField(
        label=gettext_lazy("Postal addresses of those who have an e-mail address, too"),
        required=False,
        help_text=gettext_lazy(
            "Whoever has a postal address here gets the association's letters by post "
            "and not by e-mail."
        ),
    )

    def __init__(self, run: MemberImport, data: Any = None) -> None:
        initial = {
            "default_kind": run.default_kind,
            "default_language": run.default_language,
            "default_joined_on": run.default_joined_on,
            "with_postal_addresses": run.with_postal_addresses,
        }
        super().__init__(data, initial=initial)
        choices = [("", "—"), *theirs(run)]
        for name, column in COLUMNS.items():
            self.fields[name] = forms.ChoiceField(
                label=str(column.label),
                choices=choices,
                required=column.is_needed,
                initial=run.columns.get(name, ""),
                error_messages={"required": _("Choose the column.")},
            )
        self.order_fields([*COLUMNS, *initial])

    def clean_default_joined_on(self) -> date | None:
        day: date | None = self.cleaned_data["default_joined_on"]
        today = timezone.localdate()
        if day is not None and day > today:
            sentence = _("The day is in the future. Today is %(day)s.")
            raise forms.ValidationError(sentence, params={"day": date_only(today)})
        return day

    def clean(self) -> dict[str, Any]:
        """A column is one of ours only."""
        words = super().clean() or {}
        used: dict[str, str] = {}
        for name in COLUMNS:
            place = words.get(name)
            if not place:
                continue
            if place in used:
                other = str(COLUMNS[used[place]].label)
                sentence = _("The same column is chosen for “%(other)s”.")
                self.add_error(name, sentence % {"other": other})
            used.setdefault(place, name)
        return words

    @property
    def chosen(self) -> dict[str, int]:
        words = self.cleaned_data
        return {name: int(words[name]) for name in COLUMNS if words[name]}


def theirs(run: MemberImport) -> list[tuple[str, str]]:
    """Their headings; one without a name is called by its letter."""
    return [
        (str(place), heading or _("Column %(letter)s") % {"letter": letter_of(place)})
        for place, heading in enumerate(cast("list[str]", run.headings))
    ]


def letter_of(place: int) -> str:
    return str(get_column_letter(place + 1))


class ConfirmForm(forms.Form):
    """`seen` is what the page showed."""

    leave_out = forms.BooleanField(
        label=gettext_lazy("Leave out the rows with errors, and bring in the others"),
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)
