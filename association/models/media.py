"""Our own image and document models, there from the first migration."""

from typing import Any

from django.core.files.base import File
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    WagtailImageField,
    WagtailImageFieldFile,
    get_upload_to,
)
from wagtail.images.models import Image as WagtailImage

from association.image_cleaning import clean


class CleanFile(WagtailImageFieldFile):
    """Whichever way a picture comes to be stored, it comes through here."""

    def save(self, name: str, content: File[bytes], save: bool = True) -> None:  # noqa: FBT001, FBT002
        drawn = clean(content)
        drawn.name = name  # a file without one counts as none, and has no size
        super().save(name, drawn, save=False)
        image: Any = self.instance
        image._set_image_file_metadata()  # noqa: SLF001 - of what was stored
        image.file.close()
        if save:
            image.save()


class CleanImageField(WagtailImageField):
    attr_class = CleanFile

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "wagtail.images.models.WagtailImageField", args, kwargs


class SiteImage(AbstractImage):
    file = CleanImageField(
        verbose_name=_("file"),
        upload_to=get_upload_to,
        width_field="width",
        height_field="height",
    )

    admin_form_fields = WagtailImage.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def save(self, *args: Any, **kwargs: Any) -> None:
        file: Any = self.file
        if file and not file._committed:  # noqa: SLF001
            # Stored before the row, so that the row has the size and hash of what is.
            file.save(file.name, file.file, save=False)
        super().save(*args, **kwargs)


class SiteRendition(AbstractRendition):
    image = models.ForeignKey(
        SiteImage, on_delete=models.CASCADE, related_name="renditions"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="one_rendition_per_image_and_filter",
            ),
        ]


class SiteDocument(AbstractDocument):
    admin_form_fields = WagtailDocument.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")  # type: ignore[misc,assignment]
        verbose_name_plural = _("documents")  # type: ignore[misc,assignment]
