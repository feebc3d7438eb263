"""The history: entries that follow each other, and the proof of it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import CommandError
from django.db import transaction
from django.db.models import QuerySet
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.asserts import assertContains, assertNotContains

from accounts import history
from accounts.history import Draft
from accounts.models import HistoryEntry, HistoryHead, User
from association.final import RowIsFinal
from tests.support.accounts import (
    VERB,
    finnish,
    let_in,
    make_entry,
    make_officer,
    make_user,
)
from tests.support.history import breaks, said
from tests.support.queries import queries_of

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 12, 1, 10, 0, 0, 123456, tzinfo=UTC)


def three_entries():
    officer = make_officer()
    for number in range(3):
        make_entry(officer, facts={"turn": number}, personal={"name": f"Satu {number}"})
    return officer


def test_entries_are_numbered_and_follow_each_other():
    three_entries()

    entries = HistoryEntry.objects.order_by("number")
    assert [one.number for one in entries] == [1, 2, 3]
    assert len({one.digest for one in entries}) == 3
    assert breaks() == []


def test_an_empty_history_is_whole():
    assert breaks() == []
    assert "0 entries" in said()


def test_an_entry_says_who_did_what_about_whom_on_what_decision():
    board = make_user()
    officer = make_officer()

    entry = make_entry(
        officer, by=board, at=NOON, decision="Hallitus 1/2027 § 4",
        facts={"day": date(2027, 1, 1)}, personal={"name": "Satu"},
    )  # fmt: skip

    entry.refresh_from_db()
    assert (entry.by, entry.decision) == (board, "Hallitus 1/2027 § 4")
    assert (entry.about_model, entry.about_key) == ("accounts.officer", str(officer.pk))
    assert entry.facts == {"day": "2027-01-01"}
    assert entry.at == NOON.replace(microsecond=0)
    assert entry.subject.endswith(" Satu")


COVERED = {
    "at": NOON - timedelta(days=1),
    "verb": "officer.appointed",
    "about_model": "accounts.user",
    "about_key": "77",
    "by": None,
    "decision": "Hallitus 9/2026 § 9",
    "facts": {"turn": 7},
    "personal": {"name": "Joku muu"},
    "salt": "0" * 32,
    "personal_digest": "0" * 64,
    "digest": "0" * 64,
}


def by_hand(which: int, **fields: object) -> None:
    """As somebody who has the database, and goes round our rules."""
    QuerySet.update(HistoryEntry.objects.filter(number=which), **fields)


@pytest.mark.parametrize("field", COVERED)
def test_a_change_of_any_field_is_found_and_its_entry_named(field):
    officer = make_officer()
    for number in range(3):
        make_entry(officer, by=make_user(f"{number}@esimerkki.example"), at=NOON,
                   facts={"turn": number}, personal={"name": "Satu"})  # fmt: skip

    by_hand(2, **{field: COVERED[field]})

    assert breaks()
    assert all(one.startswith(("Entry 2:", "Entry 3:")) for one in breaks())
    assert breaks()[0].startswith("Entry 2:")
    with pytest.raises(CommandError, match=r"^Entry 2: "):
        said()


def test_an_entry_of_another_number_is_found():
    three_entries()

    by_hand(3, number=4)

    assert breaks()[0] == "Entry 3: is missing."


@pytest.mark.parametrize("number", [1, 2, 3])
def test_an_entry_taken_out_is_named(number):
    three_entries()

    QuerySet.delete(HistoryEntry.objects.filter(number=number))

    assert f"Entry {number}: is missing." in breaks()


def test_an_entry_put_in_is_found():
    three_entries()
    copy = HistoryEntry.objects.get(number=3)
    copy.number = 4
    HistoryEntry.objects.bulk_create([copy])

    assert [one.partition(":")[0] for one in breaks()] == ["Entry 4"] * 2


def test_a_last_entry_written_anew_is_found_by_the_end_of_the_chain():
    three_entries()
    last = HistoryEntry.objects.get(number=3)
    last.decision = "Hallitus 9/2026 § 9"
    before = HistoryEntry.objects.get(number=2).digest

    by_hand(3, decision=last.decision, digest=last.digest_after(before))

    assert breaks() == ["Entry 3: is not the one that was written last."]


def test_a_whole_history_written_anew_is_found_by_an_end_noted_elsewhere():
    three_entries()
    noted = said().split()[-1]
    assert said(noted)
    HistoryHead.objects.all().delete()
    QuerySet.delete(HistoryEntry.objects.all())
    three_entries()

    assert breaks() == []
    with pytest.raises(CommandError, match="Entry 3: is not the one that was noted"):
        said(noted)


@pytest.mark.parametrize("noted", ["9:aa", "x", "", ":", "3", "²:a"])
def test_a_note_that_is_none_is_refused_or_nothing(noted):
    three_entries()

    if not noted:
        assert said(noted)
        return
    with pytest.raises(CommandError, match="is not the one that was noted"):
        said(noted)


def test_erasing_empties_the_personal_part_and_the_chain_stays_whole():
    officer = three_entries()
    other = make_entry(make_officer(name="Outi"), personal={"name": "Outi"})

    assert history.erase(officer, at=NOON) == 3

    for entry in HistoryEntry.objects.filter(number__lte=3):
        assert (entry.personal, entry.salt, entry.is_erased) == ({}, "", True)
    other.refresh_from_db()
    assert other.personal == {"name": "Outi"}
    assert breaks() == []


def test_erasing_is_written_down_and_a_second_time_does_nothing():
    officer = three_entries()

    assert history.erase(officer, at=NOON) == 3
    assert history.erase(officer, at=NOON) == 0

    entry = HistoryEntry.objects.first()
    assert entry is not None
    assert (entry.number, entry.verb) == (4, history.ERASED)
    assert entry.facts == {"entries": [1, 2, 3]}


def test_a_personal_part_emptied_without_a_word_is_found():
    three_entries()

    by_hand(2, personal={}, salt="")

    assert breaks() == ["Entry 2: its personal part is gone, and nobody erased it."]


def test_entries_are_final():
    entry = make_entry(make_officer())
    entry.decision = "Toisin"

    with pytest.raises(RowIsFinal):
        entry.save()
    with pytest.raises(RowIsFinal):
        entry.delete()
    with pytest.raises(RowIsFinal):
        HistoryEntry.objects.update(decision="Toisin")


def test_who_did_something_may_be_deleted_and_the_chain_stays_whole():
    board = make_user()
    make_entry(make_officer(), by=board)

    User.objects.filter(pk=board.pk).delete()

    assert breaks() == []
    assert history.entries_about().count() == 0
    assert HistoryEntry.objects.select_related("by").get().by is None


def test_a_verb_that_nobody_has_named_is_refused():
    with pytest.raises(ValueError, match="name_verbs"):
        history.write("dragon.slain", make_officer(), by=None, at=NOON)


@pytest.mark.parametrize("value", [1.5, b"x", object()])
def test_what_databases_give_back_differently_is_refused(value):
    with pytest.raises(TypeError):
        make_entry(make_officer(), facts={"x": value})


def test_entries_about_are_those_of_the_rows_asked_for_the_latest_first():
    officer, other = make_officer(), make_officer(name="Outi")
    make_entry(officer)
    make_entry(make_user())
    make_entry(other)

    assert [one.number for one in history.entries_about(officer, other)] == [3, 1]
    assert list(history.entries_about()) == []


def test_a_hundred_entries_cost_the_database_no_more_than_one():
    officer = make_officer()
    make_entry(officer)

    def write(many):
        drafts = [Draft(VERB, officer, facts={"turn": one}) for one in range(many)]
        return queries_of(lambda: history.write_all(drafts, by=None, at=NOON))

    assert write(1) == write(100) == 3
    assert history.write_all([], by=None, at=NOON) == []
    assert breaks() == []


def test_what_is_rolled_back_leaves_no_gap():
    officer = make_officer()
    with transaction.atomic():
        make_entry(officer)
        transaction.set_rollback(True)
    make_entry(officer)

    assert [one.number for one in HistoryEntry.objects.all()] == [1]
    assert breaks() == []


# What cannot be stored as text on PostgreSQL, forms refuse.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | texts,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3)
    ),
    max_leaves=6,
)
contents = st.dictionaries(texts, values, max_size=4)
moments = st.integers(0, 2**32).map(lambda one: NOON + timedelta(seconds=one / 7))


@given(st.lists(st.tuples(contents, contents, moments, st.booleans()), max_size=6))
def test_whatever_was_written_and_erased_the_chain_is_whole(entries):
    with transaction.atomic():
        for facts, personal, at, is_erased in entries:
            officer = make_officer()
            make_entry(officer, facts=facts, personal=personal, at=at)
            if is_erased:
                history.erase(officer, at=at)
        assert breaks() == []
        transaction.set_rollback(True)


@pytest.fixture
def board(client):
    client.user = make_user("hallitus@esimerkki.example", "board", last_name="Päättäjä")
    let_in(client, client.user)
    return client


def test_the_board_reads_what_was_done_by_whom_about_whom(board):
    make_entry(make_officer(), by=board.user, decision="Hallitus 1/2027 § 4",
               personal={"name": "Outi Saari"})  # fmt: skip

    page = board.get("/admin/history/")

    for words in ("Details of an office changed", "Hallitus 1/2027 § 4"):
        assertContains(page, finnish(words))
    assertContains(page, "Outi Saari")
    assertContains(page, "Päättäjä")


def test_an_empty_history_says_what_comes_there(board):
    words = "Nothing has been decided or changed yet. What is, is written here."

    assertContains(board.get("/admin/history/"), finnish(words))


def test_the_history_is_narrowed_by_verb_subject_author_and_day(board):
    make_entry(make_officer(), by=board.user, decision="Ensimmäinen", at=NOON)
    history.write("officer.appointed", make_user(), by=None, at=NOON - timedelta(9),
                  decision="Toinen")  # fmt: skip

    for query in (
        f"verb={VERB}", "about_model=accounts.officer", f"by={board.user.pk}",
        "at_after=2026-12-01", "q=Ensimm",
    ):  # fmt: skip
        page = board.get(f"/admin/history/?{query}")
        assertContains(page, "Ensimmäinen")
        assertNotContains(page, "Toinen")


def test_an_entry_shows_its_parts_and_what_was_erased(board):
    officer = make_officer()
    entry = make_entry(officer, facts={"office": "chair"}, personal={"name": "Outi"})
    address = f"/admin/history/inspect/{entry.pk}/"
    assertContains(board.get(address), "office: chair")
    assertContains(board.get(address), "name: Outi")
    history.erase(officer, at=NOON)

    assertNotContains(board.get(address), "Outi")
    assertContains(board.get(address), finnish("Erased"))


@pytest.mark.parametrize("many", [1, 30])
def test_the_list_asks_the_database_as_often_for_many_as_for_one(board, many):
    for _number in range(many):
        make_entry(make_officer(), by=make_user(f"{_number}@esimerkki.example"))

    assert queries_of(lambda: board.get("/admin/history/")) == 13
