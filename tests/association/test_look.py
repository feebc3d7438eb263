import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_base(language, db):
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    with translation.override(language):
        html = render_to_string("base.html", {}, request)
    print(html)
    assert f'<html lang="{language}">' in html
