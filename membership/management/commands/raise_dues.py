from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation

from association import formats
from membership import dues, raising
from membership.dues_preview import Preview, preview


class Command(BaseCommand):
    help = (
        "Ask every member who owes it for the due of a year. A second run asks nobody; "
        "one that was broken off goes on."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--year", type=int, required=True)
        parser.add_argument(
            "--due", type=day, metavar="YYYY-MM-DD",
            help="The due date; thirty days from now when it is not given.",
        )  # fmt: skip
        parser.add_argument(
            "--look", action="store_true", help="Only say how many and how much."
        )

    def handle(self, **options: Any) -> str:
        year, now = options["year"], timezone.now()
        if options["look"]:
            with translation.override("en"):
                return "\n".join(told(preview(year, on=timezone.localdate(now))))
        try:
            asked = raising.raise_dues(year, at=now, due_on=options["due"])
        except dues.NoRateError as error:
            raise CommandError(str(error)) from error
        return f"Asked {asked} member(s) for {year}."


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text} is no day: write it as 2027-03-31.") from None


def told(seen: Preview) -> list[str]:
    kinds = [
        f"{row.kind.label}: {row.new} to be asked, {euros(row.new_cents)}; "
        f"{row.there} asked already."
        for row in seen.kinds
    ]
    not_asked = (
        f"Honorary {seen.honorary}, on a pause {seen.paused}, waived {seen.waived}, "
        f"joined too late {seen.too_late}."
    )
    beside = (
        f"Without an address {seen.without_address}, differing from today "
        f"{seen.differing}."
    )
    total = f"{seen.new} member(s) for {seen.year}, {euros(seen.new_cents)} in all."
    return [*kinds, not_asked, beside, f"Would ask {total}"]


def euros(cents: int) -> str:
    return formats.euros(cents, language="fi")
