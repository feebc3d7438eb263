"""Begin a site of an association's own."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from association.addresses import absolute
from home import setup


class Command(BaseCommand):
    help = "Make the front pages and write down who the association is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", required=True, help="As in the register.")
        parser.add_argument("--email", required=True, help="Where messages come.")

    def handle(self, **options: Any) -> str:
        setup.begin(name=options["name"], email=options["email"])
        return f"Begun. Write the rest at {absolute('/admin/')}"
