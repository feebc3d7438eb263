"""What a test or a demo may do to the stand-in, beyond what Stripe's API offers.

Each public method is also a call over HTTP: `POST /_control/fail-next` with the
method's arguments as JSON; see `call`.
"""

import inspect
import typing
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from . import checkout, disputes, money, paying, payouts
from .faults import Fault, Faults
from .reading import show
from .state import Json, State
from .webhooks import Courier, Letter, send

MOST_TIMES = 1000


class Controls:
    state: State
    courier: Courier
    faults: Faults

    def hold(self) -> None:
        """Keep webhooks back until `release`."""
        with self._turn():
            self.state.held = True

    def release(self, *, newest_first: bool = False) -> None:
        """Send what was kept back; Stripe promises no order, so neither do we."""
        with self._turn():
            self.state.held = False
            waiting = sorted(self.state.jobs, key=lambda job: job.due)
            if newest_first:
                waiting.reverse()
            for place, job in enumerate(waiting):
                job.due = float(place - len(waiting))

    def deliver(
        self,
        event_id: str,
        *,
        times: int = 1,
        age: int = 0,
        wrong_secret: bool = False,
        tampered: bool = False,
        at_once: bool = False,
    ) -> list[int]:
        """Send an event now, held or not; give the statuses (0: nobody answered).

        `age` is how many seconds ago it claims to have been signed; `at_once` sends
        the copies side by side instead of one after another.
        """
        with self._turn():
            event = self.state.get("event", event_id)
            if self.courier.url is None:
                raise ValueError("There is no webhook_url to deliver to.")
            letter = self.courier.write(
                event,
                url=self.courier.url,
                age=age,
                wrong_secret=wrong_secret,
                tampered=tampered,
            )
        statuses = _send_copies(letter, min(times, MOST_TIMES), at_once=at_once)
        with self._turn():
            for status in statuses:
                self.courier.note(letter, status)
        return statuses

    def drop_next_answer(self, times: int = 1, *, on: str = "") -> None:
        """Execute the next request but close the connection without an answer.

        `on` narrows it to requests such as "POST /v1/refunds"; so in the next two.
        """
        self._add(Fault("drop", times, on))

    def fail_next(
        self,
        times: int = 1,
        *,
        status: int = 500,
        kept: bool = False,
        on: str = "",
    ) -> None:
        """Answer with an error instead of executing.

        `kept`: the error is remembered under the idempotency key, as Stripe does with
        a failure inside an endpoint; without it a retry with the same key executes.
        """
        self._add(Fault("fail", times, on, status=status, kept=kept))

    def delay_next(self, seconds: float, times: int = 1, *, on: str = "") -> None:
        """Execute at once, answer late."""
        self._add(Fault("delay", times, on, seconds=seconds))

    def pay(self, session_id: str, method: str = "card", *, waits: bool = False) -> str:
        """Pay as on the hosted page; give the address the payer is sent to.

        `waits` is a way to pay whose money comes days later; see `finish`.
        """
        with self._turn():
            session = paying.pay(self.state, session_id, method, waits=waits)
            return checkout.success_address(session)

    def finish(self, session_id: str, *, succeeds: bool = True) -> None:
        """Let the money of a payment that `waits` come, or not."""
        with self._turn():
            paying.finish(self.state, session_id, succeeds=succeeds)

    def decline(self, session_id: str) -> None:
        """Try a card that is declined; the session stays open."""
        with self._turn():
            paying.decline(self.state, session_id)

    def expire(self, session_id: str) -> None:
        with self._turn():
            checkout.expire(self.state, session_id)

    def refund(self, payment: str, amount: int | None = None, *, fee: int = 0) -> Json:
        """Refund in Stripe's dashboard: the site hears of it only by webhook.

        `payment`, here and in `dispute`, is the id of the session, payment intent
        or charge; `fee` is what the refund itself costs.
        """
        with self._turn():
            asked: Json = {"charge": disputes.charge_of(self.state, payment)["id"]}
            if amount is not None:
                asked["amount"] = amount
            return show(self.state, money.refund(self.state, asked, fee=fee))

    def fail_refund(self, refund_id: str) -> Json:
        """Let the bank send a refund back."""
        with self._turn():
            return show(self.state, money.fail_refund(self.state, refund_id))

    def dispute(
        self,
        payment: str,
        step: str,
        amount: int | None = None,
        *,
        reason: str = "general",
    ) -> Json:
        """One step: "inquiry", "withdraw", "answer", "reinstate" (won) or "close"."""
        with self._turn():
            dispute = disputes.take_step(self.state, payment, step, amount, reason)
            return show(self.state, dispute)

    def payout(self, currency: str = "eur", *, arrives: bool = True) -> Json:
        """Pay the whole balance out to the bank; see `advance_payout`."""
        with self._turn():
            payout = payouts.pay_out(self.state, currency, arrives=arrives)
            return show(self.state, payout)

    def advance_payout(self, payout_id: str) -> Json:
        """From pending to in transit, and from there to paid."""
        with self._turn():
            return show(self.state, payouts.advance(self.state, payout_id))

    def fail_payout(self, payout_id: str) -> Json:
        with self._turn():
            return show(self.state, payouts.fail_payout(self.state, payout_id))

    def cancel_payout(self, payout_id: str) -> Json:
        with self._turn():
            return show(self.state, payouts.cancel_payout(self.state, payout_id))

    def adjust(self, kind: str, amount: int, currency: str = "eur") -> Json:
        """Move money for a reason of Stripe's own, such as "stripe_fee" (-200)."""
        with self._turn():
            return show(self.state, money.adjust(self.state, kind, amount, currency))

    def clock(self, advance: int = 0) -> int:
        """Move the stand-in's clock on by seconds; give its time."""
        if advance < 0:
            raise ValueError("The clock goes only forward.")
        with self._turn():
            self.state.seconds_ahead += advance
            checkout.expire_overdue(self.state)
            return self.state.now()

    def reset(self) -> None:
        """Forget everything."""
        with self._turn():
            self.state.clear()
            self.faults.waiting.clear()

    def events(self, event_type: str = "") -> list[Json]:
        """Give the events so far, oldest first, of one type or all."""
        with self._turn():
            return [
                show(self.state, event)
                for event in self.state.tables["event"].values()
                if event_type in ("", event["type"])
            ]

    def wait_for_webhooks(self, timeout: float = 5) -> bool:
        """Wait until all that can be sent has been sent, retries included."""
        return self.courier.wait_until_idle(timeout)

    def look(self) -> Json:
        """Give it all: sessions, events with their deliveries, request counts."""
        with self._turn():
            state = self.state
            sessions = state.tables["checkout.session"].values()
            return {
                "now": state.now(),
                "held": state.held,
                "webhook_url": self.courier.url,
                "sessions": [show(state, session) for session in sessions],
                "events": [
                    show(state, event)
                    | {
                        "delivered": state.delivered(event["id"]),
                        "deliveries": list(state.deliveries.get(event["id"], [])),
                    }
                    for event in state.tables["event"].values()
                ],
                "requests": dict(state.requests),
                "waiting": len(state.jobs),
                "balance": money.balance(state),
            }

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Have the state to ourselves; what we did is saved and the courier told."""
        with self.state.changed:
            checkout.expire_overdue(self.state)
            yield
            self.state.save()
            self.state.changed.notify_all()

    def _add(self, fault: Fault) -> None:
        with self.state.lock:
            self.faults.waiting.append(fault)


CALLS = {
    name.replace("_", "-"): function
    for name, function in vars(Controls).items()
    if inspect.isfunction(function) and not name.startswith("_")
}


def call(controls: Controls, name: str, arguments: Json) -> Any:
    """Make the control call of that name; ValueError says what is wrong with it."""
    function = CALLS.get(name)
    if function is None:
        raise ValueError(f"Unknown call {name!r}: one of {', '.join(sorted(CALLS))}.")
    try:
        bound = inspect.signature(function).bind(controls, **arguments)
    except TypeError as error:
        raise ValueError(str(error)) from None
    hints = typing.get_type_hints(function)
    for argument, value in arguments.items():
        allowed = typing.get_args(hints[argument]) or (hints[argument],)
        if type(value) not in allowed and not (type(value) is int and float in allowed):
            raise ValueError(f"{argument} cannot be {value!r}.")
    return function(*bound.args, **bound.kwargs)


def _send_copies(letter: Letter, times: int, *, at_once: bool) -> list[int]:
    if not at_once:
        return [send(letter) for _ in range(times)]
    with ThreadPoolExecutor(max_workers=max(1, min(times, 32))) as pool:
        return list(pool.map(send, [letter] * times))
