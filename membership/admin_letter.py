"""One letter in the admin. A draft: how many get it and how it looks, a test, and the
button. One that has been sent: whom it went to, and who did not get it."""

from typing import Any, cast
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.views.generic import InspectView
from wagtail.admin.widgets.button import Button

from accounts.access import SignedInRequest, permission_required_or_404
from accounts.exporting import csv_file
from association import pdf
from membership import addressees, letter_mails, letter_papers, posting
from membership.admin_access import LETTERS
from membership.models import Letter
from membership.models.letter import LetterRecipientQuerySet
from membership.posting import LetterError

AT_ONCE = 500  # written down while whoever pressed waits; the worker does the rest
PER_PAGE = 50
MANY = 5000
MOST_SHOWN = 200


class SendForm(forms.Form):
    """What the page showed whoever pressed the button."""

    seen = forms.CharField(max_length=80)


class TestForm(forms.Form):
    """Pressed twice, it is one test."""

    key = forms.UUIDField()


def seen_of(letter: Letter, counted: addressees.Counted) -> str:
    return f"{counted.mails}-{counted.on_paper}-{letter.changed_at.timestamp()}"


class LetterView(InspectView):
    """A draft before it is sent, or what became of it."""

    def get_page_title(self) -> str:
        return _("Draft") if self.letter.is_draft else _("Letter to members")

    @property
    def letter(self) -> Letter:
        return cast("Letter", self.object)

    def get_template_names(self) -> list[str]:
        name = "draft" if self.letter.is_draft else "letter"
        return [f"membership/admin/{name}.html"]

    @cached_property
    def header_more_buttons(self) -> list[Button]:  # type: ignore[override]
        own: list[Button] = super().header_more_buttons
        return own if self.letter.is_draft else []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = self.draft() if self.letter.is_draft else self.sent()
        letter = self.letter
        return {
            **super().get_context_data(**kwargs),
            "letter": letter,
            "whom": addressees.in_words(letter),
            **told,
        }

    def draft(self) -> dict[str, Any]:
        letter = self.letter
        counted = addressees.count(letter, on=timezone.localdate())
        nowhere = addressees.without_any_address(letter, on=timezone.localdate())
        return {
            "counted": counted,
            "looks": looks(letter, counted),
            "nowhere": nowhere[:MOST_SHOWN],
            "seen": seen_of(letter, counted),
            "key": uuid4(),
            "tests": len(letter.own_languages),
            "edit_url": reverse("letters:edit", args=[letter.pk]),
        }

    def sent(self) -> dict[str, Any]:
        letter = self.letter
        rows = letter.recipients.select_related("member").in_order()
        numbers = posting.figures(letter)
        words = self.request.GET.get("q", "").replace("\0", "").strip()[:100]
        paper = rows.on_paper()
        return {
            "numbers": numbers,
            "waiting": posting.on_their_way(letter),
            "undelivered": rows.undelivered().select_related("marked_by")[:MOST_SHOWN],
            "undelivered_count": rows.undelivered().count(),
            "files": letter_papers.files(rows.to_print().with_postal_address().count()),
            "nowhere": paper.without_postal_address()[:MOST_SHOWN],
            "looks": looks(letter),
            "words": words,
            "page": self.page_of(rows, words),
        }

    def page_of(self, rows: LetterRecipientQuerySet, words: str) -> Any:
        """By name; of very many as they were written down, until one is sought."""
        found = rows.called(words)
        if not words and found.count() > MANY:
            found = found.order_by("pk")
        return Paginator(found, PER_PAGE).get_page(self.request.GET.get("p"))


def looks(
    letter: Letter, counted: addressees.Counted | None = None
) -> list[dict[str, Any]]:
    """The letter as each language has it, with how many get it so by e-mail."""
    numbers = {each.reads: each.number for each in counted.by_mail} if counted else {}
    return [
        {
            "code": code,
            "name": name,
            "written_in": letter.language_for(code),
            "is_own": letter.language_for(code) == code,
            "subject": letter.subject_for(code),
            "text": letter.text_for(code),
            "number": numbers.get(code, 0),
        }
        for code, name in settings.LANGUAGES
    ]


