"""Static files in production: named by their content, compressed, one stylesheet.

While we develop, css/site.css imports one file per component and the browser follows.
`collectstatic` writes those files into it, so that a visitor fetches one stylesheet.
Nothing else is built.
"""

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLESHEET = "css/site.css"
IMPORT = re.compile(
    r'^@import "(?P<file>[^"/:]+)"(?: layer\((?P<layer>\w+)\))?;$', re.M
)
COMMENT = re.compile(r"/\*.*?\*/\s*", re.S)

type Found = dict[str, tuple[Storage, str]]


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Files under names that change with their content, compressed."""

    def post_process(
        self,
        paths: Found,
        dry_run: bool = False,  # noqa: FBT001, FBT002  (Django's own signature)
        **options: Any,
    ) -> Iterator[Any]:
        if STYLESHEET in paths and not dry_run:
            whole = flattened(STYLESHEET, paths)
            self.delete(STYLESHEET)
            self.save(STYLESHEET, ContentFile(whole.encode()))
            # From here on the copy with everything in it is the original.
            paths = {**paths, STYLESHEET: (self, STYLESHEET)}
        yield from super().post_process(paths, dry_run=dry_run, **options)


def flattened(name: str, paths: Found) -> str:
    """The text of a stylesheet with the files it imports put in their layers.

    Only files of its own folder are imported, so that their relative addresses
    (fonts, masks) stay true. A missing one is a KeyError that names it.
    """

    def imported(match: re.Match[str]) -> str:
        text = read(posixpath.join(posixpath.dirname(name), match["file"]), paths)
        layer = match["layer"]
        return f"@layer {layer} {{\n{text}}}" if layer else text

    return IMPORT.sub(imported, read(name, paths))


def read(name: str, paths: Found) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        text: str = file.read().decode()
    return COMMENT.sub("", text)
