from django.apps import AppConfig


class MembershipConfig(AppConfig):
    name = "membership"

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy  # type: ignore[attr-defined]

        from accounts.read_only import ReadOnlyPolicy
        from membership import registrations
        from membership.letter_policy import LetterPolicy
        from membership.member_policy import MemberPolicy
        from membership.models import (
            Application,
            Due,
            Letter,
            Member,
            RegisterReading,
            Waiver,
        )
        from membership.waiver_policy import WaiverPolicy

        register_permission_policy(Application, ReadOnlyPolicy(Application))
        register_permission_policy(Due, ReadOnlyPolicy(Due))
        register_permission_policy(RegisterReading, ReadOnlyPolicy(RegisterReading))
        register_permission_policy(Letter, LetterPolicy(Letter))
        register_permission_policy(Member, MemberPolicy(Member))
        register_permission_policy(Waiver, WaiverPolicy(Waiver))
        registrations.register()
