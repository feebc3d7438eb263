"""What was uploaded, served from the disk: pictures alone.

A document may lie in a collection that not everybody sees. Pages link to it at
/documents/, where Wagtail asks who is reading; the file itself has no address.
"""

import posixpath

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve

# Of the site, as uploaded and in all sizes; and those of people in the admin.
PUBLIC_FOLDERS = {"images", "original_images", "avatar_images"}


def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """The file in one of the public folders; dots and slashes lead to no other."""
    plain = posixpath.normpath(path).lstrip("/")
    if plain.split("/")[0] not in PUBLIC_FOLDERS:
        raise Http404
    return serve(request, plain, document_root=str(settings.MEDIA_ROOT))
