"""What home tells the lower rooms: the only way upward."""

from datetime import time, timedelta

from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import admin_front, consents, personal_data, timed_jobs
from accounts.keeping import Keeping, always, past
from association import front_page
from home import contacting, front, translations_report
from home.models import (
    ContactMessage,
    ContactPage,
    ContentPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    PracticeIndexPage,
    PracticePage,
    SearchEntry,
    SearchWord,
)

PAGES = (
    ContactPage,
    ContentPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    PracticeIndexPage,
    PracticePage,
)
# Whoever is asked in the morning has the day to answer.
MORNING = time(8)


def register() -> None:
    front_page.register(front_page.Part("news", 40, "home/front_news.html", front.news))
    admin_front.register(
        admin_front.Card(
            "messages",
            "home.take_message",
            _("Messages that nobody has taken"),
            lambda: ContactMessage.objects.waiting().count(),
            lambda: f"{reverse('contact_messages:index')}?state=waiting",
        )
    )
    admin_front.register(
        admin_front.Card(
            "old-translations",
            "simple_translation.submit_translation",
            _("Pages whose translation is older than the Finnish page"),
            lambda: translations_report.old().count(),
            lambda: f"{reverse('translations_report')}?state=old",
        )
    )
    job = timed_jobs.Job
    for one in (
        job("publish-scheduled", publish_scheduled, every=timedelta(minutes=1)),
        job("urgent-messages", contacting.escalate_job, at=MORNING),
    ):
        timed_jobs.register(one)
    declare_personal_data()
    consents.register(contacting.consents_of)


def publish_scheduled(at: object) -> str:
    """Publish what editors have scheduled, and take down what has expired.

    In one transaction: a page and the stamp that makes the public see it go together.
    """
    with transaction.atomic():
        call_command("publish_scheduled", verbosity=0)
    return "Scheduled pages are up to date."


def declare_personal_data() -> None:
    personal_data.declare(
        ContactMessage,
        subject="email",
        fields=("name", "email", "message", "taken_by"),
        why=_("To answer who wrote to us."),
        kept=_("A year."),
        name="name",
        follows="email",
        keeping=Keeping(over=past("created_at", contacting.KEPT, ContactMessage)),
    )
    personal_data.declare_pages(*PAGES)
    personal_data.declare(
        SearchEntry,
        subject="page__owner__email",
        fields=("text",),
        others=("language",),
        why=_("Words of public pages, for searching them."),
        kept=_("As long as the page is public."),
        hidden=("text",),
        keeping=always(personal_data.CONTENT_STAYS),
    )
    personal_data.not_personal(SearchWord, _("Stems of words of public pages."))
