"""The demo association's members: the same every time, whatever the day."""

from datetime import date, timedelta

import pytest

from accounts.models import OutboxMail
from demo.life import members, people
from membership import deeming
from membership.models import Application, ApplicationState, Due, Member, Pause
from payments.models import Bill, Payment

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def built(building):
    with building():
        members.build(TODAY)
        yield


def states():
    return sorted(application.state for application in Application.objects.open())


def test_some_sixty_members_of_three_years_with_their_stories(built):
    assert Member.objects.count() == len(people.MEMBERS)
    resigned = Member.objects.get(email=people.RESIGNED.email)
    moved = Member.objects.get(email=people.MOVED.email)
    assert list(Member.objects.former(TODAY)) == [resigned]
    assert moved.municipality.name_fi == people.NEW_MUNICIPALITY
    assert states() == [
        ApplicationState.UNCONFIRMED,
        ApplicationState.WAITING,
        ApplicationState.WAITING,
        ApplicationState.WAITING,
    ]
    assert Due.objects.filter(kind="supporting").exists()
    organisation = Member.objects.get(business_id=people.ORGANISATION.business_id)
    assert organisation.membership(TODAY).kind == "supporting"
    assert Application.objects.get(on_paper=True).email == ""
    first = Member.objects.order_by("number").first()
    assert TODAY - first.memberships.first().starts_on > timedelta(days=900)


def test_dues_are_paid_but_a_few_and_one_was_paid_twice(built):
    unpaid = Due.objects.unpaid()
    names = {due.member.last_name for due in unpaid}
    behind = {people.MEMBER.last_name, people.FORGOTTEN.last_name}
    assert names == {*members.BEHIND, *behind}
    assert Due.objects.paid().count() > 120
    [twice] = Payment.objects.unmatched()
    assert twice.attempt.bill.payer_email == people.PAID_TWICE.email
    assert list(Bill.objects.overdue(TODAY).values_list("payer_email").distinct())
    bill = Due.objects.get(member__email=people.MEMBER.email).bill
    assert not bill.is_overdue(TODAY)


def test_one_is_honoured_one_on_a_pause_and_one_may_be_deemed_to_have_resigned(built):
    [proposal] = deeming.proposals(TODAY)
    assert proposal.member.last_name == people.FORGOTTEN.last_name
    honoured = Member.objects.get(email=people.FORMER_CHAIR.email)
    assert honoured.membership(TODAY).kind == "honorary"
    assert Pause.objects.on(TODAY).get().member.email == people.MENTOR_ON_LEAVE.email
    left = Member.objects.get(email=people.RESIGNED.email).last_membership()
    assert left.notice_way == "own_page"
    assert left.notice_text


def test_building_again_changes_nothing(built):
    before = (Member.objects.count(), Payment.objects.count(), Due.objects.count())
    mails = OutboxMail.objects.count()

    members.build(TODAY)

    assert before == (
        Member.objects.count(),
        Payment.objects.count(),
        Due.objects.count(),
    )
    assert OutboxMail.objects.count() == mails
    assert not OutboxMail.objects.filter(sent_at=None).exists()


@pytest.mark.parametrize(
    "today",
    [date(2027, 1, 3), date(2028, 2, 29)],
    ids=str,
)
def test_it_comes_about_on_any_day(today):
    members.build(today)

    assert Member.objects.count() == len(people.MEMBERS)
    assert len(states()) == 4
    assert Due.objects.overdue(today).count() < 10
