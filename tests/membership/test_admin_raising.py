"""The dues of a year, waivers and statistics in the admin."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from membership import raising
from membership.dues_preview import preview
from membership.models import Due, DuesRun, Member, Membership, Waiver
from membership.statistics import statistics
from payments.models import Bill
from tests.support.membership import make_member
from tests.support.payments import pay_by_bank
from tests.support.queries import queries_of

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
NEXT = TODAY.year + 1
RAISE = f"/admin/raise_dues/{NEXT}/"
STATISTICS = "/admin/member_statistics/"
WAIVER = {
    "year": NEXT,
    "reason": "Pitää sivustoa",
    "decided_on": TODAY,
    "minutes_reference": "Hallitus 4/2026 § 7",
}


def press(browser, *, seen=None, due_on=None):
    due_on = due_on or TODAY + timedelta(days=40)
    given = {"due_on": due_on, "seen": seen or preview(NEXT, on=TODAY).seen}
    return browser.post(RAISE, given)


def test_e1_the_treasurer_reads_the_sums_and_presses_once(treasurer):
    make_member()
    make_member(kind="supporting")
    page = treasurer.get(RAISE).content.decode()

    response = press(treasurer)

    assert "Pyydä 2 jäseneltä yhteensä 120,00\xa0€" in page
    assert (response.status_code, response["Location"]) == (302, RAISE)
    assert Due.objects.filter(year=NEXT).count() == 2
    assert DuesRun.objects.get().made_by == treasurer.user
    again = treasurer.get(RAISE).content.decode()
    assert "Pyydä 2 jäseneltä" not in again
    assert press(treasurer).status_code == 302
    assert Due.objects.filter(year=NEXT).count() == 2


def test_who_saw_other_figures_is_shown_them_again_and_nobody_is_asked(treasurer):
    make_member()
    seen = preview(NEXT, on=TODAY).seen
    make_member()

    response = press(treasurer, seen=seen)

    assert "Luvut muuttuivat" in response.content.decode()
    assert not Due.objects.filter(year=NEXT).exists()


@pytest.mark.parametrize("due_on", ["", "eilen", "2020-01-01", "9999-12-31"])
def test_a_due_date_that_cannot_be_is_asked_again(treasurer, due_on):
    make_member()

    response = treasurer.post(
        RAISE, {"due_on": due_on, "seen": preview(NEXT, on=TODAY).seen}
    )

    assert response.status_code == 200
    assert "due_on" in response.context["form"].errors
    assert not Due.objects.filter(year=NEXT).exists()


def test_the_bills_of_who_has_no_address_are_printed(treasurer):
    silent = make_member()
    Member.objects.filter(pk=silent.pk).update(email="")
    make_member()
    press(treasurer)

    page = treasurer.get(f"{RAISE}paper/")

    assert [bill.payer_name for bill in page.context["bills"]] == [silent.full_name]
    bill = Bill.objects.get(due__member=silent, due__year=NEXT)
    assert bill.reference_grouped in page.content.decode()


def test_an_editor_asks_for_no_dues(editor):
    for address in (RAISE, f"{RAISE}paper/", "/admin/waivers/", STATISTICS):
        assert editor.get(address).status_code in {302, 403}


def test_the_board_lets_a_member_off_by_number(board):
    member = make_member()

    response = board.post("/admin/waivers/new/", {**WAIVER, "number": member.number})

    assert response.status_code == 302, response.context["form"].errors
    assert Waiver.objects.get().decided_by == board.user
    assert preview(NEXT, on=TODAY).new == 0


def test_a_waiver_of_what_is_paid_is_refused_with_a_sentence(board):
    member = make_member()
    raising.raise_dues(NEXT, at=timezone.now())
    pay_by_bank(Due.objects.get(year=NEXT).bill, 2000, at=timezone.now())

    response = board.post("/admin/waivers/new/", {**WAIVER, "number": member.number})

    assert "rahastonhoitajaa" in response.content.decode()
    assert not Waiver.objects.exists()


def test_each_year_of_the_statistics_follows_from_the_one_before():
    years = [TODAY.year - back for back in (2, 1, 0)]
    for number, year in enumerate(years * 2):
        member = make_member(kind="supporting" if number % 2 else "voting")
        started = date(year, 1, 1 + number)
        rows = Membership.objects.filter(member=member)
        rows.update(starts_on=started)
        if number % 3 == 0:
            rows.update(
                ends_on=date(year + 1, 1, 1), ended_as="other",
            )  # fmt: skip

    found = statistics(date(TODAY.year, 12, 31))

    totals = [sum(numbers) for _year, numbers in found.members.rows]
    joined, left = (series.numbers for series in found.changes.series)
    assert found.members.groups == [str(year) for year in years]
    assert sum(joined) == 6
    for place in (1, 2):
        assert totals[place] == totals[place - 1] + joined[place] - left[place]


def test_another_kind_of_membership_is_neither_joining_nor_leaving():
    member = make_member()
    Membership.objects.filter(member=member).update(
        ends_on=TODAY, ended_as="changed_kind", decided_on=TODAY,
        minutes_reference="Hallitus 1 § 1", starts_on=TODAY - timedelta(days=1),
    )  # fmt: skip
    member.memberships.create(kind="supporting", starts_on=TODAY)

    joined, left = (each.numbers for each in statistics(TODAY).changes.series)

    assert (sum(joined), sum(left)) == (1, 0)


def test_the_paid_share_counts_dues_that_are_asked_and_not_withdrawn():
    first, _second = make_member(), make_member()
    pay_by_bank(first.dues.get().bill, 2000, at=timezone.now())

    assert statistics(TODAY).paid.rows[-1] == (str(TODAY.year), [50])


def test_statistics_are_a_page_files_and_the_same_number_of_questions(treasurer):
    make_member()
    of_one = queries_of(lambda: statistics(TODAY))
    for _ in range(4):
        make_member()

    page = treasurer.get(STATISTICS).content.decode()
    svg = treasurer.get(f"{STATISTICS}members.svg")
    numbers = treasurer.get(f"{STATISTICS}members.csv").content.decode("utf-8-sig")
    homes = treasurer.get(f"{STATISTICS}municipalities.csv").content.decode("utf-8-sig")

    assert queries_of(lambda: statistics(TODAY)) == of_one
    assert page.count("plot__drawing") == 3
    assert svg["Content-Type"] == "image/svg+xml"
    assert svg.content.startswith(b"<svg")
    assert numbers.splitlines() == ["Vuosi;Äänioikeutettu jäsen", f"{TODAY.year};5"]
    assert homes.splitlines() == ["Kotikunta;Jäsenet", "Kajaani;5"]
    assert treasurer.get(f"{STATISTICS}nothing.svg").status_code == 404
