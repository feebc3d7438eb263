"""What happened, as events, each one queued for the webhook."""

import time

from . import objects
from .reading import show
from .state import Job, Json, State


def record(
    state: State, event_type: str, thing: Json, previous: Json | None = None
) -> Json:
    """Keep an event with the object as it is now (https://docs.stripe.com/api/events).

    `previous` names what changed, for `….updated`: `data.previous_attributes`.
    """
    data: Json = {"object": show(state, thing)}
    if previous is not None:
        data["previous_attributes"] = previous
    event = state.put(
        objects.event(
            created=state.now(),
            event_type=event_type,
            data=data,
            request=dict(state.request),
        )
    )
    state.jobs.append(Job(time.monotonic(), event["id"]))
    state.changed.notify_all()
    return event
