"""The blocks of a page's body, and how each looks in the picker before it is added."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from association.blocks import samples
from association.blocks.table import TableBlock

RICH = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]
RICH_SHORT = ["bold", "italic", "ol", "ul", "link", "document-link"]

WORDS = _("Words")
PICTURES = _("Pictures and recordings")
LISTS = _("Lists and tables")
STEPS = _("Steps and people")

PROVIDERS = {
    "youtube.com": "YouTube",
    "youtu.be": "YouTube",
    "youtube-nocookie.com": "YouTube",
    "vimeo.com": "Vimeo",
    "areena.yle.fi": "Yle Areena",
    "soundcloud.com": "SoundCloud",
    "open.spotify.com": "Spotify",
}


class TextBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": RICH, **kwargs})

    class Meta:
        label = _("Text")
        icon = "pilcrow"
        group = WORDS
        template = "blocks/text.html"
        description = _("Running text with headings, lists and links.")
        preview_value = staticmethod(samples.text)


class ImageBlock(blocks.StructBlock):  # type: ignore[type-arg]
    """The words for who does not see it belong to the place, not to the picture."""

    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        label=_("What the picture tells"),
        required=False,
        max_length=250,
        help_text=_("For who does not see it. It is read aloud here, in this text."),
    )
    decorative = blocks.BooleanBlock(
        label=_("Only decoration: it tells nothing the text does not"), required=False
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=250)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        if not cleaned["alt"].strip() and not cleaned["decorative"]:
            sentence = _("Tell what is in the picture, or tick that it is decoration.")
            raise StructBlockValidationError({"alt": ValidationError(sentence)})
        return cleaned

    class Meta:
        label = _("Picture")
        icon = "image"
        group = PICTURES
        template = "blocks/image.html"
        description = _("A picture with words for who does not see it.")
        preview_value = staticmethod(samples.image)
        preview_template = "blocks/preview_image.html"


class QuoteBlock(blocks.StructBlock):  # type: ignore[type-arg]
    text = blocks.TextBlock(label=_("What was said"), max_length=600, rows=3)
    who = blocks.CharBlock(label=_("Who said it"), required=False, max_length=150)

    class Meta:
        label = _("Quote")
        icon = "openquote"
        group = WORDS
        template = "blocks/quote.html"
        description = _("Somebody's own words, set apart.")
        preview_value = staticmethod(samples.quote)


def words(value: Any, *fields: str) -> list[str]:
    """What the search reads of a block: no addresses, no numbers of portraits."""
    return [str(value[field]) for field in fields if value.get(field)]


class CallToActionValue(blocks.StructValue):
    def href(self) -> str:
        """Where it leads: a page that is public, or an address."""
        page = self.get("page")
        if page is not None and page.live:
            return str(page.url or "")
        return str(self.get("url") or "")


def validate_target(value: str) -> None:
    """A path of ours (`/liity/`), or a whole address."""
    if value.startswith("/") and not value.startswith("//"):
        return
    if not value.startswith(("mailto:", "tel:")):
        URLValidator(schemes=["https", "http"])(value)


class CallToActionBlock(blocks.StructBlock):  # type: ignore[type-arg]
    heading = blocks.CharBlock(label=_("Heading"), max_length=100)
    text = blocks.TextBlock(label=_("Text"), required=False, max_length=400, rows=2)
    label = blocks.CharBlock(
        label=_("Words of the button"),
        max_length=50,
        help_text=_("Say what happens: “Find a mentor”, never “Click here”."),
    )
    page = blocks.PageChooserBlock(label=_("To a page"), required=False)
    url = blocks.CharBlock(
        label=_("or to an address"),
        required=False,
        max_length=500,
        validators=[validate_target],
        help_text=_("A path of this site, such as /liity/, or https://…"),
    )

    def get_searchable_content(self, value: Any) -> list[str]:
        return words(value, "heading", "text", "label")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        if bool(cleaned.get("page")) == bool(cleaned.get("url")):
            sentence = _("Choose either a page or an address.")
            raise StructBlockValidationError({"page": ValidationError(sentence)})
        return cleaned

    class Meta:
        label = _("Next step")
        icon = "arrow-right"
        group = STEPS
        template = "blocks/call_to_action.html"
        value_class = CallToActionValue
        description = _("What the reader does next. One on a page is enough.")
        preview_value = staticmethod(samples.call_to_action)


class AccordionBlock(blocks.StructBlock):  # type: ignore[type-arg]
    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=100)
    items = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("heading", blocks.CharBlock(label=_("Question"), max_length=200)),
                (
                    "text",
                    blocks.RichTextBlock(label=_("Answer"), features=RICH_SHORT),
                ),
            ],
            label=_("Question"),
            label_format="{heading}",
        ),
        label=_("Questions"),
        min_num=1,
    )

    class Meta:
        label = _("Questions and answers")
        icon = "help"
        group = WORDS
        template = "blocks/accordion.html"
        description = _("Questions that open to their answers.")
        preview_value = staticmethod(samples.accordion)


class DocumentsBlock(blocks.StructBlock):  # type: ignore[type-arg]
    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=100)
    documents = blocks.ListBlock(
        DocumentChooserBlock(label=_("Document")), label=_("Documents"), min_num=1
    )

    class Meta:
        label = _("Documents")
        icon = "doc-full"
        group = LISTS
        template = "blocks/documents.html"
        description = _("Files to take along, with their kind and size.")
        preview_value = staticmethod(samples.documents)
        preview_template = "blocks/preview_documents.html"


class PersonValue(blocks.StructValue):
    def seed(self) -> int | str:
        """Which drawn portrait: the chosen one, otherwise always the same by name."""
        chosen = self.get("portrait")
        return int(chosen) - 1 if chosen else str(self.get("name") or "")


class PersonBlock(blocks.StructBlock):  # type: ignore[type-arg]
    name = blocks.CharBlock(label=_("Name"), max_length=120)
    role = blocks.CharBlock(label=_("Role"), required=False, max_length=120)
    text = blocks.TextBlock(
        label=_("A sentence or two"), required=False, max_length=300, rows=2
    )
    photo = ImageChooserBlock(label=_("Photograph"), required=False)
    portrait = blocks.ChoiceBlock(
        label=_("or a drawn portrait"),
        choices=[(str(number), str(number)) for number in range(1, 7)],
        required=False,
    )

    def get_searchable_content(self, value: Any) -> list[str]:
        return words(value, "name", "role", "text")

    class Meta:
        label = _("Person")
        icon = "user"
        value_class = PersonValue
        label_format = "{name}"


class PeopleBlock(blocks.StructBlock):  # type: ignore[type-arg]
    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=100)
    people = blocks.ListBlock(PersonBlock(), label=_("People"), min_num=1)

    class Meta:
        label = _("People")
        icon = "group"
        group = STEPS
        template = "blocks/people.html"
        description = _("People with their role, in windows.")
        preview_value = staticmethod(samples.people)


class ContactBlock(blocks.StructBlock):  # type: ignore[type-arg]
    """The details themselves are in the association's settings."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=100)
    text = blocks.TextBlock(label=_("Text"), required=False, max_length=400, rows=2)

    class Meta:
        label = _("Contact details")
        icon = "mail"
        group = STEPS
        template = "blocks/contact.html"
        description = _("The association's e-mail, phone and address, from settings.")
        preview_value = staticmethod(samples.contact)


