"""Letters to members in the admin: written, looked at, sent, and what came back."""

import csv
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import outbox, retention
from accounts.models import OutboxMail
from membership import addressees, deciding, letter_papers, undelivered
from membership.admin_letter import seen_of
from membership.models import Application, Letter, LetterRecipient, Member
from tests.support.letters import HOME, WORDS, make_letter, send_letter, without_mail
from tests.support.mail_server import MailServer, use
from tests.support.membership import mails, make_decision, make_member
from tests.support.papers import pages_of, words_of
from tests.support.queries import queries_of

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
LIST = "/admin/letters/"
NEW = "/admin/letters/new/"
FORM = {
    "subject_fi": WORDS["subject_fi"], "text_fi": WORDS["text_fi"], "subject_sv": "",
    "text_sv": "", "subject_en": "", "text_en": "", "unpaid_year": "", "part": "",
}  # fmt: skip


def page_of(letter):
    return f"/admin/letters/inspect/{letter.pk}/"


def press(browser, letter, *, seen=None):
    letter.refresh_from_db()
    counted = addressees.count(letter, on=TODAY)
    given = {"seen": seen or seen_of(letter, counted)}
    return browser.post(f"/admin/letters/send/{letter.pk}/", given, follow=True)


# --- writing -------------------------------------------------------------------------


def test_the_board_writes_a_draft_looks_at_it_and_sends_it(board):
    make_member(last_name="Harju")

    response = board.post(NEW, {**FORM, "kinds": ["voting"]})
    letter = Letter.objects.get()
    assert (response.status_code, response["Location"]) == (302, page_of(letter))
    assert (letter.written_by, letter.kinds) == (board.user, ["voting"])
    draft = board.get(page_of(letter)).content.decode()
    assert "Lähetä 1 jäsenelle" in draft
    assert '<a href="https://mentorit.example/kokous/"' in draft
    assert not LetterRecipient.objects.exists()

    page = press(board, letter).content.decode()

    assert "Kirje lähtee 1 jäsenelle." in page
    letter.refresh_from_db()
    assert letter.sent_by == board.user
    assert len(mails("members-letter-")) == 1
    assert "Harju Satu Maaria" in page
    listed = board.get(LIST).content.decode()
    assert "Syyskokous 12.12." in listed
    assert "Lähetetty" in listed


def test_a_second_press_says_that_it_was_sent(board):
    make_member()
    letter = make_letter()
    press(board, letter)

    page = press(board, letter).content.decode()

    assert "Kirje oli jo lähetetty." in page
    assert len(mails("members-letter-")) == 1


def test_whoever_saw_another_text_or_other_figures_is_shown_them_again(board):
    make_member()
    letter = make_letter()
    seen = seen_of(letter, addressees.count(letter, on=TODAY))
    make_member()

    page = press(board, letter, seen=seen).content.decode()

    assert "Kirje tai luvut muuttuivat" in page
    letter.refresh_from_db()
    assert letter.is_draft


def test_nobody_in_the_part_is_said_and_there_is_no_button(board):
    make_member()
    letter = make_letter(kinds=["honorary"])

    page = board.get(page_of(letter)).content.decode()
    pressed = press(board, letter).content.decode()

    assert "Kukaan ei kuulu valittuun joukkoon." in page
    assert "/admin/letters/send/" not in page
    assert "Kukaan ei kuulu valittuun joukkoon." in pressed
    letter.refresh_from_db()
    assert letter.is_draft


