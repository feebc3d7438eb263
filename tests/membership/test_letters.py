"""Letters to all members or a part of them: counted, sent once, kept."""

from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import outbox
from accounts.models import HistoryEntry, OutboxMail
from membership import addressees, changing_kind, letter_mails, parts, posting
from membership.models import Kind, Letter, LetterRecipient, Member
from network.models import Municipality
from tests.support.letters import (
    HOME,
    WORDS,
    a_writer,
    make_letter,
    send_letter,
    without_mail,
)
from tests.support.membership import (
    mails,
    make_decision,
    make_member,
    resign,
    text_of,
)
from tests.support.mentoring import make_mentor
from tests.support.payments import pay_by_bank
from tests.support.queries import queries_of

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
KEY = "members-letter-"


def sent_mails():
    """What the worker has written and sent."""
    OutboxMail.objects.exclude(key__startswith=KEY).delete()
    outbox.send_due(timezone.now(), limit=1000)
    return mails(KEY)


def names(letter):
    return [one.last_name for one in addressees.chosen(letter, TODAY).order_by("pk")]


# --- to whom -------------------------------------------------------------------------


def test_a_letter_for_all_is_for_the_members_of_the_day_alone():
    make_member(last_name="Nykyinen")
    gone = make_member(last_name="Entinen", at=timezone.now() - timedelta(days=9))
    resign(gone)

    assert names(make_letter()) == ["Nykyinen"]


def test_each_choice_narrows_what_the_ones_before_it_left():
    kajaani, helsinki = (Municipality.objects.get(code=code) for code in ("205", "091"))
    make_member(last_name="Yksi", municipality=kajaani)
    make_member(last_name="Kaksi", municipality=helsinki)
    make_member(last_name="Kolme", municipality=helsinki, kind="supporting")

    assert names(make_letter(kinds=["voting"])) == ["Yksi", "Kaksi"]
    assert names(make_letter(municipalities=[helsinki])) == ["Kaksi", "Kolme"]
    both = make_letter(kinds=["voting"], municipalities=[helsinki])
    assert names(both) == ["Kaksi"]
    everywhere = make_letter(municipalities=[kajaani, helsinki])
    assert names(everywhere) == ["Yksi", "Kaksi", "Kolme"]


def test_organisations_are_a_kind_of_their_own_among_the_supporters():
    make_member(last_name="Henkilö", kind="supporting")
    make_member(
        last_name="Yhteys", kind="supporting", organisation="Naapuri ry",
        business_id="1234567-1",
    )  # fmt: skip
    honoured = make_member(last_name="Kunnia")
    changing_kind.change_kind(
        honoured, Kind.HONORARY, make_decision(), at=timezone.now()
    )

    assert names(make_letter(kinds=["supporting"])) == ["Henkilö"]
    assert names(make_letter(kinds=["organisation"])) == ["Yhteys"]
    assert names(make_letter(kinds=["organisation", "honorary"])) == [
        "Yhteys",
        "Kunnia",
    ]


def test_a_letter_on_an_unpaid_due_is_for_those_who_have_not_paid():
    paid = make_member(last_name="Maksanut")
    make_member(last_name="Maksamaton")
    pay_by_bank(paid.dues.get().bill, 2000, at=timezone.now())

    assert names(make_letter(unpaid_year=TODAY.year)) == ["Maksamaton"]
    assert names(make_letter(unpaid_year=TODAY.year - 1)) == []


def test_mentors_are_a_part_that_mentoring_has_registered():
    make_member(last_name="Muu")
    member = make_member(last_name="Mentori")
    make_mentor(user=member.user)

    assert [part.key for part in parts.parts()] == ["mentors"]
    assert names(make_letter(part="mentors")) == ["Mentori"]


def test_of_a_part_that_no_room_knows_any_more_nobody_gets_it():
    make_member()

    assert names(make_letter(part="skippers")) == []


def test_the_letter_is_counted_by_language_way_and_what_is_left_out():
    make_member()
    make_member(language="sv", email="koti@esimerkki.example")
    make_member(language="sv", email="koti@esimerkki.example")
    without_mail(make_member(), **HOME)
    without_mail(make_member())
    make_member(kind="supporting")
    letter = make_letter(kinds=["voting"], subject_sv="Möte", text_sv="Välkommen.")

    found = addressees.count(letter, on=TODAY)

    assert [(one.reads, one.gets, one.number) for one in found.by_mail] == [
        ("fi", "fi", 1), ("sv", "sv", 2), ("en", "fi", 0),
    ]  # fmt: skip
    assert (found.mails, found.on_paper, found.all) == (3, 2, 5)
    assert (found.without_any_address, found.others, found.sharing) == (1, 1, 2)


def test_counting_asks_as_often_for_one_member_as_for_many():
    make_member()
    letter = make_letter(unpaid_year=TODAY.year, kinds=["voting"])
    of_one = queries_of(lambda: addressees.count(letter, on=TODAY))
    for _ in range(4):
        make_member()

    assert queries_of(lambda: addressees.count(letter, on=TODAY)) == of_one == 5


