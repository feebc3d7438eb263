"""Names in the order of the Finnish alphabet, the same on both databases.

A key is stored beside each name that is listed or searched: å, ä and ö come last, in
that order, other accents and the case are passed over. (SFS-EN 13710, without its
finer levels.)
"""

import unicodedata

# The characters after z in ASCII stand for what comes after z in the alphabet.
LAST = {"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"}
KEY_LENGTH = 250


def name_key(text: str) -> str:
    """A key to sort and to find `text` by; equal for `ÄIJÄLÄ` and `äijälä`."""
    folded = unicodedata.normalize("NFC", text).casefold()
    letters = [LAST.get(letter) or plain(letter) for letter in folded]
    return " ".join("".join(letters).split())[:KEY_LENGTH]


def plain(letter: str) -> str:
    """The letter without its accent: é is sorted as e, š as s."""
    parts = unicodedata.normalize("NFKD", letter)
    return "".join(part for part in parts if not unicodedata.combining(part))
