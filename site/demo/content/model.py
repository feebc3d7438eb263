"""What a page of the demo association is made of.

Kinds and shapes of blocks are those of `association/blocks.py`. Inside text, a link
to another page is `<a href="page:KEY">`, one to an address of ours `view:KEY`.
"""

import re
from dataclasses import dataclass, field
from typing import Any, Literal

type PageKind = Literal[
    "home",
    "content",
    "practice_index",
    "practice",
    "news_index",
    "news",
    "contact",
    "events",
    "event",
]

BLOCK_TAGS = "p|h2|h3|ul|ol|li"

# Addresses that are no pages, by the names that texts use for them.
VIEWS = {
    "join": "membership:apply",
    "mentors": "mentoring:directory",
    "calendar": "events:calendar",
    "holidays": "events:holidays",
    "my_page": "accounts:my_page",
}


@dataclass(frozen=True)
class Block:
    """One block of a page's body; `value` is what the block of that kind takes."""

    kind: str
    value: Any


@dataclass(frozen=True)
class Page:
    """One page in one language. Pages with the same key are translations.

    `extra` holds what only this kind has: the parts of a practice, the age of a news
    item in days (`days_ago`), the picture shown when the page is shared (`picture`),
    the programme and the materials of an event, how many years ago it was (`years`).
    """

    key: str
    kind: PageKind
    slug: str
    title: str
    search_description: str
    lead: str = ""
    body: tuple[Block, ...] = ()
    parent: str = ""
    extra: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("title", "search_description", "lead"):
            object.__setattr__(self, name, words(getattr(self, name)))
        extra = {
            key: words(value) if isinstance(value, str) else value
            for key, value in self.extra.items()
        }
        object.__setattr__(self, "extra", extra)


def words(text: str) -> str:
    """Text on one line, with no-break spaces where Finnish wants them.

    >>> words("maksaa 20 € klo 18")
    'maksaa 20\\xa0€ klo\\xa018'
    """
    text = re.sub(r"[ \n]+", " ", text).strip(" ")
    text = re.sub(rf" ?(</?(?:{BLOCK_TAGS})>) ?", r"\1", text)
    text = re.sub(r"(?<=\d) (?=[€%])", "\u00a0", text)
    text = re.sub(r"(?<=\d) (?=\d{3,4}\b)", "\u00a0", text)
    return re.sub(r"\b(klo|kl\.) (?=\d)", "\\1\u00a0", text)


def text(html: str) -> Block:
    """Running text: h2, h3, p, ul, ol, li, a, b, i."""
    return Block("text", words(html))


def image(file: str, alt: str, caption: str = "") -> Block:
    """A picture of `content/pictures/`, described for whoever does not see it."""
    return Block("image", {"file": file, "alt": words(alt), "caption": words(caption)})


def quote(said: str, who: str) -> Block:
    return Block("quote", {"text": words(said), "who": who})


def call_to_action(
    heading: str, said: str, label: str, *, page: str = "", url: str = ""
) -> Block:
    """The next step, to a page (by key) or to an address (`view:…`, `https:…`)."""
    target = {"page": page} if page else {"url": url}
    value = {"heading": words(heading), "text": words(said), "label": words(label)}
    return Block("call_to_action", value | target)


def accordion(heading: str, *items: tuple[str, str]) -> Block:
    """Questions that open to answers; an answer is HTML like that of `text`."""
    rows = [{"heading": words(title), "text": words(html)} for title, html in items]
    return Block("accordion", {"heading": words(heading), "items": rows})


def table(caption: str, head: tuple[str, ...], *rows: tuple[str, ...]) -> Block:
    value = {
        "caption": words(caption),
        "head": [words(cell) for cell in head],
        "rows": [[words(cell) for cell in row] for row in rows],
    }
    return Block("table", value)


def documents(heading: str, *files: tuple[str, str]) -> Block:
    """Files of `content/documents/` as (title, file name)."""
    rows = [{"title": words(title), "file": file} for title, file in files]
    return Block("documents", {"heading": words(heading), "files": rows})


def people(heading: str, *persons: tuple[str, str, str, int]) -> Block:
    """People as (name, role, a sentence, number of the drawn portrait 1–6)."""
    rows = [
        {"name": name, "role": words(role), "text": words(said), "portrait": portrait}
        for name, role, said, portrait in persons
    ]
    return Block("people", {"heading": words(heading), "people": rows})


def contact(heading: str, said: str) -> Block:
    """The association's own contact details, which the settings know."""
    return Block("contact", {"heading": words(heading), "text": words(said)})


def session(
    starts: str, ends: str, title: str, speaker: str = "", said: str = ""
) -> Block:
    """A part of an event's programme."""
    value = {"starts": starts, "ends": ends, "title": words(title)}
    more = {"speaker": words(speaker), "description": words(said)}
    return Block("session", value | more)


def pause(starts: str, ends: str, title: str) -> Block:
    return Block("pause", {"starts": starts, "ends": ends, "title": words(title)})


def paper(title: str, file: str) -> Block:
    """A document among the materials of an event that was held."""
    return Block("document", {"title": words(title), "file": file})


def link(title: str, url: str) -> Block:
    return Block("link", {"title": words(title), "url": url})


def embed(url: str, title: str) -> Block:
    """A video that is fetched only when somebody asks to see it."""
    return Block("embed", {"url": url, "title": words(title)})
