"""Rows of people that no plain look-up finds, and rules of this app's own rows: mails,
sessions, logs, tasks, sign-ins."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any, cast

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_noop
from django_tasks_db.models import DBTaskResult
from wagtail.models import ModelLogEntry

from accounts import data_subjects, history, personal_data
from accounts.data_subjects import DataSubject
from accounts.keeping import Rows
from accounts.models import AddressChange, HistoryEntry, OutboxMail, User
from accounts.own_rows import rows_of

# How long one can look up what was sent to whom.
MAILS_KEPT = timedelta(days=365)
TASKS_KEPT = timedelta(days=14)
LETTER = gettext_noop("letter")
VERB = gettext_noop("what was done")


def mails_of(whose: DataSubject) -> Rows:
    """Mails to the person. Where two share an address: those that name this one alone,
    since a letter may tell of the other."""
    condition = Q()
    for address in addresses_of(whose):
        condition |= Q(to__iexact=address)
    mails = OutboxMail.objects.filter(condition)
    if whose.is_alone:
        return mails
    named = [mail.pk for mail in mails.iterator() if whose.is_called(_words(mail))]
    return mails.filter(pk__in=named)


def addresses_of(whose: DataSubject) -> Iterator[str]:
    """With those the person has had and that nobody uses now."""
    yield whose.email
    if whose.user is None or not whose.is_alone:
        return
    changes = AddressChange.objects.of(whose.user).exclude(done_at=None)
    for old in set(changes.values_list("old_email", flat=True)):
        is_used = User.objects.filter(email=old).exists() or data_subjects.people(old)
        if not is_used:
            yield old


def sign_in_of(whose: DataSubject) -> Rows:
    """One that two share bears the name of the first of them: it is in neither copy."""
    if not whose.is_alone:
        return User.objects.none()
    return User.objects.filter(email__iexact=whose.email)


def words_of_mail(mail: OutboxMail) -> dict[str, object]:
    return {LETTER: _words(mail)}


def _words(mail: OutboxMail) -> str:
    parsed = message_from_bytes(bytes(mail.content), policy=default)
    body = parsed.get_body(("plain",))
    return str(body.get_content()) if body else ""


def old_mails(at: datetime) -> Rows:
    """Sent or given up a year ago; a waiting one is never removed."""
    return OutboxMail.objects.done().filter(created_at__lte=at - MAILS_KEPT)


def sessions_of(whose: DataSubject) -> Rows:
    """Where the person is signed in. Each is sealed, so all are opened: it is asked
    seldom. A sign-in that two share tells of neither."""
    if whose.user is None or not whose.is_alone:
        return Session.objects.none()
    pk = str(whose.user.pk)
    mine = [
        one.pk
        for one in Session.objects.iterator()
        if one.get_decoded().get("_auth_user_id") == pk
    ]
    return Session.objects.filter(pk__in=mine)


def ended_sessions(at: datetime) -> Rows:
    return Session.objects.filter(expire_date__lte=at)


def log_of(whose: DataSubject) -> Rows:
    """What the person did in the admin, and what was done there to rows about them."""
    done = Q(pk__in=[])
    if whose.user is not None and whose.is_alone:
        done = Q(user=whose.user)
    kinds = ModelLogEntry.objects.order_by().values("content_type").distinct()
    for kind in ContentType.objects.filter(pk__in=kinds):
        keys = _keys_of(kind.model_class(), whose)
        done |= Q(content_type=kind, object_id__in=keys)
    return ModelLogEntry.objects.filter(done)


def history_of(whose: DataSubject) -> Rows:
    """What was decided and done about the person."""
    about = Q(pk__in=[])
    labels = HistoryEntry.objects.order_by().values_list("about_model", flat=True)
    for label in labels.distinct():
        model = apps.get_model(label)
        about |= Q(about_model=label, about_key__in=_keys_of(model, whose))
    return HistoryEntry.objects.filter(about)


def words_of_history(entry: HistoryEntry) -> dict[str, object]:
    return {VERB: str(history.words_of(entry.verb))}


def _keys_of(model: type[models.Model] | None, whose: DataSubject) -> list[str]:
    declaration = personal_data.declaration_of(model._meta.label) if model else None
    if declaration is None:
        return []
    rows = rows_of(declaration, whose).order_by()
    return [str(pk) for pk in rows.values_list("pk", flat=True)]


def finished_tasks(at: datetime) -> Rows:
    """What became of tasks is kept for two weeks."""
    finished = DBTaskResult.objects.finished()
    return cast("Rows", finished.filter(finished_at__lte=at - TASKS_KEPT))


def end_sign_ins(rows: Rows, _at: datetime) -> None:
    """Remove each; one that other rows must go on pointing to is emptied."""
    for user in rows:
        try:
            with transaction.atomic():
                user.delete()
        except models.ProtectedError:
            _empty(user)


def _empty(user: Any) -> None:
    user.email = f"erased-{user.pk}@sign-in.invalid"
    user.first_name = user.last_name = ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.save()
    user.groups.clear()
