"""Letters of the association to its members, and whom each went to.

They are the association's own notices, so nobody unsubscribes from them; what somebody
may unsubscribe from is another matter and never looks here."""

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from membership.models.member import Member
from network.models import Municipality

SUBJECT_LENGTH = 150
TEXT_LENGTH = 20_000
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


class Way(models.TextChoices):
    MAIL = "mail", _("By e-mail")
    PAPER = "paper", _("On paper")


class Undelivered(models.TextChoices):
    """How we know that an address does not work."""

    REFUSED = "refused", _("Refused when it was sent")
    RETURNED = "returned", _("Came back later")


class LetterQuerySet(models.QuerySet["Letter"]):
    def drafts(self) -> Self:
        return self.filter(sent_at=None)

    def sent(self) -> Self:
        return self.filter(sent_at__isnull=False)

    def left_behind(self, at: datetime) -> Self:
        """Those whose recipients are not all written down, and that nobody works on."""
        return self.sent().filter(finished_at=None, goes_on_at__lte=at)

    def with_counts(self) -> Self:
        """How many it went to, and how many of them did not get it."""
        return self.annotate(
            recipient_count=counted(LetterRecipient.objects.all()),
            undelivered_count=counted(LetterRecipient.objects.undelivered()),
        )


def counted(rows: "LetterRecipientQuerySet") -> models.Subquery:
    """How many of them are of the letter in the outer query."""
    mine = rows.filter(letter=OuterRef("pk")).order_by().values("letter")
    return models.Subquery(
        mine.annotate(number=models.Count("pk")).values("number"),
        output_field=models.IntegerField(),
    )


