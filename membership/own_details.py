"""A member changes what the register says of them: name, municipality, language."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from accounts import changing_address, data_subjects, my_page
from accounts.access import SignedInRequest, sign_in_required
from accounts.data_subjects import DataSubject
from accounts.models import User
from association.forms import Form
from association.names import only_a_name
from membership import changing_details, forgetting, postal
from membership.models import Member
from network.forms import MunicipalityField


def register() -> None:
    my_page.details_page(page_of)
    changing_address.follow(follow_address)


class OwnDetailsForm(Form):
    """What the law asks of members (§ 11), and the language of our mail."""

    first_names = forms.CharField(
        label=_("First names"),
        max_length=100,
        validators=[only_a_name],
        help_text=_("All of them: the members' register holds full names."),
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        label=_("Last name"),
        max_length=100,
        validators=[only_a_name],
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    municipality = MunicipalityField(
        label=_("Home municipality"),
        help_text=_("Begin to write, in Finnish or Swedish, and choose."),
    )
    language = forms.ChoiceField(
        label=_("Language of our mail to you"), choices=settings.LANGUAGES
    )
    street_address, postal_code, town = postal.fields().values()

    def clean(self) -> dict[str, Any]:
        words = super().clean() or {}
        postal.complete(self, words)
        return words


@sign_in_required
@never_cache
def my_details(request: SignedInRequest, number: int) -> HttpResponse:
    members = Member.objects.of_user(request.user).select_related("municipality")
    member = get_object_or_404(members, number=number)
    data = request.POST if request.method == "POST" else None
    form = OwnDetailsForm(data, initial=_as_it_is(member))
    if form.is_valid():
        change(member, request.user, form.cleaned_data)
        messages.success(request, gettext("Your details are saved."))
        with translation.override(form.cleaned_data["language"]):
            return redirect("accounts:my_page")
    context = {"form": form, "member": member}
    return render(request, "membership/my_details.html", context)


def change(member: Member, user: User, words: dict[str, Any]) -> None:
    """In the register, on open bills, and for who uses the sign-in alone there, too."""
    with transaction.atomic():
        changing_details.change_details(member, words, by=user, at=timezone.now())
        if len(data_subjects.people(user.email)) == 1:
            user.first_name = words["first_names"][:150]
            user.last_name = words["last_name"][:150]
            user.language = words["language"]
            user.save(update_fields=["first_name", "last_name", "language"])


def follow_address(whose: DataSubject, new_email: str, at: datetime) -> None:
    """The register and open bills; who leaves a shared sign-in gets a new one."""
    for member in forgetting.members_of(whose):
        changing_details.change_details(
            member, {"email": new_email}, by=whose.user, at=at
        )


def page_of(user: User) -> str | None:
    """Where somebody with one membership changes their details; None for others."""
    members = list(Member.objects.of_user(user)[:2])
    return members[0].details_url if len(members) == 1 else None


def _as_it_is(member: Member) -> dict[str, object]:
    return {
        "first_names": member.first_names,
        "last_name": member.last_name,
        "municipality": member.municipality,
        "language": member.language,
        **postal.of(vars(member)),
    }
