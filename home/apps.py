from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"

    def ready(self) -> None:
        from home import public_pages, registrations, search_signals

        registrations.register()
        public_pages.watch_all()
        search_signals.connect()
