"""Facts for search engines, as schema.org writes them (JSON-LD).

A data block is never run, so the content security policy lets it stand in a page.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from association.addresses import absolute
from association.models import AssociationSettings

CONTEXT = "https://schema.org"
# As in django.utils.html.json_script: nothing in it can end the element.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def script(data: Mapping[str, Any]) -> SafeString:
    """The element that goes into <head>."""
    text = json.dumps(data, ensure_ascii=False, default=str).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


def organization(us: AssociationSettings) -> dict[str, Any]:
    data: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "NGO",
        "@id": absolute("/#association"),
        "name": us.name,
        "url": absolute("/"),
        "description": us.tagline,
        "email": us.contact_email,
        "telephone": us.phone,
        "taxID": us.business_id,
        "sameAs": [link.url for link in us.social_links],
    }
    if us.street:
        data["address"] = {
            "@type": "PostalAddress",
            "streetAddress": us.street,
            "postalCode": us.postcode,
            "addressLocality": us.city,
            "addressCountry": "FI",
        }
    return {key: value for key, value in data.items() if value}


def breadcrumbs(crumbs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Empty where there is nothing above the page."""
    if not crumbs:
        return {}
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": number,
                "name": str(title),
                "item": absolute(url),
            }
            for number, (title, url) in enumerate(crumbs, start=1)
        ],
    }
