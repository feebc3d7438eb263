"""`/demo/mail/`: what the demo has sent, readable in the browser."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin

from association import formats

SHOWN = 100


@dataclass(frozen=True)
class Mail:
    """A mail in the outbox folder. `name` is its place there."""

    name: str
    message: EmailMessage
    sent_at: datetime

    @property
    def text(self) -> str:
        body = self.message.get_body(preferencelist=("plain",))
        return str(body.get_content()) if body else ""

    @property
    def html(self) -> str:
        body = self.message.get_body(preferencelist=("html",))
        return str(body.get_content()) if body else ""

    @property
    def calendar(self) -> str:
        """The calendar part, if there is one."""
        for part in self.message.walk():
            if part.get_content_type() == "text/calendar":
                return cast("bytes", part.get_payload(decode=True)).decode()
        return ""


def folder() -> Path:
    options = settings.MAILERS["smtp"].get("OPTIONS", {})
    return Path(options.get("file_path", settings.DATA_DIR / "outbox"))


def read(path: Path) -> Mail:
    message = message_from_bytes(path.read_bytes(), policy=default)
    nanoseconds = int(path.stem.partition("-")[0])
    sent_at = datetime.fromtimestamp(nanoseconds / 1e9, tz=UTC)
    return Mail(path.stem, message, sent_at)


def newest_first() -> list[Path]:
    return sorted(folder().glob("[0-9]*-*.eml"), reverse=True)


def find(name: str) -> Mail:
    path = folder() / f"{name}.eml"
    if path not in newest_first():
        raise Http404
    return read(path)


@never_cache
def index(request: HttpRequest) -> HttpResponse:
    paths = newest_first()
    mails = [read(path) for path in paths[:SHOWN]]
    context = {"mails": mails, "count": len(paths)}
    return render(request, "demo/mail_list.html", context)


@never_cache
def show(request: HttpRequest, name: str) -> HttpResponse:
    mail = find(name)
    crumbs = [
        (_("E-mail that the demo has sent"), reverse("demo_mail")),
        (formats.moment(mail.sent_at), ""),
    ]
    return render(request, "demo/mail.html", {"mail": mail, "crumbs": crumbs})


@never_cache
@xframe_options_sameorigin
def html(request: HttpRequest, name: str) -> HttpResponse:
    """The mail as a mail program shows it, with no script and nothing from afar."""
    body = find(name).html
    if not body:
        raise Http404
    # Its links open in the window, not in the frame.
    response = HttpResponse(body.replace("<head>", '<head><base target="_top">', 1))
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
        "frame-ancestors 'self'"
    )
    return response


@never_cache
def calendar(request: HttpRequest, name: str) -> HttpResponse:
    """The mail's calendar part as a file, to try it in a real calendar."""
    content = find(name).calendar
    if not content:
        raise Http404
    return HttpResponse(
        content.encode(),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="invitation.ics"'},
    )
