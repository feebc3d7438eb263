"""Addresses that never change."""

from django.urls import path

from payments.stripe_webhook import stripe_webhook

urlpatterns = [
    path("stripe/webhook/", stripe_webhook, name="stripe_webhook"),
]
