"""Who has a vote on a day, and why others have not."""

import csv
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from membership import changing_kind, pausing, registering, voting
from membership.changing_details import change_details
from membership.models import Kind, Member
from tests.support.membership import make_decision, make_member, resign, set_rules
from tests.support.payments import pay_by_bank

pytestmark = pytest.mark.django_db

JOINED = datetime(2026, 1, 10, 12, tzinfo=UTC)
DUE_ON = date(2026, 2, 9)
DAY = date(2026, 11, 30)
LIST = "/admin/members/voters/"
REGISTER = "/admin/members/register/"


def make_voter(last_name, **fields):
    return make_member(at=JOINED, last_name=last_name, **fields)


def make_young(last_name, born_on):
    change_details(make_voter(last_name), {"born_on": born_on}, by=None, at=JOINED)


def names(rows):
    return [row.member.last_name for row in rows]


def reasons(on=DAY):
    excluded = voting.voter_list(on).excluded
    return {row.member.last_name: row.reason for row in excluded}


def test_b10_the_list_says_of_each_who_has_no_vote_why():
    make_voter("Äänestäjä")
    make_voter("Aho")
    make_voter("Tukija", kind="supporting")
    resign(make_voter("Eronnut"), at=datetime(2026, 11, 30, 9, tzinfo=UTC))
    make_member(at=datetime(2026, 12, 1, 12, tzinfo=UTC), last_name="Tuleva")
    make_young("Nuori", date(2011, 12, 1))

    found = voting.voter_list(DAY)

    assert names(found.voters) == ["Aho", "Äänestäjä"]
    assert reasons() == {
        "Tukija": "Kannatusjäsen",
        "Eronnut": "Erosi, päättyi 30.11.2026",
        "Tuleva": "Jäsen vasta 1.12.2026 alkaen",
        "Nuori": "Alle 15-vuotias",
    }


def test_b10_an_unpaid_due_takes_the_vote_where_the_rules_say_so_past_the_limit():
    make_voter("Maksamaton")
    pay_by_bank(make_voter("Maksanut").dues.get().bill, 2000, at=JOINED)

    assert reasons() == {}
    set_rules(voting_needs_paid_dues_after_days=60)
    assert reasons(DUE_ON + timedelta(days=60)) == {}
    assert reasons(DUE_ON + timedelta(days=61)) == {
        "Maksamaton": "Jäsenmaksu maksamatta"
    }


def test_what_was_paid_later_does_not_give_the_vote_back_on_a_day_before():
    member = make_voter("Myöhäinen")
    set_rules(voting_needs_paid_dues_after_days=0)
    pay_by_bank(member.dues.get().bill, 2000, at=datetime(2026, 12, 1, 9, tzinfo=UTC))

    assert reasons(date(2026, 11, 30)) == {"Myöhäinen": "Jäsenmaksu maksamatta"}
    assert reasons(date(2026, 12, 1)) == {}


def test_b7_who_has_given_notice_has_a_vote_until_the_day_it_takes_effect():
    member = make_voter("Lähtijä")
    resign(member, on=date(2026, 11, 30), at=datetime(2026, 10, 31, tzinfo=UTC))

    assert names(voting.voter_list(date(2026, 11, 29)).voters) == ["Lähtijä"]
    assert names(voting.voter_list(date(2026, 11, 30)).voters) == []


def test_who_turns_fifteen_has_a_vote_from_that_day():
    make_young("Nuori", date(2011, 11, 30))

    assert reasons(date(2026, 11, 29)) == {"Nuori": "Alle 15-vuotias"}
    assert reasons(date(2026, 11, 30)) == {}
    set_rules(voting_age=18)
    assert reasons(date(2026, 11, 30)) == {"Nuori": "Alle 18-vuotias"}
    set_rules(voting_age=0)
    assert reasons(date(2026, 11, 29)) == {}


def test_who_was_born_on_the_leap_day_is_grown_on_the_first_of_march():
    assert voting.birthday(date(2012, 2, 29), 15) == date(2027, 3, 1)
    assert voting.birthday(date(2012, 2, 29), 16) == date(2028, 2, 29)


