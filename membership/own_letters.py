"""The association's letters on the pages of the member who got them."""

from collections.abc import Mapping
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest, sign_in_required
from accounts.models import User
from membership.models import LetterRecipient, Member
from membership.models.letter import LetterRecipientQuerySet

SHOWN = 20


def letters_of(user: User) -> LetterRecipientQuerySet:
    """Two who share a sign-in see each other's, as they do in their mailbox."""
    members = Member.objects.of_user(user).order_by().values("pk")
    rows = LetterRecipient.objects.filter(member__in=members)
    return rows.select_related("letter", "member").order_by("-letter__sent_at", "pk")


def my_letters(request: HttpRequest) -> Mapping[str, object] | None:
    """None for whom no letter has gone to."""
    user = cast("User", request.user)
    rows = list(letters_of(user)[:SHOWN])
    if not rows:
        return None
    broken = letters_of(user).of_broken_addresses().filter(email=user.email)
    return {
        "rows": rows,
        "is_shared": len({row.member_id for row in rows}) > 1,
        "broken": broken.first(),
        "new_address_url": reverse("accounts:new_address"),
    }


@sign_in_required
@never_cache
@require_safe
def my_letter(request: SignedInRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(letters_of(request.user), pk=pk)
    context = {
        "row": row,
        "text": row.letter.text_for(row.language),
        "written_in": row.letter.language_for(row.language),
    }
    return render(request, "membership/my_letter.html", context)
