from membership.models.application import Application, ApplicationState
from membership.models.due import Due, DueRate
from membership.models.dues_run import DuesRun
from membership.models.letter import Letter, LetterRecipient, Undelivered, Way
from membership.models.member import Member, MemberSeries
from membership.models.member_import import ImportRow, MemberImport, Outcome
from membership.models.membership import EndedAs, Ground, Membership, NoticeWay
from membership.models.pause import Pause
from membership.models.person import PAYING, Kind
from membership.models.reading import RegisterReading
from membership.models.rules import Decider, MembershipRules
from membership.models.waiver import Waiver

__all__ = [
    "PAYING",
    "Application",
    "ApplicationState",
    "Decider",
    "Due",
    "DueRate",
    "DuesRun",
    "EndedAs",
    "Ground",
    "ImportRow",
    "Kind",
    "Letter",
    "LetterRecipient",
    "Member",
    "MemberImport",
    "MemberSeries",
    "Membership",
    "MembershipRules",
    "NoticeWay",
    "Outcome",
    "Pause",
    "RegisterReading",
    "Undelivered",
    "Waiver",
    "Way",
]
