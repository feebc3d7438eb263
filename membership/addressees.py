"""Who gets a letter: counted before it is sent, and looked up again when it is.

    letter for all ─ kinds ─ home municipalities ─ due unpaid of a year ─ a part

Each narrows what the ones before it left; nothing chosen narrows nothing. Members alone
get letters: whoever has resigned when their turn comes gets none.
"""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from membership import parts
from membership.models import Due, Kind, Letter, LetterRecipient, Member, Membership
from membership.models.member import BY_MAIL, MemberQuerySet

ORGANISATION = "organisation"
KINDS: list[tuple[str, str | Promise]] = [
    (Kind.VOTING.value, Kind.VOTING.label),
    (Kind.SUPPORTING.value, gettext_lazy("Supporting members who are people")),
    (ORGANISATION, gettext_lazy("Organisations")),
    (Kind.HONORARY.value, Kind.HONORARY.label),
]


def chosen(letter: Letter, on: date) -> MemberQuerySet:
    """The members of that day whom the letter is for."""
    members = Member.objects.current(on)
    if letter.kinds:
        members = members.filter(of_kinds(letter.kinds, on))
    homes = letter.municipalities.order_by().values("pk")
    if homes.exists():
        members = members.filter(municipality__in=homes)
    if letter.unpaid_year:
        unpaid = Due.objects.unpaid().filter(year=letter.unpaid_year)
        members = members.filter(pk__in=unpaid.order_by().values("member"))
    return parts.narrowed(members, letter.part, on)


def of_kinds(kinds: list[str], on: date) -> Q:
    """An organisation is an organisation, whatever it pays."""
    found = Q(pk__in=[])
    for kind in kinds:
        if kind == ORGANISATION:
            found |= ~Q(business_id="")
        else:
            of_day = Membership.objects.on(on).filter(member=OuterRef("pk"), kind=kind)
            found |= Q(Exists(of_day), business_id="")
    return found


def in_words(letter: Letter) -> list[str]:
    """Whom it is for, a line for each thing that was chosen."""
    found = []
    if letter.kinds:
        names = [str(name) for kind, name in KINDS if kind in letter.kinds]
        found.append(", ".join(names))
    homes = letter.municipalities.in_order()
    if names := [home.name for home in homes]:
        found.append(_("From: %(names)s") % {"names": ", ".join(names)})
    if letter.unpaid_year:
        sentence = _("Only those whose due of %(year)d is unpaid")
        found.append(sentence % {"year": letter.unpaid_year})
    if letter.part:
        name = parts.name_of(letter.part)
        found.append(_("Only: %(part)s") % {"part": name})
    return found or [_("All members")]


def without_any_address(letter: Letter, *, on: date) -> MemberQuerySet:
    """Those who can be given their letter by hand alone."""
    return chosen(letter, on).filter(email="", street_address="").in_order()


@dataclass(frozen=True)
class InLanguage:
    """How many read a language by e-mail, and in which they get the letter."""

    reads: str
    gets: str
    number: int


@dataclass(frozen=True)
class Counted:
    """`on_paper` has a postal address or not; the letters of those without one can be
    given by hand alone."""

    by_mail: list[InLanguage]
    on_paper: int
    without_any_address: int
    others: int  # members who are not in this part
    sharing: int  # who share their address with another recipient
    broken: int  # whose address did not work the last time

    @property
    def mails(self) -> int:
        return sum(each.number for each in self.by_mail)

    @property
    def all(self) -> int:
        return self.mails + self.on_paper


def count(letter: Letter, *, on: date) -> Counted:
    """A handful of questions, however many the members are."""
    members = chosen(letter, on).order_by()
    by_language = members.values("language").annotate(
        mails=Count("pk", filter=BY_MAIL),
        paper=Count("pk", filter=~BY_MAIL),
        nowhere=Count("pk", filter=Q(email="", street_address="")),
    )
    rows = {row["language"]: row for row in by_language}
    mails = {code: row["mails"] for code, row in rows.items()}
    on_paper = sum(row["paper"] for row in rows.values())
    return Counted(
        by_mail=[
            InLanguage(code, letter.language_for(code), mails.get(code, 0))
            for code, _name in settings.LANGUAGES
        ],
        on_paper=on_paper,
        without_any_address=sum(row["nowhere"] for row in rows.values()),
        others=members_of(on) - sum(mails.values()) - on_paper
        if is_part(letter)
        else 0,
        sharing=sharing(members),
        broken=broken(members),
    )


def is_part(letter: Letter) -> bool:
    is_narrowed = letter.kinds or letter.unpaid_year or letter.part
    return bool(is_narrowed) or letter.municipalities.exists()


def members_of(on: date) -> int:
    return Member.objects.current(on).count()


def sharing(members: MemberQuerySet) -> int:
    """How many of them share the address with another of them."""
    shared = members.by_mail().values("email").annotate(number=Count("pk"))
    found = shared.filter(number__gt=1).aggregate(all=Sum("number"))
    return found["all"] or 0


def broken(members: MemberQuerySet) -> int:
    """How many have an address that has not worked: those are few."""
    marks = LetterRecipient.objects.of_broken_addresses().order_by()
    addresses = marks.values_list("email", flat=True).distinct()
    return members.by_mail().filter(email__in=addresses).count()
