"""Rows become members: some hundreds at a time, each time in one transaction.

A run that was killed goes on with the rows that nothing has become of; the worker sees
to that. Nobody is written to, nobody is asked for a due: the next run of dues does.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import batched

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts import history, roles
from accounts.history import Draft
from accounts.models import User
from membership import postal, registering
from membership.importing.judging import Judge, Verdict, rows_of
from membership.importing.reading import Person
from membership.models import (
    EndedAs,
    ImportRow,
    Member,
    MemberImport,
    MemberSeries,
    Membership,
    Outcome,
)

IMPORTED = "member.imported"
BROUGHT_IN = "members.brought_in"
AT_ONCE = 500
PATIENCE = timedelta(minutes=10)  # then the worker takes a run as broken off


class ImportingError(Exception):
    """What we do not bring in. The message is shown to the board."""


def bring_in(run: MemberImport, *, by: User, at: datetime) -> int:
    """The whole run; answers how many members are new."""
    begin(run, leave_out_errors=True, by=by, at=at)
    return carry_on(run, at=at)


def begin(
    run: MemberImport, *, leave_out_errors: bool, by: User, at: datetime
) -> MemberImport:
    """Somebody has seen what it does and wants it. A second time it changes nothing.
    Numbers that rows bring along are reserved before others are given."""
    judge = Judge(run, timezone.localdate(at))
    if not leave_out_errors:
        refuse_errors(judge)
    with transaction.atomic():
        series = registering.locked_series()
        series.last_number = max(series.last_number, judge.greatest_number)
        series.save(update_fields=["last_number"])
        MemberImport.objects.filter(pk=run.pk, begun_at=None).update(
            begun_at=at, goes_on_at=at + PATIENCE, made_by=by
        )
    run.refresh_from_db()
    return run


def refuse_errors(judge: Judge) -> None:
    rows = rows_of(judge.run).iterator(chunk_size=2000)
    if any(one.state == "error" for one in judge.verdicts(rows)):
        raise ImportingError(
            _("Some rows have errors. Mend them in the file, or leave them out.")
        )


def carry_on(run: MemberImport, *, at: datetime, most: int | None = None) -> int:
    """Bring in what waits, `most` rows of it or all; answers how many are new members.
    With the last the run is finished."""
    judge = Judge(run, timezone.localdate(at))
    waiting = run.rows.filter(outcome="").order_by("number")
    new = done = 0
    for keys in batched(
        list(waiting.values_list("pk", flat=True)), AT_ONCE, strict=False
    ):
        new += bring(judge, keys, at=at)
        done += len(keys)
        if most is not None and done >= most:
            return new
    finish(run, at=at)
    return new


def bring(judge: Judge, keys: Iterable[int], *, at: datetime) -> int:
    """These rows in one transaction. Whoever accepts a member or brings in other rows
    waits for us, or we for them."""
    with transaction.atomic():
        series = registering.locked_series()
        waiting = ImportRow.objects.filter(pk__in=keys, outcome="").order_by("number")
        verdicts = judge.judge(list(waiting))
        new = [one for one in verdicts if one.state == "new"]
        enrol(new, series, at=at)
        for one in verdicts:
            one.row.outcome = OUTCOMES[one.state]
        # All are there: written over, which is quicker than `bulk_update` by far.
        ImportRow.objects.bulk_create(
            [one.row for one in verdicts],
            update_conflicts=True,
            unique_fields=["pk"],
            update_fields=["outcome", "member", "made_sign_in", "digest"],
        )
        drafts = [draft(judge.run, one) for one in new]
        history.write_all(drafts, by=judge.run.made_by, at=at)
    return len(new)


OUTCOMES = {"new": Outcome.MADE, "known": Outcome.KNOWN, "error": Outcome.LEFT_OUT}


def enrol(new: list[Verdict], series: MemberSeries, *, at: datetime) -> None:
    """Members and their memberships. The sign-in is as if the board had accepted them;
    who is no member any more gets none."""
    people = [one.person for one in new]
    sign_ins, made = sign_ins_of(people)
    members = [member_of(one, series) for one in people]
    for member, person in zip(members, people, strict=True):
        member.user = None if person.is_former else sign_ins.get(person.email)
    series.save(update_fields=["last_number"])
    Member.objects.bulk_create(members)
    memberships = [
        membership_of(member, person)
        for member, person in zip(members, people, strict=True)
    ]
    Membership.objects.bulk_create(memberships)
    for one, member, membership in zip(new, members, memberships, strict=True):
        one.row.member = member
        one.row.made_sign_in = member.user is not None and member.user.email in made
        one.row.digest = digest_of(member, membership)


def member_of(person: Person, series: MemberSeries) -> Member:
    if person.number is None:
        series.last_number += 1
    words = person.words
    return Member(
        number=person.number or series.last_number,
        organisation=words["organisation"],
        business_id=words["business_id"],
        first_names=words["first_names"],
        last_name=words["last_name"],
        municipality=words["municipality"],
        email=words["email"],
        language=words["language"],
        born_on=words["born_on"],
        **postal.of(words),
    )


def membership_of(member: Member, person: Person) -> Membership:
    return Membership(
        member=member,
        kind=person.words["kind"],
        starts_on=person.words["joined_on"],
        ends_on=person.words["ended_on"],
        ended_as=EndedAs.OTHER if person.words["ended_on"] else "",
    )


def sign_ins_of(people: list[Person]) -> tuple[dict[str, User], set[str]]:
    """The sign-ins of those who are members now, by address, and the addresses of those
    that are new; two members may share one."""
    first: dict[str, Person] = {}
    for one in people:
        if one.email and not one.is_former:
            first.setdefault(one.email, one)
    there = {user.email: user for user in User.objects.filter(email__in=first)}
    made = [sign_in_of(one) for email, one in first.items() if email not in there]
    User.objects.bulk_create(made)
    found = there | {user.email: user for user in made}
    if found:
        roles.give_all(found.values(), registering.ROLE)
    return found, {user.email for user in made}


def sign_in_of(person: Person) -> User:
    return User(
        email=person.email,
        first_name=person.words["first_names"][:150],
        last_name=person.words["last_name"][:150],
        language=person.words["language"],
        password=make_password(None),
    )


def digest_of(member: Member, membership: Membership) -> str:
    """Of what was brought in; it tells nothing by itself."""
    told = [
        member.number, member.organisation, member.business_id, member.first_names,
        member.last_name, member.municipality_id, member.email, member.language,
        *postal.of(vars(member)).values(), membership.kind, membership.starts_on,
        membership.ends_on,
    ]  # fmt: skip
    text = "\x1f".join(str(one) for one in told)
    return salted_hmac("membership.importing", text, algorithm="sha256").hexdigest()


def draft(run: MemberImport, verdict: Verdict) -> Draft:
    """Without the name, so that nothing is left of who is taken back."""
    member = verdict.row.member
    assert member is not None  # noqa: S101 - for the type checker
    words = verdict.person.words
    facts = {"import": run.pk, "row": verdict.row.number, "number": member.number,
             "kind": words["kind"], "from": words["joined_on"]}  # fmt: skip
    return Draft(IMPORTED, member, facts=facts)


def finish(run: MemberImport, *, at: datetime) -> None:
    """Once, whoever came to its end first; the history tells how many it made."""
    with transaction.atomic():
        run = MemberImport.objects.select_for_update(of=("self",)).get(pk=run.pk)
        if run.finished_at is not None:
            return
        run.finished_at = at
        run.save(update_fields=["finished_at"])
        history.write(BROUGHT_IN, run, by=run.made_by, at=at, facts=figures(run))


def figures(run: MemberImport) -> dict[str, int]:
    """How many rows became what."""
    rows = run.rows.order_by().values("outcome").annotate(number=Count("pk"))
    counted = {row["outcome"]: row["number"] for row in rows}
    return {outcome.value: counted.get(outcome.value, 0) for outcome in Outcome}


def hand_over(run: MemberImport, *, at: datetime) -> None:
    """Let the worker go on with it at once."""
    MemberImport.objects.filter(pk=run.pk).update(goes_on_at=at)
