"""What the association's rules leave to itself, and what the database holds to."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from membership.models import (
    Decider,
    EndedAs,
    Kind,
    Member,
    Membership,
    MembershipRules,
    Pause,
)
from tests.support.membership import make_member

pytestmark = pytest.mark.django_db

EDIT = "/admin/settings/membership/membershiprules/"
TODAY = timezone.localdate()
DECIDED = {"decided_on": TODAY, "minutes_reference": "Hallitus 12/2026 § 4"}
RESIGNED = {
    "ended_as": EndedAs.RESIGNED,
    "resigned_at": timezone.now(),
    "notice_way": "in_writing",
}
EXPELLED = {
    "ended_as": EndedAs.EXPELLED, "ground": "harm", "reason": "Syy",
    "hearing_on": TODAY, **DECIDED,
}  # fmt: skip


def given(**changed: str) -> dict[str, str]:
    return {
        "applications_decided_by": "board", "new_members_from_month": "",
        "rejected_kept_days": "183",
        "resignation_delay_days": "0", "deemed_after_months": "",
        "expulsion_decided_by": "meeting", "voting_age": "15",
        "voting_needs_paid_dues_after_days": "", "honorary_may_vote": "on",
        "paused_may_vote": "on", **changed,
    }  # fmt: skip


def test_until_somebody_saves_rules_the_act_holds_and_nothing_is_written():
    rules = MembershipRules.current()

    assert rules.resignation_delay_days == 0
    assert rules.deemed_after_months is None
    assert rules.voting_age == 15
    assert rules.voting_needs_paid_dues_after_days is None
    assert rules.applications_decided_by == Decider.BOARD
    assert rules.expulsion_decided_by == Decider.MEETING
    assert not MembershipRules.objects.exists()


def test_the_board_sets_the_rules_on_a_page_that_names_the_sections(board):
    address = board.get(EDIT, follow=True).request["PATH_INFO"]
    page = board.get(address).content.decode()

    board.post(address, given(resignation_delay_days="30", deemed_after_months="12"))

    assert all(f"{section} §" in page for section in (8, 12, 13, 15, 25))
    rules = MembershipRules.current()
    assert (rules.resignation_delay_days, rules.deemed_after_months) == (30, 12)


@pytest.mark.parametrize(
    "wrong",
    [
        {"resignation_delay_days": "366"},
        {"deemed_after_months": "0"},
        {"new_members_from_month": "13"},
        {"new_members_from_month": "1"},
        {"voting_age": "99"},
        {"rejected_kept_days": "0"},
        {"expulsion_decided_by": "chair"},
    ],
)
def test_rules_that_the_act_forbids_are_not_saved(board, wrong):
    address = board.get(EDIT, follow=True).request["PATH_INFO"]

    answer = board.post(address, given(**wrong))

    assert set(answer.context["form"].errors) == set(wrong)


def test_the_treasurer_does_not_change_the_rules(treasurer):
    assert treasurer.get(EDIT, follow=True).request["PATH_INFO"] == "/admin/"


def test_there_is_one_row_of_rules():
    MembershipRules.objects.create()

    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipRules.objects.create(id=2)


@pytest.mark.parametrize(
    "end",
    [
        {"ended_as": ""},
        {"ended_as": "vanished"},
        {"ended_as": EndedAs.RESIGNED},
        {"ended_as": EndedAs.DIED, "resigned_at": timezone.now()},
        {"ended_as": EndedAs.DIED, "notice_text": "Eroan."},
        {**RESIGNED, "notice_way": "at_meeting"},
        {"ended_as": EndedAs.DEEMED_RESIGNED},
        {**DECIDED, "ended_as": EndedAs.CHANGED_KIND, "minutes_reference": ""},
        {**EXPELLED, "reason": ""},
        {**EXPELLED, "ground": ""},
        {**EXPELLED, "hearing_on": None},
        {**EXPELLED, "hearing_on": TODAY + timedelta(days=1)},
        {**EXPELLED, "ended_as": EndedAs.DEEMED_RESIGNED},
    ],
)
def test_the_database_refuses_an_end_that_proves_nothing(end):
    make_member()

    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.update(ends_on=TODAY, **end)


@pytest.mark.parametrize(
    "end",
    [
        RESIGNED,
        {"ended_as": EndedAs.DIED},
        {"ended_as": EndedAs.DEEMED_RESIGNED, **DECIDED},
        EXPELLED,
        {**EXPELLED, "ground": "unpaid", "hearing_on": None},
    ],
)
def test_the_database_keeps_an_end_that_is_whole(end):
    make_member()

    assert Membership.objects.update(ends_on=TODAY, **end) == 1


def make_pause(member, starts_on, ends_on=None):
    return member.pauses.create(starts_on=starts_on, ends_on=ends_on, **DECIDED)


def test_dues_are_asked_of_members_that_pay_and_have_no_pause():
    on = date(2027, 1, 8)
    paying, paused, back, honorary, gone, leaving = (make_member() for _ in range(6))
    Membership.objects.update(starts_on=date(2026, 3, 3))
    make_pause(paused, date(2026, 12, 1))
    make_pause(back, date(2026, 6, 1), ends_on=on)
    honorary.memberships.update(kind=Kind.HONORARY)
    gone.memberships.update(ends_on=date(2027, 1, 1), **RESIGNED)
    leaving.memberships.update(ends_on=date(2027, 1, 20), **RESIGNED)

    asked = set(Member.objects.to_be_billed(2027, on=on))

    assert asked == {paying, back, leaving}


def test_who_leaves_before_the_year_owes_nothing_for_it():
    member, on = make_member(), date(2026, 12, 20)
    member.memberships.update(
        starts_on=date(2026, 3, 3), ends_on=date(2027, 1, 1), **RESIGNED
    )

    assert member in Member.objects.to_be_billed(2026, on=on)
    assert member not in Member.objects.to_be_billed(2027, on=on)


def test_the_database_refuses_a_second_running_pause_and_one_without_minutes():
    member = make_member()
    make_pause(member, TODAY)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_pause(member, TODAY + timedelta(days=9))
    with pytest.raises(IntegrityError), transaction.atomic():
        Pause.objects.update(minutes_reference="")
