"""A letter whose sending is killed, wherever it is killed, or pressed twice at once."""

import threading
from datetime import UTC, datetime

from django.db import connection
from django.utils import timezone

from accounts.models import HistoryEntry, OutboxMail
from membership import posting
from membership.models import Letter, LetterRecipient
from tests.support.killing import killed_at
from tests.support.letters import HOME, a_writer, make_letter, without_mail
from tests.support.membership import make_member

AT = datetime(timezone.localdate().year + 1, 1, 2, 9, tzinfo=UTC)


def test_a_sending_killed_anywhere_writes_to_nobody_twice_and_leaves_nobody_out(
    committed, monkeypatch
):
    monkeypatch.setattr(posting, "AT_ONCE", 2)
    members = [make_member() for _ in range(6)]
    members.append(without_mail(make_member(), **HOME))
    letter, writer = make_letter(), a_writer()

    def send():
        posting.send(letter, by=writer, at=AT)
        posting.carry_on(Letter.objects.get(pk=letter.pk), at=AT)

    OutboxMail.objects.all().delete()
    killed, progress = 0, []
    while True:
        was_killed = killed_at(killed % 5 + 1, send)
        rows = LetterRecipient.objects.filter(letter=letter)
        progress.append(rows.count())
        by_mail = {posting.mail_key(row) for row in rows.filter(way="mail")}
        assert set(OutboxMail.objects.values_list("key", flat=True)) == by_mail
        if not was_killed:
            break
        killed += 1

    assert [row.member for row in rows.order_by("member_id")] == members
    assert {0, 2, 4, 7} <= set(progress) <= {0, 2, 4, 6, 7}
    assert killed > 4
    letter.refresh_from_db()
    assert letter.finished_at == AT
    assert HistoryEntry.objects.filter(verb="letter.sent").count() == 1


def test_pressed_twice_at_once_it_is_sent_once(committed):
    members = [make_member() for _ in range(5)]
    letter, writer = make_letter(), a_writer()
    both_ready, firsts = threading.Barrier(2), []

    def press():
        both_ready.wait(10)
        firsts.append(posting.send(letter, by=writer, at=AT))
        posting.carry_on(Letter.objects.get(pk=letter.pk), at=AT)
        connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)

    assert sorted(firsts) == [False, True]
    assert letter.recipients.count() == len(members)
    assert OutboxMail.objects.filter(key__startswith=posting.MAIL).count() == 5
    assert HistoryEntry.objects.filter(verb="letter.sent").count() == 1