class Letter(models.Model):
    """A draft until the button is pressed; from then on words and recipients stay."""

    subject_fi = models.CharField(_("subject"), max_length=SUBJECT_LENGTH)
    text_fi = models.TextField(_("text"), max_length=TEXT_LENGTH)
    subject_sv = models.CharField(_("subject"), max_length=SUBJECT_LENGTH, blank=True)
    text_sv = models.TextField(_("text"), max_length=TEXT_LENGTH, blank=True)
    subject_en = models.CharField(_("subject"), max_length=SUBJECT_LENGTH, blank=True)
    text_en = models.TextField(_("text"), max_length=TEXT_LENGTH, blank=True)
    # Whom it is for (membership/parts.py): all members where nothing is chosen.
    kinds = models.JSONField(_("kinds of membership"), default=list, blank=True)
    municipalities = models.ManyToManyField(
        Municipality,
        verbose_name=_("home municipalities"),
        blank=True,
        related_name="+",
    )
    unpaid_year = models.PositiveSmallIntegerField(
        _("only whose due is unpaid of the year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(2000), MaxValueValidator(2999)],
    )
    part = models.CharField(_("only these"), max_length=40, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    changed_at = models.DateTimeField(_("last changed"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("sent by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    # Whoever became a member after the button was pressed does not get it.
    last_number = models.PositiveIntegerField(null=True, blank=True, editable=False)
    goes_on_at = models.DateTimeField(null=True, blank=True, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[LetterQuerySet] = LetterQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("letter to members")
        verbose_name_plural = _("letters to members")
        ordering = ["-changed_at", "-pk"]
        default_permissions = ()
        permissions = [("write_letters", _("Can write letters to members"))]
        constraints = [
            models.CheckConstraint(
                condition=~Q(subject_fi="") & ~Q(text_fi=""),
                name="letter_is_written_in_finnish",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"subject_{code}": "", f"text_{code}": ""})
                    | (~Q(**{f"subject_{code}": ""}) & ~Q(**{f"text_{code}": ""})),
                    name=f"letter_is_whole_in_{code}",
                )
                for code in ("sv", "en")
            ),
            models.CheckConstraint(
                condition=Q(
                    sent_at=None, last_number=None, goes_on_at=None, finished_at=None
                )
                | Q(
                    sent_at__isnull=False,
                    last_number__isnull=False,
                    goes_on_at__isnull=False,
                ),
                name="letter_is_a_draft_or_sent",
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(finished_at__gte=F("sent_at")),
                name="letter_is_finished_after_it_is_sent",
            ),
        ]

    def __str__(self) -> str:
        return self.subject_fi

    @property
    def is_draft(self) -> bool:
        return self.sent_at is None

    def language_for(self, reader: str) -> str:
        """In which language somebody gets it: in their own, or in Finnish."""
        return reader if getattr(self, f"text_{reader}", "") else "fi"

    def subject_for(self, reader: str) -> str:
        return str(getattr(self, f"subject_{self.language_for(reader)}"))

    def text_for(self, reader: str) -> str:
        return str(getattr(self, f"text_{self.language_for(reader)}"))

    @property
    def own_languages(self) -> list[str]:
        """In which it is written."""
        return [code for code in LANGUAGES if self.language_for(code) == code]


class LetterRecipientQuerySet(models.QuerySet["LetterRecipient"]):
    def undelivered(self) -> Self:
        return self.exclude(undelivered_as="")

    def on_paper(self) -> Self:
        return self.filter(way=Way.PAPER)

    def to_print(self) -> Self:
        """Those on paper, and those whom no mail reached: with a postal address they
        get theirs by post."""
        return self.filter(Q(way=Way.PAPER) | ~Q(undelivered_as=""))

    def with_postal_address(self) -> Self:
        return self.exclude(member__street_address="").exclude(member=None)

    def without_postal_address(self) -> Self:
        return self.filter(member__street_address="")

    def in_order(self) -> Self:
        return self.order_by("member__name_key", "pk")

    def called(self, words: str) -> Self:
        """Whose name has all these words; or whose address it is, where it is one."""
        if "@" in words:
            return self.filter(email=words.lower())
        if not words:
            return self
        return self.filter(member__in=Member.objects.called(words).order_by())

    def of_broken_addresses(self) -> Self:
        """Those that say so of an address, unless it works again."""
        return self.undelivered().filter(works_again_at=None).exclude(email="")


class LetterRecipient(models.Model):
    """Somebody whom a letter went to, and to which address.

    That an address does not work is said here, of the address: it holds for everybody
    who has it, and no more for whoever gives another.
    """

    letter = models.ForeignKey(
        Letter,
        verbose_name=_("letter"),
        on_delete=models.PROTECT,
        related_name="recipients",
        db_index=False,  # the unique constraint and the index below begin with it
    )
    member = models.ForeignKey(
        Member,
        verbose_name=_("member"),
        on_delete=models.PROTECT,
        null=True,  # a year later we know no more who it was
        blank=True,
        related_name="letters",
    )
    way = models.CharField(_("way"), max_length=10, choices=Way)
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    undelivered_as = models.CharField(
        _("could not be delivered"), max_length=10, choices=Undelivered, blank=True
    )
    undelivered_on = models.DateField(_("on the day"), null=True, blank=True)
    undelivered_why = models.CharField(
        _("what the message said"), max_length=300, blank=True
    )
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("marked by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    works_again_at = models.DateTimeField(
        _("address works again since"), null=True, blank=True
    )

    objects: ClassVar[LetterRecipientQuerySet] = LetterRecipientQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("recipient of a letter")
        verbose_name_plural = _("recipients of letters")
        ordering = ["member__name_key", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "member"], name="one_letter_to_each_member"
            ),
            models.CheckConstraint(
                condition=Q(way=Way.MAIL)
                | Q(way=Way.PAPER, email="", undelivered_as=""),
                name="letter_on_paper_has_no_address",
            ),
            models.CheckConstraint(
                condition=Q(way=Way.PAPER) | Q(member=None) | ~Q(email=""),
                name="letter_by_mail_has_an_address",
            ),
            models.CheckConstraint(
                condition=Q(undelivered_as="", undelivered_on=None, undelivered_why="")
                | Q(
                    undelivered_as__in=Undelivered.values, undelivered_on__isnull=False
                ),
                name="undelivered_letter_says_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["letter", "way", "undelivered_as"], name="how_letters_went"
            ),
            models.Index(
                fields=["email"],
                condition=~Q(undelivered_as=""),
                name="undelivered_addresses",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter_id}: {self.member_id}"

    @property
    def subject(self) -> str:
        return self.letter.subject_for(self.language)

    @property
    def written_in(self) -> str:
        return self.letter.language_for(self.language)


def address_is_broken() -> Exists:
    """Whether mail to the address of the member in the outer query came back."""
    rows = LetterRecipient.objects.of_broken_addresses()
    return Exists(rows.filter(email=OuterRef("email")))
