"""The board accepts or rejects an application: a decision with its minutes (§ 12)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import history, outbox
from accounts.history import Draft
from accounts.models import User
from association.formats import date_only
from membership import applying, dues, emails, owing, paper, registering
from membership.models import (
    Application,
    ApplicationState,
    Due,
    Member,
    Membership,
    MembershipRules,
)
from payments.models import Bill

ACCEPTED = "member.accepted"
REJECTED = "application.rejected"
WORDS = {
    applying.CAME: gettext_lazy("Applied, and confirmed the address"),
    paper.ENTERED: gettext_lazy("Application on paper entered"),
    ACCEPTED: gettext_lazy("Accepted as a member"),
    REJECTED: gettext_lazy("Application rejected"),
}


class DecidingError(Exception):
    """A decision we refuse to record. The message is shown to the board."""


@dataclass(frozen=True)
class Decision:
    """Which meeting decided, where it is written, and who records it here."""

    on: date
    minutes_reference: str
    by: User | None = None


@dataclass(frozen=True)
class Decided:
    """What came of an application, and what the history shall say of it: nothing
    where it had been decided before."""

    application: Application
    draft: Draft | None = None

    def write(self, decision: Decision, *, at: datetime) -> None:
        drafts = [self.draft] if self.draft else []
        history.write_all(drafts, by=decision.by, at=at)


def accept(application: Application, decision: Decision, *, at: datetime) -> Member:
    """A member from the day of the decision, a due for the year, its bill and one mail,
    all or nothing. Accepting again changes nothing."""
    with transaction.atomic():
        decided = admit(application, decision, at=at)
        decided.write(decision, at=at)
    member = decided.application.member
    assert member is not None  # noqa: S101 - for the type checker
    return member


def admit(application: Application, decision: Decision, *, at: datetime) -> Decided:
    """Accepting, but for the history: who decides of many writes it for all at last."""
    with transaction.atomic():
        application = lock(application)
        if application.member is not None:
            return Decided(application)
        refuse_unfit(application, decision, at=at)
        refuse_member(application, on=decision.on)
        member = registering.enrol(application, on=decision.on)
        application.member = member
        record(application, decision, at=at)
        membership = member.memberships.running().get()
        _due, bill = raise_due(membership, decision.on.year, at=at)
        if application.email:
            mail = emails.accepted(application, member, bill, on=timezone.localdate(at))
            outbox.add(mail, key=f"application-accepted-{application.uid}")
    facts = {"number": member.number, "kind": application.kind,
             "from": decision.on, "application": application.pk}  # fmt: skip
    return Decided(application, draft(ACCEPTED, member, decision, facts))


def reject(
    application: Application, decision: Decision, *, reason: str, at: datetime
) -> Application:
    """No member and no due; the applicant is told. Rejecting again changes nothing."""
    with transaction.atomic():
        decided = turn_down(application, decision, reason=reason, at=at)
        decided.write(decision, at=at)
    return decided.application


def turn_down(
    application: Application, decision: Decision, *, reason: str, at: datetime
) -> Decided:
    """Rejecting, but for the history."""
    with transaction.atomic():
        application = lock(application)
        if application.state == ApplicationState.REJECTED:
            return Decided(application)
        refuse_unfit(application, decision, at=at)
        if not reason.strip():
            raise DecidingError(_("Write the reason: the applicant is told it."))
        application.reason = reason.strip()
        record(application, decision, at=at)
        if application.email:
            mail = emails.rejected(application, erased_on=erased_on(at))
            outbox.add(mail, key=f"application-rejected-{application.uid}")
    facts = {"kind": application.kind, "decided_on": decision.on}
    return Decided(application, draft(REJECTED, application, decision, facts))


def erased_on(at: datetime) -> date:
    """When the details of who is rejected now are deleted."""
    kept = timedelta(days=MembershipRules.current().rejected_kept_days)
    return timezone.localdate(at + kept)


def draft(
    verb: str, about: Application | Member, decision: Decision, facts: dict[str, object]
) -> Draft:
    return Draft(
        verb, about, decision.minutes_reference.strip(), facts,
        personal={"name": about.full_name},
    )  # fmt: skip


def lock(application: Application) -> Application:
    """As it is now; another board member may have decided meanwhile."""
    locked = Application.objects.select_for_update(of=("self",))
    return locked.select_related("municipality").get(pk=application.pk)


def refuse_unfit(application: Application, decision: Decision, *, at: datetime) -> None:
    cause = why_not(application)
    if cause:
        raise DecidingError(cause)
    if not decision.minutes_reference.strip():
        raise DecidingError(_("Write where the decision is in the minutes."))
    refuse_day(application, decision, at=at)


def refuse_day(application: Application, decision: Decision, *, at: datetime) -> None:
    """What is not confirmed yet does not lie before a meeting."""
    if decision.on > timezone.localdate(at):
        raise DecidingError(_("The date of the decision is in the future."))
    came_on = timezone.localdate(application.confirmed_at)
    if decision.on < came_on:
        raise DecidingError(
            _(
                "%(name)s confirmed the application on %(day)s: the decision is of "
                "that day or later."
            )
            % {"name": application.full_name, "day": date_only(came_on)}
        )


def why_not(application: Application) -> str:
    """Why nothing is to be decided of this application, or nothing when it waits."""
    name = application.full_name
    if application.decided_at is not None:
        state = application.get_state_display().lower()
        return _("%(name)s: the board has already decided (%(state)s).") % {
            "name": name,
            "state": state,
        }
    if application.confirmed_at is None:
        return _("%(name)s has not confirmed the address yet.") % {"name": name}
    return ""


def refuse_member(application: Application, *, on: date) -> None:
    """Two memberships of one person never share a day."""
    same = registering.returning(application)
    if same is None:
        return
    lasting = same.memberships.lasting_beyond(on).order_by("-starts_on").first()
    if lasting is None:
        return
    names = {"name": same.full_name, "number": same.number}
    if lasting.ends_on is None:
        raise DecidingError(
            _("%(name)s is a member already, number %(number)d.") % names
        )
    raise DecidingError(
        _(
            "%(name)s, member number %(number)d, is a member until %(day)s: the "
            "decision is of that day or later."
        )
        % {**names, "day": date_only(lasting.ends_on)}
    )


def record(application: Application, decision: Decision, *, at: datetime) -> None:
    application.decided_at = at
    application.decided_on = decision.on
    application.decided_by = decision.by
    application.minutes_reference = decision.minutes_reference.strip()
    application.save()


def raise_due(
    membership: Membership, year: int, *, at: datetime
) -> tuple[Due, Bill] | tuple[None, None]:
    """A due, unless the year is free for who joins so late or is let off; or a sentence
    for the board where no meeting has decided the sum."""
    if not owing.owes(membership, year):
        return None, None
    try:
        return dues.raise_due(membership, year, at=at)
    except dues.NoRateError as error:
        raise DecidingError(str(error)) from error
