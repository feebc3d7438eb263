from datetime import time, timedelta

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy  # type: ignore[attr-defined]

        from accounts import (
            admin_cards,
            declarations,
            exporting,
            health,
            history,
            my_sections,
            officers,
            rate_limits,
            roles,
            work,
        )
        from accounts.models import HistoryEntry, Officer, OutboxMail
        from accounts.read_only import ReadOnlyPolicy
        from accounts.timed_jobs import Job, register
        from association.public_changes import watch

        post_migrate.connect(roles.after_migrate, dispatch_uid="accounts.roles")
        register_permission_policy(OutboxMail, ReadOnlyPolicy(OutboxMail))
        register_permission_policy(HistoryEntry, ReadOnlyPolicy(HistoryEntry))
        watch(Officer)
        exporting.register()
        history.name_verbs(officers.WORDS)
        declarations.declare_all()
        declarations.keep_the_rules()
        my_sections.register_all()
        admin_cards.register_all()
        health.register("database", health.database)
        health.register("migrations", health.migrations)
        health.register("worker", work.silence)
        register(Job("lost-tasks", work.take_up_lost_tasks, every=timedelta(hours=1)))
        register(Job("officers", officers.change_on_the_day, at=time(0, 10)))
        register(Job("rate-limits", rate_limits.remove_old, every=timedelta(hours=1)))