# --- the mail ------------------------------------------------------------------------


def test_each_reads_the_letter_in_their_language_by_name():
    make_member(last_name="Harju")
    make_member(last_name="Berg", language="sv")
    make_member(last_name="Smith", language="en")
    send_letter(subject_sv="Höstmöte", text_sv="Välkommen till mötet.")

    finnish, swedish, english = sent_mails()

    assert finnish.subject == "Syyskokous 12.12."
    assert "Hei Satu Maaria Harju!" in text_of(finnish)
    assert "Tervetuloa kokoukseen.\r\n\r\nEsityslista:" in text_of(finnish)
    assert swedish.subject == "Höstmöte"
    assert "Hej Satu Maaria Berg!" in text_of(swedish)
    assert "Välkommen till mötet." in text_of(swedish)
    assert english.subject == "Syyskokous 12.12."
    assert "Hi Satu Maaria Smith," in text_of(english)
    assert "Tervetuloa" in text_of(english)


def test_the_mail_says_why_it_came_and_has_nothing_to_unsubscribe_from():
    make_member()
    send_letter()

    [row] = sent_mails()
    [message] = django_mail.outbox
    html = message.message().get_body(("html",)).get_content()

    assert "eikä niitä voi perua" in " ".join(text_of(row).split())
    assert "List-Unsubscribe" not in message.message()
    assert '<a href="https://mentorit.example/kokous/"' in html
    assert "<p>Tervetuloa kokoukseen.</p>" in html


def test_what_is_written_runs_in_nobodys_mail():
    make_member()
    send_letter(text_fi="<script>alert(1)</script> & kahvia")

    [row] = sent_mails()
    html = django_mail.outbox[0].message().get_body(("html",)).get_content()

    assert "<script>alert(1)</script> & kahvia" in text_of(row)
    assert "<script>" not in html


def test_an_emoji_in_the_subject_arrives():
    make_member()
    send_letter(subject_fi="Pikkujoulut 🎄 kaikille jäsenille")

    sent_mails()

    assert django_mail.outbox[0].message()["Subject"] == (
        "Pikkujoulut 🎄 kaikille jäsenille"
    )


def test_a_subject_of_two_lines_adds_no_header():
    make_member()
    send_letter(subject_fi="Kokous\r\nBcc: kaikki@vieras.example")

    sent_mails()

    [message] = django_mail.outbox
    assert "Bcc" not in message.message()
    assert message.message()["Subject"] == "Kokous Bcc: kaikki@vieras.example"


def test_a_test_goes_to_oneself_once_in_each_language_that_is_written():
    make_member()
    letter = make_letter(subject_sv="Höstmöte", text_sv="Välkommen.")
    key = "5f1f7f3e-0000-4000-8000-000000000001"

    first = letter_mails.send_test(letter, a_writer(), key=key)
    again = letter_mails.send_test(letter, a_writer(), key=key)

    found = mails("test-of-letter-")
    assert (first, again) == (2, 0)
    assert {row.to for row in found} == {"kirjoittaja@esimerkki.example"}
    assert [row.subject for row in found] == [
        "Koe: Syyskokous 12.12.",
        "Prov: Höstmöte",
    ]
    assert letter.is_draft
    assert not LetterRecipient.objects.exists()


# --- sending -------------------------------------------------------------------------


def test_sending_writes_down_each_recipient_with_the_address_as_it_was():
    member = make_member(language="sv")
    paper = without_mail(make_member(), **HOME)
    letter = send_letter()
    Member.objects.filter(pk=member.pk).update(
        email="uusi@esimerkki.example", language="fi"
    )

    by_mail, on_paper = letter.recipients.order_by("pk")

    assert (by_mail.member, by_mail.email, by_mail.language, by_mail.way) == (
        member, member.email, "sv", "mail",
    )  # fmt: skip
    assert (on_paper.member, on_paper.email, on_paper.way) == (paper, "", "paper")
    assert [row.to for row in mails(KEY)] == [member.email]
    assert [row.key for row in mails(KEY)] == [posting.mail_key(by_mail)]


def test_whoever_gave_a_postal_address_gets_the_letter_on_paper():
    member = make_member()
    Member.objects.filter(pk=member.pk).update(**HOME)
    letter = send_letter()

    assert letter.recipients.get().way == "paper"
    assert mails(KEY) == []


def test_the_history_tells_who_sent_it_when_and_to_how_many():
    make_member()
    make_member()
    without_mail(make_member())
    at = timezone.now().replace(microsecond=0)

    letter = send_letter(at=at)

    entry = HistoryEntry.objects.get(verb="letter.sent")
    assert (entry.by, entry.at, entry.about_key) == (a_writer(), at, str(letter.pk))
    assert entry.facts == {
        "subject": "Syyskokous 12.12.", "sent_at": at.isoformat(), "by_mail": 2,
        "on_paper": 1,
    }  # fmt: skip


