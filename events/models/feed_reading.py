from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class FeedReading(models.Model):
    """When a kind of program last fetched a feed; nothing else of who it was."""

    class Client(models.TextChoices):
        GOOGLE = "google", "Google"
        OUTLOOK = "outlook", "Outlook"
        APPLE = "apple", _("iPhone, iPad and Mac")
        THUNDERBIRD = "thunderbird", "Thunderbird"
        NEXTCLOUD = "nextcloud", "Nextcloud"
        ANDROID = "android", _("Calendar programs of Android")
        BROWSER = "browser", _("Browsers")
        OTHER = "other", _("Other programs")

    feed = models.CharField(max_length=20)
    client = models.CharField(max_length=20, choices=Client)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["FeedReading"]]

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["feed", "client"], name="one_reading_of_a_feed_and_client"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.feed}, {self.get_client_display()}"
