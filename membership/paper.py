"""An application on paper: the board types it in. It is signed, so it needs no link."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import history
from accounts.models import User
from association.formats import date_only
from membership import applying
from membership.applying import Wish
from membership.models import Application, Member

ENTERED = "application.entered"


class PaperError(Exception):
    """An application we do not enter. The message is shown to the board."""


def enter(
    wish: Wish, *, came_on: date, by: User, at: datetime, is_another: bool = False
) -> Application:
    """Keep an application that came on paper on that day; it waits for the decision.

    The e-mail address may be empty. `is_another` says that this is somebody else than
    the one of the same name whom we know.
    """
    with transaction.atomic():
        refuse_known(wish, on=timezone.localdate(at), is_another=is_another)
        application = applying.known(wish) or Application()
        came_at = timezone.make_aware(datetime.combine(came_on, time(0)))
        for name, value in applying.written(wish, came_at).items():
            setattr(application, name, value)
        application.on_paper, application.entered_by = True, by
        application.confirmed_at = came_at
        application.save()
        described = applying.described(application)
        history.write(ENTERED, application, by=by, at=at, **described)
    return application


def refuse_known(wish: Wish, *, on: date, is_another: bool) -> None:
    """Who is a member, or has applied, does not apply again."""
    member = member_now(wish, on=on)
    if member is not None:
        refuse_member(member)
    waiting = applying.known(wish)
    if waiting is not None and waiting.confirmed_at is not None:
        refuse_waiting(waiting)
    if is_another or wish.business_id:
        return
    namesakes = Application.objects.waiting().filter(name_key=wish.name_key)
    for application in namesakes[:1]:
        refuse_waiting(application)
    for member in Member.objects.current(on).filter(name_key=wish.name_key)[:1]:
        refuse_member(member)


def member_now(wish: Wish, *, on: date) -> Member | None:
    """An organisation is known by its business id, whatever its address."""
    if wish.business_id:
        same = Member.objects.filter(business_id=wish.business_id)
        return same.current(on).first()
    return applying.current_member(wish, on=on)


def refuse_member(member: Member) -> None:
    sentence = _("%(name)s is a member already, number %(number)d.")
    raise PaperError(sentence % {"name": member.full_name, "number": member.number})


def refuse_waiting(application: Application) -> None:
    sentence = _("An application of %(name)s, %(day)s, waits already.")
    day = date_only(timezone.localdate(application.submitted_at))
    raise PaperError(sentence % {"name": application.full_name, "day": day})
