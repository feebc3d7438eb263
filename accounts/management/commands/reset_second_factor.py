from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from accounts import emails
from accounts.models import User


class Command(BaseCommand):
    help = (
        "After a lost device: take away a person's passkeys, app and recovery codes, "
        "end their sessions, and tell them by mail."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, **options: Any) -> str:
        email = options["email"].strip().lower()
        user = User.objects.filter(email=email).first()
        if user is None:
            raise CommandError(f"Nobody signs in with {email}.")
        with transaction.atomic():
            removed, _by_model = Authenticator.objects.filter(user=user).delete()
            user.end_sessions()
            if removed:
                emails.tell_of_change(user, "reset", at=timezone.now())
        return f"Removed {removed} from {email}; all sessions ended."
