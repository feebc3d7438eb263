"""A stand-in for Stripe: its real protocol, on this machine, with no real money.

The site talks to it through STRIPE_API_BASE and cannot tell it from Stripe; a test or
a demo steers it with the methods of `StandIn`, or over HTTP under /_control/.
"""

from .errors import StripeError
from .server import StandIn

__all__ = ["StandIn", "StripeError"]
