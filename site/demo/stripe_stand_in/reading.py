"""What an object looks like to a client: expanded, in pages, newest first."""

from collections.abc import Callable, Iterable
from copy import deepcopy
from typing import Any

from .errors import StripeError
from .state import Json, State

# Fields that hold an id and may be expanded (https://docs.stripe.com/expand).
LINKS = {
    "checkout.session": {"payment_intent"},
    "payment_intent": {"latest_charge"},
    "charge": {"balance_transaction", "failure_balance_transaction", "payment_intent"},
    "refund": {
        "balance_transaction",
        "charge",
        "failure_balance_transaction",
        "payment_intent",
    },
    "dispute": {"charge", "payment_intent"},
    "payout": {"balance_transaction", "failure_balance_transaction"},
    "balance_transaction": {"source"},
}
DEEPEST = 4


def show(state: State, thing: Json, expand: Iterable[str] = ()) -> Json:
    """Give a copy fit for the wire, with the named fields expanded."""
    shown = {
        name: deepcopy(value)
        for name, value in thing.items()
        if not name.startswith("_")
    }
    shown |= _as_of_now(state, thing)
    for name, deeper in _by_first_part(expand).items():
        shown[name] = _expanded(state, thing, name, deeper)
    return shown


def _as_of_now(state: State, thing: Json) -> Json:
    """Give the fields that follow from the clock, the address or the deliveries."""
    match thing["object"]:
        case "checkout.session" if thing["status"] == "open":
            return {"url": f"{state.base_url}/c/pay/{thing['id']}"}
        case "balance_transaction":
            ready = state.now() >= thing["available_on"]
            return {"status": "available" if ready else "pending"}
        case "event":
            return {"pending_webhooks": 0 if state.delivered(thing["id"]) else 1}
    return {}


def _by_first_part(expand: Iterable[str]) -> dict[str, list[str]]:
    deeper: dict[str, list[str]] = {}
    for path in expand:
        if path.count(".") >= DEEPEST:
            raise StripeError(
                f"You cannot expand more than {DEEPEST} levels of a property. "
                f"Property: {path}"
            )
        first, _, rest = path.partition(".")
        deeper.setdefault(first, [])
        if rest:
            deeper[first].append(rest)
    return deeper


def _expanded(state: State, thing: Json, name: str, deeper: list[str]) -> Any:
    kind, thing_id = thing["object"], thing["id"]
    if (kind, name) == ("checkout.session", "line_items"):
        url = f"/v1/checkout/sessions/{thing_id}/line_items"
        return as_list(state, thing["_line_items"], url)
    if (kind, name) == ("charge", "refunds"):
        refunds = [row for row in state.rows("refund") if row["charge"] == thing_id]
        return as_list(state, refunds, f"/v1/charges/{thing_id}/refunds")
    if name not in LINKS.get(kind, ()):
        raise StripeError(f"This property cannot be expanded ({name}).", param="expand")
    linked = thing[name]
    return None if linked is None else show(state, state.find(linked), deeper)


def as_list(
    state: State,
    things: Iterable[Json],
    url: str,
    *,
    has_more: bool = False,
    expand: Iterable[str] = (),
) -> Json:
    paths = []
    for path in expand:
        if not path.startswith("data."):
            raise StripeError(
                f"This property cannot be expanded ({path}). You may want to try "
                f"expanding 'data.{path}' instead.",
                param="expand",
            )
        paths.append(path.removeprefix("data."))
    return {
        "object": "list",
        "data": [show(state, thing, paths) for thing in things],
        "has_more": has_more,
        "url": url,
    }


def page(
    state: State, kind: str, url: str, asked: Json, keep: Callable[[Json], bool]
) -> Json:
    """Give one page (https://docs.stripe.com/api/pagination), newest first."""
    limit = asked.get("limit", 10)
    after, before = asked.get("starting_after"), asked.get("ending_before")
    if after and before:
        raise StripeError(
            "You can only specify one of these parameters: starting_after, "
            "ending_before.",
        )
    rows = state.rows(kind)
    if after:
        rows = rows[rows.index(state.get(kind, after, "starting_after")) + 1 :]
    elif before:
        rows = rows[: rows.index(state.get(kind, before, "ending_before"))]
    fit = [row for row in rows if keep(row) and _within(asked, row)]
    # Going back, the page is the rows nearest to the cursor, not the newest of all.
    chosen = fit[-limit:] if before else fit[:limit]
    return as_list(
        state,
        chosen,
        url,
        has_more=len(fit) > limit,
        expand=asked.get("expand", ()),
    )


def _within(asked: Json, row: Json) -> bool:
    return all(
        _in_range(row[name], asked[name])
        for name in ("created", "arrival_date")
        if name in asked
    )


def _in_range(moment: int, bounds: dict[str, int]) -> bool:
    return (
        moment > bounds.get("gt", moment - 1)
        and moment >= bounds.get("gte", moment)
        and moment < bounds.get("lt", moment + 1)
        and moment <= bounds.get("lte", moment)
    )
