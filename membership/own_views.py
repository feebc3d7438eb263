"""What a member does on pages of their own: resign, and look at the list of members."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import SignedInRequest, sign_in_required
from membership import leaving, notices, register_reading
from membership.models import Member, NoticeWay
from membership.notices import Notice

PER_PAGE = 100


@sign_in_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def resign(request: SignedInRequest, number: int) -> HttpResponse:
    """GET tells what follows, only POST resigns; afterwards the page is the proof."""
    found = Member.objects.of_user(request.user).with_memberships()
    member = get_object_or_404(found, number=number)
    words = notices.words(member)
    now = timezone.now()
    if request.method == "POST":
        notice = Notice(now, NoticeWay.OWN_PAGE, words, by=request.user)
        leaving.resign(member, notice, at=now)
        return redirect(request.path)
    today = timezone.localdate(now)
    last = member.last_membership()
    context = {
        "member": member,
        "last": last,
        "is_running": last is not None and last.ends_on is None,
        "words": words,
        "today": today,
        "ends_on": notices.effective_day(today),
        "has_debts": member.dues.unpaid().exists(),
    }
    return render(request, "membership/resign.html", context)


@sign_in_required
@never_cache
@require_safe
def member_list(request: SignedInRequest) -> HttpResponse:
    """Names and municipalities, for members. Each reader is written down."""
    now = timezone.now()
    today = timezone.localdate(now)
    if not register_reading.may_read(request.user, today):
        raise Http404
    register_reading.note(request.user, now)
    words = request.GET.get("q", "").strip()[:100]
    members = register_reading.listed(today, words)
    context = {
        "page": Paginator(members, PER_PAGE).get_page(request.GET.get("p")),
        "words": words,
        "here": reverse("membership:member_list"),
    }
    return render(request, "membership/member_list.html", context)
