"""Mails of the demo lie in a folder, each whole."""

from email import message_from_bytes
from email.policy import default
from itertools import pairwise

from django.core.mail import EmailMultiAlternatives

from config.mail_folder import FolderBackend


def test_each_mail_becomes_a_file_that_reads_back(tmp_path):
    message = EmailMultiAlternatives(
        "Tervetuloa, Väinö", "Hyvää päivää", to=["vaino@esimerkki.example"]
    )
    message.attach_alternative("<p>Hyvää päivää</p>", "text/html")

    sent = FolderBackend(file_path=str(tmp_path / "outbox"), alias="smtp")
    assert sent.send_messages([message]) == 1

    (path,) = (tmp_path / "outbox").iterdir()
    read = message_from_bytes(path.read_bytes(), policy=default)
    assert read["Subject"] == "Tervetuloa, Väinö"
    assert read.get_body(("plain",)).get_content().strip() == "Hyvää päivää"
    assert "Hyvää" in read.get_body(("html",)).get_content()


def test_files_are_named_in_the_order_of_sending(tmp_path):
    backend = FolderBackend(file_path=str(tmp_path), alias="smtp")
    for number in range(5):
        message = EmailMultiAlternatives(str(number), "", to=["a@esimerkki.example"])
        backend.send_messages([message])

    paths = sorted(tmp_path.glob("*.eml"))
    subjects = [message_from_bytes(path.read_bytes())["Subject"] for path in paths]
    assert subjects == ["0", "1", "2", "3", "4"]
    assert all(before.stem < after.stem for before, after in pairwise(paths))
    assert not list(tmp_path.glob("*.part"))
