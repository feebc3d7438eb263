from django.apps import AppConfig
from django.db.models.signals import post_migrate


class NetworkConfig(AppConfig):
    name = "network"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from accounts.personal_data import not_personal
        from network import filling
        from network.models import Municipality, Region

        post_migrate.connect(
            filling.after_migrate, sender=self, dispatch_uid="network.filling"
        )
        not_personal(Region, _("Public facts about regions."))
        not_personal(Municipality, _("Public facts about municipalities."))
