"""A member becomes one of another kind, is on a pause, comes back."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from accounts import history, roles
from membership import changing_kind, dues, pausing, raising
from membership.leaving import LeavingError
from membership.models import Due, EndedAs, Kind, Member
from tests.support.membership import make_decision, make_member, resign

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
NEXT = TODAY.year + 1
NEW_YEAR = datetime(NEXT, 1, 8, 9, tzinfo=UTC)


def change(member, kind, on=TODAY):
    return changing_kind.change_kind(member, kind, make_decision(on), at=timezone.now())


def pause(member, starts_on=TODAY, ends_on=None):
    return pausing.pause(
        member, make_decision(), starts_on=starts_on, ends_on=ends_on,
        reason="Ulkomailla", at=timezone.now(),
    )  # fmt: skip


def test_a_supporter_becomes_a_voter_from_the_day_of_the_decision():
    member = make_member(kind="supporting", at=timezone.now() - timedelta(days=9))

    change(member, Kind.VOTING)

    old, new = member.memberships.all()
    assert (old.ended_as, old.ends_on) == (EndedAs.CHANGED_KIND, TODAY)
    assert (new.kind, new.starts_on, new.ends_on) == (Kind.VOTING, TODAY, None)
    assert member.membership(TODAY) == new
    assert member.membership(TODAY - timedelta(days=1)) == old
    assert member.user in roles.holders("member")
    entry = history.entries_about(member).first()
    assert entry.facts["to"] == "voting"


def test_e1_a_change_of_kind_in_the_middle_of_the_year_bills_nothing_anew():
    member = make_member(kind="voting")

    change(member, Kind.SUPPORTING)
    dues.raise_due(member.memberships.running().get(), TODAY.year, at=timezone.now())

    assert Due.objects.get().amount_cents == 2000
    raising.raise_dues(NEXT, at=NEW_YEAR)
    assert Due.objects.get(year=NEXT).amount_cents == 10000


def test_an_honorary_member_is_asked_for_no_later_due():
    member = make_member()

    change(member, Kind.HONORARY)

    assert member in Member.objects.current(TODAY)
    assert not Member.objects.to_be_billed(NEXT, on=date(NEXT, 1, 8)).exists()


def test_the_kind_changes_twice_on_one_day_and_the_last_decision_holds():
    member = make_member()
    change(member, Kind.SUPPORTING)

    change(member, Kind.HONORARY)

    assert member.membership(TODAY).kind == Kind.HONORARY
    assert member.last_membership().kind == Kind.HONORARY
    assert len([row for row in member.memberships.all() if row.is_on(TODAY)]) == 1


@pytest.mark.parametrize("kind", ["voting", "friend"])
def test_no_change_to_the_same_kind_or_to_one_that_is_none(kind):
    with pytest.raises(LeavingError, match="sen lajin"):
        change(make_member(), kind)


def test_a_decision_from_before_the_membership_is_refused():
    with pytest.raises(LeavingError, match="alkoi"):
        change(make_member(), Kind.HONORARY, TODAY - timedelta(days=1))


def test_who_has_given_notice_is_of_the_same_kind_to_the_end():
    member = make_member()
    resign(member, on=TODAY + timedelta(days=30))

    with pytest.raises(LeavingError, match="jo päätetty"):
        change(member, Kind.HONORARY)


def test_who_is_on_a_pause_is_a_member_and_asked_for_no_due_until_it_ends():
    member = make_member()

    row = pause(member)

    assert member in Member.objects.current(TODAY)
    assert not Member.objects.to_be_billed(NEXT, on=date(NEXT, 1, 8)).exists()
    pausing.end_pause(row, on=date(NEXT, 1, 8), by=None, at=NEW_YEAR)
    assert Member.objects.to_be_billed(NEXT, on=date(NEXT, 1, 8)).get() == member
    pausing.end_pause(row, on=date(NEXT, 6, 1), by=None, at=NEW_YEAR)
    assert member.pauses.get().ends_on == date(NEXT, 1, 8)
    verbs = [entry.verb for entry in history.entries_about(member)]
    assert verbs == ["member.pause_ended", "member.paused", "member.accepted"]


@pytest.mark.parametrize(
    ("starts", "ends", "said"),
    [(0, 0, "päättyy vasta"), (5, None, "jo päivästä"), (-5, 1, "jo päivästä")],
)
def test_pauses_end_after_they_start_and_do_not_overlap(starts, ends, said):
    member = make_member()
    if said != "päättyy vasta":
        pause(member)

    with pytest.raises(LeavingError, match=said):
        pause(
            member,
            TODAY + timedelta(days=starts),
            None if ends is None else TODAY + timedelta(days=ends),
        )


def test_a_pause_ends_with_the_membership_and_one_to_come_is_called_off():
    member, later = make_member(), make_member()
    pause(member)
    pause(later, TODAY + timedelta(days=40))

    resign(member)
    resign(later)

    assert member.pauses.get().ends_on == TODAY
    assert later.pauses.get().ends_on == TODAY + timedelta(days=40)
    assert not later.pauses.get().is_on(TODAY + timedelta(days=40))
