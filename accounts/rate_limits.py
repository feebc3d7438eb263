"""How often a stranger may do something: one counter for all processes.

A row per action and key, raised under a lock, so that of twenty at once no more than
the limit pass. It is not in the cache: a cache forgets entries when it is full, and
whoever fills it could forget their own count. Keys are kept as hashes.
"""

import ipaddress
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from accounts.models import RateCount

# Who has an IPv6 line has a whole network of this size.
IPV6_NETWORK = 64


def allow(action: str, key: str, *, limit: int, per: timedelta, at: datetime) -> bool:
    """Count one more `action` under `key`; answers whether it is within the limit.

    The count begins with the first action and ends `per` later. Call it before the
    transaction of the deed itself: what is rolled back was not counted.
    """
    digest = _digest(action, key)
    with transaction.atomic():
        row, _is_new = RateCount.objects.select_for_update().get_or_create(
            key=digest, defaults={"ends_at": at + per}
        )
        if at >= row.ends_at:
            row.ends_at, row.count = at + per, 0
        if row.count >= limit:
            return False
        row.count += 1
        row.save(update_fields=["ends_at", "count"])
        return True


def forget(action: str, key: str) -> None:
    """Begin anew: the right code ends the count of wrong ones."""
    RateCount.objects.filter(key=_digest(action, key)).delete()


def remove_old(at: datetime) -> str:
    """The timed job: take away the counts that have ended."""
    removed, _by_model = RateCount.objects.filter(ends_at__lte=at).delete()
    return f"Removed {removed} old count(s)."


def address_of(request: HttpRequest) -> str:
    """The network address a request came from, as a key for `allow`.

    Only as many proxies are believed as TRUSTED_PROXIES says; the rest of the header
    is the stranger's own writing.
    """
    address = str(request.META.get("REMOTE_ADDR", ""))
    passed_on = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    if 0 < settings.TRUSTED_PROXIES <= len(passed_on):
        address = passed_on[-settings.TRUSTED_PROXIES].strip() or address
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    if ip.version == 6:
        return str(ipaddress.ip_network((ip, IPV6_NETWORK), strict=False))
    return str(ip)


def _digest(action: str, key: str) -> str:
    return salted_hmac(
        "accounts.rate_limits", f"{action}\n{key}", algorithm="sha256"
    ).hexdigest()
