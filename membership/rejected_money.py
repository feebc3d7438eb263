"""Money that somebody paid before the board said no: it is given back.

Whoever applies is asked for nothing before the decision. Should money come even so, for
a bill that was withdrawn for example, it lies on no bill, and the treasurer sees whose
it is.
"""

from membership.models import Application, ApplicationState
from payments.models import Payment
from payments.models.payment import PaymentQuerySet


def payments() -> PaymentQuerySet:
    """Payments on no bill, of somebody who was rejected and is no applicant again."""
    rejected = Application.objects.in_state(ApplicationState.REJECTED).exclude(email="")
    others = Application.objects.exclude(pk__in=rejected.values("pk"))
    addresses = rejected.exclude(email__in=others.values("email")).values("email")
    return Payment.objects.unmatched().filter(
        attempt__bill__payer_email__in=addresses.order_by()
    )
