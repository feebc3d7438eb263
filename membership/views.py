from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts import rate_limits
from association import page_cache
from membership import applying
from membership.application_page import application_page
from membership.forms import ApplicationForm, OrganisationForm
from membership.models import DueRate, Kind, MembershipRules
from payments.private_pages import private_page

ORGANISATION = "organisation"  # `?as=…`
PER_HOUR = 30  # applications from one network address
MAILS_PER_DAY = 5  # to one address, whoever applies in its name


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest) -> HttpResponse:
    """The form. Its answer is the same, whatever is known of the address."""
    now = timezone.now()
    data = request.POST if request.method == "POST" else None
    is_organisation = request.GET.get("as") == ORGANISATION
    kind_of_form = OrganisationForm if is_organisation else ApplicationForm
    form = kind_of_form(data, at=now, wanted=request.GET.get("kind", ""))
    if form.is_valid() and _take(form, request, at=now):
        return redirect("membership:applied")
    context = {
        "form": form,
        "is_organisation": is_organisation,
        "supporting_cents": DueRate.objects.of_year(timezone.localdate(now).year).get(
            Kind.SUPPORTING
        ),
        "tabs": _tabs(is_organisation=is_organisation),
        "rules": MembershipRules.current(),
    }
    return render(request, "membership/apply.html", context)


def _tabs(*, is_organisation: bool) -> list[dict[str, object]]:
    """A person and an organisation are asked for different things, without script."""
    person = reverse("membership:apply")
    return [
        {"title": _("A person"), "url": person, "is_current": not is_organisation},
        {
            "title": _("An organisation"),
            "url": f"{person}?as={ORGANISATION}",
            "is_current": is_organisation,
        },
    ]


def _take(form: ApplicationForm, request: HttpRequest, *, at: datetime) -> bool:
    if form.is_trapped:
        return True
    address = rate_limits.address_of(request)
    hour, day = timedelta(hours=1), timedelta(days=1)
    if not rate_limits.allow("apply", address, limit=PER_HOUR, per=hour, at=at):
        sentence = _(
            "Many applications have come from your network. What you wrote is below: "
            "send it again in an hour."
        )
        form.add_error(None, sentence)
        return False
    wish = form.wish((get_language() or "fi")[:2])
    may_write = rate_limits.allow(
        "apply-mail", wish.address, limit=MAILS_PER_DAY, per=day, at=at
    )
    keep = applying.submit if may_write else applying.submit_silently
    keep(wish, at=at)
    return True


@require_safe
@page_cache.shared()
def applied(request: HttpRequest) -> HttpResponse:
    """Look into your mail. It says nothing of who applied."""
    return render(request, "membership/applied.html")


# The token is the proof and no cookie adds to it. Besides, with no-referrer browsers
# send `Origin: null`, which Django's check would refuse.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def application(request: HttpRequest, token: str) -> HttpResponse:
    """From the mail: where the application stands. Only POST confirms the address."""
    found = applying.application_of(token)
    if found is None:
        return _bad_link(request)
    if request.method == "POST":
        try:
            applying.confirm(found, at=timezone.now())
        except applying.StaleLinkError:
            return _bad_link(request)
        return redirect(request.path)
    page = application_page(found)
    return render(request, "membership/application.html", {"page": page})


def _bad_link(request: HttpRequest) -> HttpResponse:
    return render(request, "membership/bad_link.html", status=404)
