import pytest
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def test_django_finds_nothing_wrong_with_the_site_on_this_database(capsys):
    call_command("check", databases=["default"])

    assert capsys.readouterr().out == (
        "System check identified no issues (0 silenced).\n"
    )
