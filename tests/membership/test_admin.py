"""The board's lists: applications, members, dues, rates."""

from datetime import timedelta

import pytest
from django.utils import timezone

from membership.models import Application, ApplicationState, Due, DueRate, Member
from network.models import Municipality
from tests.support.membership import (
    MINUTES,
    decide,
    mails,
    make_application,
    make_member,
    resign,
)
from tests.support.queries import queries_of

pytestmark = pytest.mark.django_db

QUEUE = "/admin/applications/"
MEMBERS = "/admin/members/"
DUES = "/admin/dues/"
RATES = "/admin/due_rates/"


def names(response):
    return [row.last_name for row in response.context["object_list"]]


def test_the_board_accepts_many_at_once_with_one_reference(board):
    applications = [make_application() for _ in range(3)]

    response = decide(board, "accept", *applications)

    assert response.status_code == 302
    assert Member.objects.count() == 3
    decided = Application.objects.values_list("minutes_reference", "decided_by")
    assert set(decided) == {(MINUTES, board.user.pk)}
    assert len(mails("application-accepted")) == 3


def test_the_page_of_accepting_names_whom_and_asks_for_the_minutes(board):
    waiting = make_application(last_name="Harju")
    early = make_application(last_name="Varhainen", is_confirmed=False)

    page = board.get(
        f"/admin/bulk/membership/application/accept/?id={waiting.pk}&id={early.pk}"
    ).content.decode()

    assert "Satu Maaria Harju" in page
    assert "Pöytäkirjaviite" in page
    assert "Nämä eivät odota päätöstä" in page
    assert "Satu Maaria Varhainen, Osoitetta ei ole vahvistettu" in page


def test_the_page_of_accepting_asks_as_often_for_many_as_for_one(
    board,
):
    pages = [f"id={make_application().pk}" for _ in range(5)]
    address = "/admin/bulk/membership/application/accept/?"

    def queries(*chosen: str) -> int:
        return queries_of(lambda: board.get(address + "&".join(chosen)))

    queries(pages[0])
    assert queries(*pages) == queries(pages[0]) <= 20


@pytest.mark.parametrize(
    "fields",
    [
        {"minutes_reference": ""},
        {"minutes_reference": "x" * 101},
        {"minutes_reference": "Hall\0itus"},
        {"decided_on": ""},
        {"decided_on": "eilen"},
        {"decided_on": "2999-01-01"},
    ],
)
def test_a_decision_without_day_or_minutes_is_asked_again(board, fields):
    application = make_application()

    response = decide(board, "accept", application, **fields)

    assert response.status_code == 200
    assert list(response.context["form"].errors) == list(fields)
    assert not Member.objects.exists()


def test_one_that_cannot_be_accepted_does_not_keep_the_others_waiting(board):
    now = timezone.now()
    old = make_application(at=now - timedelta(days=9))
    new = make_application(at=now)

    response = decide(
        board,
        "accept",
        old,
        new,
        decided_on=str(timezone.localdate() - timedelta(days=3)),
    )

    told = [str(one) for one in response.wsgi_request._messages]
    assert Member.objects.count() == 1
    assert any("siltä päivältä tai myöhempi" in one for one in told)
    assert any("1 hakemus hyväksyttiin" in one for one in told)


def test_what_a_colleague_decided_meanwhile_is_named_and_not_counted(board):
    taken, refused, waiting = (make_application(last_name=n) for n in ("A", "B", "C"))
    decide(board, "accept", taken)
    decide(board, "reject", refused, reason="Ei kuulu toimialaan.")
    board.get("/admin/")  # shows what was told so far

    response = decide(board, "accept", taken, refused, waiting)

    told = [
        (one.level_tag, str(one).strip()) for one in response.wsgi_request._messages
    ]
    assert told == [
        ("warning", "Satu Maaria A: hallitus on jo päättänyt asiasta (hyväksytty)."),
        ("warning", "Satu Maaria B: hallitus on jo päättänyt asiasta (hylätty)."),
        ("success", "1 hakemus hyväksyttiin. Sähköposti laskuineen on matkalla."),
    ]


def test_the_board_rejects_with_a_reason(board):
    application = make_application()

    assert decide(board, "reject", application).status_code == 200
    decide(board, "reject", application, reason="Ei kuulu toimialaan.")

    application.refresh_from_db()
    assert application.state == ApplicationState.REJECTED
    assert application.reason == "Ei kuulu toimialaan."


def test_all_in_the_list_means_all_that_wait(board):
    make_application()
    make_application(is_confirmed=False)

    board.post(
        "/admin/bulk/membership/application/accept/?id=all",
        {"decided_on": str(timezone.localdate()), "minutes_reference": MINUTES},
    )

    assert Member.objects.count() == 1
    assert Application.objects.open().count() == 1


