"""A backup taken while people write comes back whole, and only into an empty place."""

import io
import json
import stat
import tarfile
import threading
import time
from pathlib import Path

import pytest
from django.core.mail import EmailMultiAlternatives
from django.core.management import CommandError, call_command
from django.db import connection, connections
from wagtail.models import Page

from accounts import outbox
from accounts.models import OutboxMail, User
from config import backup, postgresql
from tests.support.databases import empty_database

PICTURE = bytes(range(256)) * 40


@pytest.fixture
def media(settings, tmp_path) -> Path:
    """The site's media: two files, one in a folder."""
    settings.MEDIA_ROOT = tmp_path / "media"
    (settings.MEDIA_ROOT / "images").mkdir(parents=True)
    (settings.MEDIA_ROOT / "images" / "ranta.png").write_bytes(PICTURE)
    (settings.MEDIA_ROOT / "säännöt.pdf").write_bytes(b"%PDF")
    return settings.MEDIA_ROOT


@pytest.fixture
def empty_place(settings, tmp_path, committed):
    """An empty database and no media; to be entered once the backup is written."""
    place = tmp_path / "elsewhere"
    place.mkdir()

    def enter():
        settings.MEDIA_ROOT = place / "media"
        return empty_database(place)

    return enter


def add_mail(number: int) -> None:
    to = f"jasen{number}@esimerkki.example"
    outbox.add(EmailMultiAlternatives("Hei", "Hei", to=[to]), key=to)


def rows() -> dict[str, int]:
    """How many rows each table has."""
    with connection.cursor() as cursor:
        found = {}
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT COUNT(*) FROM "{table}"')
            found[table] = cursor.fetchone()[0]
    return found


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_what_was_saved_is_found_again(committed, media, empty_place, tmp_path):
    User.objects.create_user("satu@esimerkki.example", first_name="Satu")
    page = Page.objects.get(depth=1).add_child(title="Kevätkokous", slug="kevat")
    before, media_before = rows(), files(media)
    target = tmp_path / "backup.tar.gz"

    call_command("backup", str(target))
    with empty_place():
        call_command("restore", str(target))

        assert rows() == before
        assert before["wagtailcore_page"] >= 2
        assert Page.objects.get(slug="kevat").pk == page.pk
        assert User.objects.get().first_name == "Satu"
        assert files(tmp_path / "elsewhere" / "media") == media_before


def test_the_restored_site_answers_and_takes_new_rows(
    committed, media, empty_place, tmp_path, client
):
    from django.utils import timezone

    from accounts import work

    work.beat(timezone.now())
    target = backup.write(tmp_path / "backup.tar.gz")

    with empty_place():
        backup.restore(target)
        call_command("migrate", interactive=False, verbosity=0)

        assert client.get("/healthz").status_code == 200
        assert client.get("/admin/", follow=True).status_code == 200
        # The counters of ids came along too.
        User.objects.create_user("uusi@esimerkki.example")
        Page.objects.get(depth=1).add_child(title="Uusi", slug="uusi")


def test_a_backup_is_taken_while_others_write(committed, media, empty_place, tmp_path):
    writing, stop = threading.Event(), threading.Event()

    def write():
        number = 0
        while not stop.is_set():
            add_mail(number)
            number += 1
            if number == 20:
                writing.set()
            time.sleep(0.001)
        connections.close_all()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert writing.wait(30)
        target = backup.write(tmp_path / "backup.tar.gz")
        written = OutboxMail.objects.count()
    finally:
        stop.set()
        writer.join()
    assert OutboxMail.objects.count() >= written

    with empty_place():
        backup.restore(target)

        numbers = sorted(
            int(key.removeprefix("jasen").partition("@")[0])
            for key in OutboxMail.objects.values_list("key", flat=True)
        )
        # One moment of the database: nothing missing in between, nothing halved.
        assert numbers == list(range(len(numbers)))
        assert 20 <= len(numbers) <= written
        assert all(OutboxMail.objects.values_list("content", flat=True))


def test_only_its_owner_may_read_a_backup(committed, media, tmp_path):
    target = backup.write(tmp_path / "backup.tar.gz")

    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.glob(".backup*")] == []


def test_a_picture_that_goes_meanwhile_does_not_stop_the_backup(
    committed, media, tmp_path
):
    (media / "gone.png").symlink_to(media / "nowhere")

    target = backup.write(tmp_path / "backup.tar.gz")

    with tarfile.open(target) as archive:
        assert "media/gone.png" not in archive.getnames()


def test_a_backup_says_what_it_is(committed, media, tmp_path):
    target = backup.write(tmp_path / "backup.tar.gz")

    with tarfile.open(target) as archive:
        facts = json.load(archive.extractfile("about.json"))
    assert facts["database"] == connection.vendor
    assert facts["version"]
    assert facts["written_at"].endswith("+00:00")


def test_nothing_is_overwritten_by_a_backup(committed, media, tmp_path):
    target = tmp_path / "backup.tar.gz"
    target.write_text("precious")

    with pytest.raises(CommandError, match="is there already: name a new file"):
        backup.write(target)
    assert target.read_text() == "precious"


def test_a_backup_needs_a_folder_that_is_there(committed, media, tmp_path):
    with pytest.raises(CommandError, match=r"no folder .*: make it first"):
        backup.write(tmp_path / "nowhere" / "backup.tar.gz")


