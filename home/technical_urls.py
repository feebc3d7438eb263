"""Addresses for programs; they never change."""

from django.urls import path

from home import technical_views

urlpatterns = [
    path("robots.txt", technical_views.robots, name="robots"),
    path("sitemap.xml", technical_views.sitemap, name="sitemap"),
    path(".well-known/security.txt", technical_views.security, name="security"),
]
