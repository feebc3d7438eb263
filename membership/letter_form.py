"""The form of a letter: its words in each language, and whom it is for."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList

from association.forms import make_kind, make_safe
from membership import addressees, parts
from membership.models import Due, Member
from network.models import Municipality

ROWS = 12
SUBJECT: Any = _("Subject")
TEXT: Any = _("Text")
WORDS = ("subject", "text")
LINKS = _("An empty line begins a new paragraph. Web addresses become links.")


class LetterForm(WagtailAdminModelForm):
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of membership"),
        choices=addressees.KINDS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick nothing to write to all kinds."),
    )
    unpaid_year = forms.TypedChoiceField(
        label=_("Only those whose due is unpaid"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Whoever pays before the letter leaves does not get it."),
    )
    part = forms.ChoiceField(label=_("Only these"), required=False)
    municipalities = forms.ModelMultipleChoiceField(
        label=_("Home municipalities"),
        queryset=Municipality.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Where members live. Tick nothing to write to all."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in ("fi", "sv", "en"):
            for name in WORDS:
                field = self.fields[f"{name}_{code}"]
                make_kind(field)
                make_safe(field)  # type: ignore[arg-type]
        self.fields["subject_fi"].error_messages["required"] = _(
            "Write what the letter is about."
        )
        self.fields["text_fi"].error_messages["required"] = _("Write the letter.")
        self.fields["text_fi"].help_text = LINKS
        self.fields["text_fi"].widget.attrs["rows"] = ROWS
        homes = Member.objects.current(timezone.localdate()).order_by()
        self.fields["municipalities"].queryset = Municipality.objects.filter(  # type: ignore[attr-defined]
            pk__in=homes.values("municipality")
        ).in_order()
        years = Due.objects.order_by("-year").values_list("year", flat=True).distinct()
        self.choose("unpaid_year", [(str(year), str(year)) for year in years])
        self.choose("part", [(one.key, str(one.name)) for one in parts.parts()])

    def choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        """With what the draft says, though it is offered no more: it is seen."""
        said = str(getattr(self.instance, name) or "")
        known = {value for value, _words in choices}
        more = [(said, said)] if said and said not in known else []
        field: Any = self.fields[name]
        field.choices = [("", _("All members")), *choices, *more]

    def clean(self) -> dict[str, Any]:
        words: dict[str, Any] = super().clean() or self.cleaned_data
        for code in ("sv", "en"):
            subject, text = f"subject_{code}", f"text_{code}"
            if (
                words.get(text)
                and not words.get(subject)
                and subject not in self.errors
            ):
                self.add_error(subject, _("Write the subject in this language, too."))
            if words.get(subject) and not words.get(text) and text not in self.errors:
                self.add_error(text, _("Write the letter in this language, too."))
        return words


def words_in(code: str) -> list[FieldPanel]:
    return [
        FieldPanel(f"subject_{code}", heading=SUBJECT),
        FieldPanel(f"text_{code}", heading=TEXT),
    ]


PANELS = ObjectList(
    [
        MultiFieldPanel(words_in("fi"), heading=_("In Finnish")),
        MultiFieldPanel(
            words_in("sv"),
            heading=_("In Swedish"),
            help_text=_(
                "Goes to those who read Swedish. Left empty, they get the Finnish "
                "words."
            ),
            classname="collapsed",
        ),
        MultiFieldPanel(
            words_in("en"),
            heading=_("In English"),
            help_text=_(
                "Goes to those who read English. Left empty, they get the Finnish "
                "words."
            ),
            classname="collapsed",
        ),
        MultiFieldPanel(
            [FieldPanel("kinds"), FieldPanel("unpaid_year"), FieldPanel("part")],
            heading=_("To whom"),
        ),
        MultiFieldPanel(
            [FieldPanel("municipalities")],
            heading=_("Only from these municipalities"),
            classname="collapsed",
        ),
    ],
    base_form_class=LetterForm,
)
