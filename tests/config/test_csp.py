"""What a page may load and run."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from config.csp import ContentSecurityPolicyMiddleware


def policy(path: str) -> dict[str, set[str]]:
    """The policy that a page at `path` is sent with, rule by rule."""
    middleware = ContentSecurityPolicyMiddleware(lambda _request: HttpResponse())
    response = middleware(RequestFactory().get(path))
    rules = response.headers["Content-Security-Policy"].split(";")
    return {name: set(values) for name, *values in (rule.split() for rule in rules)}


@pytest.mark.parametrize("path", ["/", "/sv/", "/administraatio/", "/kirjaudu/"])
def test_a_public_page_runs_our_own_files_alone(path):
    rules = policy(path)

    assert rules["default-src"] == {"'self'"}
    assert rules["frame-ancestors"] == {"'self'"}
    assert rules["object-src"] == {"'none'"}
    assert rules["base-uri"] == rules["form-action"] == {"'self'"}
    assert "script-src" not in rules
    assert "style-src" not in rules


@pytest.mark.parametrize("path", ["/", "/admin/"])
def test_nothing_is_evaluated_and_nothing_comes_from_afar(path):
    values = set().union(*policy(path).values())

    assert "'unsafe-eval'" not in values
    assert not [value for value in values if "nonce" in value or "//" in value]
    assert values <= {"'self'", "'none'", "'unsafe-inline'", "data:", "blob:"}


def test_the_admin_may_also_run_inline_scripts_and_nothing_more():
    public, admin = policy("/"), policy("/admin/event/new/")

    assert admin.pop("script-src") == {"'self'", "'unsafe-inline'"}
    assert admin == public


def test_the_page_editor_may_also_write_style_elements():
    admin, editor = policy("/admin/"), policy("/admin/pages/3/edit/")

    assert editor.pop("style-src-elem") == {"'self'", "'unsafe-inline'"}
    assert editor == admin


def test_the_upload_of_pictures_may_also_show_the_editors_own():
    admin, upload = policy("/admin/"), policy("/admin/images/multiple/add/")

    assert upload.pop("img-src") == admin.pop("img-src") | {"blob:"}
    assert upload == admin


@pytest.mark.django_db
def test_the_policy_comes_with_real_answers(client):
    response = client.get("/admin/login/")

    assert "'unsafe-inline'" in response.headers["Content-Security-Policy"]
    response = client.get("/healthz")
    assert "unsafe" not in response.headers["Content-Security-Policy"]
