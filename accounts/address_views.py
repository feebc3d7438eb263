"""My page: another e-mail address, confirmed from the old and the new one."""

from datetime import timedelta

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts import changing_address, data_subjects, rate_limits
from accounts.access import SignedInRequest, second_factor_again, sign_in_required
from accounts.adapters import TOO_OFTEN
from accounts.changing_address import StaleLinkError
from accounts.forms import NewAddressForm
from accounts.models import AddressChange, User

A_DAY = timedelta(days=1)
ASKED_A_DAY = 5  # by one person
MAILS_A_DAY = 5  # to one new address, whoever asks


@sign_in_required
@second_factor_again
@never_cache
def new_address(request: SignedInRequest) -> HttpResponse:
    """The form. Its answer is the same, whatever is known of the new address."""
    people = data_subjects.subjects_of(request.user.email, request.user)
    data = request.POST if request.method == "POST" else None
    form = NewAddressForm(data, user=request.user, people=people)
    if form.is_valid() and _ask(form, request):
        return redirect("accounts:address_asked")
    return render(request, "accounts/new_address.html", {"form": form})


def _ask(form: NewAddressForm, request: SignedInRequest) -> bool:
    now, email = timezone.now(), form.cleaned_data["email"]
    mine, theirs = "address-change", "address-change-to"
    if not rate_limits.allow(
        mine, str(request.user.pk), limit=ASKED_A_DAY, per=A_DAY, at=now
    ) or not rate_limits.allow(theirs, email, limit=MAILS_A_DAY, per=A_DAY, at=now):
        form.add_error(None, TOO_OFTEN)
        return False
    who = form.cleaned_data.get("who", "")
    changing_address.ask(request.user, email, who=who, at=now)
    return True


@sign_in_required
@require_safe
@never_cache
def address_asked(request: SignedInRequest) -> HttpResponse:
    """Look into both mailboxes."""
    changes = AddressChange.objects.of(request.user).open(timezone.now())
    change = changes.first()
    if change is None:
        return redirect("accounts:new_address")
    return render(request, "accounts/address_asked.html", {"change": change})


@csrf_exempt  # the token is the proof; with no-referrer browsers send no origin
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_address(request: HttpRequest, token: str) -> HttpResponse:
    """From the mail: GET shows a button, only POST confirms."""
    now = timezone.now()
    found = changing_address.of_token(token, at=now)
    reader = request.user.pk  # asked before the change ends this session as well
    if found is not None and request.method == "POST":
        try:
            change = changing_address.confirm(*found, at=now)
        except StaleLinkError:
            found = None
        else:
            if change.done_at is not None and reader == change.user_id:
                _stay_signed_in(request, change)
            return _answer(request, change, found[1])
    if found is None:
        return _answer(request, None, "")
    return _answer(request, *found)


def _answer(
    request: HttpRequest, change: AddressChange | None, side: str
) -> HttpResponse:
    is_confirmed = bool(change and getattr(change, f"{side}_confirmed_at"))
    context = {
        "change": change,
        "is_confirmed": is_confirmed,
        "is_old": side == changing_address.OLD,
        "sentence": changing_address.sentence_of(change) if change else "",
    }
    status = 200 if change else 404
    response = render(request, "accounts/confirm_address.html", context, status=status)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _stay_signed_in(request: HttpRequest, change: AddressChange) -> None:
    """The change ends all sessions; not the one in which its owner looks on."""
    request.user = User.objects.get(pk=change.user_id)
    update_session_auth_hash(request, request.user)