@pytest.mark.parametrize("who", ["treasurer", "editor"])
def test_others_neither_decide_nor_read_applications(who, request):
    browser = request.getfixturevalue(who)
    application = make_application(last_name="Salainen")

    for action in ("accept", "reject"):
        asked = browser.get(
            f"/admin/bulk/membership/application/{action}/?id={application.pk}",
            follow=True,
        )
        assert "Salainen" not in asked.content.decode()
        decide(browser, action, application, reason="Syy")
    assert browser.get(QUEUE).status_code == 302
    assert browser.get(f"{QUEUE}inspect/{application.pk}/").status_code == 302
    application.refresh_from_db()
    assert application.state == ApplicationState.WAITING


def test_the_treasurer_sees_members_and_dues_and_changes_none(treasurer):
    member = make_member()

    assert treasurer.get(MEMBERS).status_code == 200
    assert treasurer.get(f"{MEMBERS}inspect/{member.pk}/").status_code == 200
    assert treasurer.get(DUES).status_code == 200
    assert treasurer.get(RATES).status_code == 200
    assert treasurer.get(f"{MEMBERS}edit/{member.pk}/").status_code == 302


def test_an_editor_sees_none_of_it(editor):
    make_member()

    for address in (MEMBERS, DUES, RATES, QUEUE):
        assert editor.get(address).status_code == 302


@pytest.mark.parametrize("address", [QUEUE, DUES])
def test_nobody_adds_or_edits_what_the_verbs_own(board, address):
    make_member()
    pk = Due.objects.get().pk

    assert board.get(f"{address}new/").status_code == 404
    assert board.get(f"{address}edit/{pk}/").status_code == 404
    assert board.get(f"{address}delete/{pk}/").status_code == 404


def test_members_are_neither_added_nor_deleted_by_hand(board):
    member = make_member()
    board.user.is_superuser = True
    board.user.save()

    board.post(f"{MEMBERS}new/", {"first_names": "Uusi"})
    board.post(f"{MEMBERS}delete/{member.pk}/")

    assert Member.objects.get() == member


def test_the_queue_is_filtered_searched_and_exported(board):
    make_application(last_name="Äijälä")
    make_application(last_name="Vesa", is_confirmed=False)
    make_member(last_name="Harju")

    assert names(board.get(f"{QUEUE}?state=waiting")) == ["Äijälä"]
    assert names(board.get(f"{QUEUE}?state=unconfirmed")) == ["Vesa"]
    assert names(board.get(f"{QUEUE}?state=accepted")) == ["Harju"]
    assert names(board.get(f"{QUEUE}?q=ÄIJÄLÄ")) == ["Äijälä"]
    assert names(board.get(f"{QUEUE}?q=esimerkki&state=waiting")) == ["Äijälä"]
    assert names(board.get(f"{QUEUE}?q=%00")) is not None
    export = board.get(f"{QUEUE}?export=csv")
    text = b"".join(export.streaming_content).decode()
    assert text.count("\n") == 4
    assert "Kajaani" in text
    assert board.get(f"{QUEUE}?export=xlsx").status_code == 200


def test_the_register_is_filtered_and_searched_by_name_in_any_case(board):
    make_member(last_name="Öster")
    gone = make_member(last_name="Harju", kind="supporting")
    resign(gone, on=timezone.localdate(), at=timezone.now())
    make_member(
        last_name="Zetterberg", municipality=Municipality.objects.get(code="091")
    )

    assert names(board.get(MEMBERS)) == ["Harju", "Zetterberg", "Öster"]
    assert names(board.get(f"{MEMBERS}?state=current")) == ["Zetterberg", "Öster"]
    assert names(board.get(f"{MEMBERS}?state=former")) == ["Harju"]
    assert names(board.get(f"{MEMBERS}?kind=voting")) == ["Zetterberg", "Öster"]
    assert names(board.get(f"{MEMBERS}?municipality=091")) == ["Zetterberg"]
    assert names(board.get(f"{MEMBERS}?q=öSTER")) == ["Öster"]
    assert names(board.get(f"{MEMBERS}?q=satu+harju")) == ["Harju"]
    assert names(board.get(f"{MEMBERS}?state=nonsense&municipality=zz")) is not None
    text = b"".join(board.get(f"{MEMBERS}?export=csv").streaming_content).decode()
    assert text.count("\n") == 4


def test_a_member_moves_by_the_boards_hand(board):
    member = make_member()
    given = {
        "first_names": "Satu", "last_name": "Vesa", "municipality": "tammerfors",
        "email": "Satu@Uusi.example", "language": "sv",
    }  # fmt: skip

    response = board.post(f"{MEMBERS}edit/{member.pk}/", given)

    assert response.status_code == 302
    member.refresh_from_db()
    assert member.municipality.name_fi == "Tampere"
    assert member.email == "satu@uusi.example"
    assert member.dues.get().bill.payer_name == "Satu Vesa"


