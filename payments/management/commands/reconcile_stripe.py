"""Compare our rows with Stripe's and settle what a lost webhook left."""

from datetime import timedelta
from typing import Any

import stripe
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from payments.reconciling import WINDOW, reconcile


class Command(BaseCommand):
    help = (
        "Take in what Stripe could not tell us, then compare movement by movement. "
        "Exits with 1 and names the row where the two still differ."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--days", type=int, default=WINDOW.days, help="how far back to compare"
        )
        parser.add_argument(
            "--all", action="store_true", help="compare from the first day on"
        )

    def handle(self, *, days: int, **options: Any) -> None:
        window = None if options.get("all") else timedelta(days=days)
        try:
            report = reconcile(at=timezone.now(), window=window)
        except stripe.StripeError as error:
            raise CommandError(
                f"Stripe does not answer: {type(error).__name__}"
            ) from error
        if report.differences:
            raise CommandError(str(report))
        self.stdout.write(str(report))
