"""The endpoints under /v1 and how a request finds one (https://docs.stripe.com/api)."""

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from . import checkout, money, session_form
from .errors import StripeError
from .faults import Fault
from .forms import parse_form
from .idempotency import Answer, fingerprint, once
from .objects import API_VERSION, new_id
from .parameters import (
    Reader,
    fields,
    flag,
    listed,
    metadata,
    moment_range,
    read_all,
    text,
    whole_number,
)
from .reading import as_list, page, show
from .session_form import EXPAND
from .state import Json, State

# A verb of the API: the state, what was asked, the id in the path; gives the answer.
type Endpoint = Callable[[State, Json, str], Json]

EVENTS_KEPT = 30 * 24 * 3600
KEYS = ("sk_test_", "rk_test_")

# Where each kind is listed, and what a list can be narrowed to.
LISTS: dict[str, tuple[str, dict[str, Reader]]] = {
    "checkout.session": (
        "/v1/checkout/sessions",
        {
            "payment_intent": text(),
            "status": text(one_of=["open", "complete", "expired"]),
        },
    ),
    "payment_intent": ("/v1/payment_intents", {}),
    "charge": ("/v1/charges", {"payment_intent": text()}),
    "balance_transaction": (
        "/v1/balance_transactions",
        {"currency": text(), "payout": text(), "source": text(), "type": text()},
    ),
    "refund": ("/v1/refunds", {"charge": text(), "payment_intent": text()}),
    "dispute": ("/v1/disputes", {"charge": text(), "payment_intent": text()}),
    "payout": ("/v1/payouts", {"arrival_date": moment_range, "status": text()}),
    "event": (
        "/v1/events",
        {"delivery_success": flag, "type": text(), "types": listed(text(), most=20)},
    ),
}
REFUND = fields(
    {
        "amount": whole_number(1),
        "charge": text(),
        "expand": EXPAND,
        "metadata": metadata,
        "payment_intent": text(),
        "reason": text(one_of=["duplicate", "fraudulent", "requested_by_customer"]),
    }
)
ONLY_EXPAND = fields({"expand": EXPAND})


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    form: str
    headers: Mapping[str, str]  # names in lower case


@dataclass(frozen=True)
class Route:
    method: str
    pattern: str
    reader: Reader
    endpoint: Endpoint

    def match(self, request: Request) -> str | None:
        """Give the id in the path ("" where there is none), or None: another route."""
        pattern = self.pattern.replace("{id}", r"(?P<id>\w+)")
        match = re.fullmatch(pattern, request.path)
        if match is None or self.method != request.method:
            return None
        return match.groupdict().get("id", "")


def answer(state: State, request: Request, failure: Fault | None = None) -> Answer:
    """Answer one API request. The caller holds the lock."""
    request_id = new_id("req_", 14)
    key = request.headers.get("idempotency-key", "")
    headers = {"Request-Id": request_id, "Stripe-Version": API_VERSION}
    if key:
        headers["Idempotency-Key"] = key
    state.request = {"id": request_id, "idempotency_key": key or None}
    try:
        answer = _answer(state, request, request_id, key, failure)
    except StripeError as error:
        answer = Answer(error.status, error.body())
    finally:
        state.request = {"id": None, "idempotency_key": None}
    return Answer(answer.status, answer.body, headers | answer.headers)


def _answer(
    state: State, request: Request, request_id: str, key: str, failure: Fault | None
) -> Answer:
    route, thing_id = _find_route(request)
    state.requests[f"{route.method} {route.pattern}"] += 1
    _authenticate(request.headers.get("authorization", ""))
    if failure is not None and not failure.kept:
        raise failure.error()
    form = parse_form(request.form)

    def run() -> Json:
        asked = read_all(route.reader, form)
        if failure is not None:
            raise failure.error()
        return route.endpoint(state, asked, thing_id)

    if not key or request.method != "POST":
        return Answer(200, run())
    told = fingerprint(request.method, request.path, form)
    return once(state, key, told, request_id, run)


def _find_route(request: Request) -> tuple[Route, str]:
    for route in ROUTES:
        thing_id = route.match(request)
        if thing_id is not None:
            return route, thing_id
    raise StripeError(
        f"Unrecognized request URL ({request.method}: {request.path}). The stand-in "
        "knows only what this site uses.",
        status=404,
    )


