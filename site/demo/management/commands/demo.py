"""Prepare the demo association: database, static files, content and its life."""

import logging
import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from demo import life
from demo.life import money


class Command(BaseCommand):
    help = "Bring the demo association into DATA_DIR, or up to date there."

    def handle(self, **options: Any) -> None:
        self.started = time.monotonic()
        self.say("texts")
        call_command("messages", compile=True, verbosity=0)
        self.say("database")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        self.say("static files")
        call_command("collectstatic", interactive=False, verbosity=0)
        logging.disable(logging.WARNING)  # the demo's past is no news
        life.build(timezone.localdate(), progress=self.say)
        logging.disable(logging.NOTSET)
        money.tell_the_stand_in(settings.DATA_DIR / "stripe.json")
        sign_ins = "".join(
            f"  {role:<24} {email}\n" for role, _name, email in life.people.SIGN_INS
        )
        (settings.DATA_DIR / "sign-ins.txt").write_text(sign_ins, encoding="utf-8")
        self.say("ready")

    def say(self, what: str) -> None:
        passed = time.monotonic() - self.started
        self.stdout.write(f"  {passed:5.1f} s  {what}", ending="\n")
        self.stdout.flush()
