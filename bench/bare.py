"""The measure: a bare Django view, no middleware, no database, on the same server.

It answers with the bytes and headers that BENCH_ANSWERS holds for the path, so that
the site and the measure send the same.
"""

import json
import os
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(
    SECRET_KEY="bench",
    ALLOWED_HOSTS=["localhost"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
    LOGGING_CONFIG=None,
)
django.setup()

answers = json.loads(Path(os.environ["BENCH_ANSWERS"]).read_text())


def bare(request: HttpRequest, name: str) -> HttpResponse:
    answer = answers[name]
    body = answer["body"].encode()
    headers = {**answer["headers"], "content-length": str(len(body))}
    return HttpResponse(body, status=answer["status"], headers=headers)


urlpatterns = [path("<str:name>", bare)]
application = get_wsgi_application()
