from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from accounts import health
from accounts import my_page as sections
from accounts import sign_in_link as links
from accounts.access import SignedInRequest, sign_in_required
from accounts.forms import DetailsForm


@sign_in_required
@never_cache
def my_page(request: SignedInRequest) -> HttpResponse:
    """What each app has for this person, and the one thing to do next."""
    shown = sections.shown_to(request)
    steps = (one.next_step for one in shown if one.next_step)
    context = {
        "shown": shown,
        "wide": [one for one in shown if not one.section.is_aside],
        "beside": [one for one in shown if one.section.is_aside],
        "next_step": next(steps, None),
    }
    return render(request, "accounts/my_page.html", context)


@sign_in_required
@never_cache
def details(request: SignedInRequest) -> HttpResponse:
    """One's own name and language; a member's are changed in the register."""
    if elsewhere := sections.details_page_of(request.user):
        return redirect(elsewhere)
    data = request.POST if request.method == "POST" else None
    form = DetailsForm(data, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your details are saved."))
        with translation.override(request.user.language):
            return redirect("accounts:my_page")
    request.user.refresh_from_db()  # a refused form has already changed the object
    return render(request, "accounts/details.html", {"form": form})


@csrf_exempt  # the token is the proof; browsers that send no referrer send no origin
@never_cache
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a button, only POST signs in, and once."""
    user = links.user_of(token)
    if user is not None and request.method == "POST":
        if links.use_up(token, at=timezone.now()):
            record_authentication(request, user, method="code")
            response: HttpResponse = perform_login(request, Login(user=user))
            return response
        user = None
    status = 200 if user else 404
    response = render(
        request, "accounts/sign_in_link.html", {"person": user}, status=status
    )
    response["Referrer-Policy"] = "no-referrer"
    return response


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether all is well, in a word; the reason only to who asks on this machine."""
    troubles = health.troubles()
    health.log(troubles)
    if not troubles:
        return HttpResponse("ok\n", content_type="text/plain")
    lines = ["unwell"]
    if health.is_from_this_machine(request):
        lines += [f"{name}: {sentence}" for name, sentence in troubles.items()]
    body = "\n".join([*lines, ""])
    response = HttpResponse(body, status=503, content_type="text/plain")
    # health.log has said why: Django need not repeat it.
    setattr(response, "_has_been_logged", True)  # noqa: B010
    return response