def test_a_database_with_tables_is_left_alone(committed, media, tmp_path, settings):
    target = backup.write(tmp_path / "backup.tar.gz")
    settings.MEDIA_ROOT = tmp_path / "other"
    before = rows()

    with pytest.raises(CommandError, match="database is not empty"):
        backup.restore(target)
    assert rows() == before


def test_media_that_are_there_are_left_alone(
    committed, media, empty_place, tmp_path, settings
):
    target = backup.write(tmp_path / "backup.tar.gz")

    with empty_place():
        settings.MEDIA_ROOT = media
        with pytest.raises(CommandError, match="is not empty: move it away"):
            backup.restore(target)
        assert connection.introspection.table_names() == []
    assert (media / "images" / "ranta.png").read_bytes() == PICTURE


def test_a_backup_of_another_kind_of_database_is_refused(
    committed, media, empty_place, tmp_path
):
    about = {"format": 1, "version": "1", "database": "oracle", "written_at": ""}

    with empty_place(), pytest.raises(CommandError, match="set DATABASE_URL to one"):
        backup.restore(archive(tmp_path, about=json.dumps(about)))


def archive(
    folder: Path, members: dict[str, bytes] | None = None, about: str | None = None
) -> Path:
    """A file that looks like a backup."""
    if about is None:
        facts = {"format": 1, "version": "1", "written_at": ""}
        about = json.dumps({**facts, "database": connection.vendor})
    path = folder / "made.tar.gz"
    with tarfile.open(path, "w:gz") as made:
        backup.add_text(made, "about.json", about)
        for name, content in (members or {}).items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            made.addfile(entry, io.BytesIO(content))
    return path


@pytest.mark.parametrize(
    "about", ["", "no json", "[]", '{"format": 2}', '{"database": "sqlite"}']
)
def test_a_file_of_another_make_is_refused(committed, empty_place, tmp_path, about):
    with empty_place(), pytest.raises(CommandError, match="not a backup that this"):
        backup.restore(archive(tmp_path, about=about))


@pytest.mark.parametrize(
    "member",
    ["media/../../evil", "evil", "/tmp/evil", "../evil", "media/../database.dump/evil"],
)
def test_a_file_that_reaches_outside_is_refused(
    committed, empty_place, tmp_path, member
):
    name = backup.SQLITE if connection.vendor == "sqlite" else backup.POSTGRES
    path = archive(tmp_path, {name: b"", member: b"evil"})

    with empty_place(), pytest.raises(CommandError, match="Nothing was changed"):
        backup.restore(path)
    assert not list(tmp_path.rglob("evil"))


def test_a_backup_without_its_database_is_refused(committed, empty_place, tmp_path):
    path = archive(tmp_path, {"media/ranta.png": PICTURE})

    with empty_place(), pytest.raises(CommandError, match="it has no database"):
        backup.restore(path)


def test_a_link_to_outside_is_refused(committed, empty_place, tmp_path):
    path = archive(tmp_path)
    with tarfile.open(path, "w:gz") as made:
        facts = {"format": 1, "version": "1", "database": connection.vendor}
        backup.add_text(made, "about.json", json.dumps(facts))
        name = backup.SQLITE if connection.vendor == "sqlite" else backup.POSTGRES
        backup.add_text(made, name, "")
        link = tarfile.TarInfo("media/passwd")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        made.addfile(link)

    with empty_place(), pytest.raises(CommandError, match="Nothing was changed"):
        backup.restore(path)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.99])
def test_a_damaged_backup_is_refused_and_changes_nothing(
    committed, media, empty_place, tmp_path, share
):
    whole = backup.write(tmp_path / "backup.tar.gz").read_bytes()
    damaged = tmp_path / "damaged.tar.gz"
    damaged.write_bytes(whole[: int(len(whole) * share)])

    with empty_place(), pytest.raises(CommandError, match="is damaged, or is not"):
        backup.restore(damaged)
    with empty_place():
        assert connection.introspection.table_names() == []
        assert not (tmp_path / "elsewhere" / "media").exists()


def test_one_changed_byte_is_noticed(committed, media, empty_place, tmp_path):
    whole = bytearray(backup.write(tmp_path / "backup.tar.gz").read_bytes())
    whole[len(whole) // 2] ^= 0xFF
    damaged = tmp_path / "damaged.tar.gz"
    damaged.write_bytes(whole)

    with empty_place(), pytest.raises(CommandError):
        backup.restore(damaged)


def test_a_database_that_is_none_is_refused(committed, empty_place, tmp_path):
    name = backup.SQLITE if connection.vendor == "sqlite" else backup.POSTGRES
    path = archive(tmp_path, {name: b"not a database" * 100})

    with empty_place():
        with pytest.raises(CommandError):
            backup.restore(path)
        assert connection.introspection.table_names() == []


def test_a_file_that_is_not_there_is_told(committed, empty_place, tmp_path):
    with empty_place(), pytest.raises(CommandError, match="No such file"):
        backup.restore(tmp_path / "nowhere.tar.gz")


@pytest.mark.postgresql_only
def test_postgresqls_programs_must_be_as_new_as_the_server(committed):
    newer = postgresql.server_version() + 80

    with pytest.raises(CommandError, match=f"pg_dump {newer} or newer is missing"):
        postgresql.program("pg_dump", at_least=newer)
