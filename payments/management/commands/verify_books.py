from typing import Any

from django.core.management.base import BaseCommand, CommandError

from payments import verifying


class Command(BaseCommand):
    help = (
        "Derive every bill, receipt and balance again; exit 1 and name the rows on any "
        "difference."
    )

    def handle(self, **_options: Any) -> str:
        found = [str(each) for each in verifying.verify()]
        if found:
            raise CommandError("\n".join([*found, f"{len(found)} different."]))
        return "Every euro is where it should be."