def back_to(letter: Letter) -> HttpResponse:
    return redirect("letters:inspect", letter.pk)


@permission_required_or_404(LETTERS)
@require_POST
def send(request: SignedInRequest, pk: int) -> HttpResponse:
    """Once; whoever saw other words or figures is shown them again first."""
    letter = get_object_or_404(Letter, pk=pk)
    now = timezone.now()
    if letter.is_draft and not is_as_seen(letter, request):
        sentence = _(
            "The letter or the figures have changed while this page was open. Read "
            "them again."
        )
        messages.warning(request, sentence)
        return back_to(letter)
    try:
        is_first = posting.send(letter, by=request.user, at=now)
    except LetterError as error:
        messages.error(request, str(error))
        return back_to(letter)
    if not is_first:
        messages.info(request, _("The letter had been sent already."))
        return back_to(letter)
    begin(letter, request)
    return back_to(letter)


def is_as_seen(letter: Letter, request: HttpRequest) -> bool:
    form = SendForm(request.POST)
    counted = addressees.count(letter, on=timezone.localdate())
    return form.is_valid() and form.cleaned_data["seen"] == seen_of(letter, counted)


def begin(letter: Letter, request: HttpRequest) -> None:
    """The first of them at once, so that a small association sees it done."""
    now = timezone.now()
    letter.refresh_from_db()
    new = posting.carry_on(letter, at=now, most=AT_ONCE)
    letter.refresh_from_db()
    if letter.finished_at is None:
        posting.hand_over(letter, at=now)
        sentence = _(
            "The letter is on its way to the first %(number)d, and the background "
            "process goes on with the rest. Load this page again to see how far it is."
        )
        messages.info(request, sentence % {"number": new})
    else:
        sentence = ngettext(
            "The letter goes to %(number)d member.",
            "The letter goes to %(number)d members.",
            new,
        )
        messages.success(request, sentence % {"number": new})


@permission_required_or_404(LETTERS)
@require_POST
def send_test(request: SignedInRequest, pk: int) -> HttpResponse:
    """To oneself, in each language the letter is written in."""
    letter = get_object_or_404(Letter, pk=pk)
    form = TestForm(request.POST)
    if form.is_valid():
        key: UUID = form.cleaned_data["key"]
        letter_mails.send_test(letter, request.user, key=key)
        sentence = _("The test is on its way to %(address)s.")
        messages.success(request, sentence % {"address": request.user.email})
    return back_to(letter)


def recipients_to_print(pk: int) -> tuple[Letter, LetterRecipientQuerySet]:
    letter = get_object_or_404(Letter.objects.sent(), pk=pk)
    rows = letter.recipients.to_print().select_related("member", "letter")
    return letter, rows.in_order()


@permission_required_or_404(LETTERS)
@require_safe
def paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """The letters of who gets them on paper, some hundreds a file."""
    letter, rows = recipients_to_print(pk)
    part = request.GET.get("part", "1")
    number = int(part) if part.isascii() and part.isdecimal() and len(part) < 6 else 0
    found = letter_papers.part_of(rows.with_postal_address(), number)
    if not found:
        raise Http404
    day = timezone.localdate(letter.sent_at)
    try:
        return pdf.answer(
            letter_papers.render(letter, found, on=day), f"kirje-{letter.pk}-{number}"
        )
    except pdf.PdfError:
        messages.error(request, _("The file could not be made. Try again."))
        return back_to(letter)


@permission_required_or_404(LETTERS)
@require_safe
def addresses(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same people as a table, for labels and envelopes."""
    letter, rows = recipients_to_print(pk)
    return csv_file(f"letter-{letter.pk}", letter_papers.table(rows))