def test_honorary_members_and_those_on_a_pause_vote_unless_the_rules_say_otherwise():
    day = timezone.localdate()
    honorary, paused = make_member(last_name="Kunnia"), make_member(last_name="Tauko")
    changing_kind.change_kind(
        honorary, Kind.HONORARY, make_decision(), at=timezone.now()
    )
    pausing.pause(
        paused, make_decision(), starts_on=day, ends_on=None, at=timezone.now()
    )

    assert reasons(day) == {}
    set_rules(honorary_may_vote=False, paused_may_vote=False)
    assert reasons(day) == {"Kunnia": "Kunniajäsen", "Tauko": "Tauolla"}


def test_who_left_more_than_a_year_ago_is_not_named_any_more():
    resign(make_voter("Eronnut"), at=datetime(2026, 3, 1, 9, tzinfo=UTC))

    assert reasons(date(2027, 2, 28)) != {}
    assert reasons(date(2027, 3, 1)) == {}


@pytest.mark.parametrize("count", [1, 4])
def test_the_list_asks_as_often_for_many_as_for_one(count, django_assert_num_queries):
    for _ in range(count):
        make_voter("Harju")
    set_rules(voting_needs_paid_dues_after_days=0)

    with django_assert_num_queries(5):
        voting.voter_list(DAY)


def test_the_board_reads_prints_and_downloads_the_list_of_a_day(board):
    make_voter("Äänestäjä")
    make_voter("Tukija", kind="supporting")
    asked = {"on": "2026-11-30"}

    page = board.get(LIST, asked).content.decode()
    printed = board.get(LIST, {**asked, "print": "1"}).content.decode()
    table = board.get(LIST, {**asked, "export": "csv"})

    assert "1 jäsenellä on ääni 30.11.2026" in page
    assert "Kannatusjäsen" in page
    assert "names__box" in printed
    assert "Kannatusjäsen" in printed
    rows = list(
        csv.reader(table.content.decode("utf-8-sig").splitlines(), delimiter=";")
    )
    assert [row[1:] for row in rows] == [
        ["Nimi", "Kotikunta", "Ääni", "Syy"],
        ["Äänestäjä Satu Maaria", "Kajaani", "kyllä", ""],
        ["Tukija Satu Maaria", "Kajaani", "ei", "Kannatusjäsen"],
    ]


@pytest.mark.parametrize("day", ["", "huomenna", "0001-01-01", "9999-12-31", "\0"])
def test_a_day_that_is_none_is_no_error(board, day):
    assert board.get(LIST, {"on": day}).status_code == 200


def test_the_register_of_a_day_is_names_and_municipalities_of_its_members(board):
    member = make_voter("Harju")
    resign(make_voter("Eronnut"), at=datetime(2026, 3, 1, 9, tzinfo=UTC))

    page = board.get(REGISTER, {"on": "2026-11-30"}).content.decode()
    printed = board.get(REGISTER, {"on": "2026-11-30", "print": "1"}).content.decode()
    table = board.get(REGISTER, {"on": "2026-11-30", "export": "csv"})

    assert "Eronnut" not in page
    assert "1 jäsen 30.11.2026" in page
    assert member.email not in printed
    rows = list(
        csv.reader(table.content.decode("utf-8-sig").splitlines(), delimiter=";")
    )
    assert rows == [["Nimi", "Kotikunta"], ["Harju Satu Maaria", "Kajaani"]]


def test_an_editor_sees_neither_list(editor):
    assert editor.get(LIST).status_code == 302
    assert editor.get(REGISTER).status_code == 302


def test_a_date_of_birth_is_taken_of_the_young_alone_and_forgotten_in_time(board):
    member = make_voter("Nuori")
    given = {
        "first_names": "Satu", "last_name": "Nuori", "municipality": "Kajaani",
        "email": member.email, "language": "fi",
    }  # fmt: skip
    address = f"/admin/members/edit/{member.pk}/"

    page = board.post(address, {**given, "born_on": "1980-05-05"})
    assert "eikä ikää säilytetä turhaan" in page.content.decode()
    today = timezone.localdate()
    born_on = date(today.year - 14, 1, 1)
    assert board.post(address, {**given, "born_on": str(born_on)}).status_code == 302
    assert Member.objects.get().born_on == born_on

    registering.forget_births(timezone.now())
    assert Member.objects.get().born_on == born_on
    registering.forget_births(timezone.now() + timedelta(days=3 * 366))
    assert Member.objects.get().born_on is None
