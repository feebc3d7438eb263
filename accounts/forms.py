"""Forms of signing in, with our habits (`association.forms`) over allauth's checks.

allauth hands its forms no clock, so those that count tries read it here.
"""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, cast

from allauth.mfa import app_settings
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import rate_limits
from accounts.adapters import TOO_OFTEN, WRONG_CODE
from accounts.data_subjects import DataSubject
from accounts.models import User
from association.forms import CodeField, Form, KindForm, ModelForm
from association.names import only_a_name

NOT_A_PASSKEY = _(
    "The passkey did not work here. Try again, or sign in with a code by e-mail."
)
CODE_DIGITS = 8
APP_DIGITS = 6
# Of 10^6 codes of an app, with ten guesses in ten minutes.
GUESSES = 10
GUESSING_TIME = timedelta(minutes=10)
# A code is right in its own half-minute and in those around it.
CODE_LIFE = timedelta(
    seconds=app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
)


class AddressForm(Form):
    """To whom a sign-in code is sent."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("The one our mail comes to. We send you a code for signing in."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_email(self) -> str:
        """In the form we keep it; `user` stays unset when nobody signs in with it.

        Only `User.email` counts and the code goes there, never to what was typed:
        two addresses that look alike are two addresses.
        """
        email = str(self.cleaned_data["email"]).lower()
        self.user = User.objects.filter(email=email, is_active=True).first()
        return self.user.email if self.user else email

    user: User | None = None

    @property
    def _user(self) -> User | None:
        """The name allauth's view knows it by."""
        return self.user


class CodeForm(Form):
    """The code that came by mail."""

    code = CodeField(
        label=_("Code"),
        length=CODE_DIGITS,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, code: str = "", **kwargs: Any) -> None:
        self.expected = digits(code)
        super().__init__(*args, **kwargs)

    def clean_code(self) -> str:
        typed = digits(self.cleaned_data["code"])
        # Nothing is expected where nobody signs in with the address.
        is_right = secrets.compare_digest(typed.encode(), self.expected.encode())
        if not (self.expected and is_right):
            raise ValidationError(WRONG_CODE)
        return typed


def digits(code: str) -> str:
    """Spaces, dashes and whatever else came along with a pasted code are dropped."""
    return "".join(sign for sign in code if sign.isascii() and sign.isalnum())


class AppCodeForm(KindForm):
    """What the three forms that take a code from the app have in common."""

    user: User
    cleaned_data: dict[str, Any]

    def clean_code(self) -> str:
        key = str(self.user.pk)
        if not rate_limits.allow(
            "app-code", key, limit=GUESSES, per=GUESSING_TIME, at=timezone.now()
        ):
            raise ValidationError(TOO_OFTEN)
        self.cleaned_data["code"] = digits(self.cleaned_data["code"])
        code: str = super().clean_code()  # type: ignore[misc]
        if not self.is_first_use(code):
            raise ValidationError(WRONG_CODE)
        rate_limits.forget("app-code", key)
        return code

    def is_first_use(self, code: str) -> bool:
        """Mark the code as used, for as long as it is right.

        allauth's own mark ends after one of the three half-minutes, and lies in a cache
        that forgets.
        """
        key = f"{self.user.pk}\n{code}"
        return rate_limits.allow(
            "app-code-used", key, limit=1, per=CODE_LIFE, at=timezone.now()
        )


def app_code_field() -> CodeField:
    return CodeField(
        label=_("Code from the app"),
        length=APP_DIGITS,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


class SecondStepForm(AppCodeForm, AuthenticateForm):  # type: ignore[misc]
    code = app_code_field()


class ConfirmForm(AppCodeForm, ReauthenticateForm):  # type: ignore[misc]
    code = app_code_field()


class ActivateAppForm(AppCodeForm, ActivateTOTPForm):  # type: ignore[misc]
    code = app_code_field()

    def is_first_use(self, code: str) -> bool:
        """It opens nothing yet; the same code may open the admin a moment later."""
        return True


class CredentialField(forms.JSONField):
    """A passkey's answer comes from a stranger: whatever it is, it gets a sentence."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput)
        messages = dict.fromkeys(("required", "invalid"), NOT_A_PASSKEY)
        self.error_messages.update(messages)

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except RecursionError as error:  # ten thousand brackets
            raise ValidationError(NOT_A_PASSKEY) from error


class PasskeyForm(KindForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"] = CredentialField()


class PasskeyAnswer(PasskeyForm):
    """For the form that checks the answer together with its other fields."""

    def clean(self) -> dict[str, Any]:
        try:
            return super().clean() or {}
        except ValidationError as error:
            raise ValidationError(NOT_A_PASSKEY) from error
        except Exception as error:
            # The library that reads it raises many kinds of errors, none of them ours.
            raise ValidationError(NOT_A_PASSKEY) from error


class PasskeyProof(PasskeyForm):
    """For the forms whose field checks the answer."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except Exception as error:
            raise ValidationError(NOT_A_PASSKEY) from error


class AddPasskeyForm(PasskeyAnswer, AddWebAuthnForm):  # type: ignore[misc]
    """Every key is a passkey: it signs in by itself, with the device's own lock."""

    name = forms.CharField(
        label=_("Name of the passkey"),
        help_text=_("So that you know it later, for example: my phone."),
        required=False,
        max_length=60,
    )
    passwordless = forms.BooleanField(
        required=False, widget=forms.HiddenInput, initial=True
    )

    def clean_passwordless(self) -> bool:
        return True


class RenamePasskeyForm(KindForm, EditWebAuthnForm):  # type: ignore[misc]
    name = forms.CharField(label=_("Name of the passkey"), max_length=60)


class PasskeySignInForm(PasskeyProof, LoginWebAuthnForm):  # type: ignore[misc]
    pass


class PasskeySecondStepForm(PasskeyProof, AuthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class PasskeyConfirmForm(PasskeyProof, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class DetailsForm(ModelForm):
    """What a person may change of themselves."""

    class Meta:
        model = User
        fields = ["first_name", "last_name", "language"]
        labels = {
            "first_name": _("First name"),
            "last_name": _("Last name"),
            "language": _("Language of our mail to you"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first_name", "last_name"):
            self.fields[name].validators.append(only_a_name)


class NewAddressForm(Form):
    """Another address to sign in with. Of several who share the sign-in, one moves."""

    who = forms.ChoiceField(
        label=_("Whose address changes?"), widget=forms.RadioSelect, choices=()
    )
    email = forms.EmailField(
        label=_("Your new e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(
        self, *args: Any, user: User, people: Sequence[DataSubject], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if len(people) > 1:
            field = cast("forms.ChoiceField", self.fields["who"])
            field.choices = [(one.key, one.name) for one in people]
        else:
            del self.fields["who"]

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if email == self.user.email:
            raise ValidationError(_("This is the address you have now."))
        return email


class ErasureForm(Form):
    """One tick, so that nobody is forgotten by a slip of the finger."""

    is_sure = forms.BooleanField(
        label=_("Erase my data. I know that this cannot be taken back."),
        error_messages={"required": _("Tick the box if you want us to erase them.")},
    )
