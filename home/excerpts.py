"""A few words around what was found, with what was found marked."""

from collections.abc import Sequence

from home.word_forms import WORD, stem, words

BEFORE, AFTER = 60, 140  # characters

type Piece = tuple[str, bool]


def excerpt_of(text: str, wanted: Sequence[str], language: str) -> list[Piece]:
    """Pieces of the text in order; True where a piece is a word that was wanted.

    The beginning of the text where the words are only in the page's title.
    """
    places = [
        (found.start(), found.end())
        for found in WORD.finditer(text)
        if _is_wanted(found[0], wanted, language)
    ]
    first = places[0][0] if places else 0
    start = _word_border(text, max(0, first - BEFORE))
    end = min(len(text), first + AFTER)
    end = text.rfind(" ", start, end) if end < len(text) else end
    pieces: list[Piece] = [("… ", False)] if start else []
    here = start
    for begins, ends in places:
        if ends > end:
            break
        pieces += [(text[here:begins], False), (text[begins:ends], True)]
        here = ends
    pieces.append((text[here:end], False))
    if end < len(text):
        pieces.append((" …", False))
    return [piece for piece in pieces if piece[0]]


def _is_wanted(word: str, wanted: Sequence[str], language: str) -> bool:
    return any(
        stem(one, language).startswith(looked_for)
        for one in words(word)
        for looked_for in wanted
    )


def _word_border(text: str, place: int) -> int:
    """The beginning of the first whole word at or after `place`."""
    return text.find(" ", place) + 1 if place else 0
