"""The code that somebody shows at the door.

It leads an organiser who has signed in to that one person on the list; to everybody
else it is the person's own registration, as the link in the mail.
"""

from email.message import MIMEPart
from io import BytesIO

import segno
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from association.addresses import absolute
from events.models import Registration

SALT = "events.door"
PICTURE = "door-code"  # its name in a mail


def door_path(registration: Registration) -> str:
    return reverse("events:at_door", args=[signing.dumps(registration.pk, salt=SALT)])


def of_token(token: str) -> Registration | None:
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    rows = Registration.objects.select_related("occurrence__event")
    return rows.filter(pk=pk).first()


def _code(registration: Registration) -> segno.QRCode:
    return segno.make(absolute(door_path(registration)), error="m", micro=False)


def qr_svg(registration: Registration) -> SafeString:
    """Dark on light in dark mode, too: not every phone reads the opposite."""
    drawn = _code(registration).svg_inline(
        scale=4, border=4, dark="#000", light="#fff", omitsize=True
    )
    return mark_safe(drawn)


def attach_qr(mail: EmailMultiAlternatives, registration: Registration) -> None:
    """As a picture that the mail's HTML shows where it says `cid:door-code`."""
    drawn = BytesIO()
    _code(registration).save(drawn, kind="png", scale=5, border=4)
    picture = MIMEPart()
    picture.set_content(
        drawn.getvalue(),
        maintype="image",
        subtype="png",
        disposition="inline",
        filename="ovella.png",
        cid=f"<{PICTURE}>",
    )
    mail.attach(picture)
