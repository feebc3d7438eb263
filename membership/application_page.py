"""Where an application stands, as its applicant sees it, with the one next step."""

from dataclasses import dataclass

from membership.models import Application
from payments.models import Bill


@dataclass(frozen=True)
class ApplicationPage:
    """`bill` is what there is still to pay."""

    application: Application
    bill: Bill | None

    @property
    def state(self) -> str:
        return str(self.application.state)


def application_page(application: Application) -> ApplicationPage:
    return ApplicationPage(application, _open_bill(application))


def _open_bill(application: Application) -> Bill | None:
    member = application.member
    due = member.dues.unpaid().order_by("year").first() if member else None
    return due.bill if due else None