@pytest.mark.parametrize(
    ("field", "given", "sentence"),
    [
        ("subject_fi", "", "Kirjoita"),
        ("text_fi", "", "Kirjoita kirje."),
        ("text_fi", "a" * 10_000_000, "20"),
        ("subject_fi", "Kokous\nBcc: kaikki@vieras.example", ""),
        ("subject_sv", "Höstmöte", "Kirjoita myös kirje tällä kielellä."),
        ("text_en", "Welcome", "Kirjoita myös aihe tällä kielellä."),
        ("kinds", "pirates", ""),
        ("unpaid_year", "1066", ""),
        ("part", "pirates", ""),
    ],
)
def test_a_mistake_is_told_beside_its_field_and_all_that_was_typed_is_kept(
    board, field, given, sentence
):
    make_member()
    typed = {**FORM, "text_fi": "Kauan sitten kirjoitettu kirje", field: given}

    response = board.post(NEW, typed)

    assert response.status_code == 200
    page = response.content.decode()
    shown = field if field in response.context["form"].errors else None
    errors = response.context["form"].errors
    assert errors, shown
    assert sentence in str(errors)
    assert not Letter.objects.exists()
    if field != "text_fi":
        assert "Kauan sitten kirjoitettu kirje" in page
    else:
        assert WORDS["subject_fi"] in page
        assert given[:1000] in page


def test_an_emoji_is_a_letter_like_any_other(board):
    make_member()

    board.post(NEW, {**FORM, "subject_fi": "Pikkujoulut 🎄"})

    assert Letter.objects.get().subject_fi == "Pikkujoulut 🎄"


def test_a_letter_that_has_been_sent_is_neither_changed_nor_thrown_away(board):
    make_member()
    letter = send_letter()

    for what in ("edit", "delete"):
        address = f"/admin/letters/{what}/{letter.pk}/"
        assert board.get(address).status_code in {302, 403}
        assert board.post(address, FORM | {"text_fi": "Muu"}).status_code in {302, 403}

    letter.refresh_from_db()
    assert letter.text_fi == WORDS["text_fi"]


def test_a_draft_is_changed_and_thrown_away(board):
    letter = make_letter()

    board.post(f"/admin/letters/edit/{letter.pk}/", {**FORM, "text_fi": "Uusi"})
    letter.refresh_from_db()
    assert letter.text_fi == "Uusi"
    board.post(f"/admin/letters/delete/{letter.pk}/")

    assert not Letter.objects.exists()


def test_a_test_goes_to_whoever_asks_for_it_once_a_page(board):
    letter = make_letter()
    given = {"key": "5f1f7f3e-0000-4000-8000-000000000001"}

    for _ in range(2):
        page = board.post(f"/admin/letters/test/{letter.pk}/", given, follow=True)
    board.post(f"/admin/letters/test/{letter.pk}/", {"key": "ei avain"})

    assert [row.to for row in mails("test-of-letter-")] == [board.user.email]
    assert board.user.email in page.content.decode()


@pytest.mark.parametrize("role", ["editor", "treasurer", "member", "stranger"])
def test_nobody_but_the_board_gets_near_a_letter(request, client, role, settings):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    member = make_member()
    letter, draft = send_letter(), make_letter()
    row = letter.recipients.get()
    if role == "member":
        client.force_login(member.user)
    elif role != "stranger":
        client = request.getfixturevalue(role)
    gets = [
        LIST, NEW, page_of(letter), f"/admin/letters/edit/{draft.pk}/",
        f"/admin/letters/paper/{letter.pk}/", f"/admin/letters/addresses/{letter.pk}/",
        f"/admin/letters/came-back/{row.pk}/",
    ]  # fmt: skip
    posts = [
        f"/admin/letters/send/{draft.pk}/", f"/admin/letters/test/{draft.pk}/",
        f"/admin/letters/works/{row.pk}/", f"/admin/letters/came-back/{row.pk}/",
    ]  # fmt: skip

    answers = {client.get(one).status_code for one in gets}
    answers |= {client.post(one).status_code for one in posts}

    assert answers <= {302, 403, 404}
    draft.refresh_from_db()
    assert draft.is_draft
    assert "Syyskokous" not in client.get(page_of(letter), follow=True).content.decode()


