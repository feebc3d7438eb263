from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class SearchEntry(models.Model):
    """A public page as the site's search knows it."""

    page = models.OneToOneField(
        Page, on_delete=models.CASCADE, related_name="search_entry"
    )
    language = models.CharField(max_length=2)
    text = models.TextField()  # the page's words, to show around what was found

    class Meta:
        verbose_name = _("page in the search")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.page_id)


class SearchWord(models.Model):
    """The stem of a word of a page, and how much it says of the page."""

    entry = models.ForeignKey(
        SearchEntry, on_delete=models.CASCADE, related_name="words"
    )
    stem = models.CharField(max_length=60, db_index=True)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "stem"], name="one_row_per_stem_of_a_page"
            ),
        ]

    def __str__(self) -> str:
        return self.stem
