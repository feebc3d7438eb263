"""/demo/mail/: what the demo has sent can be read, and reaches for nothing."""

import re

import pytest
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from config.mail_folder import FolderBackend
from demo import mail

pytestmark = pytest.mark.django_db

INVITATION = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Käynti\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def folder(settings, tmp_path):
    settings.MAILERS = {
        **settings.MAILERS,
        "smtp": {
            "BACKEND": "config.mail_folder.FolderBackend",
            "OPTIONS": {"file_path": str(tmp_path / "outbox")},
        },
    }
    return tmp_path / "outbox"


def send(folder, subject: str = "Hei", *, html: str = "", calendar: str = "") -> str:
    """Put a mail into the folder; answers its name."""
    text = "Hei,\n\nkatso http://localhost/lasku/abc/ <b>"
    message = EmailMultiAlternatives(subject, text, to=["satu@esimerkki.example"])
    if html:
        message.attach_alternative(html, "text/html")
    if calendar:
        message.attach("kutsu.ics", calendar, "text/calendar")
    before = set(folder.glob("*.eml"))
    FolderBackend(file_path=str(folder), alias="smtp").send_messages([message])
    (path,) = set(folder.glob("*.eml")) - before
    return path.stem


def test_without_mail_the_page_says_how_to_get_some(client, folder):
    page = client.get("/demo/mail/").content.decode()

    assert page.count("btn--next") == 1
    assert f'href="{reverse("account_login")}"' in page


def test_the_newest_mail_is_at_the_top(client, folder):
    for number in range(3):
        send(folder, f"Kirje {number}")

    page = client.get("/demo/mail/").content.decode()

    assert re.findall(r"Kirje \d", page) == ["Kirje 2", "Kirje 1", "Kirje 0"]
    assert "satu@esimerkki.example" in page


def test_many_mails_are_shown_in_part_and_counted(client, folder):
    for number in range(mail.SHOWN + 1):
        send(folder, f"Kirje {number}.")

    page = client.get("/demo/mail/").content.decode()

    assert "Kirje 0." not in page
    assert page.count("Kirje ") == mail.SHOWN
    assert re.search(rf"\b{mail.SHOWN + 1}\b", page)


def test_half_written_and_foreign_files_are_left_out(client, folder):
    send(folder, "Kirje")
    (folder / "1-a.part").write_bytes(b"")
    (folder / "notes.eml").write_bytes(b"Subject: x")

    assert client.get("/demo/mail/").status_code == 200
    assert client.get("/demo/mail/notes/").status_code == 404


def test_a_mail_is_shown_as_text_with_its_links(client, folder):
    name = send(folder, "Lasku & <kuitti>")

    page = client.get(f"/demo/mail/{name}/").content.decode()

    assert "<h1>Lasku &amp; &lt;kuitti&gt;</h1>" in page
    assert 'href="http://localhost/lasku/abc/"' in page
    assert "&lt;b&gt;" in page
    assert "<iframe" not in page
    assert "/calendar/" not in page.partition("<main")[2].partition("</main")[0]


def test_its_layout_runs_no_script_loads_nothing_and_opens_links_outside(
    client, folder
):
    html = "<html><head></head><body><script>x</script><a href='/'>a</a></body></html>"
    name = send(folder, html=html)

    page = client.get(f"/demo/mail/{name}/").content.decode()
    shown = client.get(f"/demo/mail/{name}/html/")

    assert "sandbox=" in page
    assert f"/demo/mail/{name}/html/" in page
    policy = shown.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert "script-src" not in policy
    assert shown.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert b'<base target="_top">' in shown.content


def test_its_invitation_can_be_read_and_taken_to_a_calendar(client, folder):
    name = send(folder, calendar=INVITATION)

    page = client.get(f"/demo/mail/{name}/").content.decode()
    file = client.get(f"/demo/mail/{name}/calendar/")

    assert "SUMMARY:Käynti" in page
    assert file.content.decode().splitlines() == INVITATION.splitlines()
    assert file.headers["Content-Type"] == "text/calendar; charset=utf-8"


@pytest.mark.parametrize("end", ["", "html/", "calendar/"])
def test_a_mail_that_is_not_there_is_not_found(client, folder, end):
    send(folder)

    assert client.get(f"/demo/mail/1-abc/{end}").status_code == 404


@pytest.mark.parametrize("end", ["html/", "calendar/"])
def test_a_part_that_is_not_there_is_not_found(client, folder, end):
    name = send(folder)

    assert client.get(f"/demo/mail/{name}/{end}").status_code == 404


def test_mails_are_kept_by_no_cache(client, folder):
    name = send(folder)

    for path in ("/demo/mail/", f"/demo/mail/{name}/"):
        assert "no-store" in client.get(path).headers["Cache-Control"]
