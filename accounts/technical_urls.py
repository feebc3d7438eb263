from django.urls import path

from accounts import views

urlpatterns = [path("healthz", views.healthz, name="healthz")]