def test_the_pages_ask_as_often_for_one_recipient_as_for_many(board):
    make_member()
    first = send_letter()
    draft = make_letter()
    board.get(LIST)
    asked = {
        address: queries_of(lambda address=address: board.get(address))
        for address in (LIST, page_of(first), page_of(draft))
    }
    for _ in range(5):
        make_member()
    second = send_letter()
    for row in second.recipients.all()[:3]:
        undelivered.came_back(row, on=TODAY, why="", by=board.user)

    assert queries_of(lambda: board.get(LIST)) == asked[LIST]
    assert queries_of(lambda: board.get(page_of(draft))) == asked[page_of(draft)]
    assert queries_of(lambda: board.get(page_of(second))) == asked[page_of(first)]


# --- what came back ------------------------------------------------------------------


def give_up(row, settings):
    """A server refuses the address until the outbox gives up."""
    mail = OutboxMail.objects.get(key__endswith=f"-{row.pk}")
    with MailServer(refused={row.email}) as server:
        use(settings, server)
        while mail.given_up_at is None:
            outbox.send_due(mail.next_try_at)
            mail.refresh_from_db()
    return mail


def test_a_letter_that_the_server_refused_is_shown_with_the_reason(board, settings):
    member = make_member(last_name="Harju")
    letter = send_letter()
    give_up(letter.recipients.get(), settings)

    page = board.get(page_of(letter)).content.decode()

    assert "Ei otettu vastaan" in page
    assert "nobody" in page
    assert member.email in page
    [listed] = board.get("/admin/members/?address=broken").context["object_list"]
    assert listed == member
    assert "ei toimi" in board.get(f"/admin/members/inspect/{member.pk}/").text


def test_a_refused_letter_that_is_sent_again_is_no_more_refused(board, settings):
    make_member()
    letter = send_letter()
    mail = give_up(letter.recipients.get(), settings)

    outbox.send_again(mail, at=timezone.now())

    assert letter.recipients.get().undelivered_as == ""


def test_the_board_marks_a_letter_that_came_back_and_takes_the_mark_away(board):
    make_member()
    letter = send_letter()
    row = letter.recipients.get()
    given = {"on": TODAY.strftime("%d.%m.%Y"), "why": "Postilaatikko täynnä"}

    board.post(f"/admin/letters/came-back/{row.pk}/", given)

    row.refresh_from_db()
    assert (row.undelivered_as, row.undelivered_on) == ("returned", TODAY)
    assert row.marked_by == board.user
    assert "Postilaatikko täynnä" in board.get(page_of(letter)).content.decode()
    assert undelivered.members_concerned().count() == 1
    board.post(f"/admin/letters/works/{row.pk}/")
    row.refresh_from_db()
    assert (row.undelivered_as, row.marked_by) == ("", None)
    assert undelivered.members_concerned().count() == 0


@pytest.mark.parametrize("on", ["", "eilen", "1.1.2020", "1.1.2099"])
def test_a_day_on_which_nothing_can_have_come_back_is_asked_again(board, on):
    make_member()
    row = send_letter().recipients.get()

    response = board.post(f"/admin/letters/came-back/{row.pk}/", {"on": on, "why": "x"})

    assert response.status_code == 200
    assert "on" in response.context["form"].errors
    assert LetterRecipient.objects.undelivered().count() == 0


def test_the_mark_is_of_the_address_and_not_of_the_person(board):
    first = make_member(email="koti@esimerkki.example")
    second = make_member(email="koti@esimerkki.example")
    row = send_letter().recipients.get(member=first)
    undelivered.came_back(row, on=TODAY, why="", by=board.user)
    assert set(undelivered.members_concerned()) == {first, second}

    Member.objects.filter(pk=first.pk).update(email="uusi@esimerkki.example")

    assert list(undelivered.members_concerned()) == [second]


def test_an_address_that_works_after_all_is_no_more_shown_and_the_letter_still_failed(
    board, settings
):
    make_member()
    letter = send_letter()
    row = letter.recipients.get()
    give_up(row, settings)

    board.post(f"/admin/letters/works/{row.pk}/")

    assert undelivered.members_concerned().count() == 0
    assert letter.recipients.undelivered().count() == 1


