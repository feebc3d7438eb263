"""The board brings members in from a spreadsheet, in the admin."""

import csv
import io

import pytest
from django.utils import timezone, translation
from openpyxl import load_workbook
from wagtail.users.models import UserProfile

from membership.importing import admin_views, bringing, columns, preview
from membership.models import Member, MemberImport
from network.models import Municipality
from tests.support.membership import make_member, resign
from tests.support.queries import queries_of
from tests.support.spreadsheets import (
    SATU,
    as_upload,
    csv_file,
    make_import,
    many,
    one,
    xlsx_file,
)

pytestmark = pytest.mark.django_db

CHOOSE = "/admin/member_imports/"
MEMBERS = "/admin/members/"


def choose(board, content: bytes, name: str = "jasenet.csv"):
    return board.post(CHOOSE, {"file": as_upload(content, name)})


def page_of(run: MemberImport) -> str:
    return f"{CHOOSE}{run.pk}/"


def confirm(board, run: MemberImport, **fields: str):
    page = board.get(page_of(run))
    given = {"verb": "confirm", "seen": page.context["preview"].seen, **fields}
    return board.post(page_of(run), given)


def told(response) -> list[str]:
    return [str(one) for one in response.wsgi_request._messages]


@pytest.fixture
def run(board):
    return make_import(SATU, one(Jäsennumero="8", Kotikunta="Kajani", Etunimet="Bo"),
                       by=board.user)  # fmt: skip


@pytest.mark.parametrize(
    ("content", "name"),
    [(csv_file(SATU), "jasenet.csv"), (xlsx_file(SATU), "Jäsenet 2026.xlsx")],
)
def test_from_the_file_to_the_register_in_three_steps(board, content, name):
    members = board.get(MEMBERS).content.decode()
    assert f'href="{CHOOSE}"' in members
    assert "Tuo taulukosta" in members

    chosen = choose(board, content, name)
    run = MemberImport.objects.get()
    assert chosen.headers["Location"] == page_of(run)
    assert not Member.objects.exists()

    page = board.get(page_of(run)).content.decode()
    assert "Vie 1 jäsen rekisteriin" in page
    assert "Kajaani, satu@esimerkki.example, Äänioikeutettu jäsen" in page

    done = confirm(board, run)
    assert told(done) == ["1 jäsen on nyt rekisterissä."]
    assert Member.objects.get().full_name == "Satu Maaria Harju"
    assert "Tuotu taulukosta" in (
        board.get(f"{MEMBERS}inspect/{Member.objects.get().pk}/").content.decode()
    )


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Valitse tiedosto."),
        ({"file": as_upload(b"")}, "Tiedosto on tyhjä"),
        ({"file": as_upload(b"PK\x03\x04", "rikki.xlsx")}, "ei voi lukea"),
        ({"file": as_upload(b"\x89PNG\r\n\0", "kuva.png")}, "CSV"),
        ({"file": as_upload(b"x" * (10 * 1024 * 1024 + 1))}, "enintään 10 Mt"),
        ({"file": "vain tekstiä"}, "Valitse tiedosto."),
    ],
)
def test_what_cannot_be_read_is_told_beside_the_field(board, given, words):
    response = board.post(CHOOSE, given)

    assert words in str(response.context["form"].errors["file"])
    assert not MemberImport.objects.exists()


def test_each_row_is_shown_as_it_will_be(board, run):
    member = make_member(last_name="Vanha", email="v@esimerkki.example")
    run = make_import(SATU, one(Jäsennumero="8", Kotikunta="Kajani", Etunimet="Bo"),
                      one(Jäsennumero="", Sukunimi="Vanha",
                          Sähköposti="v@esimerkki.example"), by=board.user)  # fmt: skip

    response = board.get(page_of(run))

    found = response.context["preview"]
    assert (found.new, found.known, found.errors) == (1, 1, 1)
    page = response.content.decode()
    assert f'href="{MEMBERS}inspect/{member.pk}/"' in page
    assert "Rivi 3, Kotikunta: Emme löydä kuntaa nimeltä ”Kajani”" in page
    only = board.get(f"{page_of(run)}?only=error")
    assert [one.person.row for one, _words in only.context["rows"]] == [3]


