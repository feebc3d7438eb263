"""What of this app waits for somebody, on the admin's front page."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import admin_front, handover
from accounts.admin_front import Card
from accounts.models import MailState, OutboxMail


def register_all() -> None:
    admin_front.register(
        Card(
            key="officers-change",
            permission="accounts.view_officer",
            title=_("Officers change within a month"),
            count=lambda: handover.changes_soon(timezone.localdate()),
            url=lambda: reverse("officer:handover"),
        )
    )
    admin_front.register(
        Card(
            key="mail-given-up",
            permission="accounts.view_outboxmail",
            title=_("E-mails that could not be sent"),
            count=OutboxMail.objects.in_state(MailState.GIVEN_UP).count,
            url=lambda: f"{reverse('outbox:index')}?state={MailState.GIVEN_UP}",
        )
    )
