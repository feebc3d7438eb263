"""My page: what is held of me, what I have agreed to, my copy, and being forgotten."""

import json

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import consents, data_subjects, erasing, own_copy
from accounts.access import SignedInRequest, second_factor_again, sign_in_required
from accounts.data_subjects import DataSubject
from accounts.forms import ErasureForm
from accounts.models import User


def subject_of(request: SignedInRequest) -> DataSubject | None:
    """Whose data is asked for; None while one of several has not been chosen."""
    key = request.GET.get("who", "")
    found = data_subjects.find(request.user.email, key, request.user)
    if key and found is None:
        raise Http404
    return found


@sign_in_required
@require_safe
@never_cache
def privacy(request: SignedInRequest) -> HttpResponse:
    """The ways there are; of several who share the sign-in, one is chosen first."""
    whose = subject_of(request)
    context = {
        "whose": whose,
        "people": data_subjects.subjects_of(request.user.email, request.user),
        "consents": consents.of(whose) if whose else [],
    }
    return render(request, "accounts/privacy.html", context)


@sign_in_required
@require_safe
@second_factor_again
@never_cache
def copy(request: SignedInRequest) -> HttpResponse:
    """All that is held, to read."""
    whose = subject_of(request)
    if whose is None:
        return redirect("accounts:privacy")
    parts = own_copy.parts_of(whose)
    context = {
        "whose": whose,
        "held": [part for part in parts if part.rows],
        "not_held": [part for part in parts if not part.rows],
    }
    return render(request, "accounts/copy.html", context)


@sign_in_required
@require_safe
@second_factor_again
@never_cache
def copy_file(request: SignedInRequest) -> HttpResponse:
    """The same as a file for programs."""
    whose = subject_of(request)
    if whose is None:
        return redirect("accounts:privacy")
    now = timezone.now()
    content = json.dumps(own_copy.as_json(whose, at=now), ensure_ascii=False, indent=1)
    response = HttpResponse(content, content_type="application/json; charset=utf-8")
    name = _("my-data")
    day = timezone.localdate(now)
    response["Content-Disposition"] = f'attachment; filename="{name}-{day}.json"'
    return response


@sign_in_required
@second_factor_again
@never_cache
def erase(request: SignedInRequest) -> HttpResponse:
    """What goes, what stays, why and until when; then the wish itself."""
    whose = subject_of(request)
    if whose is None:
        return redirect("accounts:privacy")
    now = timezone.now()
    data = request.POST if request.method == "POST" else None
    form = ErasureForm(data)
    if form.is_valid():
        pk = request.user.pk
        erasing.ask(whose, language=request.user.language, at=now)
        return _after(request, is_gone=not _may_sign_in(pk))
    context = {"form": form, "whose": whose, "plan": erasing.plan(whose, at=now)}
    return render(request, "accounts/erase.html", context)


def _may_sign_in(pk: int) -> bool:
    return User.objects.filter(pk=pk, is_active=True).exists()


def _after(request: SignedInRequest, *, is_gone: bool) -> HttpResponse:
    if is_gone:
        logout(request)
        return redirect("accounts:erased")
    messages.success(request, _("We erased what may go. The rest goes in its time."))
    return redirect("accounts:my_page")


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """Goodbye. It tells nothing of anybody."""
    return render(request, "accounts/erased.html")
