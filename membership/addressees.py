"""Who gets a letter: counted before it is sent, and looked up again when it is.

    letter for all ─ kinds ─ home municipalities ─ due unpaid of a year ─ a part

Each narrows what the ones before it left; nothing chosen narrows nothing. Members alone
get letters: whoever has resigned when their turn comes gets none.
"""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from membership import parts
from membership.models import Due, Kind, Letter, Member, Membership
from membership.models.letter import address_is_broken
from membership.models.member import MemberQuerySet

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
    by_mail = members.by_mail()
    numbers = dict(
        by_mail.values("language").annotate(number=Count("pk")).values_list(
            "language", "number"
        )
    )  # fmt: skip
    paper = members.on_paper().aggregate(
        number=Count("pk"), nowhere=Count("pk", filter=Q(street_address=""))
    )
    counted = [
        InLanguage(code, letter.language_for(code), numbers.get(code, 0))
        for code, _name in settings.LANGUAGES
    ]
    mails = sum(each.number for each in counted)
    shared = by_mail.values("email").annotate(n=Count("pk")).filter(n__gt=1)
    return Counted(
        by_mail=counted,
        on_paper=paper["number"],
        without_any_address=paper["nowhere"],
        others=Member.objects.current(on).count() - mails - paper["number"],
        sharing=sum(shared.values_list("n", flat=True)),
        broken=by_mail.filter(address_is_broken()).count(),
    )
