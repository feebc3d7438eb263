"""What passkey.js is told."""

import json
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder


def options(context: Mapping[str, Any]) -> str:
    """What the browser needs for making or using a passkey, for a data attribute."""
    data = context["js_data"]
    asked = data.get("creation_options") or data["request_options"]
    return json.dumps(asked, cls=DjangoJSONEncoder)