def test_the_member_is_asked_for_a_new_address_on_their_own_page(client, board):
    member = make_member()
    row = send_letter().recipients.get()
    undelivered.came_back(row, on=TODAY, why="", by=board.user)
    client.force_login(member.user)

    page = client.get("/oma-sivu/").content.decode()

    assert "Toimiiko sähköpostiosoitteesi?" in page


# --- the member's own page -----------------------------------------------------------


def test_a_member_reads_the_letters_that_came_to_them_and_no_others(client):
    member, other = make_member(last_name="Harju"), make_member(last_name="Muu")
    letter = send_letter()
    mine, theirs = (letter.recipients.get(member=one) for one in (member, other))
    client.force_login(member.user)

    page = client.get("/oma-sivu/").content.decode()
    read = client.get(f"/oma-sivu/kirjeet/{mine.pk}/").content.decode()

    assert f'href="/oma-sivu/kirjeet/{mine.pk}/"' in page
    assert f"/oma-sivu/kirjeet/{theirs.pk}/" not in page
    assert "<p>Tervetuloa kokoukseen.</p>" in read
    assert client.get(f"/oma-sivu/kirjeet/{theirs.pk}/").status_code == 404


def test_my_page_asks_as_often_for_many_letters_as_for_one(client):
    member = make_member()
    send_letter()
    client.force_login(member.user)
    client.get("/oma-sivu/")
    of_one = queries_of(lambda: client.get("/oma-sivu/"))
    for _ in range(3):
        send_letter()

    assert queries_of(lambda: client.get("/oma-sivu/")) == of_one


# --- on paper ------------------------------------------------------------------------


def test_those_on_paper_get_a_sheet_each_with_the_address_in_the_window(board):
    for last_name, language in (("Harju", "fi"), ("Berg", "sv")):
        member = make_member(last_name=last_name, language=language)
        without_mail(member, **HOME)
    letter = send_letter(subject_sv="Höstmöte", text_sv="Välkommen till mötet.")

    answer = board.get(f"/admin/letters/paper/{letter.pk}/?part=1")

    assert answer["Content-Type"] == "application/pdf"
    pdf = answer.getvalue()
    assert len(pages_of(pdf)) == 2
    words = words_of(pdf)
    assert "Satu Maaria Berg Kuja 3 A 5 87100 Kajaani" in words
    assert "Välkommen till mötet." in words
    assert "Tervetuloa kokoukseen." in words


def test_whoever_no_mail_reached_gets_a_sheet_once_a_postal_address_is_known(board):
    member = make_member(last_name="Harju")
    make_member(last_name="Muu")
    letter = send_letter()
    row = letter.recipients.get(member=member)
    undelivered.came_back(row, on=TODAY, why="", by=board.user)
    address = f"/admin/letters/paper/{letter.pk}/?part=1"
    assert board.get(address).status_code == 404

    Member.objects.filter(pk=member.pk).update(**HOME)

    assert address in board.get(page_of(letter)).content.decode()
    words = words_of(board.get(address).getvalue())
    assert "Satu Maaria Harju Kuja 3 A 5" in words
    assert "Muu" not in words


def test_a_long_paragraph_is_on_paper_to_its_last_word(board):
    without_mail(make_member(), **HOME)
    text = " ".join(f"sana{number}" for number in range(1500)) + " loppu."
    letter = send_letter(text_fi=text)

    pdf = board.get(f"/admin/letters/paper/{letter.pk}/?part=1").getvalue()

    assert "sana1499 loppu." in words_of(pdf)
    assert len(pages_of(pdf)) > 1


