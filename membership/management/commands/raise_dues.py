from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from association import formats
from membership import dues


class Command(BaseCommand):
    help = "Ask every present member for the due of a year; a second run asks nobody."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", type=int)
        parser.add_argument(
            "--look", action="store_true", help="Only say how many and how much."
        )

    def handle(self, **options: Any) -> str:
        year, now = options["year"], timezone.now()
        try:
            if options["look"]:
                return self.look(year)
            return f"Asked {dues.raise_dues(year, at=now)} member(s) for {year}."
        except dues.NoRateError as error:
            raise CommandError(str(error)) from error

    def look(self, year: int) -> str:
        found = dues.missing(year, on=timezone.localdate())
        cents = sum(dues.rate(membership.kind, year) for membership in found)
        money = formats.euros(cents, language="fi")
        return f"Would ask {len(found)} member(s) for {year}, {money} in all."
