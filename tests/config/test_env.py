"""Each setting that is missing or wrong says its name and what to do."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env


def test_a_missing_setting_is_named(monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)

    with pytest.raises(ImproperlyConfigured, match="environment variable SECRET_KEY"):
        env.text("SECRET_KEY")


@pytest.mark.parametrize("word", ["1", "true", "True", "YES"])
def test_a_flag_is_put_up_in_several_ways(monkeypatch, word):
    monkeypatch.setenv("DEMO", word)

    assert env.flag("DEMO", default=False)


@pytest.mark.parametrize("word", ["0", "false", "No", ""])
def test_a_flag_is_taken_down_in_several_ways(monkeypatch, word):
    monkeypatch.setenv("DEMO", word)

    assert not env.flag("DEMO", default=True)


def test_a_flag_that_is_neither_is_refused(monkeypatch):
    monkeypatch.setenv("DEMO", "perhaps")

    with pytest.raises(ImproperlyConfigured, match="DEMO=perhaps: use 1 or 0"):
        env.flag("DEMO", default=False)


@pytest.mark.parametrize("word", ["-1", "two", "1.5", ""])
def test_a_number_that_is_none_is_refused(monkeypatch, word):
    monkeypatch.setenv("TRUSTED_PROXIES", word)

    with pytest.raises(
        ImproperlyConfigured, match=f"TRUSTED_PROXIES={word}: use a whole number"
    ):
        env.number("TRUSTED_PROXIES", 0)


def test_a_list_loses_its_spaces_and_empty_places(monkeypatch):
    monkeypatch.setenv("ALLOWED_HOSTS", " a.example, ,b.example,")

    assert env.words("ALLOWED_HOSTS") == ["a.example", "b.example"]


def test_a_folder_is_made(monkeypatch, tmp_path):
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "a" / "b"))

    assert env.folder("DATA_DIR", Path("/")) == tmp_path / "a" / "b"
    assert (tmp_path / "a" / "b").is_dir()


def test_a_folder_that_cannot_be_made_is_named(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "file" / "folder"))

    with pytest.raises(ImproperlyConfigured, match=r"DATA_DIR=.*name a folder"):
        env.folder("DATA_DIR", Path("/"))


def test_the_sites_address_loses_its_last_slash(monkeypatch):
    monkeypatch.setenv("BASE_URL", "https://mentorit.example/")

    assert env.address("BASE_URL") == "https://mentorit.example"


@pytest.mark.parametrize(
    ("value", "cure"),
    [
        ("mentorit.example", "write it as https://"),
        ("localhost:8000", "write it as https://"),
        ("ftp://mentorit.example", "write it as https://"),
        ("https://", "write it as https://"),
        ("https://mentorit.example/sivut", "leave out what follows the host"),
        ("https://mentorit.example?x=1", "leave out what follows the host"),
        ("http://localhost:port", "look at its port"),
        ("http://[::1", "look at its port and brackets"),
    ],
)
def test_an_address_that_is_none_is_refused(monkeypatch, value, cure):
    monkeypatch.setenv("BASE_URL", value)

    with pytest.raises(ImproperlyConfigured, match=f"BASE_URL.*{cure}"):
        env.address("BASE_URL")


@pytest.mark.parametrize(
    "url",
    ["http://localhost:8000", "http://127.0.0.1:1", "http://[::1]:8000/x"],
)
def test_this_machine_is_known(url):
    assert env.is_loopback(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://api.stripe.com",
        "http://localhost@evil.example",
        "http://evil.example#@localhost",
        "http://127.0.0.1.evil.example",
        "localhost:8000",
        "",
    ],
)
def test_another_machine_is_not_taken_for_this(url):
    assert not env.is_loopback(url)


def test_sqlite_waits_for_its_turn_at_the_start_of_a_transaction():
    settings = env.database("sqlite:////srv/a%20b.sqlite3")

    assert settings["NAME"] == "/srv/a b.sqlite3"
    assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in settings["OPTIONS"]["init_command"]


def test_postgresql_is_read_from_its_address():
    url = "postgresql://me:p%40ss@db.example:5433/mentorit?sslmode=require"

    settings = env.database(url)

    wanted = {
        "NAME": "mentorit",
        "USER": "me",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }
    assert {key: settings[key] for key in wanted} == wanted


def test_postgresql_may_be_behind_a_socket():
    settings = env.database("postgresql://me@/mentorit?host=/run/pg&port=5434")

    assert (settings["HOST"], settings["PORT"]) == ("/run/pg", "5434")
    assert settings["OPTIONS"] == {}


@pytest.mark.parametrize(
    ("url", "cure"),
    [
        ("mysql://localhost/x", "begins with mysql: use sqlite:"),
        ("", "begins with nothing: use sqlite:"),
        ("sqlite://", "names no file: use sqlite:"),
        ("postgresql://me@localhost", "names no database: use postgresql:"),
        ("postgresql://me@localhost:port/x", "is not an address: look at its port"),
    ],
)
def test_a_database_that_cannot_be_is_refused(url, cure):
    with pytest.raises(ImproperlyConfigured, match=f"DATABASE_URL {cure}"):
        env.database(url)


@pytest.mark.parametrize(
    ("url", "port", "use_ssl", "use_tls"),
    [
        ("smtp://me:secret@mail.example", 587, False, True),
        ("smtp://me:secret@mail.example:2525", 2525, False, True),
        ("smtps://me:secret@mail.example", 465, True, False),
    ],
)
def test_a_password_goes_to_the_mail_server_only_sealed(url, port, use_ssl, use_tls):
    options = env.mailer(url)["OPTIONS"]

    found = (options["port"], options["use_ssl"], options["use_tls"])
    assert found == (port, use_ssl, use_tls)
    assert options["timeout"] == 20


def test_a_mail_server_on_this_machine_needs_no_password():
    options = env.mailer("smtp://localhost:25")["OPTIONS"]

    assert (options["username"], options["use_tls"]) == ("", False)


def test_mail_may_go_to_a_folder():
    assert env.mailer("file:///srv/a%20b")["OPTIONS"] == {"file_path": "/srv/a b"}


@pytest.mark.parametrize(
    "url", ["", "mail.example", "smtp://", "imap://mail.example", "file:"]
)
def test_a_mail_server_that_cannot_be_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match=r"EMAIL_URL: use smtp://"):
        env.mailer(url)


def test_a_refusal_does_not_repeat_the_password():
    with pytest.raises(ImproperlyConfigured) as refusal:
        env.mailer("smtp://me:secret@mail.example:port")

    assert "EMAIL_URL" in str(refusal.value)
    assert "secret" not in str(refusal.value)