def test_a_second_press_does_nothing():
    make_member()
    letter = make_letter()
    now = timezone.now()

    first = posting.send(letter, by=a_writer(), at=now)
    second = posting.send(letter, by=a_writer(), at=now + timedelta(hours=1))
    letter.refresh_from_db()
    posting.carry_on(letter, at=now)
    posting.carry_on(letter, at=now)

    assert (first, second) == (True, False)
    assert letter.sent_at == now
    assert letter.recipients.count() == 1
    assert len(mails(KEY)) == 1
    assert HistoryEntry.objects.filter(verb="letter.sent").count() == 1


def test_the_database_refuses_a_second_letter_to_the_same_member():
    make_member()
    row = send_letter().recipients.get()
    row.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_nobody_in_the_part_is_a_sentence_and_the_draft_stays():
    make_member()
    letter = make_letter(kinds=["honorary"])

    with pytest.raises(posting.LetterError, match=r"Kukaan|Nobody"):
        posting.send(letter, by=a_writer(), at=timezone.now())

    letter.refresh_from_db()
    assert letter.is_draft


def test_who_resigns_after_the_press_and_before_their_turn_gets_no_letter(monkeypatch):
    monkeypatch.setattr(posting, "AT_ONCE", 1)
    first, second = make_member(), make_member()
    letter = make_letter()
    now = timezone.now()
    posting.send(letter, by=a_writer(), at=now)
    letter.refresh_from_db()
    posting.carry_on(letter, at=now, most=1)

    resign(second)
    resign(first)
    posting.carry_on(letter, at=now)

    assert [row.member for row in letter.recipients.all()] == [first]
    sent_mails()
    assert [row.sent_at is not None for row in mails(KEY)] == [True]


def test_who_becomes_a_member_after_the_press_gets_no_letter():
    make_member()
    letter = make_letter()
    now = timezone.now()
    posting.send(letter, by=a_writer(), at=now)
    make_member()
    letter.refresh_from_db()

    posting.carry_on(letter, at=now)

    assert letter.recipients.count() == 1


def test_who_pays_before_their_turn_is_not_written_to_about_the_due():
    member = make_member()
    make_member()
    letter = make_letter(unpaid_year=TODAY.year)
    now = timezone.now()
    posting.send(letter, by=a_writer(), at=now)
    pay_by_bank(member.dues.get().bill, 2000, at=now)
    letter.refresh_from_db()

    posting.carry_on(letter, at=now)

    assert member.pk not in letter.recipients.values_list("member", flat=True)
    assert letter.recipients.count() == 1


def test_a_language_changed_before_the_turn_counts_and_later_it_does_not():
    member = make_member()
    letter = make_letter(subject_sv="Höstmöte", text_sv="Välkommen.")
    now = timezone.now()
    posting.send(letter, by=a_writer(), at=now)
    Member.objects.filter(pk=member.pk).update(language="sv")
    letter.refresh_from_db()
    posting.carry_on(letter, at=now)
    Member.objects.filter(pk=member.pk).update(language="fi")

    [row] = sent_mails()

    assert row.subject == "Höstmöte"


def test_what_was_broken_off_the_worker_goes_on_with(monkeypatch):
    monkeypatch.setattr(posting, "AT_ONCE", 2)
    for _ in range(5):
        make_member()
    letter = make_letter()
    now = timezone.now()
    posting.send(letter, by=a_writer(), at=now)
    letter.refresh_from_db()
    posting.carry_on(letter, at=now, most=2)

    early = posting.go_on(now + timedelta(minutes=1))
    late = posting.go_on(now + posting.PATIENCE)

    assert early == "Wrote 0 more recipient(s) of letters down."
    assert late == "Wrote 3 more recipient(s) of letters down."
    assert letter.recipients.count() == len(mails(KEY)) == 5
    assert posting.go_on(now + timedelta(days=1)).startswith("Wrote 0")


def test_a_chunk_asks_the_database_as_often_for_many_as_for_one(monkeypatch):
    make_member()
    a_writer()
    first = make_letter()
    of_one = queries_of(lambda: send_letter(first))
    for _ in range(6):
        make_member()
    second = make_letter()

    assert queries_of(lambda: send_letter(second)) == of_one


def test_a_letter_that_has_been_sent_stays_as_it_is():
    make_member()
    letter = send_letter()
    letter.text_fi = "Muutin mieleni."

    with pytest.raises(posting.LetterError):
        posting.keep_draft(letter, by=a_writer(), at=timezone.now())
    with pytest.raises(posting.LetterError):
        posting.throw_away(letter)

    letter.refresh_from_db()
    assert letter.text_fi == WORDS["text_fi"]


def test_half_a_translation_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_letter(subject_sv="Höstmöte")


def test_a_letter_to_who_was_forgotten_on_its_way_does_not_leave():
    make_member()
    letter = send_letter()
    letter.recipients.update(member=None, email="")

    assert sent_mails() == []
    assert django_mail.outbox == []


def test_a_draft_that_is_thrown_away_is_gone():
    letter = make_letter(municipalities=[Municipality.objects.get(code="205")])

    posting.throw_away(letter)

    assert not Letter.objects.exists()
