"""A restored backup brings nobody back who asked to be forgotten."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts import data_subjects, erasing, erasure_file
from accounts.models import OutboxMail, User
from config import backup
from events.models import Registration
from home.models import ContactMessage
from membership.models import Application, Member
from tests.support.databases import empty_database
from tests.support.events import make_attendee, make_occurrence
from tests.support.home import make_message
from tests.support.membership import make_application, make_member

SATU = "satu@esimerkki.example"


@pytest.fixture
def place(settings, tmp_path, committed):
    settings.ERASURES_FILE = tmp_path / "erasures.jsonl"
    settings.MEDIA_ROOT = tmp_path / "media"

    def elsewhere():
        folder = tmp_path / "elsewhere"
        folder.mkdir()
        settings.MEDIA_ROOT = folder / "media"
        return empty_database(folder)

    return elsewhere


def someone() -> User:
    """Has applied, written, and been at an event."""
    user = User.objects.create_user(SATU, first_name="Satu", last_name="Harju")
    make_application(email=SATU, first_names="Satu", last_name="Harju")
    make_message(name="Satu Harju", email=SATU, created_at=timezone.now())
    make_attendee(make_occurrence(), "Satu Harju", email=SATU)
    return user


def forget(user: User) -> None:
    [whose] = data_subjects.subjects_of(user.email, user)
    erasing.ask(whose, language="fi", at=timezone.now())


def traces() -> int:
    rows = (User.objects.filter(email=SATU), Application.objects.filter(email=SATU),
            ContactMessage.objects.filter(email=SATU),
            Registration.objects.filter(email=SATU))  # fmt: skip
    return sum(found.count() for found in rows)


def test_what_was_erased_after_the_backup_is_gone_after_the_restore(place, tmp_path):
    user = someone()
    other = make_member(email="pekka@esimerkki.example")
    backup.write(tmp_path / "backup.tar.gz")
    forget(user)
    assert traces() == 0

    with place():
        call_command("restore", str(tmp_path / "backup.tar.gz"))

        assert traces() == 0
        assert not OutboxMail.objects.filter(to=SATU).exclude(sent_at=None).exists()
        assert Member.objects.get().number == other.number


def test_without_the_restores_second_step_they_would_be_back(place, tmp_path):
    """So that the test above can fail."""
    user = someone()
    backup.write(tmp_path / "backup.tar.gz")
    forget(user)

    with place():
        backup.restore(tmp_path / "backup.tar.gz")
        assert traces() == 4


def test_what_was_erased_before_the_backup_is_not_looked_for(place, tmp_path):
    """Its keys may be somebody else's by now."""
    user = someone()
    forget(user)
    pk = user.pk
    newcomer = User.objects.create_user("uusi@esimerkki.example", pk=pk)
    backup.write(tmp_path / "backup.tar.gz")

    with place():
        call_command("restore", str(tmp_path / "backup.tar.gz"))

        assert User.objects.get(pk=pk).email == newcomer.email


def test_a_second_restore_does_the_same(place, tmp_path, settings):
    user = someone()
    backup.write(tmp_path / "backup.tar.gz")
    forget(user)
    lines = settings.ERASURES_FILE.read_text()

    with place():
        call_command("restore", str(tmp_path / "backup.tar.gz"))
        erasure_file.repeat(since=datetime(2020, 1, 1, tzinfo=UTC), at=timezone.now())

        assert traces() == 0
    assert settings.ERASURES_FILE.read_text() == lines


def test_the_file_is_its_owners_and_has_no_personal_word(place, settings):
    forget(someone())
    path = settings.ERASURES_FILE

    assert path.stat().st_mode & 0o077 == 0
    for word in ("satu", "harju", "@"):
        assert word not in path.read_text().casefold()


def test_a_line_that_a_crash_cut_short_is_passed_over(place, settings):
    forget(someone())
    with settings.ERASURES_FILE.open("a") as file:
        file.write('{"at": "2026-1')

    assert len(list(erasure_file.lines())) == 1
    later = timezone.now() + timedelta(days=1)
    erasure_file.append({"accounts.User": [1]}, at=later)
    assert [line.at for line in erasure_file.lines()][-1] == later
