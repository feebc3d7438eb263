from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from association.pages import BodyPage, is_preview

SENT = "sent"


class ContactPage(BodyPage):
    """Ways to reach the association, and a form that writes to it."""

    template = "home/contact.html"
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    is_shared = False  # the form's token is the reader's own (decision 3)

    thanks = models.TextField(
        _("what is said after sending"),
        max_length=400,
        blank=True,
        help_text=_("Tell when an answer comes."),
    )

    content_panels = [*BodyPage.content_panels, FieldPanel("thanks")]

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")

    def serve(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse | TemplateResponse:
        """Show the form; try to send what was written; say what happened."""
        from home import contacting

        now = timezone.now()
        data = request.POST if request.method == "POST" else None
        form = contacting.form(data, at=now)
        if is_preview(request) or data is None:
            was_sent = SENT in request.GET
            return super().serve(request, *args, form=form, was_sent=was_sent)
        if form.is_valid() and contacting.receive(form, request, at=now):
            return redirect(f"{self.get_url(request)}?{SENT}=1")
        return super().serve(request, *args, form=form)

    def get_context(
        self, request: HttpRequest | None, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        from home import contacting

        context = super().get_context(request, *args, **kwargs)
        context["holiday"] = contacting.holiday(timezone.localdate())
        return {**context, **kwargs}
