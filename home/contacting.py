"""Messages to the association: sent on the contact page, answered by somebody.

An urgent one during a holiday goes to the chair at once, and to the vice chair when
nobody has taken it by the next day.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import outbox, rate_limits
from accounts.consents import Consent
from accounts.data_subjects import DataSubject
from accounts.models import Officer
from accounts.own_rows import rows_of_model
from association.forms import HumanForm
from association.models import AssociationSettings
from association.names import only_a_name
from events.models import HolidayPeriod
from home import emails
from home.models import ContactMessage

PER_HOUR = 5  # messages from one network address
KEPT = timedelta(days=365)


class ContactForm(HumanForm):
    """`is_urgent` is asked only during a holiday."""

    name = forms.CharField(label=_("Your name"), validators=[only_a_name])
    email = forms.EmailField(
        label=_("Your e-mail address"), help_text=_("We answer to this address.")
    )
    message = forms.CharField(
        label=_("Your message"),
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": _("Write what you want to tell or ask.")},
    )
    is_urgent = forms.BooleanField(
        label=_("This cannot wait for the holiday to end"),
        required=False,
        help_text=_("The chair is told at once."),
    )
    consent = forms.BooleanField(
        label=_("You may keep my message and address to answer me"),
        help_text=_("We delete them after a year."),
        error_messages={"required": _("We need your leave to answer. Tick the box.")},
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, at: datetime, on_holiday: bool
    ) -> None:
        super().__init__(data, at=at)
        self.on_holiday = on_holiday
        if not on_holiday:
            del self.fields["is_urgent"]


def holiday(on: date) -> HolidayPeriod | None:
    return HolidayPeriod.objects.on(on).first()


def form(data: Mapping[str, Any] | None, *, at: datetime) -> ContactForm:
    """The form as it is at that moment, with what was written."""
    on_holiday = holiday(timezone.localdate(at)) is not None
    return ContactForm(data, at=at, on_holiday=on_holiday)


def receive(form: ContactForm, request: HttpRequest, *, at: datetime) -> bool:
    """Keep a valid form's message and tell of it; False with an error when too many.

    A program that was trapped is told nothing else than a person is.
    """
    if form.is_trapped:
        return True
    address = rate_limits.address_of(request)
    hour = timedelta(hours=1)
    if not rate_limits.allow("contact", address, limit=PER_HOUR, per=hour, at=at):
        sentence = _(
            "Many messages have come from your network. Your text is below: "
            "send it again in an hour, or write to us by e-mail."
        )
        form.add_error(None, sentence)
        return False
    send(form.cleaned_data, at=at)
    return True


@transaction.atomic
def send(words: Mapping[str, Any], *, at: datetime) -> ContactMessage:
    """A message becomes a row and a mail to the association; an urgent one also a mail
    to the chair, or to the vice chair where there is no chair to write to."""
    message = ContactMessage.objects.create(
        name=words["name"],
        email=words["email"],
        message=words["message"],
        is_urgent=bool(words.get("is_urgent")),
        language=(translation.get_language() or "fi")[:2],
        created_at=at,
    )
    inbox = AssociationSettings.current().contact_email
    if inbox:
        mail = emails.new_message(message, inbox)
        outbox.add(mail, key=f"contact-{message.pk}")
    if message.is_urgent:
        today = timezone.localdate(at)
        if not tell(message, Officer.Office.CHAIR, on=today):
            tell(message, Officer.Office.VICE_CHAIR, on=today)
    return message


def tell(message: ContactMessage, office: str, *, on: date) -> bool:
    """Mail an urgent message to who holds the office; False where nobody can be told.

    However often it is called, each is told once.
    """
    officer = Officer.objects.holding(office, on=on)
    if officer is None or not officer.email:
        return False
    mail = emails.urgent_message(message, officer)
    outbox.add(mail, key=f"contact-{message.pk}-{office}")
    return True


def escalate(*, at: datetime) -> int:
    """Tell the vice chair of urgent messages that nobody took on the day they came.

    Answers how many such messages there are.
    """
    today = timezone.localdate(at)
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    count = 0
    for message in ContactMessage.objects.urgent_before(midnight):
        with transaction.atomic():
            count += tell(message, Officer.Office.VICE_CHAIR, on=today)
    return count


@transaction.atomic
def take(message: ContactMessage, *, by: str, at: datetime) -> bool:
    """Say who answers; False when somebody took it before."""
    waiting = ContactMessage.objects.waiting().filter(pk=message.pk)
    return bool(waiting.update(taken_at=at, taken_by=by[:200]))


def consents_of(whose: DataSubject) -> Iterable[Consent]:
    """To keep the message, so that somebody can answer."""
    for message in rows_of_model(ContactMessage, whose):
        yield Consent(
            what=gettext("Your message on the contact page"),
            given_at=message.created_at,
            how=gettext("We delete it after a year, or when you ask for erasure."),
        )


def escalate_job(at: datetime) -> str:
    return f"{escalate(at=at)} urgent message(s) waiting."