def test_columns_that_are_not_understood_are_named_and_not_brought_in(board):
    choose(board, csv_file(one(Puhelin="040 123", Kengännumero="38")))

    page = board.get(page_of(MemberImport.objects.get())).content.decode()

    assert "Näitä sarakkeita ei tuoda: Kengännumero, Puhelin" in page


def test_a_column_with_a_name_of_its_own_is_chosen_by_hand(board):
    content = b"Sukunimi;Kutsutaan;Asuu;Tullut\nHarju;Satu;Kajaani;3.5.2019\n"
    choose(board, content)
    run = MemberImport.objects.get()
    page = board.get(page_of(run))
    assert not page.context["is_complete"]
    assert "Kerro ensin, missä sarakkeissa" in page.content.decode()

    response = board.post(
        page_of(run),
        {"verb": "columns", "last_name": "0", "first_names": "1", "municipality": "2",
         "joined_on": "3", "default_kind": "voting", "default_language": "sv"},
    )  # fmt: skip

    assert response.status_code == 302
    confirm(board, run)
    assert (Member.objects.get().full_name, Member.objects.get().language) == (
        "Satu Harju", "sv",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"municipality": ""}, "municipality"),
        ({"first_names": "1"}, "first_names"),
        ({"last_name": "77"}, "last_name"),
        ({"default_kind": "kaveri"}, "default_kind"),
        ({"default_joined_on": "eilen"}, "default_joined_on"),
        ({"default_joined_on": "1.1.2999"}, "default_joined_on"),
    ],
)
def test_a_choice_of_columns_that_cannot_be_is_told_and_kept(board, run, fields, name):
    before = run.columns
    given = {"verb": "columns", "last_name": "1", "first_names": "2",
             "municipality": "3", "default_kind": "voting",
             "default_language": "fi", **fields}  # fmt: skip

    response = board.post(page_of(run), given)

    assert name in response.context["form"].errors
    assert response.context["form"][name].value() == fields[name]
    run.refresh_from_db()
    assert run.columns == before


def test_rows_with_errors_are_left_out_only_when_it_is_ticked(board, run):
    response = confirm(board, run)
    assert "leave_out" in response.context["confirm"].errors
    assert not Member.objects.exists()

    confirm(board, run, leave_out="on")
    assert Member.objects.count() == 1
    page = board.get(page_of(run)).content.decode()
    assert "Rivi 3, Kotikunta: Emme löydä kuntaa" in page


def test_what_has_changed_while_the_page_was_open_is_shown_again(board, run):
    seen = board.get(page_of(run)).context["preview"].seen
    make_member(last_name="Harju", email="satu@esimerkki.example")

    response = board.post(page_of(run), {"seen": seen, "leave_out": "on"})

    assert "Luvut muuttuivat" in told(response)[0]
    assert Member.objects.count() == 1


def test_the_wrong_file_is_forgotten_by_one_press(board, run):
    response = board.post(page_of(run), {"verb": "discard"})

    assert response.headers["Location"] == CHOOSE
    assert not MemberImport.objects.exists()


def test_a_form_that_is_sent_after_the_import_changes_nothing(board, run):
    confirm(board, run, leave_out="on")

    for verb in ("columns", "discard", "confirm"):
        assert board.post(page_of(run), {"verb": verb}).status_code == 302
    assert Member.objects.count() == 1
    assert MemberImport.objects.count() == 1


