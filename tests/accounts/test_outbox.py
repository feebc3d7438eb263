import pytest
from django.core.mail import EmailMultiAlternatives

from accounts import outbox
from accounts.models import OutboxMail

pytestmark = pytest.mark.django_db


def test_the_same_cause_makes_one_mail():
    message = EmailMultiAlternatives("Hei", "Tervetuloa", to=["a@esimerkki.example"])

    assert outbox.add(message, key="welcome-1")
    assert not outbox.add(message, key="welcome-1")

    assert OutboxMail.objects.count() == 1
