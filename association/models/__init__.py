from association.models.media import SiteDocument, SiteImage, SiteRendition
from association.models.settings import AssociationSettings, SocialLink
from association.public_changes import PublicStamp

__all__ = [
    "AssociationSettings",
    "PublicStamp",
    "SiteDocument",
    "SiteImage",
    "SiteRendition",
    "SocialLink",
]
