"""The settings as a fresh process reads them: what is unsafe does not start."""

import os
import re
import subprocess
import sys

import pytest

from demo.serve import ROOT

PRODUCTION = {
    "BASE_URL": "https://mentorit.example",
    "SECRET_KEY": "k3" * 30,
    "DEFAULT_FROM_EMAIL": "mentorit@mentorit.example",
    "EMAIL_URL": "smtp://localhost",
    "STRIPE_SECRET_KEY": "rk_live_example",
    "STRIPE_WEBHOOK_SECRET": "whsec_example",
}


def start(
    tmp_path, code="", **environment: str | None
) -> subprocess.CompletedProcess[str]:
    """Read the settings in a process of its own, then run `code` with them as `s`."""
    kept = {name: os.environ[name] for name in ("PATH", "COVERAGE_PROCESS_START")
            if name in os.environ}  # fmt: skip
    given = {name: value for name, value in environment.items() if value is not None}
    return subprocess.run(
        [sys.executable, "-c", f"from config import settings as s\n{code}"],
        env={**kept, "DATA_DIR": str(tmp_path), **given},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def refusal(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 1, done.stdout + done.stderr
    last = done.stderr.strip().splitlines()[-1]
    kind, _colon, sentence = last.partition(": ")
    assert kind.endswith("ImproperlyConfigured"), last
    return sentence


@pytest.mark.parametrize(
    "name", ["BASE_URL", "SECRET_KEY", "DEFAULT_FROM_EMAIL", "EMAIL_URL"]
)
def test_a_real_site_does_not_start_without(tmp_path, name):
    done = start(tmp_path, **{**PRODUCTION, name: None})

    assert refusal(done) == f"Set the environment variable {name}."


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"DEMO": "1", "STRIPE_SECRET_KEY": "sk_live_x"}, "live STRIPE_SECRET_KEY"),
        ({"DEMO": "1", "STRIPE_SECRET_KEY": "rk_live_x"}, "live STRIPE_SECRET_KEY"),
        ({"DEMO": "1", "BASE_URL": "https://mentorit.example"}, "for this machine"),
        (
            {"DEMO": "1", "STRIPE_API_BASE": "http://stripe.example"},
            "STRIPE_API_BASE must be an address on this machine",
        ),
        (
            {**PRODUCTION, "STRIPE_API_BASE": "http://127.0.0.1:12111"},
            "STRIPE_API_BASE works only with DEMO=1",
        ),
        ({**PRODUCTION, "STRIPE_WEBHOOK_SECRET": ""}, "Set STRIPE_WEBHOOK_SECRET"),
        ({**PRODUCTION, "TRUSTED_PROXIES": "yes"}, "TRUSTED_PROXIES=yes"),
    ],
)
def test_what_is_unsafe_does_not_start(tmp_path, changes, sentence):
    assert sentence in refusal(start(tmp_path, **changes))


def test_the_demo_starts_with_nothing_but_its_name(tmp_path):
    done = start(tmp_path, "print(s.DEMO, s.DEBUG, s.BASE_URL)", DEMO="1")

    assert done.stdout.split() == ["True", "False", "http://localhost:8000"]


def test_a_real_site_has_nothing_of_the_demo(tmp_path):
    code = "print('demo' in s.INSTALLED_APPS, s.ADMIN_NEEDS_SECOND_FACTOR, s.DEBUG)"

    done = start(tmp_path, code, **PRODUCTION)

    assert done.stdout.split() == ["False", "True", "False"]


def test_a_real_site_answers_to_its_own_names_alone(tmp_path):
    code = "print(*s.ALLOWED_HOSTS)"

    done = start(tmp_path, code, **PRODUCTION, ALLOWED_HOSTS="www.mentorit.example")

    assert done.stdout.split() == [
        "www.mentorit.example", "mentorit.example", "localhost", "127.0.0.1", "[::1]",
    ]  # fmt: skip


def test_proxies_are_believed_only_when_there_are_some(tmp_path):
    code = "print(getattr(s, 'SECURE_PROXY_SSL_HEADER', None))"

    alone = start(tmp_path, code, **PRODUCTION)
    behind = start(tmp_path, code, **PRODUCTION, TRUSTED_PROXIES="1")

    assert alone.stdout.strip() == "None"
    assert "HTTP_X_FORWARDED_PROTO" in behind.stdout


def test_a_real_site_speaks_https_alone_but_for_its_health(tmp_path):
    code = (
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,"
        " s.SESSION_COOKIE_HTTPONLY,"
        " s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS > 30_000_000,"
        " s.SECURE_REDIRECT_EXEMPT)"
    )

    done = start(tmp_path, code, **PRODUCTION)

    assert done.stdout.strip() == "True " * 5 + "['^healthz$']"


def test_nobody_signs_in_by_password_and_mails_take_our_way(tmp_path):
    code = "print(*s.AUTHENTICATION_BACKENDS, s.MAILERS['default']['BACKEND'])"

    done = start(tmp_path, code, **PRODUCTION)

    assert done.stdout.split() == [
        "accounts.backends.AccountBackend", "accounts.outbox.OutboxBackend",
    ]  # fmt: skip


def test_djangos_own_deployment_checks_are_content(tmp_path):
    # Also that the stored settings bring the apps up: a check needs them all.
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "check", "--deploy",
         "--fail-level", "WARNING"],
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), **PRODUCTION,
             "SECRET_KEY": "5uQ!x9-RkzLw2vTn8@bYcE4hGmA7pJd3sFq6UeXo1iZtVrNyBlC0"},
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert re.search(r"no issues \(0 silenced\)", done.stdout)
