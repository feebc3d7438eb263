from membership.models.application import Application, ApplicationState
from membership.models.due import Due, DueRate
from membership.models.member import Member, MemberSeries, Membership
from membership.models.person import Kind

__all__ = [
    "Application",
    "ApplicationState",
    "Due",
    "DueRate",
    "Kind",
    "Member",
    "MemberSeries",
    "Membership",
]