@pytest.mark.parametrize("part", ["0", "2", "-1", "x", "9" * 30, "²"])
def test_a_part_that_is_not_there_is_not_found(board, part):
    without_mail(make_member(), **HOME)
    letter = send_letter()

    answer = board.get(f"/admin/letters/paper/{letter.pk}/", {"part": part})

    assert answer.status_code == 404


def test_who_has_no_postal_address_either_is_named_for_the_board(board):
    without_mail(make_member(last_name="Kadonnut"))
    letter = send_letter()

    page = board.get(page_of(letter)).content.decode()

    assert "1 jäsenellä ei ole postiosoitettakaan" in page
    assert "Kadonnut" in page


def test_the_addresses_are_a_table_in_which_nothing_is_computed(board):
    without_mail(make_member(last_name="Harju"), **HOME)
    without_mail(make_member(last_name="Kaava"), **{**HOME, "town": "=1+1"})
    letter = send_letter()

    answer = board.get(f"/admin/letters/addresses/{letter.pk}/")

    rows = list(
        csv.reader(answer.content.decode("utf-8-sig").splitlines(), delimiter=";")
    )
    assert [row[1] for row in rows[1:]] == ["Satu Maaria Harju", "Satu Maaria Kaava"]
    assert rows[1][3:6] == ["Kuja 3 A 5", "87100", "Kajaani"]
    assert rows[2][5] == "'=1+1"


def test_the_files_of_many_letters_are_counted_out():
    assert letter_papers.files(0) == []
    assert letter_papers.files(250) == [(1, 1, 250)]
    assert letter_papers.files(251) == [(1, 1, 250), (2, 251, 251)]


# --- the postal address --------------------------------------------------------------


def test_a_member_gives_a_postal_address_and_gets_letters_on_paper(client):
    member = make_member()
    client.force_login(member.user)
    given = {
        "first_names": "Satu Maaria", "last_name": "Harju", "municipality": "Kajaani",
        "language": "fi", **HOME,
    }  # fmt: skip
    address = f"/oma-sivu/jasenyys/{member.number}/"

    half = client.post(address, {**given, "town": ""})
    whole = client.post(address, given)

    assert "Kirjoita myös postitoimipaikka." in half.content.decode()
    assert whole.status_code == 302
    member.refresh_from_db()
    assert member.postal_lines == ["Kuja 3 A 5", "87100 Kajaani"]
    assert member.gets_paper
    client.post(address, {**given, **dict.fromkeys(HOME, "")})
    member.refresh_from_db()
    assert not member.gets_paper


def test_the_board_writes_the_postal_address_to_the_register(board):
    member = without_mail(make_member(last_name="Harju"))
    given = {
        "first_names": "Satu Maaria", "last_name": "Harju", "municipality": "Kajaani",
        "email": "", "language": "fi", "born_on": "", **HOME,
    }  # fmt: skip

    response = board.post(f"/admin/members/edit/{member.pk}/", given)

    assert response.status_code == 302, response.context["form"].errors
    member.refresh_from_db()
    assert member.postal_lines == ["Kuja 3 A 5", "87100 Kajaani"]


def test_an_address_on_a_paper_application_comes_to_the_register(board):
    given = {
        "who": "voting", "organisation": "", "business_id": "",
        "first_names": "Satu Maaria", "last_name": "Harju", "municipality": "Kajaani",
        "email": "", "language": "fi", "came_on": TODAY, **HOME,
    }  # fmt: skip
    board.post("/admin/applications/paper/", given)

    member = deciding.accept(
        Application.objects.get(), make_decision(), at=timezone.now()
    )

    assert member.postal_lines == ["Kuja 3 A 5", "87100 Kajaani"]


# --- how long ------------------------------------------------------------------------


def test_a_year_later_only_how_many_got_the_letter_is_known():
    make_member()
    at = timezone.now()
    letter = send_letter(at=at)

    retention.run(at + timedelta(days=366))

    row = letter.recipients.get()
    assert (row.member, row.email) == (None, "")
    assert Letter.objects.with_counts().get().recipient_count == 1
