from wagtail import hooks

from mentoring.admin_views import MentoringGroup

hooks.register("register_admin_viewset", MentoringGroup)
