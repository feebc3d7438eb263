"""Members come from a spreadsheet: what each row becomes, and what is done."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import history, retention, roles
from accounts.models import HistoryEntry, OutboxMail, User
from membership import registering
from membership.changing_details import change_details
from membership.importing import bringing, judging, keeping, undoing
from membership.importing.bringing import ImportingError
from membership.importing.judging import Judge
from membership.models import (
    Application,
    Due,
    EndedAs,
    ImportRow,
    Kind,
    Member,
    MemberImport,
    Outcome,
)
from tests.support import letters
from tests.support.membership import make_application, make_decision, make_member
from tests.support.queries import queries_of
from tests.support.soak import SOAK
from tests.support.spreadsheets import SATU, make_import, many, one

pytestmark = pytest.mark.django_db

HETU = "131052-308T"  # the example of the authority
ORGANISATION = one(
    Jäsennumero="",
    Yhteisö="Kajaanin Kerho ry",
    Jäsenlaji="",
    **{"Y-tunnus": "FI12345671"},
)


def judged(*rows, **options):
    run = make_import(*rows, **options)
    judge = Judge(run, timezone.localdate())
    return list(judge.verdicts(judging.rows_of(run)))


def states(*rows, **options):
    return [verdict.state for verdict in judged(*rows, **options)]


def brought_in(*rows, **options) -> MemberImport:
    run = make_import(*rows, **options)
    bringing.bring_in(run, by=run.made_by, at=timezone.now())
    run.refresh_from_db()
    return run


def again(run: MemberImport, *rows, **options) -> MemberImport:
    """Another file, chosen by the same person."""
    other = make_import(*rows, by=run.made_by, **options)
    bringing.bring_in(other, by=run.made_by, at=timezone.now())
    other.refresh_from_db()
    return other


# --- What a row becomes ---------------------------------------------------------------


def test_a_row_becomes_a_member_with_number_day_and_kind():
    brought_in(SATU)

    member = Member.objects.get()
    assert (member.number, member.full_name, member.email, member.language) == (
        7, "Satu Maaria Harju", "satu@esimerkki.example", "fi",
    )  # fmt: skip
    assert str(member.municipality) == "Kajaani"
    membership = member.memberships.get()
    assert (membership.kind, membership.starts_on, membership.ends_on) == (
        Kind.VOTING, date(2019, 5, 3), None,
    )  # fmt: skip


def test_an_imported_member_did_not_apply_owes_nothing_yet_and_is_not_written_to():
    brought_in(SATU)

    assert not Application.objects.exists()
    assert not Due.objects.exists()
    assert not OutboxMail.objects.exists()


def test_an_imported_member_with_an_address_may_sign_in_as_a_member():
    brought_in(SATU)

    user = User.objects.get(email="satu@esimerkki.example")
    assert Member.objects.get().user == user
    assert user in roles.holders(registering.ROLE)
    assert not user.has_usable_password()


def test_two_of_one_household_share_the_sign_in():
    brought_in(SATU, one(Jäsennumero="8", Etunimet="Bo"))

    assert Member.objects.values("user").distinct().count() == 1
    assert User.objects.filter(email="satu@esimerkki.example").count() == 1


def test_somebody_without_an_address_becomes_a_member_without_a_sign_in():
    brought_in(one(Sähköposti=""))

    assert Member.objects.get().user is None


def test_numbers_go_on_after_the_highest_of_register_and_file():
    make_member()
    brought_in(one(Jäsennumero="120"), *many(2))

    assert sorted(Member.objects.values_list("number", flat=True)) == [1, 120, 121, 122]
    assert make_member().number == 123


def test_a_former_member_is_brought_in_without_a_sign_in():
    brought_in(one(Päättynyt="31.12.2021"))

    member = Member.objects.get()
    last = member.memberships.get()
    assert (last.ends_on, last.ended_as) == (date(2021, 12, 31), EndedAs.OTHER)
    assert member.user is None
    assert not Member.objects.current(timezone.localdate()).exists()


def test_an_organisation_is_a_supporting_member_known_by_its_business_id():
    brought_in(ORGANISATION)

    member = Member.objects.get()
    assert (member.full_name, member.business_id) == ("Kajaanin Kerho ry", "1234567-1")
    assert member.memberships.get().kind == Kind.SUPPORTING


def test_what_rows_do_not_say_holds_for_all_of_them():
    day = date(2020, 1, 1)
    brought_in(
        one(Jäsenlaji="", Kieli="", Liittymispäivä=""),
        default_kind=Kind.SUPPORTING, default_language="sv", default_joined_on=day,
    )  # fmt: skip

    membership = Member.objects.get().memberships.get()
    assert (membership.kind, membership.starts_on) == (Kind.SUPPORTING, day)
    assert Member.objects.get().language == "sv"


def test_a_municipality_that_has_become_a_part_of_another_is_that_one_today():
    brought_in(
        one(Kotikunta="pertunmaa"), one(Kotikunta="Åbo", Jäsennumero="", Etunimet="Bo")
    )

    homes = [str(one.municipality) for one in Member.objects.order_by("number")]
    assert homes == ["Mäntyharju", "Turku"]


HOME = {"Katuosoite": "Kauppakatu 1", "Postinumero": "87100",
        "Postitoimipaikka": "Kajaani"}  # fmt: skip


@pytest.mark.parametrize("home", [HOME, {"Osoite": "Kauppakatu 1, 87100 Kajaani"}])
def test_who_has_no_e_mail_address_keeps_the_postal_one(home):
    brought_in(one(Sähköposti="", **home))

    assert Member.objects.get().postal_lines == ["Kauppakatu 1", "87100 Kajaani"]


@pytest.mark.parametrize("is_wanted", [False, True])
def test_others_get_their_letters_by_e_mail_unless_somebody_says_otherwise(is_wanted):
    brought_in(one(**HOME), with_postal_addresses=is_wanted)

    assert bool(Member.objects.get().street_address) == is_wanted


def test_the_age_of_who_may_vote_is_not_kept_and_that_of_the_young_is():
    young = timezone.localdate() - timedelta(days=3000)
    brought_in(
        one(Syntymäaika="1.2.1970"),
        one(Syntymäaika=str(young), Jäsennumero="8", Etunimet="Bo"),
    )

    assert [one.born_on for one in Member.objects.order_by("number")] == [None, young]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"Kotikunta": "Kajani"}, "”Kajani”"),
        ({"Kotikunta": ""}, "Kotikunta: Kirjoita kotikunta."),
        ({"Liittymispäivä": "keväällä"}, "Liittymispäivä: ”keväällä” ei ole päivä."),
        ({"Liittymispäivä": "2019"}, "Liittymispäivä: ”2019” ei ole päivä."),
        ({"Liittymispäivä": "31.2.2019"}, "ei ole päivä"),
        ({"Liittymispäivä": "1.1.2999"}, "1.1.2999 on tulevaisuudessa"),
        ({"Liittymispäivä": "1.1.1019"}, "liian kaukana"),
        ({"Liittymispäivä": ""}, "yhteinen päivä"),
        ({"Sähköposti": "satu@"}, "Sähköposti: "),
        ({"Sähköposti": "satu.esimerkki.example"}, "@"),
        ({"Sähköposti": "x" * 250 + "@esimerkki.example"}, "merkkiä"),
        ({"Sukunimi": ""}, "Sukunimi: Kirjoita sukunimi."),
        ({"Etunimet": ""}, "Etunimet: Kirjoita etunimet."),
        ({"Etunimet": "x" * 101}, "merkkiä"),
        ({"Sukunimi": "voita.example/raha"}, "vain nimi"),
        ({"Sukunimi": "Har\u202eju"}, "merkki"),
        ({"Etunimet": f"Satu {HETU}"}, "henkilötunnus"),
        ({"Etunimet": "#REF!"}, "Kirjoita arvo itse"),
        ({"Jäsennumero": "kolme"}, "ei ole jäsennumero"),
        ({"Jäsennumero": "-3"}, "ei ole jäsennumero"),
        ({"Jäsennumero": "358401234567"}, "ei ole jäsennumero"),
        ({"Jäsenlaji": "kaveri"}, "äänioikeutettu jäsen, kannatusjäsen, kunniajäsen"),
        ({"Kieli": "savo"}, "fi, sv, en"),
        ({"Katuosoite": "Kauppakatu 1", "Sähköposti": ""}, "Postinumero: Kirjoita"),
        ({"Päättynyt": "1.1.2018"}, "päättyy ennen kuin se alkaa"),
        ({"Yhteisö": "Kerho ry", "Jäsenlaji": ""}, "Y-tunnus: Kirjoita"),
        ({"Y-tunnus": "1234567-1", "Jäsenlaji": ""}, "Yhteisö: Kirjoita"),
        ({"Y-tunnus": "1234567-2", "Yhteisö": "Kerho ry", "Jäsenlaji": ""}, "numero"),
        ({"Y-tunnus": "1234567-1", "Yhteisö": "Kerho ry"}, "kannatusjäsen"),
    ],
)  # fmt: skip
def test_an_error_names_row_column_and_cure(cells, words):
    from membership.importing.tables import BROKEN

    if cells.get("Etunimet") == "#REF!":
        cells = {"Etunimet": BROKEN}
    [verdict] = judged(one(**cells))

    assert verdict.state == "error"
    problem = verdict.problems[0]
    assert problem.startswith("Rivi 2, ")
    assert words in problem


def test_several_errors_of_a_row_are_all_named():
    [verdict] = judged(one(Kotikunta="", Sähköposti="satu", Kieli="savo"))

    assert len(verdict.problems) == 3


@pytest.mark.parametrize(
    ("second", "words"),
    [
        ({"Etunimet": "Bo"}, "sama jäsennumero on myös rivillä 2"),
        ({"Jäsennumero": "8"}, "samalla sähköpostiosoitteella myös rivillä 2"),
        ({"Jäsennumero": "", "Sähköposti": ""}, "kaksi eri ihmistä"),
    ],
)
def test_who_is_in_the_file_twice_is_an_error_on_the_second_row(second, words):
    first, other = judged(SATU, one(**second))

    assert first.state == "new"
    assert other.state == "error"
    assert words in other.problems[0]


def test_an_organisation_in_the_file_twice_is_an_error():
    _first, other = judged(ORGANISATION, {**ORGANISATION, "Yhteisö": "Kerho"})

    assert "sama Y-tunnus on myös rivillä 2" in other.problems[0]


def test_namesakes_with_addresses_or_numbers_of_their_own_are_two_members():
    rows = [SATU, one(Jäsennumero="8", Sähköposti="toinen@esimerkki.example"),
            one(Jäsennumero="9", Sähköposti="")]  # fmt: skip

    assert states(*rows) == ["new", "new", "new"]


# --- Who is in the register already ---------------------------------------------------


@pytest.mark.parametrize(
    "row",
    [
        one(Jäsennumero=""),
        one(Jäsennumero="", Sähköposti="SATU@esimerkki.example", Kotikunta="Oulu"),
        one(Jäsennumero="", Sähköposti=""),
        one(Jäsennumero="1", Sähköposti=""),
        one(Jäsennumero="1", Sukunimi="Uusi"),
    ],
    ids=["name and address", "in any case", "name alone", "number", "another name"],
)
def test_who_is_in_the_register_is_skipped_and_named(row):
    member = make_member(last_name="Harju", email="satu@esimerkki.example")

    [verdict] = judged(row)

    assert verdict.known == member
    assert verdict.state == "known"


def test_an_organisation_in_the_register_is_known_whoever_speaks_for_it():
    member = make_member(
        organisation="Vanha nimi ry", business_id="1234567-1", kind="supporting"
    )

    [verdict] = judged(ORGANISATION)

    assert verdict.known == member


def test_a_number_that_another_member_has_is_an_error_that_names_them():
    make_member(first_names="Bo", last_name="Åkerman")

    [verdict] = judged(one(Jäsennumero="1"))

    assert "numero 1 on rekisterissä jo jäsenellä Bo Åkerman" in verdict.problems[0]


def test_a_namesake_in_the_register_is_noted_and_no_error():
    make_member(last_name="Harju", email="toinen@esimerkki.example")

    [verdict] = judged(SATU)

    assert verdict.state == "new"
    assert "samanniminen jäsen, numero 1" in verdict.person.notes[0]


def test_the_same_file_twice_adds_nobody():
    rows = [SATU, ORGANISATION, one(Jäsennumero="", Sukunimi="Yksin", Sähköposti=""),
            one(Jäsennumero="99", Sukunimi="Yksin", Sähköposti="")]  # fmt: skip
    run = brought_in(*rows)
    assert Member.objects.count() == 4

    second = again(run, *rows)

    assert Member.objects.count() == 4
    assert bringing.figures(second) == {
        "made": 0, "known": 4, "left_out": 0, "taken_back": 0,
    }  # fmt: skip


def test_who_was_accepted_while_the_file_was_looked_at_is_not_added():
    run = make_import(one(Jäsennumero=""))
    make_member(last_name="Harju", email="satu@esimerkki.example")

    bringing.bring_in(run, by=run.made_by, at=timezone.now())

    assert Member.objects.count() == 1


# --- The run --------------------------------------------------------------------------


def test_nothing_is_in_the_register_before_it_is_confirmed():
    make_import(SATU)

    assert not Member.objects.exists()
    assert not HistoryEntry.objects.exists()


def test_rows_with_errors_are_left_out_only_if_somebody_says_so():
    run = make_import(SATU, one(Kotikunta=""))

    with pytest.raises(ImportingError):
        bringing.begin(run, leave_out_errors=False, by=run.made_by, at=timezone.now())
    assert MemberImport.objects.get().is_preview

    bringing.bring_in(run, by=run.made_by, at=timezone.now())
    assert Member.objects.count() == 1
    assert [row.outcome for row in run.rows.all()] == [Outcome.MADE, Outcome.LEFT_OUT]


def test_pressing_twice_is_pressing_once():
    run = brought_in(SATU)

    bringing.bring_in(run, by=run.made_by, at=timezone.now() + timedelta(hours=1))

    assert Member.objects.count() == 1
    run.refresh_from_db()
    assert run.rows.get().member == Member.objects.get()
    assert HistoryEntry.objects.filter(verb=bringing.BROUGHT_IN).count() == 1


def test_the_history_tells_who_brought_in_whom_and_when():
    run = brought_in(SATU, one(Kotikunta=""))

    entry = HistoryEntry.objects.get(verb=bringing.BROUGHT_IN)
    assert entry.by == run.made_by
    assert entry.facts == {"made": 1, "known": 0, "left_out": 1, "taken_back": 0}
    [line] = history.lines(Member.objects.get())
    assert line.by == run.made_by
    assert "Tuotu taulukosta" in line.words


LONG = 1500 if SOAK == 1 else 5000


def test_a_long_file_asks_as_often_in_its_last_chunk_as_in_the_second():
    """In several transactions: none asks more for what came before."""
    run = make_import(*many(LONG))
    begun = bringing.begin(
        run, leave_out_errors=True, by=run.made_by, at=timezone.now()
    )
    judge = Judge(begun, timezone.localdate())
    keys = list(run.rows.order_by("number").values_list("pk", flat=True))
    asked = []
    for first in range(0, LONG, 500):
        with CaptureQueriesContext(connection) as queries:
            bringing.bring(judge, keys[first : first + 500], at=timezone.now())
        asked.append(len(queries))

    assert Member.objects.count() == LONG
    # The first makes the row of the numbers and the end of the history's chain.
    assert set(asked[1:]) == {17}, asked
    assert asked[0] <= 23


def test_a_preview_asks_once_for_each_five_hundred_rows(monkeypatch):
    monkeypatch.setattr(judging, "AT_ONCE", 5)
    run = make_import(*many(20))
    judge = Judge(run, timezone.localdate())

    def queries(number: int) -> int:
        rows = judging.rows_of(run)[:number]
        return queries_of(lambda: list(judge.verdicts(rows)))

    assert queries(20) - queries(10) == 2


# --- Taken back -----------------------------------------------------------------------


def test_an_import_is_taken_back_as_if_it_had_not_been():
    make_member()
    run = brought_in(SATU, *many(3))
    users = User.objects.count()

    assert undoing.undo(run, by=run.made_by, at=timezone.now()) == 4

    assert [member.number for member in Member.objects.all()] == [1]
    assert User.objects.count() == users - 4
    assert make_member().number == 2
    assert bringing.figures(run)["taken_back"] == 4
    assert HistoryEntry.objects.filter(verb=undoing.TAKEN_BACK).count() == 4
    entry = HistoryEntry.objects.get(verb=undoing.UNDONE)
    assert entry.by == run.made_by


def test_taking_back_twice_is_taking_back_once():
    run = brought_in(SATU)
    undoing.undo(run, by=run.made_by, at=timezone.now())

    assert undoing.undo(run, by=run.made_by, at=timezone.now()) == 0
    assert HistoryEntry.objects.filter(verb=undoing.UNDONE).count() == 1


def test_after_taking_back_the_same_file_brings_the_same_members():
    run = brought_in(SATU, *many(2))
    before = sorted(Member.objects.values_list("number", "email"))
    undoing.undo(run, by=run.made_by, at=timezone.now())

    again(run, SATU, *many(2))

    assert sorted(Member.objects.values_list("number", "email")) == before


def test_what_is_not_finished_is_not_taken_back():
    run = make_import(SATU)

    with pytest.raises(ImportingError):
        undoing.undo(run, by=run.made_by, at=timezone.now())


def test_a_sign_in_that_was_there_before_stays_without_the_members_role():
    user = User.objects.create_user("satu@esimerkki.example")
    run = brought_in(SATU)

    undoing.undo(run, by=run.made_by, at=timezone.now())

    user.refresh_from_db()
    assert not user.groups.exists()


def test_the_role_stays_with_who_shares_the_address_and_is_a_member():
    make_member(email="satu@esimerkki.example", last_name="Muu")
    run = brought_in(SATU)

    undoing.undo(run, by=run.made_by, at=timezone.now())

    assert User.objects.get(email="satu@esimerkki.example").groups.exists()


def happened_due(member):
    from membership import raising

    raising.raise_dues(timezone.localdate().year, at=timezone.now())


def happened_sign_in(member):
    User.objects.filter(pk=member.user_id).update(last_login=timezone.now())


def happened_change(member):
    change_details(member, {"last_name": "Uusi"}, by=None, at=timezone.now())


def happened_move(member):
    words = {"street_address": "Kauppakatu 1", "postal_code": "87100",
             "town": "Kajaani"}  # fmt: skip
    change_details(member, words, by=None, at=timezone.now())


def happened_resignation(member):
    from tests.support.membership import resign

    resign(member)


def happened_kind(member):
    from membership import changing_kind

    changing_kind.change_kind(
        member, Kind.SUPPORTING, make_decision(), at=timezone.now()
    )


def happened_pause(member):
    from membership.models import Pause

    Pause.objects.create(
        member=member, starts_on=timezone.localdate(), reason="Ulkomailla",
        decided_on=timezone.localdate(), minutes_reference="Hallitus 1 § 2",
    )  # fmt: skip


def happened_registration(member):
    from tests.support import events

    events.make_attendee(
        events.make_occurrence(), "Satu Harju", email=member.email,
        created_at=timezone.now(),
    )  # fmt: skip


def happened_bill(member):
    from payments.billing import Payer
    from tests.support import payments

    payments.register_workshop()
    payments.make_bill("life", payer=Payer("Satu Harju", member.email))


def happened_role(member):
    roles.give(member.user, "board")


def happened_mentor(member):
    from tests.support import mentoring

    mentoring.make_mentor(user=member.user, name="Satu Harju")


def happened_reading(member):
    from membership import register_reading

    register_reading.note(member.user, timezone.now())


@pytest.mark.parametrize(
    ("happen", "reason"),
    [
        (happened_due, "jäsenmaksu"),
        (happened_sign_in, "On kirjautunut"),
        (happened_change, "Tiedot tai jäsenyys ovat muuttuneet"),
        (happened_move, "Tiedot tai jäsenyys ovat muuttuneet"),
        (happened_resignation, "Tiedot tai jäsenyys ovat muuttuneet"),
        (happened_kind, "Tiedot tai jäsenyys ovat muuttuneet"),
        (happened_pause, "tauko"),
        (happened_registration, "On ilmoittautunut tapahtumaan"),
        (happened_bill, "Hänellä on lasku"),
        (happened_role, "muu rooli"),
        (happened_mentor, "mentori"),
        (happened_reading, "Hänellä on"),
    ],
)
def test_who_something_has_happened_to_stays_and_the_reason_is_told(happen, reason):
    run = brought_in(SATU, one(Jäsennumero="", Etunimet="Bo", Sähköposti="",
                               Jäsenlaji="kunniajäsen"))  # fmt: skip
    member = Member.objects.get(number=7)
    happen(member)

    assert undoing.undo(run, by=run.made_by, at=timezone.now()) == 1

    assert Member.objects.get() == member
    [staying] = undoing.staying(run)
    assert staying.member == member
    assert any(reason in words for words in staying.reasons), staying.reasons
    assert member.user in User.objects.all()


def test_who_has_got_a_letter_stays():
    run = brought_in(SATU)
    letters.send_letter()

    assert undoing.undo(run, by=run.made_by, at=timezone.now()) == 0


def test_a_household_stays_together_on_the_sign_in_that_one_has_used():
    run = brought_in(SATU, one(Jäsennumero="8", Etunimet="Bo"))
    happened_sign_in(Member.objects.get(number=7))

    assert undoing.undo(run, by=run.made_by, at=timezone.now()) == 0


def test_taking_back_asks_as_often_for_many_as_for_one(monkeypatch):
    one_run = brought_in(*many(1))
    rows = [one(Jäsennumero="", Sukunimi=f"Muu {place}",
                Sähköposti=f"muu{place}@esimerkki.example")
            for place in range(30)]  # fmt: skip
    many_run = again(one_run, *rows)

    def queries(run: MemberImport) -> int:
        return queries_of(lambda: undoing.undo(run, by=None, at=timezone.now()))

    asked = queries(many_run)
    assert Member.objects.count() == 1
    assert asked - queries(one_run) <= 1


# --- How long it is kept --------------------------------------------------------------


def test_a_file_that_nobody_went_on_with_is_forgotten_in_a_day():
    now = timezone.now()
    make_import(SATU, at=now - timedelta(hours=25))

    retention.run(now)

    assert not MemberImport.objects.exists()
    assert not ImportRow.objects.exists()


def test_a_file_of_today_is_still_there():
    make_import(SATU)

    retention.run(timezone.now())

    assert ImportRow.objects.exists()


def test_a_day_after_the_import_only_who_came_of_which_row_is_left():
    run = brought_in(SATU, one(Kotikunta=""))

    retention.run(timezone.now() + timedelta(hours=25))

    assert [row.cells for row in run.rows.all()] == [[], []]
    assert run.rows.first().member == Member.objects.get()
    undoing.undo(run, by=run.made_by, at=timezone.now() + timedelta(hours=26))
    assert not Member.objects.exists()


def test_a_file_that_was_the_wrong_one_leaves_nothing():
    run = make_import(SATU)

    keeping.discard(run)

    assert not ImportRow.objects.exists()


def test_what_is_in_the_register_is_not_discarded():
    run = brought_in(SATU)

    keeping.discard(run)
    keeping.choose(run, {}, kind=Kind.VOTING, language="fi", joined_on=None)

    run.refresh_from_db()
    assert run.columns


def test_an_application_of_who_came_with_the_file_is_refused_as_of_a_member():
    from membership import deciding
    from membership.deciding import DecidingError

    application = make_application(last_name="Harju", email="satu@esimerkki.example")
    brought_in(SATU)

    with pytest.raises(DecidingError, match="jo jäsen"):
        deciding.accept(application, make_decision(), at=timezone.now())
