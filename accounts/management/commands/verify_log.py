from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.history_proof import Proof, standing


class Command(BaseCommand):
    help = (
        "Prove that the history is as it was written; exits with 1 and names the entry "
        "where it is not. The last line is its end: whoever keeps it elsewhere (in the "
        "minutes) can give it later, and a history written anew would not hold it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "noted", nargs="?", default="", metavar="NUMBER:DIGEST",
            help="an end that was noted earlier",
        )  # fmt: skip

    def handle(self, *, noted: str, **_options: Any) -> str:
        proof = Proof()
        found = [str(one) for one in proof.breaks()]
        if noted:
            number, _colon, digest = noted.partition(":")
            if not number.isdecimal() or standing(int(number)) != digest:
                found.append(f"Entry {number}: is not the one that was noted.")
        if found:
            raise CommandError("\n".join(found))
        return f"The history is whole: {proof.number} entries.\n{proof}"
