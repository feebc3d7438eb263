"""How memberships end: resigned, deemed to have resigned, expelled, died."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from accounts import history, roles
from membership import deeming, leaving
from membership.changing_details import change_details
from membership.leaving import LeavingError
from membership.models import EndedAs, Ground, Member, Membership, NoticeWay
from membership.notices import Notice
from payments.models import Bill
from tests.support.accounts import make_officer
from tests.support.membership import (
    MINUTES,
    mails,
    make_decision,
    make_member,
    resign,
    set_rules,
    text_of,
)
from tests.support.payments import pay_by_bank

pytestmark = pytest.mark.django_db

# A member from here on has a due of 2026, whose due date is 30 days later.
JOINED = datetime(2026, 1, 10, 12, tzinfo=UTC)
DUE_ON = date(2026, 2, 9)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def deem(member, on=None, *, give_up_debt=False, **decision):
    on = on or date(2027, 2, 9)
    return leaving.deem_resigned(
        member, make_decision(on, **decision), give_up_debt=give_up_debt, at=noon(on)
    )


def expel(member, **given):
    what = {
        "ground": Ground.HARM, "reason": "Toistuva häirintä kokouksissa",
        "hearing_on": timezone.localdate(), **given,
    }  # fmt: skip
    return leaving.expel(member, make_decision(), at=timezone.now(), **what)


def verbs_about(member) -> list[str]:
    return [entry.verb for entry in history.entries_about(member)]


# --- Resigning -----------------------------------------------------------------------


def test_b7_without_a_delay_the_membership_ends_on_the_day_of_the_notice():
    member, today = make_member(), timezone.localdate()

    ended = resign(member)

    assert (ended.ended_as, ended.ends_on) == (EndedAs.RESIGNED, today)
    assert member not in Member.objects.current(today)


def test_b7_with_a_delay_of_30_days_it_ends_in_30_days():
    member, today = make_member(), timezone.localdate()
    set_rules(resignation_delay_days=30)

    notice = Notice(timezone.now(), NoticeWay.IN_WRITING)
    ended = leaving.resign(member, notice, at=timezone.now())

    assert ended.ends_on == today + timedelta(days=30)
    assert member in Member.objects.current(today + timedelta(days=29))
    assert member not in Member.objects.current(today + timedelta(days=30))


def test_b7_who_resigned_owes_what_was_asked_before_and_is_asked_for_no_more():
    member = make_member(at=JOINED)
    resign(member, at=noon(date(2026, 12, 31)))

    assert member.dues.unpaid().count() == 1
    assert not Member.objects.to_be_billed(2027, on=date(2027, 1, 8)).exists()


def test_a_notice_leaves_a_proof_a_mail_to_the_member_and_one_to_the_chair():
    make_officer(email="puheenjohtaja@esimerkki.example")
    member = make_member(last_name="Harju")
    now = timezone.now()

    notice = Notice(now, NoticeWay.OWN_PAGE, "Eroan.", by=member.user)
    ended = leaving.resign(member, notice, at=now)

    assert (ended.resigned_at, ended.notice_text) == (now, "Eroan.")
    assert ended.decided_by == member.user
    to_member, to_chair = mails("resigned-")
    assert to_member.to == member.email
    assert "Eroan." in text_of(to_member)
    assert to_chair.to == "puheenjohtaja@esimerkki.example"
    assert "Satu Maaria Harju on eronnut" in to_chair.subject
    assert verbs_about(member) == ["member.resigned", "member.accepted"]


def test_a_second_notice_writes_neither_a_mail_nor_history():
    member = make_member()
    resign(member)
    before = len(mails()), verbs_about(member)

    resign(member)

    assert (len(mails()), verbs_about(member)) == before


def test_a_notice_of_a_day_to_come_is_refused():
    tomorrow = timezone.now() + timedelta(days=1)

    with pytest.raises(LeavingError, match="tulevaisuudessa"):
        leaving.resign(
            make_member(), Notice(tomorrow, NoticeWay.IN_WRITING), at=timezone.now()
        )


def test_a_notice_found_late_holds_from_the_day_it_came():
    member = make_member(at=JOINED)
    came = noon(date(2026, 3, 2))

    ended = leaving.resign(
        member, Notice(came, NoticeWay.IN_WRITING), at=noon(date(2026, 3, 20))
    )

    assert ended.ends_on == date(2026, 3, 2)


def test_a_resignation_at_a_meeting_has_its_minutes():
    notice = Notice(
        timezone.now(), NoticeWay.AT_MEETING, minutes_reference="Syyskokous § 9"
    )

    ended = leaving.resign(make_member(), notice, at=timezone.now())

    assert ended.minutes_reference == "Syyskokous § 9"
    assert ended.decided_on == timezone.localdate()


def test_a_member_without_an_address_resigns_on_paper_and_gets_no_mail():
    member = make_member()
    change_details(member, {"email": ""}, by=None, at=timezone.now())

    resign(member)

    assert Membership.objects.get().ended_as == EndedAs.RESIGNED
    assert not mails("resigned-")


# --- Deemed to have resigned ----------------------------------------------------------


def proposed(on: date) -> list[Member]:
    return [one.member for one in deeming.proposals(on)]


def test_b8_where_the_rules_are_silent_nobody_is_proposed_however_long_unpaid():
    make_member(at=JOINED)

    assert proposed(date(2035, 1, 1)) == []


def test_b8_who_is_behind_for_12_months_is_proposed_and_a_day_earlier_is_not():
    member = make_member(at=JOINED)
    set_rules(deemed_after_months=12)

    assert member.dues.get().bill.due_on == DUE_ON
    assert proposed(date(2027, 2, 8)) == []
    assert proposed(date(2027, 2, 9)) == [member]
    assert Membership.objects.get().ends_on is None


def test_b8_whose_payment_comes_before_the_decision_drops_off_the_list():
    member = make_member(at=JOINED)
    set_rules(deemed_after_months=12)
    pay_by_bank(member.dues.get().bill, 2000, at=noon(date(2027, 2, 10)))

    assert proposed(date(2027, 2, 11)) == []
    with pytest.raises(LeavingError, match="ei ole"):
        deem(member, date(2027, 2, 11))
    assert Membership.objects.get().ends_on is None


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 2, 9), 12, date(2027, 2, 9)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
    ],
)
def test_months_end_on_the_same_number_or_the_last_day(day, months, later):
    assert deeming.add_months(day, months) == later


def test_the_decision_ends_the_membership_and_leaves_the_debt():
    member = make_member(at=JOINED)
    set_rules(deemed_after_months=12)

    ended = deem(member)

    assert (ended.ended_as, ended.ends_on) == (
        EndedAs.DEEMED_RESIGNED,
        date(2027, 2, 9),
    )
    assert ended.minutes_reference == MINUTES
    assert "20,00" in ended.reason
    assert Bill.objects.get().withdrawn_at is None
    assert member.user not in roles.holders("member")
    [mail] = mails("membership-ended")
    assert "jäävät maksettaviksi" in text_of(mail)


def test_the_debt_is_given_up_only_by_the_decision_and_with_an_entry_of_its_own():
    member = make_member(at=JOINED)
    set_rules(deemed_after_months=12)

    deem(member, give_up_debt=True)

    bill = Bill.objects.get()
    assert bill.withdrawn_at is not None
    [entry] = history.entries_about(bill)
    assert (entry.verb, entry.decision) == ("due.given_up", MINUTES)
    assert entry.facts == {"cents": 2000}


def test_deeming_twice_ends_the_membership_once():
    member = make_member(at=JOINED)
    set_rules(deemed_after_months=12)
    deem(member)

    with pytest.raises(LeavingError):
        deem(member)

    assert verbs_about(member) == ["member.deemed_resigned", "member.accepted"]


def test_nobody_is_deemed_to_have_resigned_without_minutes():
    member = make_member(at=JOINED)
    set_rules(deemed_after_months=12)

    with pytest.raises(LeavingError, match="pöytäkirja"):
        deem(member, minutes_reference=" ")


@pytest.mark.parametrize("count", [1, 4])
def test_the_list_asks_as_often_for_many_as_for_one(count, django_assert_num_queries):
    for _ in range(count):
        make_member(at=JOINED)
    set_rules(deemed_after_months=12)

    with django_assert_num_queries(3):
        assert len(deeming.proposals(date(2027, 2, 9))) == count


# --- Expelled, died -------------------------------------------------------------------


def test_b9_nobody_is_expelled_without_a_reason():
    with pytest.raises(LeavingError, match="syy"):
        expel(make_member(), reason="  ")

    assert Membership.objects.get().ends_on is None


def test_b9_nobody_is_expelled_unheard_unless_the_ground_is_unpaid_dues():
    member = make_member()

    with pytest.raises(LeavingError, match="kuultiin"):
        expel(member, hearing_on=None)
    with pytest.raises(LeavingError, match="ennen päätöstä"):
        expel(member, hearing_on=timezone.localdate() + timedelta(days=1))
    ended = expel(member, ground=Ground.UNPAID, hearing_on=None)

    assert ended.ended_as == EndedAs.EXPELLED


def test_who_is_expelled_is_told_the_reason_and_may_come_back():
    member = make_member()

    ended = expel(member)

    assert ended.ends_on == timezone.localdate()
    [mail] = mails("membership-ended")
    assert "Toistuva häirintä" in text_of(mail)
    assert verbs_about(member) == ["member.expelled", "member.accepted"]
    entry = history.entries_about(member).first()
    assert entry.decision == MINUTES
    assert "reason" not in entry.facts


def test_who_has_left_already_cannot_be_expelled():
    member = make_member()
    resign(member)

    with pytest.raises(LeavingError, match="jo päätetty"):
        expel(member)


def test_nobody_is_expelled_on_a_ground_that_is_none():
    with pytest.raises(LeavingError, match="peruste"):
        expel(make_member(), ground="mood")


def test_of_a_death_nobody_is_written_to():
    member = make_member()
    before = len(mails())

    ended = leaving.record_death(
        member, died_on=timezone.localdate(), by=None, at=timezone.now()
    )

    assert ended.ended_as == EndedAs.DIED
    assert len(mails()) == before
    assert verbs_about(member) == ["member.died", "member.accepted"]