def test_a_long_file_is_begun_here_and_finished_by_the_worker(board, monkeypatch):
    monkeypatch.setattr(admin_views, "AT_ONCE", 2)
    monkeypatch.setattr(bringing, "AT_ONCE", 2)
    run = make_import(*many(5), by=board.user)

    response = confirm(board, run)
    assert Member.objects.count() == 2
    assert "taustatyö jatkaa" in told(response)[0]
    assert "2/5 riviä on valmiina" in board.get(page_of(run)).content.decode()

    admin_views.undoing.go_on(timezone.now())
    assert Member.objects.count() == 5
    assert "jatkaa" not in board.get(page_of(run)).content.decode()


def test_an_import_is_taken_back_after_a_look_at_who_stays(board):
    run = make_import(SATU, *many(2), by=board.user)
    confirm(board, run)
    member = Member.objects.get(number=7)
    resign(member)

    page = board.get(f"{page_of(run)}undo/").content.decode()
    assert "1 jäsen jää, koska jotain on tapahtunut" in page
    assert "Harju Satu Maaria" in page
    assert "Tiedot tai jäsenyys ovat muuttuneet" in page
    assert "Poista 2 jäsentä rekisteristä" in page
    assert Member.objects.count() == 3

    response = board.post(f"{page_of(run)}undo/")
    assert told(response)[-1] == "2 jäsentä poistettiin rekisteristä."
    assert Member.objects.get() == member
    done = board.get(page_of(run)).content.decode()
    assert "Nämä jäivät" in done
    assert "Harju Satu Maaria" in done
    assert "Peru tuonti" not in done


def test_a_preview_is_not_taken_back(board, run):
    assert board.get(f"{page_of(run)}undo/").status_code == 302

    assert "kesken" in told(board.post(f"{page_of(run)}undo/"))[0]


# --- Files ----------------------------------------------------------------------------


def test_rows_with_errors_are_a_file_that_is_mended_and_brought_in(board, run):
    confirm(board, run, leave_out="on")

    response = board.get(f"{page_of(run)}errors/")
    book = load_workbook(io.BytesIO(response.content))
    sheet = book.worksheets[0]
    heading, row = list(sheet.values)
    assert heading[-1] == "Virhe"
    assert "Emme löydä kuntaa" in row[-1]
    assert sheet.max_row == 2

    sheet.cell(2, heading.index("Kotikunta") + 1).value = "Kajaani"
    output = io.BytesIO()
    book.save(output)
    choose(board, output.getvalue(), "korjattu.xlsx")
    confirm(board, MemberImport.objects.latest("pk"))
    assert Member.objects.get(number=8).full_name == "Bo Harju"


def test_the_file_of_errors_has_no_formula_in_it(board):
    formula = '=HYPERLINK("https://vieras.example")'
    run = make_import(one(Kotikunta="", Muistio=formula), by=board.user)

    book = load_workbook(io.BytesIO(board.get(f"{page_of(run)}errors/").content))
    types = {one.data_type for row in book.worksheets[0].rows for one in row}
    assert "f" not in types
    text = board.get(f"{page_of(run)}errors/?export=csv").getvalue().decode("utf-8-sig")
    [_heading, row] = csv.reader(io.StringIO(text), delimiter=";")
    assert f"'{formula}" in row


def test_an_identity_code_stands_in_no_row_and_no_file(board):
    choose(board, csv_file(one(Sukunimi="Harju 131052-308T", Hetu="131052-308T")))
    run = MemberImport.objects.get()

    assert "131052" not in run.rows.get().cells_text
    text = board.get(f"{page_of(run)}errors/?export=csv").getvalue().decode()
    assert "131052" not in text
    assert "henkilötunnus" in text


def test_after_a_day_the_file_of_errors_is_gone(board, run):
    confirm(board, run, leave_out="on")
    run.rows.update(cells_text="")

    assert board.get(f"{page_of(run)}errors/").status_code == 404
    assert board.get(page_of(run)).status_code == 200


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_empty_list_is_had_as_a_workbook_and_as_csv(board, form):
    response = board.get(f"{CHOOSE}template/?export={form}")

    assert response.status_code == 200
    assert f"members.{form}" in response.headers["Content-Disposition"]


