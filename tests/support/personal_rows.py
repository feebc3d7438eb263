"""A row about a person for each declared model, made when a test asks for it.

Add a line for each new model of ours that tells of people: a test fails without one and
says which. `make_life(email, name)` makes one of each about one person.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from accounts import changing_address, history, outbox, roles
from accounts.emails import make_message
from accounts.models import AddressChange, OutboxMail, RoleByOffice, User
from events.models import CheckIn, PersonalCalendar
from home.models import ContactMessage
from membership.models import DuesRun, Letter, Member, Pause, RegisterReading, Waiver
from mentoring.booking import Mentee, book
from mentoring.models import Mentor
from network.models import Municipality
from payments import receipts
from payments.billing import Payer
from payments.models import (
    Account,
    Allocation,
    BankLine,
    Bill,
    ClosedYear,
    LineEntry,
    LineRule,
    Payment,
    PaymentAttempt,
    Reminder,
    Repayment,
    TakenBack,
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


class Life:
    """One person's life with the association. `marks` are words that are theirs alone
    and must stand in their copy, and in no other."""

    def __init__(self, email: str, first_names: str, last_name: str) -> None:
        self.email, self.first_names, self.last_name = email, first_names, last_name
        self.name = f"{first_names} {last_name}"
        self.now = timezone.now()

    def make(self) -> "Life":
        for make in MAKERS.values():
            make(self)
        return self

    # In the order in which they are made: later ones use earlier ones.

    def make_member(self) -> None:
        self.member: Member = membership.make_member(
            email=self.email,
            first_names=self.first_names,
            last_name=self.last_name,
            municipality=Municipality.objects.get(code="205"),
        )
        self.user: User = User.objects.get(email=self.email)
        roles.give(self.user, "mentor")
        history.write("member.accepted", self.member, by=None, at=self.now,
                      personal={"name": self.name})  # fmt: skip

    def make_reading(self) -> None:
        RegisterReading.objects.create(
            user=self.user, read_on=self.now.date(), read_at=self.now
        )

    def make_pause(self) -> None:
        Pause.objects.create(
            member=self.member, starts_on=self.now.date(), reason="Asuu ulkomailla",
            decided_on=self.now.date(), minutes_reference="Hallitus 1 § 2",
        )  # fmt: skip

    def make_dues_run(self) -> None:
        DuesRun.objects.create(
            year=2027, due_on=date(2027, 3, 1), made_by=self.user, begun_at=self.now,
            goes_on_at=self.now, finished_at=self.now,
        )  # fmt: skip

    def make_waiver(self) -> None:
        Waiver.objects.create(
            member=self.member, year=2099, reason="Hallituksen jäsen",
            decided_on=self.now.date(), minutes_reference="Hallitus 1 § 3",
            made_at=self.now,
        )  # fmt: skip

    def make_letter(self) -> None:
        letter = letters.send_letter(written_by=self.user)
        Letter.objects.filter(pk=letter.pk).update(sent_by=self.user)

    def make_import(self) -> None:
        """The row of a file that nobody has gone on with."""
        run = spreadsheets.make_import(
            spreadsheets.one(
                Jäsennumero="",
                Sukunimi=self.last_name,
                Etunimet=self.first_names,
                Sähköposti=self.email,
            ),
            by=self.user,
        )
        assert run.rows.count() == 1

    def make_passkey(self) -> None:
        accounts.make_passkey(self.user, f"Puhelin {self.last_name}")

    def make_session_of_browser(self) -> None:
        store = SessionStore()
        store["_auth_user_id"] = str(self.user.pk)
        store.create()

    def make_mail(self) -> None:
        mail = make_message("sign-in-unknown", self.email, "fi", {"email": self.email})
        outbox.add(mail, key=f"life-{self.email}")
        OutboxMail.objects.filter(key=f"life-{self.email}").update(sent_at=self.now)

    def make_address_change(self) -> None:
        changing_address.ask(self.user, f"uusi.{self.email}", at=self.now)

    def make_officer(self) -> None:
        accounts.make_officer("board_member", self.name, email=self.email)

    def make_role_by_office(self) -> None:
        RoleByOffice.objects.create(user=self.user, role="board", given_at=self.now)

    def make_registration(self) -> None:
        held = events.make_occurrence(f"Ilta {self.last_name}")
        self.registration = events.make_attendee(held, self.name, email=self.email)

    def make_answer(self) -> None:
        event = self.registration.occurrence.event
        question = events.make_question(event, "Mitä odotat?")
        events.answer(self.registration, question, f"Odotan kahvia, {self.last_name}")

    def make_check_in(self) -> None:
        CheckIn.objects.create(
            key=self.registration_key(), registration=self.registration, at=self.now
        )

    def registration_key(self) -> Any:
        import uuid

        return uuid.uuid4()

    def make_calendar(self) -> None:
        PersonalCalendar.objects.get_or_create(user=self.user)

    def make_bill(self) -> None:
        payments.register_workshop()
        payer = Payer(self.name, self.email)
        self.bill: Bill = payments.make_bill(f"life-{self.email}", payer=payer)

    def make_reminder(self) -> None:
        Reminder.objects.create(bill=self.bill, step=0, made_at=self.now)

    def make_payment(self) -> None:
        self.payment = pay(self.bill)

    def make_attempt(self) -> None:
        PaymentAttempt.objects.create(
            bill=self.bill, number=1, amount_cents=2000, key=f"life-{self.email}",
            params={"customer_email": self.email}, created_at=self.now,
            expires_at=self.now, ended_at=self.now, ended_as="paid",
        )  # fmt: skip

    def make_receipt(self) -> None:
        receipts.give_for_payment(self.payment, self.bill, at=self.now)

    def make_bank_line(self) -> None:
        """Their payment as the bank told it, in a file that they took in themselves."""
        self.line: BankLine = bank.make_line(
            file=bank.make_file(imported_by=self.user), counterparty=self.name,
            message=f"Jäsenmaksu {self.last_name}", booked_on=self.now.date(),
        )  # fmt: skip
        self.paid_by_bank = pay(self.bill, provider_id=self.line.key, line=self.line)

    def make_voucher(self) -> None:
        Voucher.objects.create(
            line=self.line, file=f"vouchers/{self.line.pk}.pdf", name="kuitti.pdf",
            digest="0", added_at=self.now, added_by=self.user,
        )  # fmt: skip

    def make_repayment(self) -> None:
        Repayment.objects.create(
            payment=self.paid_by_bank, amount_cents=100, payee_name=self.name,
            payee_iban=bank.PAYER_IBAN, asked_at=self.now, withdrawn_at=self.now,
            asked_by=self.user,
        )  # fmt: skip

    def make_line_entry(self) -> None:
        rule = LineRule.objects.create(
            sign="out", text="vuokra", account=Account.objects.order_by("number")[0],
            made_by=self.user,
        )  # fmt: skip
        LineEntry.objects.create(
            line=bank.make_line(amount_cents=-5000), account=rule.account, rule=rule,
            amount_cents=-5000, made_by=self.user, created_at=self.now,
        )  # fmt: skip

    def make_undone_by_hand(self) -> None:
        taken = TakenBack.objects.create(
            payment=self.paid_by_bank, kind="refund", provider_id=f"hand-{self.email}",
            amount_cents=100, made_by=self.user, happened_at=self.now,
            recorded_at=self.now,
        )  # fmt: skip
        Allocation.objects.create(
            payment=self.paid_by_bank, bill=self.bill, amount_cents=-100, cause=taken,
            made_by=self.user, created_at=self.now,
        )  # fmt: skip

    def make_closed_year(self) -> None:
        first = date(1990 + ClosedYear.objects.count(), 1, 1)
        books.make_closed_year(first, closed_by=self.user)

    def make_mentor(self) -> None:
        self.mentor: Mentor = mentoring.make_mentor(user=self.user, name=self.name)
        mentoring.make_free_time(self.mentor)

    def make_mentoring_session(self) -> None:
        other = mentoring.make_mentor()
        later = self.now + timedelta(days=9)
        time = mentoring.make_free_time(other, later.replace(minute=0, second=0))
        book(time, Mentee.of(self.user), wish=f"Toive {self.last_name}", at=self.now)

    def make_message(self) -> None:
        home.make_message(name=self.name, email=self.email, created_at=self.now)


def pay(
    bill: Bill, at: Any = None, provider_id: str = "", line: BankLine | None = None
) -> Payment:
    at = at or timezone.now()
    payment = Payment.objects.create(
        provider="bank", provider_id=provider_id or f"life-{bill.pk}",
        amount_cents=bill.amount_cents, currency="eur", paid_at=at, recorded_at=at,
        livemode=False, bank_line=line,
    )  # fmt: skip
    Allocation.objects.create(
        payment=payment, bill=bill, amount_cents=bill.amount_cents, created_at=at
    )
    return payment


MAKERS: dict[str, Callable[[Life], None]] = {
    "membership.Member": Life.make_member,  # with application, membership, due, user
    "membership.Pause": Life.make_pause,
    "membership.RegisterReading": Life.make_reading,
    "membership.DuesRun": Life.make_dues_run,
    "membership.Waiver": Life.make_waiver,
    "membership.LetterRecipient": Life.make_letter,  # and the letter, sent by them
    "membership.MemberImport": Life.make_import,
    "membership.ImportRow": lambda _life: None,  # with the import
    "mfa.Authenticator": Life.make_passkey,
    "sessions.Session": Life.make_session_of_browser,
    "accounts.OutboxMail": Life.make_mail,
    "accounts.AddressChange": Life.make_address_change,
    "accounts.Officer": Life.make_officer,
    "accounts.RoleByOffice": Life.make_role_by_office,
    "events.Registration": Life.make_registration,
    "events.Answer": Life.make_answer,
    "events.CheckIn": Life.make_check_in,
    "events.PersonalCalendar": Life.make_calendar,
    "payments.Bill": Life.make_bill,
    "payments.Reminder": Life.make_reminder,
    "payments.Allocation": Life.make_payment,
    "payments.PaymentAttempt": Life.make_attempt,
    "payments.Receipt": Life.make_receipt,
    "payments.BankLine": Life.make_bank_line,  # and its file
    "payments.Voucher": Life.make_voucher,
    "payments.Repayment": Life.make_repayment,
    "payments.LineEntry": Life.make_line_entry,  # and its rule
    "payments.TakenBack": Life.make_undone_by_hand,
    "payments.ClosedYear": Life.make_closed_year,
    "mentoring.Mentor": Life.make_mentor,  # and a free time
    "mentoring.Session": Life.make_mentoring_session,
    "home.ContactMessage": Life.make_message,
}

# What no person's copy lists, and why.
NOT_IN_A_COPY = {
    "events.Feedback": "nobody knows whose words they are",
    "django_tasks_database.DBTaskResult": "holds numbers, and nothing of a person",
    "wagtailsearch.IndexEntry": "words of pages, images and documents",
    "wagtailsearch.SQLiteFTSIndexEntry": "words of pages, images and documents",
    "wagtailsearchpromotions.Query": "nobody knows who searched",
}

__all__ = ["MAKERS", "NOT_IN_A_COPY", "AddressChange", "Authenticator", "Life"]
__all__ += ["ContactMessage", "pay"]
