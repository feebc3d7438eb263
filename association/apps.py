from django.apps import AppConfig


class AssociationConfig(AppConfig):
    name = "association"

    def ready(self) -> None:
        from association import public_changes

        public_changes.moment_provider(public_changes.next_midnight)
