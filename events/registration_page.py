"""What the page behind the link shows: how it stands, and the one next step."""

from dataclasses import dataclass
from datetime import datetime

from events import answering, door_links, registration, registration_links
from events.models import Occurrence, Registration
from payments.models import Bill


@dataclass(frozen=True)
class RegistrationPage:
    registration: Registration
    token: str
    answers: list[tuple[str, str]]
    queue: int
    closed_why: str
    remote_link: str
    link_from: datetime | None
    may_change: bool
    door_code: str
    pays_back: bool

    @property
    def occurrence(self) -> Occurrence:
        return self.registration.occurrence

    @property
    def bill(self) -> Bill | None:
        """What there is to pay, or what was paid."""
        return self.registration.bill if self.registration.has_place else None

    @property
    def state(self) -> str:
        """The first of these that is so."""
        row = self.registration
        states = {
            "event_cancelled": row.occurrence.is_cancelled,
            "ended": row.cancelled_at is not None,
            "unconfirmed": not row.is_confirmed,
            "unpaid": row.has_to_pay,
            "place": row.has_place,
        }
        return next((name for name, is_so in states.items() if is_so), "waiting")

    @property
    def how_it_ended(self) -> str:
        return str(self.registration.cancelled_as)


def registration_page(row: Registration, *, at: datetime) -> RegistrationPage:
    occurrence = row.occurrence
    is_shown = row.has_place and occurrence.shows_remote_link(at)
    has_link = row.has_place and bool(occurrence.remote_link)
    has_begun = occurrence.starts_at <= at
    return RegistrationPage(
        registration=row,
        token=registration_links.token_of(row),
        answers=answering.shown(row),
        queue=row.queue_number,
        closed_why=registration.closed_why(occurrence, at=at),
        remote_link=occurrence.remote_link if is_shown else "",
        link_from=occurrence.remote_link_at if has_link and not is_shown else None,
        # Where there is a door to show it at.
        door_code=door_links.qr_svg(row) if row.has_place and occurrence.place else "",
        pays_back=occurrence.pays_back_at(at),
        may_change=row.is_live and not has_begun and not occurrence.is_cancelled,
    )