def _authenticate(header: str) -> None:
    """Let test keys in, whatever follows the prefix (https://docs.stripe.com/keys)."""
    scheme, _, value = header.partition(" ")
    key = value.strip()
    if scheme.lower() == "basic":
        try:
            key = base64.b64decode(key, validate=True).decode().partition(":")[0]
        except (binascii.Error, UnicodeDecodeError):
            key = ""
    if not key:
        raise StripeError(
            "You did not provide an API key. You need to provide your API key in the "
            "Authorization header, using Bearer auth.",
            status=401,
        )
    if not any(key.startswith(prefix) and key != prefix for prefix in KEYS):
        # A real key that got here by mistake is not repeated in an error.
        raise StripeError(f"Invalid API Key provided: {key[:8]}****", status=401)


def _retrieve(kind: str) -> Endpoint:
    def endpoint(state: State, asked: Json, thing_id: str) -> Json:
        return show(state, state.get(kind, thing_id), asked.get("expand", ()))

    return endpoint


def _list(kind: str, url: str) -> Endpoint:
    def endpoint(state: State, asked: Json, _id: str) -> Json:
        if "payout" in asked:
            state.get("payout", asked["payout"], "payout")
        return page(state, kind, url, asked, lambda row: _fits(state, row, asked))

    return endpoint


def _fits(state: State, row: Json, asked: Json) -> bool:
    if row["object"] == "event":
        return _event_fits(state, row, asked)
    wanted = {
        "_payout" if name == "payout" else name: asked[name]
        for name in LISTS[row["object"]][1]
        if name in asked and name != "arrival_date"
    }
    return all(row[name] == value for name, value in wanted.items())


def _event_fits(state: State, event: Json, asked: Json) -> bool:
    """Stripe lists the events of the last 30 days (docs.stripe.com/api/events/list)."""
    types = asked.get("types", [asked.get("type", "*")])
    delivered = state.delivered(event["id"])
    return (
        event["created"] > state.now() - EVENTS_KEPT
        and any(fnmatchcase(event["type"], wanted) for wanted in types)
        and asked.get("delivery_success", delivered) == delivered
    )


def _list_reader(narrowed: dict[str, Reader]) -> Reader:
    return fields(
        {
            "created": moment_range,
            "ending_before": text(),
            "expand": EXPAND,
            "limit": whole_number(1, 100),
            "starting_after": text(),
            **narrowed,
        }
    )


def _create_session(state: State, asked: Json, _id: str) -> Json:
    return show(state, checkout.create(state, asked), asked.get("expand", ()))


def _expire_session(state: State, asked: Json, thing_id: str) -> Json:
    return show(state, checkout.expire(state, thing_id), asked.get("expand", ()))


def _line_items(state: State, asked: Json, thing_id: str) -> Json:
    items = state.get("checkout.session", thing_id, "session")["_line_items"]
    url = f"/v1/checkout/sessions/{thing_id}/line_items"
    limit = asked.get("limit", 10)
    return as_list(state, items[:limit], url, has_more=len(items) > limit)


def _create_refund(state: State, asked: Json, _id: str) -> Json:
    return show(state, money.refund(state, asked), asked.get("expand", ()))


def _balance(state: State, _asked: Json, _id: str) -> Json:
    return money.balance(state)


def _routes() -> list[Route]:
    sessions = LISTS["checkout.session"][0]
    routes = [
        Route("POST", sessions, session_form.CREATE, _create_session),
        Route("POST", sessions + "/{id}/expire", ONLY_EXPAND, _expire_session),
        Route("GET", sessions + "/{id}/line_items", _list_reader({}), _line_items),
        Route("POST", LISTS["refund"][0], REFUND, _create_refund),
        Route("GET", "/v1/balance", ONLY_EXPAND, _balance),
    ]
    for kind, (url, narrowed) in LISTS.items():
        routes.append(Route("GET", url, _list_reader(narrowed), _list(kind, url)))
        routes.append(Route("GET", url + "/{id}", ONLY_EXPAND, _retrieve(kind)))
    return routes


ROUTES = _routes()
