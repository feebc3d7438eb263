from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "payments"

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy  # type: ignore[attr-defined]

        from accounts import history
        from accounts.read_only import ReadOnlyPolicy
        from payments import (
            admin_cards,
            checks,
            closing,
            crediting,
            declarations,
            jobs,
            my_section,
            treasurer,
        )
        from payments.bank.lines import VERBS
        from payments.models import (
            BankFile,
            BankLine,
            BankStatement,
            Bill,
            Dispute,
            Payment,
            Payout,
            Repayment,
            StripeEvent,
            StripeMovement,
        )

        shown = (Bill, Payment, StripeEvent, Dispute, Payout, StripeMovement)
        for model in (*shown, BankFile, BankLine, BankStatement, Repayment):
            register_permission_policy(model, ReadOnlyPolicy(model))
        history.name_verbs(VERBS | closing.WORDS)
        checks.register_all()
        declarations.declare_all()
        my_section.register_all()
        admin_cards.register_all()
        jobs.register_all()
        history.name_verbs(crediting.VERBS)
        treasurer.register_all()