def test_the_board_writes_no_address_in_place_of_a_name(board):
    member = make_member()
    given = {
        "first_names": "Satu", "last_name": "osta.example", "municipality": "Tampere",
        "email": "", "language": "fi",
    }  # fmt: skip

    page = board.post(f"{MEMBERS}edit/{member.pk}/", given)

    assert "Kirjoita tähän vain nimi" in page.content.decode()


def test_a_wrong_municipality_is_told_beside_the_field(board):
    member = make_member()
    given = {
        "first_names": "Satu", "last_name": "Vesa", "municipality": "Tampre",
        "email": "", "language": "fi",
    }  # fmt: skip

    page = board.post(f"{MEMBERS}edit/{member.pk}/", given)

    assert "Tampere" in page.content.decode()
    member.refresh_from_db()
    assert member.municipality.name_fi == "Kajaani"


def test_a_members_page_tells_history_dues_and_decisions(board):
    member = make_member()

    page = board.get(f"{MEMBERS}inspect/{member.pk}/").content.decode()

    assert "Äänioikeutettu jäsen" in page
    assert "20,00\xa0€" in page
    assert MINUTES in page


def test_dues_are_listed_with_whether_they_are_paid(board):
    make_member(last_name="Harju")

    page = board.get(f"{DUES}?state=unpaid&q=harju")

    assert len(page.context["object_list"]) == 1
    assert "Maksamatta" in page.content.decode()
    assert not board.get(f"{DUES}?state=paid").context["object_list"]
    assert board.get(f"{DUES}?year=2001").status_code == 200
    due = Due.objects.get()
    assert board.get(f"{DUES}inspect/{due.pk}/").status_code == 200
    text = b"".join(board.get(f"{DUES}?export=csv").streaming_content).decode()
    assert "Satu Maaria Harju" in text


def test_a_new_rate_is_written_in_euros_and_kept_in_cents(board):
    given = {
        "kind": "voting", "from_year": "2030", "euros": "25,50",
        "minutes_reference": "Kevätkokous 2029 § 8",
    }  # fmt: skip

    response = board.post(f"{RATES}new/", given)

    assert response.status_code == 302, response.context["form"].errors
    assert DueRate.objects.of_year(2030)["voting"] == 2550
    assert board.post(f"{RATES}new/", given).status_code == 200


@pytest.mark.parametrize("euros", ["", "0", "-5", "kaksikymmentä", "1000000", "1,234"])
def test_a_rate_that_cannot_be_is_asked_again(board, euros):
    given = {"kind": "voting", "from_year": "2030", "euros": euros}

    response = board.post(f"{RATES}new/", given)

    assert response.status_code == 200
    assert "euros" in response.context["form"].errors


@pytest.mark.parametrize("address", [QUEUE, MEMBERS, DUES])
def test_an_empty_list_says_what_comes_here_and_how(board, address):
    page = board.get(address).content.decode()

    assert 'href="http' in page or 'href="/admin/applications/"' in page
    assert "Ei ole" not in page


def test_each_row_leads_to_its_page_and_to_the_decision(board):
    application = make_application()
    page = board.get(QUEUE).content.decode()

    assert f'href="{QUEUE}inspect/{application.pk}/"' in page
    assert f"/admin/bulk/membership/application/accept/?id={application.pk}" in page
    assert f'id="application_{application.pk}_title"' in page
    inspected = board.get(f"{QUEUE}inspect/{application.pk}/").content.decode()
    assert (
        f"/admin/bulk/membership/application/reject/?id={application.pk}" in inspected
    )

    member = make_member()
    assert (
        f'href="{MEMBERS}inspect/{member.pk}/"' in board.get(MEMBERS).content.decode()
    )
    due, rate = Due.objects.get(), DueRate.objects.first()
    assert f'href="{DUES}inspect/{due.pk}/"' in board.get(DUES).content.decode()
    assert f'href="{RATES}edit/{rate.pk}/"' in board.get(RATES).content.decode()


def test_what_waits_is_on_the_admins_front_page(board, treasurer):
    make_application()

    assert "Hallitusta odottavat hakemukset" in board.get("/admin/").content.decode()
    assert "Hallitusta odottavat" not in treasurer.get("/admin/").content.decode()


@pytest.mark.parametrize(("address", "most"), [(QUEUE, 20), (MEMBERS, 20), (DUES, 20)])
def test_a_list_asks_as_often_for_many_rows_as_for_one(board, address, most):
    def ask() -> None:
        board.get(address)

    make_member()
    ask()
    for_one = queries_of(ask)
    for _number in range(4):
        make_member()
        make_application()

    assert queries_of(ask) == for_one <= most