def exported(browser, form: str) -> bytes:
    return browser.get(f"{MEMBERS}?export={form}").getvalue()


def as_they_are() -> list[tuple[object, ...]]:
    return [
        (
            one.number, one.organisation, one.business_id, one.last_name,
            one.first_names, str(one.municipality), one.email, one.language,
            *one.postal_lines, one.kind_label, one.joined_on, one.ended_on,
        )
        for one in Member.objects.order_by("number")
    ]  # fmt: skip


def headings_of(content: bytes) -> list[object]:
    return [one.value for one in load_workbook(io.BytesIO(content)).worksheets[0][1]]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize(
    ("language", "heading"),
    [("fi", "Sukunimi"), ("sv", "Efternamn"), ("en", "Last name")],
)
def test_the_exported_list_brings_the_same_members_into_an_empty_register(
    board, form, language, heading
):
    make_member(last_name="=Harju", first_names="-Satu")
    make_member(language="sv", municipality=Municipality.objects.get(name_fi="Turku"))
    make_member(
        organisation="Kerho ry", business_id="1234567-1", kind="supporting",
        last_name="Äijälä",
    )  # fmt: skip
    resign(make_member(kind="supporting"))
    Member.objects.filter(number=2).update(
        street_address="Kauppakatu 1", postal_code="20100", town="Turku"
    )
    before = as_they_are()
    UserProfile.get_for_user(board.user)
    UserProfile.objects.update(preferred_language=language)
    content = exported(board, form)
    if form == "xlsx":  # Wagtail writes CSV when the reader's language is gone
        assert heading in headings_of(content)
    empty_the_register()

    choose(board, content, f"members.{form}")
    MemberImport.objects.update(with_postal_addresses=True)
    confirm(board, MemberImport.objects.get())

    with translation.override("fi"):
        assert as_they_are() == before


def empty_the_register() -> None:
    from membership.models import Application, Due, MemberSeries, Membership

    for model in (Application, Due, Membership, Member, MemberSeries):
        model.objects.all().delete()


# --- Who may, and how often it asks ---------------------------------------------------


@pytest.mark.parametrize("who", ["treasurer", "editor"])
def test_who_may_not_accept_members_brings_none_in(who, request, run):
    browser = request.getfixturevalue(who)

    for path in ("", f"{run.pk}/", f"{run.pk}/undo/", f"{run.pk}/errors/", "template/"):
        assert browser.get(CHOOSE + path).status_code in {302, 403}, path
    assert choose(browser, csv_file(SATU)).status_code in {302, 403}
    assert MemberImport.objects.count() == 1
    assert "Tuo taulukosta" not in browser.get(MEMBERS).content.decode()


@pytest.mark.parametrize("only", ["", "?only=new"])
def test_the_preview_asks_as_often_for_many_rows_as_for_one(board, only):
    one_run, many_run = (make_import(*many(n), by=board.user) for n in (1, 40))
    board.get(page_of(one_run))

    asked = [queries_of(lambda r=r: board.get(page_of(r) + only))
             for r in (one_run, many_run)]  # fmt: skip

    assert asked[0] == asked[1] <= 20


def test_a_long_file_is_shown_page_by_page(board, monkeypatch):
    monkeypatch.setattr(preview, "SHOWN", 3)
    monkeypatch.setattr(admin_views, "SHOWN", 3)
    run = make_import(*many(7), by=board.user)

    pages = [board.get(f"{page_of(run)}?p={number}") for number in (1, 3, "x")]

    assert [len(page.context["rows"]) for page in pages] == [3, 1, 3]
    assert "Sivu 1/3" in pages[0].content.decode()


def test_an_empty_register_leads_to_the_import(board):
    page = board.get(MEMBERS).content.decode()

    assert "Vanhan rekisterin jäsenet saa tänne kerralla" in page
    assert page.count(f'href="{CHOOSE}"') == 2


def test_every_hint_says_something_about_its_column():
    assert all(str(one.hint) for one in columns.COLUMNS.values())
