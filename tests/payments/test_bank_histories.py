"""Random overlapping files of the same account, in any order and form: the lines and
their sum are the same, and each euro is there once."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demo.bank_files import Detail, Entry, camt053, camt054, op_table, paid
from payments.models import BankFile, BankLine, BankStatement
from tests.support.bank import take, use_account
from tests.support.soak import SOAK

pytestmark = pytest.mark.django_db
FIRST = date(2027, 1, 4)
EXAMPLES = 20


@dataclass(frozen=True)
class File:
    """Which kind of file tells of the days from one to another."""

    kind: str
    first: int
    last: int


def lump(number, cents, own_ids):
    ids = [f"L{number}/{place}" if own_ids else "" for place in range(len(cents))]
    details = [
        Detail(one, archive_id, name=f"Maksaja {place}")
        for place, (one, archive_id) in enumerate(zip(cents, ids, strict=True))
    ]
    return Entry(sum(cents), f"L{number}", details)


@st.composite
def accounts(draw):
    """What happened on the account: single payments and lumps, on five days."""
    sums = st.integers(1, 5000).flatmap(lambda one: st.sampled_from([one, -one]))
    told = []
    for number in range(draw(st.integers(1, 6))):
        if draw(st.booleans()):
            entry = paid(draw(sums), f"A{number}", name=f"Maksaja {number}")
        else:
            parts = draw(st.lists(st.integers(1, 5000), min_size=2, max_size=3))
            entry = lump(number, parts, draw(st.booleans()))
        told.append(replace(entry, day=FIRST + timedelta(days=draw(st.integers(0, 4)))))
    return told


@st.composite
def files(draw):
    """Overlapping files in any order, the whole among them so that nothing is out."""
    kinds = st.sampled_from(["statement", "bare", "details", "table"])
    found = [
        File(draw(kinds), *sorted(draw(st.tuples(days, days))))
        for _one in range(draw(st.integers(0, 4)))
    ]
    whole = [File("bare", 0, 4), File("details", 0, 4)]
    return draw(st.permutations([*found, *whole]))


days = st.integers(0, 4)


def write(file, number, entries):
    first, last = (FIRST + timedelta(days=day) for day in (file.first, file.last))
    told = [one for one in entries if first <= one.day <= last]
    lumps = [one for one in told if len(one.details) > 1]
    match file.kind:
        case "statement":
            pass
        case "bare":  # lumps without their payments
            told = [replace(one, details=()) if one in lumps else one for one in told]
        case "details":
            return camt054(lumps) if lumps else b""
        case _:
            return op_table([one for one in told if one not in lumps])
    return camt053(told, number=str(number), starts=first, ends=last)


def lines():
    return sorted(
        (line.key, line.amount_cents, line.counterparty, line.booked_on)
        for line in BankLine.objects.leaves()
    )


@settings(
    max_examples=EXAMPLES * SOAK,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(entries=accounts(), order=files(), again=st.booleans())
def test_d2_files_that_overlap_in_any_order_and_form_count_each_euro_once(
    db, entries, order, again
):
    with transaction.atomic():
        use_account()
        contents = [write(file, place, entries) for place, file in enumerate(order)]
        for content in contents * (2 if again else 1):
            if content:
                take(content)
        found = lines()
        transaction.set_rollback(True)

    assert sum(cents for _key, cents, *_more in found) == sum(
        one.cents for one in entries
    )
    assert found == expected(entries)
    assert not BankFile.objects.exists()
    assert not BankStatement.objects.exists()


def expected(entries):
    """Each single payment, under its own id or its place in the lump."""
    told = []
    for entry in entries:
        for place, one in enumerate(entry.details, start=1):
            is_alone = len(entry.details) == 1
            cents = entry.cents if is_alone else one.cents
            own = entry.archive_id if is_alone else one.archive_id
            key = own or f"{entry.archive_id}#{place}"
            told.append((key, cents, one.name, entry.day))
    return sorted(told)
