"""Whether the history is whole."""

import io

from django.core.management import call_command

from accounts.history_proof import Proof


def breaks() -> list[str]:
    return [str(one) for one in Proof().breaks()]


def said(*arguments: str) -> str:
    """What `manage.py verify_log` says."""
    out = io.StringIO()
    call_command("verify_log", *arguments, stdout=out)
    return out.getvalue()
