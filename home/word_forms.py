"""Words in their forms: *mentorit* and *mentoreille* have the stem of *mentori*.

Snowball's stemmers do most of it. For Finnish we even out what they leave apart: the
nominative of *yhdistys* and its other cases, and consonants that change inside a word
(*käytäntö, käytännöt*; *vuosi, vuoden*). What is lost in sharpness on the way is little
on a site of some hundred pages. The same on both databases, since it is done here.
"""

import re
import unicodedata
from functools import cache

import snowballstemmer

STEMMERS = {"fi": "finnish", "sv": "swedish", "en": "english"}
WORD = re.compile(r"\w+")
LONGEST = 60
SHORTEST_STEM = 3

EVEN_ENDINGS = [
    (re.compile(r"ks$"), "s"),  # yhdistyks(en) – yhdistys
    (re.compile(r"mis$"), "min"),  # tapaamis(en) – tapaamin(en)
    (re.compile(r"(yy|uu)[dt]$"), r"\1s"),  # jäsenyyd(en) – jäsenyys
    (re.compile(r"([aeiouyäö])(si|de|te)$"), r"\1t"),  # vuosi – vuode(n) – vuot(ta)
]
EVEN_INSIDE = [
    (re.compile(r"n[tn]"), "n"),  # käytäntö – käytännöt
    (re.compile(r"m[pm]"), "m"),
    (re.compile(r"l[tl]"), "l"),
    (re.compile(r"r[tr]"), "r"),
    (re.compile(r"n[kg]"), "n"),
    (re.compile(r"d"), "t"),  # pöytä – pöydän
    (re.compile(r"([kpt])\1"), r"\1"),  # kortti – kortin
]


@cache
def _stemmer(language: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(STEMMERS.get(language, "finnish"))


def words(text: str) -> list[str]:
    """The words of a text, in small letters, in their order."""
    plain = unicodedata.normalize("NFC", text).replace("\u00ad", "").casefold()
    return [word[:LONGEST] for word in WORD.findall(plain)]


def stem(word: str, language: str) -> str:
    """What the forms of a word share: of one in small letters."""
    if len(word) <= SHORTEST_STEM or word.isdigit():
        return word
    found = str(_stemmer(language).stemWord(word))
    if language == "fi":
        found = _even(found)
    return found if len(found) >= SHORTEST_STEM else word


def _even(found: str) -> str:
    for pattern, replacement in (*EVEN_ENDINGS, *EVEN_INSIDE):
        found = pattern.sub(replacement, found)
    return found


def stems(text: str, language: str) -> list[str]:
    """The stem of each word, in their order."""
    return [stem(word, language) for word in words(text)]
