"""The rows of a chosen file, laid aside until somebody has looked at them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from accounts.data_subjects import DataSubject
from accounts.keeping import Rows
from accounts.models import User
from membership import forgetting
from membership.importing import columns
from membership.importing.tables import Table
from membership.models import ImportRow, MemberImport

KEPT = timedelta(days=1)  # what the file said; which row made whom stays
BATCH = 1000


def keep(table: Table, name: str, *, by: User, at: datetime) -> MemberImport:
    """Nothing of it is in the register yet."""
    with transaction.atomic():
        run = MemberImport.objects.create(
            name=name[:200],
            headings=table.headings,
            columns=columns.guess(table.headings),
            uploaded_at=at,
            made_by=by,
        )
        ImportRow.objects.bulk_create(
            (
                ImportRow(run=run, number=number, cells_text=ImportRow.as_text(cells))
                for number, cells in table.rows
            ),
            batch_size=BATCH,
        )
    return run


def choose(
    run: MemberImport,
    chosen: Mapping[str, int],
    *,
    kind: str,
    language: str,
    joined_on: date | None,
    with_postal_addresses: bool = False,
) -> None:
    """Which column is which, and what holds for rows that say nothing. Once it has
    begun, nothing is changed."""
    MemberImport.objects.filter(pk=run.pk, begun_at=None).update(
        columns=dict(chosen),
        default_kind=kind,
        default_language=language,
        default_joined_on=joined_on,
        with_postal_addresses=with_postal_addresses,
    )


def discard(run: MemberImport) -> None:
    """Whoever chose the wrong file leaves nothing of it here."""
    MemberImport.objects.filter(pk=run.pk, begun_at=None).delete()


# --- How long it is kept --------------------------------------------------------------


def previews_over(at: datetime) -> Rows:
    return MemberImport.objects.filter(begun_at=None, uploaded_at__lte=at - KEPT)


def cells_over(at: datetime) -> Rows:
    """A day after the import, when those that were left out have been mended."""
    rows = ImportRow.objects.exclude(cells_text="")
    return rows.filter(run__finished_at__lte=at - KEPT)


def forget_cells(rows: Rows, _at: datetime) -> None:
    rows.order_by().update(cells_text="")


def rows_about(whose: DataSubject) -> Rows:
    """Those that made the member, and those of the last day with the address."""
    with_address = ImportRow.objects.filter(
        member=None, cells_text__icontains=f'"{whose.email}"'
    )
    texts = with_address.order_by().values_list("pk", "run__columns", "cells_text")
    mine = [pk for pk, places, text in texts if whose.is_called(name_in(places, text))]
    members = forgetting.members_of(whose)
    return ImportRow.objects.filter(Q(pk__in=mine) | Q(member__in=members))


def name_in(places: Mapping[str, int], text: str) -> str:
    cells = ImportRow(cells_text=text).cells
    names: Iterable[str] = ("organisation", "last_name", "first_names")
    found = (places.get(name) for name in names)
    return " ".join(cells[at] for at in found if at is not None and at < len(cells))
