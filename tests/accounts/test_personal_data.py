"""The registry of personal data, and that nothing is left out of it."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import ForeignKey
from django.test.utils import isolate_apps

from accounts import personal_data
from accounts.models import Officer, RateCount, TimedRun, User
from tests.support.registries import put_back


@pytest.fixture
def registry():
    """The real one; what a test declares is taken out again."""
    with put_back(personal_data._personal, personal_data._impersonal):
        yield personal_data


def test_every_model_and_written_field_is_declared():
    assert personal_data.undeclared() == []


def test_each_says_why_and_how_long():
    for one in personal_data.declarations():
        assert str(one.why), one.model
        assert str(one.kept), one.model


def test_from_each_row_a_look_up_leads_to_an_address_or_it_says_how_it_goes():
    for one in personal_data.declarations():
        if one.subject:
            # Raises FieldError when there is no such way.
            str(one.model._default_manager.values_list(one.subject).query)
        else:
            assert str(one.kept), one.model


@isolate_apps("accounts")
def test_an_undeclared_model_is_found():
    class Diary(models.Model):
        text = models.TextField()

        class Meta:
            app_label = "accounts"

    [sentence] = personal_data.undeclared([Diary])
    assert sentence.startswith("accounts.Diary: declare it with")
    assert "accounts/apps.py" in sentence


@isolate_apps("accounts")
def test_an_undeclared_field_of_a_declared_model_is_found(registry):
    class Diary(models.Model):
        text = models.TextField()
        secret = models.CharField(max_length=9)
        count = models.IntegerField()

        class Meta:
            app_label = "accounts"

    registry.declare(Diary, subject="", fields=("text",), why="x", kept="y")

    [sentence] = personal_data.undeclared([Diary])
    assert sentence.startswith("accounts.Diary.secret: name it in `fields`")


@isolate_apps("accounts", "django.contrib.auth", "django.contrib.contenttypes")
def test_what_is_said_to_tell_of_nobody_must_not_point_to_a_person(registry):
    class Note(models.Model):
        author = ForeignKey(get_user_model(), on_delete=models.CASCADE)

        class Meta:
            app_label = "accounts"

    registry.not_personal(Note, "x")

    assert personal_data.undeclared([Note]) == [
        "accounts.Note.author points to a person: use declare(…)."
    ]


@isolate_apps("accounts")
def test_a_librarys_model_is_declared_in_accounts():
    class Copy(models.Model):
        class Meta:
            app_label = "sessions"

    [sentence] = personal_data.undeclared([Copy])
    assert "accounts/declarations.py" in sentence


def test_a_field_that_is_not_there_cannot_be_declared(registry):
    with pytest.raises(FieldDoesNotExist):
        registry.declare(User, subject="email", fields=("shoe",), why="", kept="")


@pytest.mark.parametrize("model", [User, Officer, Session])
def test_people_sessions_and_officers_are_personal(model):
    assert model in [one.model for one in personal_data.declarations()]


@pytest.mark.parametrize("model", [RateCount, TimedRun])
def test_counts_and_times_are_not(model):
    assert model not in [one.model for one in personal_data.declarations()]
    assert personal_data.is_declared(model)


@pytest.mark.parametrize(
    "label",
    ["wagtailcore.Revision", "wagtailcore.ModelLogEntry", "wagtailcore.PageLogEntry",
     "django_tasks_database.DBTaskResult", "sessions.Session", "accounts.OutboxMail",
     "wagtailsearch.IndexEntry", "wagtailadmin.FormState"],
)  # fmt: skip
def test_copies_that_libraries_keep_are_declared(label):
    model = apps.get_model(label)

    assert model in [one.model for one in personal_data.declarations()]
