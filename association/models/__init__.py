from association.models.media import SiteDocument, SiteImage, SiteRendition
from association.public_changes import PublicStamp

__all__ = ["PublicStamp", "SiteDocument", "SiteImage", "SiteRendition"]
