"""Names in the order of the Finnish alphabet, the same on both databases.

A key is stored beside each name that is listed or searched: å, ä and ö come last, in
that order, other accents and the case are passed over. (SFS-EN 13710, without its
finer levels.)
"""

import unicodedata
from typing import Any

from django.db import models

# The characters after z in ASCII stand for what comes after z in the alphabet.
LAST = {"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"}
KEY_LENGTH = 250


def name_key(text: str) -> str:
    """A key to sort and to find `text` by; equal for `ÄIJÄLÄ` and `äijälä`.

    Whatever was typed: a NUL, which PostgreSQL refuses, is a space here.
    """
    folded = unicodedata.normalize("NFC", text.replace("\0", " ")).casefold()
    letters = [LAST.get(letter) or plain(letter) for letter in folded]
    return " ".join("".join(letters).split())[:KEY_LENGTH]


def plain(letter: str) -> str:
    """The letter without its accent: é is sorted as e, š as s."""
    parts = unicodedata.normalize("NFKD", letter)
    return "".join(part for part in parts if not unicodedata.combining(part))


class NameKeyField(models.CharField[str, str]):
    """The key of another field of the row, brought up to date whenever it is saved.

    Bulk creation computes it, too; `QuerySet.update()` of the name must give both.
    """

    def __init__(self, *, of: str, **options: Any) -> None:
        self.of = of
        options.update(max_length=KEY_LENGTH, editable=False, db_index=True)
        options.setdefault("default", "")
        super().__init__(**options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        for fixed in ("max_length", "editable", "db_index"):
            options.pop(fixed, None)
        return name, path, args, {**options, "of": self.of}

    def db_parameters(self, connection: Any) -> Any:
        """Compared by its bytes also where PostgreSQL speaks another language: in most,
        `{`, `|` and `}` come before the letters. SQLite does so by itself. It is said
        here and not by `db_collation`, so that both have the same migrations."""
        given = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            given["collation"] = "C"
        return given

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: FBT001
        key = name_key(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, key)
        return key
