"""What the board does to members in the admin, each asked on a page of its own."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from membership.models import EndedAs, Ground, Kind, Membership, NoticeWay
from payments.models import Bill
from tests.support.membership import MINUTES, make_member, resign, set_rules

pytestmark = pytest.mark.django_db

JOINED = datetime(2022, 1, 10, 12, tzinfo=UTC)
DEEMED = "/admin/members/deemed/"
ADDRESSES = ["resignation", "expulsion", "death", "kind", "pause", "pause-end"]


def today() -> str:
    return str(timezone.localdate())


def decided(**given: object) -> dict[str, object]:
    return {"decided_on": today(), "minutes_reference": MINUTES, **given}


def address(name: str, member) -> str:
    return f"/admin/members/{name}/{member.pk}/"


def errors(answer) -> set[str]:
    return set(answer.context["form"].errors)


def test_the_board_records_a_resignation_that_came_on_paper(board):
    member = make_member()
    given = {"came_on": today(), "way": "in_writing", "text": "Kirje kansiossa 3."}

    answer = board.post(address("resignation", member), given, follow=True)

    ended = Membership.objects.get()
    assert (ended.notice_way, ended.decided_by) == (NoticeWay.IN_WRITING, board.user)
    page = answer.content.decode()
    assert "Kirje kansiossa 3." in page
    assert "Kirjallisesti hallitukselle" in page
    again = board.post(address("resignation", member), given)
    assert "jo päätetty" in again.content.decode()


def test_b7_a_resignation_at_a_meeting_needs_its_minutes(board):
    given = {"came_on": today(), "way": "at_meeting"}

    answer = board.post(address("resignation", make_member()), given)

    assert errors(answer) == {"minutes_reference"}


def test_a_day_to_come_is_refused_beside_the_field(board):
    tomorrow = timezone.localdate() + timedelta(days=1)
    given = {"came_on": str(tomorrow), "way": "in_writing"}

    answer = board.post(address("resignation", make_member()), given)

    assert "Päivä on tulevaisuudessa" in answer.content.decode()


def test_b9_the_form_asks_for_the_reason_and_the_hearing(board):
    member = make_member()
    at = address("expulsion", member)

    assert errors(board.post(at, decided(ground=Ground.HARM))) == {
        "reason",
        "hearing_on",
    }
    assert errors(board.post(at, decided(reason="Syy"))) == {"ground"}
    board.post(at, decided(ground=Ground.UNPAID, reason="Maksut kolmelta vuodelta"))

    assert Membership.objects.get().ended_as == EndedAs.EXPELLED


def test_the_board_records_a_death_and_a_change_of_kind(board):
    member, other = make_member(), make_member()

    board.post(address("death", member), {"died_on": today()})
    board.post(address("kind", other), decided(kind=Kind.HONORARY))

    assert member.memberships.get().ended_as == EndedAs.DIED
    assert other.memberships.running().get().kind == Kind.HONORARY
    page = board.get(address("kind", other)).content.decode()
    assert 'value="honorary"' not in page


def test_the_board_begins_a_pause_and_ends_it(board):
    member = make_member()

    board.post(address("pause", member), decided(starts_on=today(), reason="Matka"))
    page = board.get(f"/admin/members/inspect/{member.pk}/").content.decode()
    board.post(address("pause-end", member), {"on": today()})

    assert "Päätä tauko" in page
    assert "Matka" in page
    assert member.pauses.get().ends_on == timezone.localdate()
    none = board.post(address("pause-end", member), {"on": today()})
    assert "Päätettävää taukoa ei ole" in none.content.decode()


def test_a_former_members_page_offers_nothing_to_do(board):
    member = make_member()
    inspect = f"/admin/members/inspect/{member.pk}/"
    assert "Erota" in board.get(inspect).content.decode()

    resign(member)

    assert "Erota" not in board.get(inspect).content.decode()


def test_b8_without_a_rule_the_page_says_that_nobody_is_proposed(board):
    make_member(at=JOINED)

    page = board.get(DEEMED).content.decode()

    assert "ketään ei ehdoteta" in page
    assert '<form method="post"' not in page


def test_b8_the_board_decides_on_those_ticked_and_on_nobody_else(board):
    member, other = make_member(at=JOINED), make_member(at=JOINED)
    set_rules(deemed_after_months=12)
    assert "Jäsenet, jotka voidaan katsoa" in board.get("/admin/").content.decode()

    assert errors(board.post(DEEMED, decided())) == {"members"}
    asked = board.post(DEEMED, decided(members=[member.pk], minutes_reference=""))
    assert f'value="{member.pk}" checked' in asked.content.decode()
    board.post(DEEMED, decided(members=[member.pk], give_up_debt="on"))

    assert member.memberships.get().ended_as == EndedAs.DEEMED_RESIGNED
    assert other.memberships.get().ends_on is None
    assert Bill.objects.exclude(withdrawn_at=None).count() == 1


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize("who", ["treasurer", "editor"])
def test_others_end_no_membership(who, name, request):
    browser = request.getfixturevalue(who)

    browser.post(address(name, make_member()), decided(died_on=today()))

    assert Membership.objects.get().ends_on is None
    assert browser.get(DEEMED).status_code == 302
