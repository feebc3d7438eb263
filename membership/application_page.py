"""Where an application stands, as its applicant sees it, with the one next step."""

from dataclasses import dataclass

from membership.models import Application, Decider, MembershipRules
from payments.models import Bill


@dataclass(frozen=True)
class ApplicationPage:
    """`bill` is what there is still to pay."""

    application: Application
    bill: Bill | None
    meeting_decides: bool = False

    @property
    def state(self) -> str:
        return str(self.application.state)


def application_page(application: Application) -> ApplicationPage:
    by = MembershipRules.current().applications_decided_by
    return ApplicationPage(
        application, _open_bill(application), meeting_decides=by == Decider.MEETING
    )


def _open_bill(application: Application) -> Bill | None:
    member = application.member
    due = member.dues.unpaid().order_by("year").first() if member else None
    return due.bill if due else None
