"""What a person's name never has: whatever makes a link of it in a mail of ours."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# `J. R.`, `J.R.` and `Jr.` are names; `esimerkki.fi`, `t.me` and `.com` are none.
NEVER = re.compile(
    r"[/\\:@]|www\.|[^\W_]{2}\.[^\W_]{2}|\.(?-i:[a-zåäö])[^\W_]", re.IGNORECASE
)
IDEOGRAPHIC_STOP = "\u3002"  # browsers take it for a dot
ONLY_A_NAME = _(
    "Write only the name here, without web addresses or any of / : @. Leave a space "
    "after a dot, for example J. R."
)


def only_a_name(value: object) -> None:
    """Refuse an address in place of a name: we greet people by it in mails."""
    text = unicodedata.normalize("NFKC", str(value)).replace(IDEOGRAPHIC_STOP, ".")
    if NEVER.search(text):
        raise ValidationError(ONLY_A_NAME, code="address")
