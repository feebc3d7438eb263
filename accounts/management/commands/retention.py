from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts import retention


class Command(BaseCommand):
    help = "Take away what has been kept long enough. The worker does so every night."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="only list what would go"
        )

    def handle(self, **options: Any) -> None:
        now = timezone.now()
        is_dry = options["dry_run"]
        found = retention.dry_run(now) if is_dry else retention.run(now)
        for one in found:
            for key in one.keys:
                self.stdout.write(f"{one.label} {key}")
        count = sum(len(one.keys) for one in found)
        what = "would go" if is_dry else "gone"
        self.stdout.write(f"{count} row(s) {what}.")
