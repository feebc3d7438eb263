from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from association.pages import BodyPage, SitePage


class ContentPage(BodyPage):
    """An ordinary page: a lead and blocks."""

    template = "home/content.html"
    parent_page_types = ["home.HomePage", "home.ContentPage"]
    subpage_types = ["home.ContentPage"]

    show_in_footer = models.BooleanField(
        _("link on the last line of every page"),
        default=False,
        help_text=_("For the privacy notice and the accessibility statement."),
    )

    promote_panels = [
        SitePage.promote_panels[0],
        MultiFieldPanel(
            [FieldPanel("show_in_menus"), FieldPanel("show_in_footer")],
            heading=_("In the menus"),
        ),
    ]

    class Meta:
        verbose_name = _("content page")
        verbose_name_plural = _("content pages")
