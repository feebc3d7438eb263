"""What happens at once, on a database where commits are real."""

import threading
import time
from collections import Counter

from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from membership import applying, deciding, raising
from membership.models import Application, Due, Member, MemberSeries, Membership
from payments.models import Bill
from tests.support.accounts import make_user
from tests.support.membership import (
    decide,
    mails,
    make_application,
    make_decision,
    make_member,
    make_wish,
)


def all_at_once(*works):
    """Run each in a thread of its own, all let go together; answers what they gave."""
    answers, gate = [], threading.Barrier(len(works))

    def run(work):
        gate.wait()
        try:
            answers.append(work())
        except Exception as error:  # noqa: BLE001 - the test looks at it
            answers.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_b2_two_board_members_at_once_make_one_member_one_due_and_one_mail(committed):
    application = make_application()
    decision, now = make_decision(), timezone.now()

    def accept():
        return deciding.accept(application, decision, at=now)

    answers = all_at_once(accept, accept, accept, accept)

    assert answers == [Member.objects.get()] * 4
    assert Membership.objects.count() == Due.objects.count() == 1
    assert Bill.objects.count() == User.objects.count() == 1
    assert len(mails("application-accepted")) == 1


def test_one_accepts_while_another_rejects_and_one_decision_stands(committed):
    application = make_application()
    decision, now = make_decision(), timezone.now()

    answers = all_at_once(
        lambda: deciding.accept(application, decision, at=now),
        lambda: deciding.reject(application, decision, reason="Syy.", at=now),
    )

    kinds = Counter(type(answer).__name__ for answer in answers)
    assert kinds in (
        Counter(["Member", "DecidingError"]),
        Counter(["Application", "DecidingError"]),
    )
    assert Member.objects.count() + len(mails("application-rejected")) == 1


def test_eight_people_of_one_household_accepted_at_once_are_eight_members(committed):
    applications = [make_application(email="koti@esimerkki.example") for _ in range(8)]
    decision, now = make_decision(), timezone.now()

    all_at_once(
        *(
            lambda one=application: deciding.accept(one, decision, at=now)
            for application in applications
        )
    )

    numbers = Member.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, 9))
    assert User.objects.count() == 1


def test_a_batch_and_some_of_it_one_by_one_at_once_accept_each_once(
    committed, settings
):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    board = make_user("hallitus@esimerkki.example", "board")
    applications = [make_application() for _ in range(6)]

    MemberSeries.objects.create(pk=1)
    ready = threading.Barrier(5)

    def press(*chosen):
        browser = Client()
        browser.force_login(board)

        def accept():
            ready.wait()
            return decide(browser, "accept", *chosen).status_code

        return accept

    def let_all_queue_up():
        """Nobody gets a number until each has locked what comes before it."""
        with transaction.atomic():
            MemberSeries.objects.select_for_update().get()
            ready.wait()
            time.sleep(2)
        return 302

    answers = all_at_once(
        let_all_queue_up,
        press(*applications),
        *(press(one) for one in applications[3:]),
    )

    assert answers == [302] * 5
    assert Member.objects.count() == Due.objects.count() == 6
    assert len(mails("application-accepted")) == 6


def test_of_two_who_press_at_once_one_is_told_of_the_other(committed, settings):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    board = make_user("hallitus@esimerkki.example", "board")
    application = make_application()
    ready = threading.Barrier(2)

    browsers = [Client(), Client()]
    for browser in browsers:
        browser.force_login(board)

    def press(browser):
        ready.wait()
        answer = decide(browser, "accept", application)
        return [one.level_tag for one in answer.wsgi_request._messages]

    assert sorted(all_at_once(*(lambda one=one: press(one) for one in browsers))) == [
        ["success"],
        ["warning"],
    ]


def test_the_same_form_sent_twice_at_once_is_one_application(committed):
    now = timezone.now()

    def send():
        applying.submit(make_wish(), at=now)

    assert all_at_once(send, send, send, send) == [None] * 4
    assert Application.objects.count() == 1
    assert len(mails("application-confirm")) == 1


def test_two_yearly_runs_at_once_ask_each_member_once(committed):
    for _number in range(3):
        make_member()
    now, year = timezone.now(), timezone.localdate().year + 1

    def run():
        return raising.raise_dues(year, at=now)

    all_at_once(run, run)

    assert Due.objects.filter(year=year).count() == 3
    assert Bill.objects.count() == 6
    assert len(mails("due-")) == 3
