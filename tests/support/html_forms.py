"""Forms as a browser finds them on a page."""

from dataclasses import dataclass
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag

TYPED = {"text", "email", "tel", "search", "url", "number", "date", "time", "textarea"}


@dataclass(frozen=True)
class Field:
    name: str
    kind: str
    value: str
    choices: tuple[str, ...] = ()

    @property
    def is_typed(self) -> bool:
        return self.kind in TYPED


@dataclass(frozen=True)
class PageForm:
    """A form of a page, with what stands in it before anybody types."""

    role: str
    action: str
    method: str
    fields: tuple[Field, ...]
    is_multipart: bool

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        return self.action, tuple(sorted({field.name for field in self.fields}))

    @property
    def typed(self) -> list[Field]:
        return [field for field in self.fields if field.is_typed]

    @property
    def hidden(self) -> dict[str, str]:
        return {one.name: one.value for one in self.fields if one.kind == "hidden"}


def forms_of(html: str, page: str, role: str) -> list[PageForm]:
    soup = BeautifulSoup(html, "html.parser")
    return [
        PageForm(
            role,
            urljoin(page, str(form.get("action") or page)),
            str(form.get("method", "get")).lower(),
            tuple(fields_of(form)),
            form.get("enctype") == "multipart/form-data",
        )
        for form in soup.find_all("form")
    ]


def fields_of(form: Tag) -> list[Field]:
    found = []
    for tag in form.find_all(["input", "textarea", "select"]):
        if tag.has_attr("disabled"):
            continue  # a browser does not send it
        if name := str(tag.get("name") or ""):
            choices = [str(one.get("value", "")) for one in tag.find_all("option")]
            text = tag.get_text().removeprefix("\n") if tag.name == "textarea" else ""
            value = str(tag.get("value") or "") or text
            kind = tag.name if tag.name != "input" else str(tag.get("type", "text"))
            found.append(Field(name, kind, value, tuple(choices)))
    return [
        field
        for field in found
        # Of the second the admin makes the fields of one more question, say.
        if field.name != "csrfmiddlewaretoken" and "__prefix__" not in field.name
    ]


def errors_in(html: str) -> list[str]:
    """The sentences that say what is wrong, as they stand on the page."""
    soup = BeautifulSoup(html, "html.parser")
    found = soup.select(".error-summary li, .field .error")
    return [one.get_text(" ", strip=True) for one in found]


def errors_beside(html: str, name: str) -> list[str]:
    """The sentences that stand beside one field."""
    soup = BeautifulSoup(html, "html.parser")
    beside = [one for one in soup.select(".field") if one.find(attrs={"name": name})]
    return [
        text.get_text(strip=True) for one in beside for text in one.select(".error")
    ]


def shown_values(html: str) -> list[str]:
    """What stands in the fields of a page."""
    return [field.value for form in forms_of(html, "/", "") for field in form.fields]
