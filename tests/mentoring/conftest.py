import pytest

from tests.support.mentoring import make_free_time, make_mentor, make_person


@pytest.fixture
def mentor(db):
    return make_mentor(name="Tuula Rantanen", slug="tuula-rantanen")


@pytest.fixture
def free_time(mentor):
    return make_free_time(mentor)


@pytest.fixture
def mentee(db):
    return make_person(first_name="Satu", last_name="Harju")


@pytest.fixture
def stranger(db):
    return make_person(first_name="Ville", last_name="Vieras")
