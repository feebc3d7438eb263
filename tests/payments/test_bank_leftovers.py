"""A file that was only looked at does not stay on the disk."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.timed_jobs import jobs
from demo.bank_files import camt053, paid
from payments.bank import leftovers
from payments.models import BankFile
from payments.models.bank import FOLDER, original_path
from tests.support.accounts import make_user
from tests.support.bank import make_file, use_account

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def disk(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def laid_aside():
    return set(default_storage.listdir(FOLDER)[1])


def later(**ago):
    return timezone.now() + timedelta(**ago)


def test_a_file_that_was_never_confirmed_is_removed_after_a_day(settings):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    use_account()
    client = Client()
    client.force_login(make_user("eeva@esimerkki.example", "treasurer"))
    file = SimpleUploadedFile("tiliote.xml", camt053([paid(2000, "A1")]))
    client.post("/admin/bank/import/", {"file": file})
    assert len(laid_aside()) == 1

    leftovers.remove(later(hours=23))
    assert len(laid_aside()) == 1
    leftovers.remove(later(hours=25))
    leftovers.remove(later(hours=25))
    assert laid_aside() == set()
    assert not BankFile.objects.exists()


def test_a_file_that_was_brought_in_stays():
    path = default_storage.save(original_path(None, ""), ContentFile(b"x"))
    make_file(original=path)

    leftovers.remove(later(days=400))

    assert default_storage.exists(path)


def test_nothing_has_been_chosen_yet():
    assert leftovers.remove(timezone.now()).startswith("0 ")


def test_the_worker_knows_of_it():
    assert "bank-leftovers" in {job.name for job in jobs()}
