"""Full addresses, for mails, feeds and what leaves the site."""

from django.conf import settings


def absolute(path: str) -> str:
    """The full address of a path of ours: `/liity/` → `https://…/liity/`.

    It always begins with BASE_URL, never with the Host header of a request,
    which a stranger chooses.
    """
    if "://" in path:
        return path
    return f"{settings.BASE_URL}{path}"
