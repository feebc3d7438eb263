from wagtail import hooks

from payments.admin_views import MoneyViewSetGroup

hooks.register("register_admin_viewset", MoneyViewSetGroup)
