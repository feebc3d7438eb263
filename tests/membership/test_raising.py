"""The run of a year: who is asked, for how much, once, however it is broken off."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts import outbox
from accounts.models import HistoryEntry, OutboxMail
from membership import owing, raising, waiving
from membership.dues_preview import differing, preview
from membership.models import (
    Due,
    DueRate,
    DuesRun,
    Kind,
    Member,
    Membership,
    MembershipRules,
    Pause,
)
from payments.models import Bill
from tests.support.accounts import make_user
from tests.support.membership import links_in, mails, make_member, resign
from tests.support.payments import pay_by_bank
from tests.support.queries import queries_of

pytestmark = pytest.mark.django_db

NEXT = timezone.localdate().year + 1
NEW_YEAR = datetime(NEXT, 1, 2, 9, tzinfo=UTC)
DAY = date(NEXT, 1, 2)


def asked(year=NEXT):
    return {due.member: due.amount_cents for due in Due.objects.filter(year=year)}


def change_kind(member, kind, on):
    """As the board decides; the verb of it is tested in its own place."""
    running = member.memberships.running().get()
    running.ends_on, running.ended_as = on, "changed_kind"
    running.decided_on, running.minutes_reference = on, "Hallitus 1 § 1"
    running.save()
    member.memberships.create(kind=kind, starts_on=on)


def waive(member, year=NEXT, *, at=NEW_YEAR):
    return waiving.waive(
        member, year, reason="Kunniatehtävä", decided_on=timezone.localdate(at),
        minutes_reference="Hallitus 2 § 3", by=None, at=at,
    )  # fmt: skip


def test_e1_the_yearly_run_asks_each_member_once(mailoutbox):
    members = [make_member(), make_member(kind="supporting")]

    assert raising.raise_dues(NEXT, at=NEW_YEAR) == 2
    assert raising.raise_dues(NEXT, at=NEW_YEAR) == 0

    assert asked() == {members[0]: 2000, members[1]: 10000}
    assert Bill.objects.count() == 4
    assert len(mails("due-")) == 2
    outbox.send_due(NEW_YEAR, limit=100)
    first = Due.objects.get(year=NEXT, member=members[0])
    [mail] = OutboxMail.objects.filter(key=f"due-{first.pk}")
    assert f"/lasku/{first.bill.token}/" in links_in(mail)
    assert mail.subject.startswith(f"Jäsenmaksu {NEXT}: 20,00 €")


def test_e1_a_new_price_leaves_the_dues_that_were_asked():
    member = make_member()
    raising.raise_dues(NEXT, at=NEW_YEAR)
    later = NEXT + 1
    DueRate.objects.create(kind="voting", from_year=later, amount_cents=2500)

    assert raising.raise_dues(NEXT, at=NEW_YEAR) == 0
    assert raising.raise_dues(later, at=NEW_YEAR) == 1
    assert (asked(), asked(later)) == ({member: 2000}, {member: 2500})
    assert not differing(NEXT, on=DAY)


def test_e1_another_kind_in_mid_year_asks_for_nothing_and_is_told():
    member = make_member()
    raising.raise_dues(NEXT, at=NEW_YEAR)
    change_kind(member, Kind.SUPPORTING, date(NEXT, 6, 1))
    july = datetime(NEXT, 7, 1, 9, tzinfo=UTC)

    assert raising.raise_dues(NEXT, at=july) == 0

    assert asked() == {member: 2000}
    assert [due.member for due in differing(NEXT, on=july.date())] == [member]


def test_a_price_that_was_changed_after_the_run_is_told_and_changes_nothing():
    member = make_member()
    raising.raise_dues(NEXT, at=NEW_YEAR)
    DueRate.objects.create(kind="voting", from_year=NEXT, amount_cents=3000)

    assert raising.raise_dues(NEXT, at=NEW_YEAR) == 0
    assert asked() == {member: 2000}
    assert preview(NEXT, on=DAY).differing == 1


def test_who_is_honorary_paused_waived_or_gone_is_not_asked_and_is_counted():
    honorary, paused, waived, gone, silent = (make_member() for _ in range(5))
    change_kind(honorary, Kind.HONORARY, timezone.localdate())
    Pause.objects.create(
        member=paused, starts_on=timezone.localdate(), decided_on=timezone.localdate(),
        minutes_reference="Hallitus 1 § 2",
    )  # fmt: skip
    waive(waived)
    resign(gone)
    Member.objects.filter(pk=silent.pk).update(email="")

    seen = preview(NEXT, on=DAY)
    raising.raise_dues(NEXT, at=NEW_YEAR)

    assert asked() == {silent: 2000}
    assert (seen.honorary, seen.paused, seen.waived, seen.too_late) == (1, 1, 1, 0)
    assert (seen.new, seen.new_cents, seen.without_address) == (1, 2000, 1)
    assert not mails("due-")


def test_the_preview_tells_the_sums_of_each_kind_before_and_after():
    for kind in ("voting", "voting", "supporting"):
        make_member(kind=kind)

    def figures():
        kinds = preview(NEXT, on=DAY).kinds
        return [(one.kind, one.new, one.new_cents, one.there_cents) for one in kinds]

    before = figures()
    raising.raise_dues(NEXT, at=NEW_YEAR)

    assert before == [("voting", 2, 4000, 0), ("supporting", 1, 10000, 0)]
    assert figures() == [("voting", 0, 0, 4000), ("supporting", 0, 0, 10000)]


def test_the_preview_asks_as_much_of_one_member_as_of_many():
    make_member()
    of_one = queries_of(lambda: preview(NEXT, on=DAY))
    for _ in range(5):
        make_member()

    assert queries_of(lambda: preview(NEXT, on=DAY)) == of_one


def test_new_members_pay_by_the_set_rule():
    spring, autumn, kept = make_member(), make_member(), make_member()
    Membership.objects.filter(member=spring).update(starts_on=date(NEXT, 9, 30))
    Membership.objects.filter(member__in=[autumn, kept]).update(
        starts_on=date(NEXT, 10, 1)
    )
    Membership.objects.create(  # a member before, of another kind
        member=kept, kind="supporting", starts_on=date(2020, 1, 1),
        ends_on=date(NEXT, 10, 1), ended_as="changed_kind",
        decided_on=date(NEXT, 10, 1), minutes_reference="Hallitus 9 § 1",
    )  # fmt: skip
    MembershipRules.objects.create(new_members_from_month=10)
    december = datetime(NEXT, 12, 1, 9, tzinfo=UTC)

    seen = preview(NEXT, on=december.date())
    raising.raise_dues(NEXT, at=december)

    assert set(asked()) == {spring, kept}
    assert seen.too_late == 1
    assert raising.raise_dues(NEXT + 1, at=december) == 3


def test_a_run_of_an_earlier_year_does_not_ask_who_joined_since():
    make_member()

    assert raising.raise_dues(NEXT - 2, at=NEW_YEAR) == 0


def test_without_a_rule_everybody_pays_for_the_year_in_which_they_join():
    assert owing.first_free_day(2027) == date(2028, 1, 1)


def test_a_waiver_after_billing_withdraws_the_bill():
    member = make_member()
    raising.raise_dues(NEXT, at=NEW_YEAR)

    waiver = waive(member)
    assert waive(member) == waiver

    bill = Due.objects.get(year=NEXT).bill
    assert bill.withdrawn_at == NEW_YEAR
    assert raising.raise_dues(NEXT, at=NEW_YEAR) == 0
    outbox.send_due(NEW_YEAR, limit=100)
    assert not mails("due-")  # it had not been sent yet, and nobody has to pay


def test_what_is_paid_is_not_waived():
    member = make_member()
    raising.raise_dues(NEXT, at=NEW_YEAR)
    pay_by_bank(Due.objects.get(year=NEXT).bill, 500, at=NEW_YEAR)

    with pytest.raises(waiving.WaivingError, match=member.full_name):
        waive(member)

    assert not member.waivers.exists()


def test_the_due_date_of_a_run_is_what_was_chosen_and_otherwise_a_month_ahead():
    make_member()
    raising.raise_dues(NEXT, at=NEW_YEAR, due_on=date(NEXT, 3, 31))
    raising.raise_dues(NEXT + 1, at=NEW_YEAR)

    assert Due.objects.get(year=NEXT).bill.due_on == date(NEXT, 3, 31)
    assert Due.objects.get(year=NEXT + 1).bill.due_on == DAY + timedelta(days=30)


def test_the_mails_of_a_run_are_in_each_ones_language(mailoutbox):
    make_member(language="sv")
    make_member(language="en")
    raising.raise_dues(NEXT, at=NEW_YEAR)
    OutboxMail.objects.exclude(key__startswith="due-").delete()

    outbox.send_due(NEW_YEAR, limit=100)

    assert [mail.subject.split(":")[0] for mail in mailoutbox] == [
        f"Medlemsavgift {NEXT}",
        f"Membership due {NEXT}",
    ]


def test_the_command_tells_first_and_asks_then(capsys):
    make_member()
    make_member(kind="supporting")

    call_command("raise_dues", year=NEXT, look=True)
    assert not Due.objects.filter(year=NEXT).exists()
    call_command("raise_dues", "--year", str(NEXT), "--due", f"{NEXT}-03-31")

    told = capsys.readouterr().out.splitlines()
    assert told == [
        "Voting member: 1 to be asked, 20,00\xa0€; 0 asked already.",
        "Supporting member: 1 to be asked, 100,00\xa0€; 0 asked already.",
        "Honorary 0, on a pause 0, waived 0, joined too late 0.",
        "Without an address 0, differing from today 0.",
        f"Would ask 2 member(s) for {NEXT}, 120,00\xa0€ in all.",
        f"Asked 2 member(s) for {NEXT}.",
    ]
    assert Due.objects.filter(year=NEXT, bill__due_on=date(NEXT, 3, 31)).count() == 2


def test_nobody_is_asked_when_no_meeting_has_decided_the_sum():
    make_member()
    DueRate.objects.filter(kind="voting").delete()

    with pytest.raises(CommandError, match=str(NEXT)):
        call_command("raise_dues", year=NEXT)

    assert not Due.objects.filter(year=NEXT).exists()
    assert not DuesRun.objects.exists()


def test_the_worker_goes_on_with_a_run_that_was_left_behind():
    for _ in range(3):
        make_member()
    run = raising.begin(NEXT, at=NEW_YEAR, due_on=date(NEXT, 3, 31))

    assert raising.go_on(NEW_YEAR) == "Asked 0 more member(s)."  # still at work
    assert raising.go_on(NEW_YEAR + raising.PATIENCE) == "Asked 3 more member(s)."
    assert raising.go_on(NEW_YEAR + raising.PATIENCE) == "Asked 0 more member(s)."

    run.refresh_from_db()
    assert run.finished_at
    assert {due.bill.due_on for due in run.dues.all()} == {date(NEXT, 3, 31)}


def test_who_is_accepted_late_in_the_year_gets_no_bill_for_it_and_one_the_next():
    MembershipRules.objects.create(new_members_from_month=10)
    november = datetime(NEXT, 11, 3, 18, tzinfo=UTC)

    member = make_member(at=november)

    assert not member.dues.exists()
    [mail] = mails("application-accepted")
    assert "/lasku/" not in "".join(links_in(mail))
    assert raising.raise_dues(NEXT + 1, at=november) == 1


def test_a_run_is_one_entry_of_the_history():
    make_member()
    make_member(kind="supporting")
    by = make_user()

    raising.raise_dues(NEXT, at=NEW_YEAR, by=by)
    raising.raise_dues(NEXT, at=NEW_YEAR, by=by)  # asks nobody, and is no entry

    [entry] = HistoryEntry.objects.filter(verb="dues.raised")
    assert entry.by == by
    assert entry.facts == {
        "year": NEXT, "due_on": str(DAY + timedelta(days=30)), "asked": 2,
        "cents": 12000, "of_year": 2, "of_year_cents": 12000,
    }  # fmt: skip
