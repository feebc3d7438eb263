"""Who may see the views that Wagtail brings, and examples for their arguments."""

from dataclasses import replace

from tests.support.rows import (
    AT_WORK,
    EVERYBODY,
    NOBODY,
    POST_ONLY,
    Argument,
    Row,
    admin,
    at_work,
    row,
)
from tests.support.world import STRANGER

# A door of its own leads to ours.
DOOR = row(EVERYBODY, 302)

# Only who approves pages of others.
MODERATION = admin(
    page_id=lambda w: w.moderated.content_object.pk,
    action_name="approve",
    task_id=lambda w: w.task.pk,
    task_state_id=lambda w: w.moderated.current_task_state.pk,
)

WAGTAILS: dict[str, Row] = {
    # --- the doors of its own lie behind ours
    "wagtailadmin_login": DOOR,
    "wagtailadmin_password_reset": DOOR,
    "wagtailadmin_password_reset_done": DOOR,
    "wagtailadmin_password_reset_confirm": replace(
        DOOR, arguments={"uidb64": "MQ", "token": "x"}
    ),
    "wagtailadmin_password_reset_complete": DOOR,
    "wagtailcore_login": row(EVERYBODY, 302),
    # --- for all who work here
    "wagtailadmin_home": at_work(),
    "wagtailadmin_account": at_work(),
    "wagtailadmin_logout": at_work(but={STRANGER: 302, "member": 200, "mentor": 200}),
    "wagtailadmin_sprite": row(AT_WORK | {STRANGER}),
    "wagtailadmin_javascript_catalog": row(AT_WORK | {STRANGER}),
    "wagtailadmin_dismissibles": at_work(),
    "wagtailadmin_error_test": at_work(500),
    "wagtailadmin_block_preview": at_work(404),
    "wagtailadmin_editing_sessions:*": at_work(POST_ONLY),
    "wagtailadmin_tag_autocomplete": at_work(),
    "wagtailadmin_tag_model_autocomplete": at_work(app_name="taggit", model_name="tag"),
    "admin/test404/": at_work(),
    "admin/^.*/$": row(NOBODY, path="/admin/ei-ole/"),
    # --- pages
    "wagtailadmin_explore_root": admin("editor"),
    "wagtailadmin_explore": admin("editor"),
    "wagtailadmin_explore_results": admin("editor"),
    "wagtailadmin_pages:*": admin("editor"),
    # These show only what their reader may do, which can be nothing.
    "wagtailadmin_pages:choose_parent": at_work(),
    "wagtailadmin_pages:move_confirm": at_work(),
    "wagtailadmin_pages:confirm_workflow_cancellation": at_work(),
    "wagtailadmin_pages:revisions_index": at_work(),
    "wagtailadmin_pages:convert_alias": admin("editor", page_id=lambda w: w.alias.pk),
    "wagtailadmin_pages:workflow_history_detail": admin(
        "editor",
        page_id=lambda w: w.moderated.content_object.pk,
        workflow_state_id=lambda w: w.moderated.pk,
    ),
    "wagtailadmin_pages:workflow_action": MODERATION,
    "wagtailadmin_pages:collect_workflow_action_data": MODERATION,
    "wagtailadmin_pages:workflow_preview": MODERATION,
    "wagtailadmin_api:pages:*": admin("editor"),
    "wagtailadmin_api:images:*": at_work(pk=lambda w: w.image.pk),
    "wagtailadmin_api:documents:*": at_work(pk=lambda w: w.document.pk),
    # Lists of what the one who asks may see.
    "wagtailadmin_api:pages:listing": at_work(),
    "wagtailadmin_api:pages:find": admin("editor", query=lambda w: f"?id={w.page.pk}"),
    "wagtailadmin_api:images:listing": at_work(),
    "wagtailadmin_api:images:find": at_work(query=lambda w: f"?id={w.image.pk}"),
    "wagtailadmin_api:documents:listing": at_work(),
    "wagtailadmin_api:documents:find": at_work(query=lambda w: f"?id={w.document.pk}"),
    "wagtailadmin_reports:site_history": at_work(),
    "wagtailadmin_reports:site_history_results": at_work(),
    "wagtail_bulk_action": at_work(
        app_label="wagtailcore",
        model_name="page",
        query=lambda w: f"?id={w.page.pk}",
    ),
    "wagtailadmin_choose_page": at_work(),
    "wagtailadmin_choose_page_child": at_work(),
    "wagtailadmin_choose_page_search": at_work(),
    "wagtailadmin_choose_page_chosen_multiple": at_work(),
    "wagtailadmin_choose_page_external_link": at_work(),
    "wagtailadmin_choose_page_email_link": at_work(),
    "wagtailadmin_choose_page_phone_link": at_work(),
    "wagtailadmin_choose_page_anchor_link": at_work(),
    "wagtailadmin_reports:*": admin("editor"),
    "simple_translation:*": admin("editor"),
    # Here are no snippets, and no addresses of pictures in sizes of one's own.
    "simple_translation:submit_snippet_translation": row(NOBODY),
    "wagtailsnippets:*": row(NOBODY),
    "wagtailimages:url_generator": row(NOBODY),
    "wagtailimages:url_generator_output": row(NOBODY),
    "wagtailredirects:*": admin("editor", redirect_id=lambda w: w.redirect.pk),
    "wagtailsearchpromotions:*": admin("editor"),
    "wagtailsearchpromotions:search_terms": admin(),
    "wagtailsearchpromotions:search_terms_results": admin(),
    "wagtailsearchpromotions:chooser": at_work(),
    "wagtailsearchpromotions:chooserresults": at_work(),
    # --- pictures, documents, embeds
    "wagtailimages:*": admin("editor"),
    # Coordinators add the photos of mentors; they change only their own.
    "wagtailimages:index": admin("editor", "coordinator"),
    "wagtailimages:index_results": admin("editor", "coordinator"),
    "wagtailimages:add": admin("editor", "coordinator"),
    "wagtailimages:add_multiple": admin("editor", "coordinator"),
    "wagtailimages_chooser:choose": at_work(),
    "wagtailimages_chooser:choose_results": at_work(),
    "wagtailimages_chooser:chosen_multiple": at_work(),
    "wagtailimages_chooser:*": admin("editor", "coordinator", pk=lambda w: w.image.pk),
    "wagtaildocs:*": admin("editor"),
    "wagtaildocs_chooser:choose": at_work(),
    "wagtaildocs_chooser:choose_results": at_work(),
    "wagtaildocs_chooser:chosen_multiple": at_work(),
    "wagtaildocs_chooser:*": admin("editor", pk=lambda w: w.document.pk),
    "wagtailembeds:*": at_work(),
    # --- for the administrator
    "wagtailadmin_collections:*": admin(pk=lambda w: w.collection.pk),
    "wagtailadmin_workflows:*": admin(pk=lambda w: w.workflow.pk),
    "wagtailadmin_workflows:task_chooser": at_work(),
    "wagtailadmin_workflows:task_chooser_results": at_work(),
    "wagtailadmin_workflows:task_chooser_create": at_work(),
    "wagtailadmin_workflows:task_chosen": at_work(),
    "wagtailadmin_workflows:add_task": admin(
        app_label="wagtailcore", model_name="groupapprovaltask"
    ),
    "admin/settings/<slug:app_name>/<slug:model_name>/": at_work(
        302, model_name="associationsettings"
    ),
    "wagtailsettings:preview_on_edit": row(NOBODY, pk=1),
    "wagtailsettings:*": admin(
        "board", model_name="associationsettings", pk=lambda w: w.site.pk
    ),
    "wagtailsites:*": admin(pk=lambda w: w.site.pk),
    "wagtailusers_users:*": admin(pk=lambda w: w.of("member").pk),
    "wagtailusers_groups:*": admin(pk=lambda w: w.group.pk),
    # --- pages themselves: each has an example in PAGES
    "wagtail_serve": row(EVERYBODY, path=""),
    "wagtailcore_authenticate_with_password": row(
        EVERYBODY,
        page_view_restriction_id=lambda w: w.page_restriction.pk,
        page_id=lambda w: w.page_restriction.page.pk,
    ),
    "wagtaildocs_authenticate_with_password": row(
        EVERYBODY, restriction_id=lambda w: w.collection_restriction.pk
    ),
}

EXAMPLES: dict[str, Argument] = {
    "page_id": lambda w: w.page.pk,
    "page_pk": lambda w: w.page.pk,
    "page_to_move_id": lambda w: w.page.pk,
    "parent_page_id": lambda w: w.page.get_parent().pk,
    "destination_id": lambda w: w.page.get_parent().pk,
    "image_id": lambda w: w.image.pk,
    "filter_spec": "width-40",
    "document_id": lambda w: w.document.pk,
    "doc_id": lambda w: w.document.pk,
    "collection_id": lambda w: w.collection.pk,
    "query_id": lambda w: w.search_query.pk,
    "revision_id": lambda w: w.page.latest_revision_id,
    "revision_id_a": "earliest",
    "revision_id_b": "latest",
    "session_id": 1,
    "task_id": lambda w: w.task.pk,
    "workflow_pk": lambda w: w.workflow.pk,
    "uploaded_file_id": 1,
    "object_id": lambda w: w.page.pk,
    "action": "delete",
    "action_name": "copy",
    "app_label": "home",
    "app_name": "association",
    "model_name": "contentpage",
    "content_type_app_name": "home",
    "content_type_model_name": "contentpage",
    "pk": lambda w: w.page.pk,
}
