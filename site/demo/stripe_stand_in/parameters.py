"""Readers that turn raw parameters into values, or refuse them as Stripe does.

A reader takes the raw value and the parameter's name and gives the value. Readers are
put together: `fields({"metadata": metadata, "limit": whole_number(1, 100)})`.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from .errors import StripeError
from .forms import Branch, Raw

type Reader = Callable[[Raw, str], Any]


def text(*, longest: int = 5000, one_of: Iterable[str] = ()) -> Reader:
    allowed = tuple(one_of)

    def read(raw: Raw, param: str) -> str:
        value = _string(raw, param)
        if len(value) > longest:
            raise StripeError(
                f"Invalid string: {param} must be at most {longest} characters",
                code="parameter_invalid_string",
                param=param,
            )
        if allowed and value not in allowed:
            raise StripeError(
                f"Invalid {param}: must be one of {', '.join(allowed)}", param=param
            )
        return value

    return read


def whole_number(least: int | None = None, most: int | None = None) -> Reader:
    def read(raw: Raw, param: str) -> int:
        value = _string(raw, param)
        digits = value.removeprefix("-")
        if not (digits.isascii() and digits.isdigit()) or len(digits) > 12:
            raise StripeError(
                f"Invalid integer: {value}",
                code="parameter_invalid_integer",
                param=param,
            )
        number = int(value)
        if least is not None and number < least:
            message = f"This value must be greater than or equal to {least}."
            raise StripeError(message, code="parameter_invalid_integer", param=param)
        if most is not None and number > most:
            message = f"This value must be less than or equal to {most}."
            raise StripeError(message, code="parameter_invalid_integer", param=param)
        return number

    return read


def flag(raw: Raw, param: str) -> bool:
    value = _string(raw, param)
    if value not in ("true", "false"):
        raise StripeError(f"Invalid boolean: {value}", param=param)
    return value == "true"


def web_address(raw: Raw, param: str) -> str:
    value = text(longest=5000)(raw, param)
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise StripeError("Not a valid URL", code="url_invalid", param=param)
    return str(value)


def listed(item: Reader, *, most: int = 100) -> Reader:
    def read(raw: Raw, param: str) -> list[Any]:
        if isinstance(raw, str) or not all(name.isdecimal() for name in raw):
            raise StripeError("Invalid array", param=param)
        if len(raw) > most:
            raise StripeError(f"At most {most} of {param}.", param=param)
        in_order = sorted(raw, key=int)
        return [item(raw[index], f"{param}[{index}]") for index in in_order]

    return read


def fields(known: Mapping[str, Reader], *, required: Iterable[str] = ()) -> Reader:
    """Read a branch whose names are known; others are refused, as Stripe does."""
    needed = tuple(required)

    def read(raw: Raw, param: str) -> dict[str, Any]:
        if isinstance(raw, str):
            raise StripeError("Invalid object", param=param)
        for name in raw:
            if name not in known:
                raise _unknown(_inside(param, name))
        for name in needed:
            if name not in raw:
                raise _missing(_inside(param, name))
        return {
            name: known[name](value, _inside(param, name))
            for name, value in raw.items()
        }

    return read


def read_all(reader: Reader, form: Branch) -> dict[str, Any]:
    """Read a whole request."""
    values: dict[str, Any] = reader(form, "")
    return values


def metadata(raw: Raw, param: str) -> dict[str, str]:
    """Read metadata within its limits (https://docs.stripe.com/metadata)."""
    if raw == "":
        return {}
    if isinstance(raw, str):
        raise StripeError("Invalid object", param=param)
    if len(raw) > 50:
        raise StripeError("Metadata can have at most 50 keys.", param=param)
    values = {}
    for key, value in raw.items():
        if len(key) > 40:
            raise StripeError(
                f"Metadata keys can be at most 40 characters: {key}", param=param
            )
        if not isinstance(value, str) or len(value) > 500:
            raise StripeError(
                "Metadata values can be at most 500 characters.",
                param=_inside(param, key),
            )
        if value:
            values[key] = value
    return values


def moment_range(raw: Raw, param: str) -> dict[str, int]:
    """Read `created=1` or `created[gte]=1`; give the bounds by name."""
    if isinstance(raw, str):
        moment = whole_number()(raw, param)
        return {"gte": moment, "lte": moment}
    names = ("gt", "gte", "lt", "lte")
    bounds: dict[str, int] = fields(dict.fromkeys(names, whole_number()))(raw, param)
    return bounds


def _string(raw: Raw, param: str) -> str:
    if not isinstance(raw, str):
        raise StripeError("Invalid string", param=param)
    if raw == "":
        raise StripeError(
            f"You passed an empty string for '{param}'. We assume empty values are an "
            "attempt to unset a parameter; however it cannot be unset.",
            code="parameter_invalid_empty",
            param=param,
        )
    return raw


def _inside(param: str, name: str) -> str:
    return f"{param}[{name}]" if param else name


def _unknown(param: str) -> StripeError:
    message = f"Received unknown parameter: {param}"
    if param == "payment_method_types":
        # docs.stripe.com/changelog/endive/2026-09-30/
        # remove-payment-method-types-checkout-sessions
        message += (
            ". It was removed in API version 2026-09-30.endive; "
            "use allowed_payment_method_types instead."
        )
    return StripeError(message, code="parameter_unknown", param=param)


def _missing(param: str) -> StripeError:
    return StripeError(
        f"Missing required param: {param}.", code="parameter_missing", param=param
    )
