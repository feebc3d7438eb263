"""Questions that somebody has answered stay, whatever an editor does."""

import pytest
from django.db.models import RestrictedError
from pytest_django.asserts import assertContains

from events.models import Answer, Question
from tests.events.test_admin import EVENTS, editor, errors_of, form, save
from tests.support.registrations import make_meetup, make_question, sign_up

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

__all__ = ["editor"]


@pytest.fixture
def meetup():
    return make_meetup(capacity=None)


@pytest.fixture
def question(meetup):
    return make_question(meetup, "Miten tulet?", ("Junalla", "Autolla"), kind="choice")


@pytest.fixture
def answer(meetup, question):
    option = question.options.get(text_fi="Junalla")
    return Answer.objects.create(
        registration=sign_up(meetup), question=question, option=option
    )


def as_sent(question, *, delete="", kind="choice", gone=()):
    """The event's form with its one question and the options of it."""
    event, options = question.event, list(question.options.order_by("sort_order"))
    data = {
        "name_fi": event.name_fi,
        "start_day": event.start_day.isoformat(),
        "start_time": "18.00",
        "takes_registrations": "on",
        "questions-TOTAL_FORMS": "1",
        "questions-INITIAL_FORMS": "1",
        "questions-0-id": str(question.pk),
        "questions-0-text_fi": question.text_fi,
        "questions-0-kind": kind,
        "questions-0-ORDER": "1",
        "questions-0-DELETE": delete,
        "questions-0-options-TOTAL_FORMS": str(len(options)),
        "questions-0-options-INITIAL_FORMS": str(len(options)),
    }
    for number, option in enumerate(options):
        start = f"questions-0-options-{number}"
        data[f"{start}-id"] = str(option.pk)
        data[f"{start}-text_fi"] = option.text_fi
        data[f"{start}-ORDER"] = str(number + 1)
        data[f"{start}-DELETE"] = "on" if option.text_fi in gone else ""
    return form(**data)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"delete": "on"}, "Miten tulet?"),
        ({"gone": ("Junalla",)}, "Junalla"),
        ({"kind": "text"}, "Miten tulet?"),
    ],
)
def test_what_somebody_has_answered_is_not_taken_away(editor, answer, change, told):
    path = f"{EVENTS}edit/{answer.question.event_id}/"

    response = editor.post(path, as_sent(answer.question, **change))

    sentence = f"Tähän on jo vastattu, ja se pysyy ennallaan: {told}."
    assertContains(response, sentence)
    assert Answer.objects.get() == answer


@pytest.mark.parametrize(
    "change", [{"delete": "on"}, {"gone": ("Autolla",)}, {"kind": "text"}]
)
def test_what_nobody_has_answered_may_go(editor, question, change):
    data = as_sent(question, **change)
    path = f"{EVENTS}edit/{question.event_id}/"

    response = save(editor, path, data)

    assert response.status_code == 302, errors_of(response)
    assert as_sent_again(question) == change


def as_sent_again(question):
    """Which of the changes has come true."""
    found = Question.objects.filter(pk=question.pk).first()
    if found is None:
        return {"delete": "on"}
    if found.kind != question.kind:
        return {"kind": found.kind}
    return {"gone": ("Autolla",)} if found.options.count() == 1 else {}


def test_an_option_that_nobody_chose_may_go_from_an_answered_question(editor, answer):
    path = f"{EVENTS}edit/{answer.question.event_id}/"
    data = as_sent(answer.question, gone=("Autolla",))

    assert save(editor, path, data).status_code == 302
    assert answer.question.options.count() == 1


def test_the_database_keeps_an_answered_question_too(answer):
    with pytest.raises(RestrictedError):
        answer.question.delete()
