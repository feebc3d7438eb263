"""How long rows of a model stay, as code, beside the words of its declaration.

    Keeping(over=past("created_at", YEAR, ContactMessage))

A rule says which rows go by themselves at a moment (the retention job takes them),
which must stay although the person asks for erasure, by which law and until when, and
how the person is taken out of a row: by removing it, or by emptying it where the row
itself must stay, as money does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.utils.functional import Promise

type Rows = models.QuerySet[Any]
type Words = str | Promise

YEAR = timedelta(days=365)


def remove(rows: Rows, at: datetime) -> None:
    """Take the rows away, with whatever hangs on them."""
    rows.order_by().delete()


def none_over(_at: datetime) -> Rows | None:
    """No row's time ends by itself."""
    return None


def none_stays(rows: Rows, _at: datetime) -> Rows:
    return rows.none()


def all_stay(rows: Rows, _at: datetime) -> Rows:
    return rows


def not_known(_row: Any) -> date | None:
    """It ends with something that has no day yet."""
    return None


@dataclass(frozen=True)
class Keeping:
    """`over(at)`: the rows whose time is over. `stays(rows, at)`: of these, those that
    must stay though the person asks; `law` says why, `until(row)` the last day, where
    it is known. `erase(rows, at)` takes the person out; a second time it does nothing.
    `rest` tells what of an erased row stays, and why.

    `over` and `stays` leave out rows that `erase` has emptied, so that a dry run lists
    only what will change.
    """

    erase: Callable[[Rows, datetime], None] = remove
    over: Callable[[datetime], Rows | None] = none_over
    stays: Callable[[Rows, datetime], Rows] = none_stays
    until: Callable[[Any], date | None] = not_known
    law: Words = ""
    rest: Words = ""


def past(
    field: str, kept: timedelta, model: type[models.Model], **also: object
) -> Callable[[datetime], Rows]:
    """The rows whose `field` is further back than `kept`."""

    def over(at: datetime) -> Rows:
        rows = model._default_manager.filter(**also)
        return rows.filter(**{f"{field}__lte": at - kept})

    return over


def always(law: Words) -> Keeping:
    """For rows that stay whatever is asked: the site's content, its history."""
    return Keeping(stays=all_stay, law=law)
