"""One example of everything that an address can be about, made when it is asked for."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.core import signing
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import Query
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Page,
    PageViewRestriction,
    Site,
    Task,
    Workflow,
    WorkflowState,
)

from accounts import changing_address, outbox, roles, sign_in_link
from accounts.emails import make_message
from accounts.models import HistoryEntry, OutboxMail, User
from association.models import AssociationSettings
from events import door_links, personal_feed, registration, registration_links
from events.models import PersonalCalendar
from home import emails
from membership import applying
from membership.models import (
    Due,
    DueRate,
    MemberImport,
    RegisterReading,
    Waiver,
)
from mentoring import cancel_links
from mentoring.booking import Mentee, book
from payments import receipts
from payments.models import (
    Account,
    BankLine,
    BankStatement,
    Bookkeeping,
    Dispute,
    LineRule,
    Payment,
    Payout,
    Repayment,
    StripeEvent,
    StripeMovement,
    Voucher,
)
from tests.support import (
    accounts,
    bank,
    books,
    events,
    home,
    letters,
    membership,
    mentoring,
    payments,
    spreadsheets,
)

# Who looks. Everybody but the stranger has signed in, with a passkey.
STRANGER, ADMINISTRATOR = "stranger", "administrator"
ROLES = (
    STRANGER,
    "member",
    "mentor",
    "coordinator",
    "treasurer",
    "board",
    "editor",
    ADMINISTRATOR,
)


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def last_part(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]


class World:
    """The people, and what they have to do with each other: the mentor mentors the
    member, who has a bill to pay."""

    def __init__(self) -> None:
        payments.register_workshop()
        us = AssociationSettings.current()
        us.name = "Mentorit ry"
        us.iban, us.bic = "FI3715903000000776", "NDEAFIHH"
        us.save()
        self.visitors: dict[str, Client] = {}

    @cached_property
    def users(self) -> dict[str, User]:
        people = {
            role: accounts.make_user(
                f"{role}@esimerkki.example", role, first_name="Satu", last_name=role
            )
            for role in ROLES[1:-1]
        }
        accounts.make_passkey(people["member"])
        accounts.App(people["member"])
        accounts.make_recovery_codes(people["member"])
        return {**people, ADMINISTRATOR: accounts.make_administrator()}

    def of(self, role: str) -> User:
        return self.users[role]

    # --- accounts ----------------------------------------------------------------

    @cached_property
    def officer(self):
        return accounts.make_officer(email="satu.harju@esimerkki.example")

    @cached_property
    def outbox_mail(self) -> OutboxMail:
        mail = make_message("sign-in-unknown", "x@esimerkki.example", "fi", {})
        outbox.add(mail, key="world")
        return OutboxMail.objects.get(key="world")

    @cached_property
    def history_entry(self) -> HistoryEntry:
        return accounts.make_entry(self.officer, by=self.of("board"))

    @cached_property
    def sign_in_token(self) -> str:
        return last_part(sign_in_link.make_link(self.of("member")))

    @cached_property
    def passkey(self) -> int:
        """The member's own."""
        member = self.of("member")
        return Authenticator.objects.get(user=member, type="webauthn").pk

    @cached_property
    def address_token(self) -> str:
        mover = accounts.make_user("muuttaja@esimerkki.example")
        change = changing_address.ask(
            mover, "uusi@esimerkki.example", at=timezone.now()
        )
        return changing_address.token_of(change, "new")

    # --- bank --------------------------------------------------------------------
    @cached_property
    def bank_line(self) -> BankLine:
        return bank.make_line()

    @cached_property
    def line_rule(self) -> LineRule:
        return bank.make_rule()

    @cached_property
    def repayment(self) -> Repayment:
        return bank.make_repayment()

    @cached_property
    def bank_statement(self) -> BankStatement:
        return bank.make_statement()

    @cached_property
    def voucher(self) -> Voucher:
        return bank.make_voucher(self.bank_line)

    # --- payments ----------------------------------------------------------------

    @cached_property
    def bill(self):
        return payments.make_bill()

    @cached_property
    def payment(self) -> Payment:
        now = timezone.now()
        return Payment.objects.create(
            provider="stripe", provider_id="pi_world", amount_cents=2000,
            currency="eur", paid_at=now, recorded_at=now, livemode=False,
        )  # fmt: skip

    @cached_property
    def receipt(self):
        return receipts.give_for_payment(self.payment, self.bill, at=timezone.now())

    @cached_property
    def dispute(self) -> Dispute:
        return payments.make_dispute(self.payment)

    @cached_property
    def payout(self) -> Payout:
        return payments.make_payout()

    @cached_property
    def stripe_movement(self) -> StripeMovement:
        return payments.make_movement(self.payment, payout=self.payout)

    @cached_property
    def stripe_event(self) -> StripeEvent:
        now = timezone.now()
        return StripeEvent.objects.create(
            id="evt_world", type="charge.refunded", created_at=now, received_at=now
        )

    @cached_property
    def account(self) -> Account:
        return Account.objects.create(number=4950, name_fi="Kahvit", kind="expense")

    # --- events --------------------------------------------------------------------

    @cached_property
    def event(self):
        return self.occurrence.event

    @cached_property
    def series(self):
        return events.make_event(day=in_days(30), rule="RRULE:FREQ=WEEKLY;COUNT=5")

    @cached_property
    def occurrence(self):
        return events.make_occurrence(day=in_days(30), takes_registrations=True)

    @cached_property
    def registration(self):
        return registration.register(
            self.occurrence, name="Pirjo Niemi", email="pirjo@esimerkki.example",
            language="fi", at=timezone.now(),
        )  # fmt: skip

    @cached_property
    def calendar_token(self) -> str:
        mine = PersonalCalendar.objects.of(self.of("member"))
        return personal_feed.token_of(mine)

    @cached_property
    def registration_token(self) -> str:
        return last_part(registration_links.link_path(self.registration))

    @cached_property
    def door_token(self) -> str:
        return last_part(door_links.door_path(self.registration))

    @cached_property
    def feedback_token(self) -> str:
        held = events.make_occurrence("Viime viikon ilta", day=in_days(-3))
        return last_part(registration_links.feedback_path(held))

    @cached_property
    def holiday(self):
        return events.make_holiday()

    # --- membership ----------------------------------------------------------------

    @cached_property
    def application(self):
        return membership.make_application(email="hakija@esimerkki.example")

    @cached_property
    def application_token(self) -> str:
        return applying.confirm_token(self.application)

    @cached_property
    def association_member(self):
        return membership.make_member(email="jasen@esimerkki.example")

    @cached_property
    def own_member(self):
        """The member who signs in as one."""
        return membership.make_member(email=self.of("member").email)

    @cached_property
    def draft(self):
        return letters.make_letter()

    @cached_property
    def letter(self):
        """Sent to the member, and on paper to somebody without an e-mail address."""
        _own, silent = self.own_member, membership.make_member()
        letters.without_mail(silent, **letters.HOME)
        return letters.send_letter()

    @cached_property
    def own_letter(self):
        return self.letter.recipients.get(member=self.own_member)

    @cached_property
    def closed_year_slug(self) -> str:
        """Of a year whose books are closed and shown to members."""
        assert self.own_member
        defaults = {"shown_to_members": True}
        Bookkeeping.objects.update_or_create(pk=1, defaults=defaults)
        return books.make_closed_year().starts_on.strftime("%Y-%m")

    @cached_property
    def member_import(self) -> MemberImport:
        """Looked at, and not brought in."""
        return spreadsheets.make_import(by=self.of("board"))

    @cached_property
    def register_reading(self) -> RegisterReading:
        now = timezone.now()
        return RegisterReading.objects.create(
            user=self.of("member"), read_on=timezone.localdate(now), read_at=now
        )

    @cached_property
    def due(self) -> Due:
        return self.association_member.dues.get()

    @cached_property
    def waiver(self) -> Waiver:
        return self.association_member.waivers.create(
            year=2020,
            reason="Kunniatehtävä",
            decided_on=in_days(-9),
            minutes_reference="Hallitus 12/2026 § 5",
            made_at=timezone.now(),
        )

    @cached_property
    def due_rate(self) -> DueRate:
        found = DueRate.objects.first()
        assert found
        return found

    # --- mentoring -----------------------------------------------------------------

    @cached_property
    def mentor(self):
        return mentoring.make_mentor(user=self.of("mentor"))

    @cached_property
    def topic(self):
        return mentoring.make_topic()

    @cached_property
    def free_time(self):
        return mentoring.make_free_time(self.mentor)

    @cached_property
    def session(self):
        later = self.free_time.starts_at + timedelta(days=1)
        booked = mentoring.make_free_time(self.mentor, later)
        return book(booked, Mentee.of(self.of("member")), at=timezone.now())

    @cached_property
    def cancel_token(self) -> str:
        return cancel_links.cancel_token(self.session)

    # --- home ------------------------------------------------------------------------

    @cached_property
    def message(self):
        return home.make_message(created_at=datetime(2026, 12, 14, 10, tzinfo=UTC))

    @cached_property
    def take_token(self) -> str:
        return signing.dumps([self.message.pk, self.officer.pk], salt=emails.TAKE)

    @cached_property
    def page(self) -> Page:
        return home.make_page()

    @cached_property
    def image(self):
        return home.make_image()

    @cached_property
    def document(self):
        return home.make_document()

    @cached_property
    def redirect(self) -> Redirect:
        return Redirect.add_redirect("/vanha/", self.page)

    @cached_property
    def search_query(self) -> Query:
        return Query.get("mentori")

    # --- Wagtail's own ---------------------------------------------------------------

    @cached_property
    def site(self) -> Site:
        return Site.objects.get()

    @cached_property
    def collection(self) -> Collection:
        return Collection.get_first_root_node().add_child(name="Kuvat")

    @cached_property
    def group(self) -> Group:
        return roles.group("member")

    @cached_property
    def workflow(self) -> Workflow:
        return Workflow.objects.get()

    @cached_property
    def task(self) -> Task:
        return Task.objects.get()

    @cached_property
    def alias(self) -> Page:
        return self.page.create_alias(update_slug="toinen-paikka")

    @cached_property
    def moderated(self) -> WorkflowState:
        """A page that waits for somebody's approval."""
        page = home.make_page("Luonnos")
        state: WorkflowState = self.workflow.start(page, self.of("editor"))
        return state

    @cached_property
    def page_restriction(self) -> PageViewRestriction:
        return PageViewRestriction.objects.create(
            page=home.make_page("Suljettu"),
            restriction_type="password",
            password="salasana",
        )

    @cached_property
    def collection_restriction(self) -> CollectionViewRestriction:
        return CollectionViewRestriction.objects.create(
            collection=Collection.get_first_root_node().add_child(name="Suljettu"),
            restriction_type="password",
            password="salasana",
        )

    @cached_property
    def pages(self) -> dict[str, Page]:
        """A public page of each type, by the name of the type."""
        return {name: make(self) for name, make in PAGES.items()}


# A page of each type of ours.
PAGES: dict[str, Callable[[World], Any]] = {
    "home.HomePage": lambda _world: home.front_page(),
    "home.ContentPage": lambda world: world.page,
    "home.ContactPage": lambda _world: home.make_contact_page(),
    "home.NewsIndexPage": lambda _world: home.make_news_index(),
    "home.NewsPage": lambda _world: home.make_news(),
    "home.PracticeIndexPage": lambda _world: home.make_practice_index(),
    "home.PracticePage": lambda _world: home.make_practice(),
    "events.EventIndexPage": lambda _world: events.make_event_index(),
    "events.EventPage": lambda _world: events.make_event_page(
        events.make_event("Verkostotapaaminen", day=in_days(60))
    ),
}
