"""All addresses. Technical ones never change (docs/architecture.md); those that people
see are in Finnish at `/`, in Swedish at `/sv/`, in English at `/en/`."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from config import media

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("accounts.technical_urls")),
    path("", include("payments.technical_urls")),
    path("", include("events.technical_urls")),
    path("", include("home.technical_urls")),
    path("admin/", include("accounts.admin_doors")),
    path("admin/", include("home.privacy_urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
]

if settings.DEMO or settings.TESTING:
    urlpatterns += [path("demo/", include("demo.urls"))]

if settings.STORAGES["default"]["BACKEND"].endswith("FileSystemStorage"):
    urlpatterns += [path("media/<path:path>", media.picture)]

urlpatterns += i18n_patterns(
    path("", include("accounts.urls")),
    path("", include("accounts.sign_in_urls")),
    path("", include("payments.urls")),
    path("", include("events.urls")),
    path("", include("network.urls")),
    path("", include("membership.urls")),
    path("", include("mentoring.urls")),
    path("", include("home.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