class EmbedValue(blocks.StructValue):
    def provider(self) -> str:
        host = (urlsplit(str(self.get("url") or "")).hostname or "").lower()
        host = host.removeprefix("www.").removeprefix("m.")
        return PROVIDERS.get(host, host)


class SecureURLBlock(blocks.FieldBlock):
    """An address that begins with https."""

    def __init__(self, required: bool = True, **kwargs: Any) -> None:  # noqa: FBT001, FBT002
        sentence = _("Write the whole address; it begins with https://")
        self.field = forms.URLField(  # type: ignore[misc]
            required=required,
            max_length=500,
            assume_scheme="https",
            validators=[URLValidator(schemes=["https"], message=sentence)],
        )
        super().__init__(**kwargs)


class EmbedBlock(blocks.StructBlock):  # type: ignore[type-arg]
    """Nothing is fetched from elsewhere; the reader's click opens it there."""

    url = SecureURLBlock(label=_("Address"))
    title = blocks.CharBlock(
        label=_("What it is"),
        max_length=150,
        help_text=_("The reader decides by these words whether to open it."),
    )

    class Meta:
        label = _("Video or recording elsewhere")
        icon = "media"
        group = PICTURES
        template = "blocks/embed.html"
        value_class = EmbedValue
        description = _("Opens on the other site, by the reader's own click.")
        preview_value = staticmethod(samples.embed)


class BodyBlock(blocks.StreamBlock):  # type: ignore[type-arg]
    text = TextBlock()
    quote = QuoteBlock()
    accordion = AccordionBlock()
    image = ImageBlock()
    embed = EmbedBlock()
    table = TableBlock(preview_value=samples.table)
    documents = DocumentsBlock()
    call_to_action = CallToActionBlock()
    people = PeopleBlock()
    contact = ContactBlock()
