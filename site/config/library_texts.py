"""Wagtail's texts that its own Finnish lacks, so that editors meet no English.

Our catalogues are asked first, so a translation there is enough. Nobody imports this:
it is where `manage.py messages` finds the texts. A text that has become Wagtail's own
Finnish is taken away here; a test says so.
"""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

TEXTS = [
    _("You do not have permission to access the admin."),
    _("Usage count"),
    _("Please select another parent."),
    _("Expiry date/time must be in the future."),
    _("Alias"),
    _("Keep the new pages updated with future changes"),
    _('You do not have permission to publish pages at "%(page_title)s"'),
    _("The slug '%(page_slug)s' is already in use within the parent page."),
    _(
        "The slug '%(page_slug)s' is already in use within the parent "
        "page at '%(parent_url_path)s'."
    ),
    _(
        "The slug '%(page_slug)s' is already in use at the selected "
        "parent page. Make sure the slug is unique and try again."
    ),
    _("Select a new parent for this page."),
    _("The new page will be a child of this given parent page."),
    _("item"),
    _("items"),
    _("Default avatar"),
    _("Go to the first error"),
    ngettext_lazy(
        'Only pages of type "%(type)s" may be chosen for this field. '
        "Search results will exclude pages of other types.",
        "Only the following page types may be chosen for this field: "
        "%(type)s. Search results will exclude pages of other types.",
    ),
    _(
        "Converting this to an internal link to %(page)s would make "
        "the link automatically update if the underlying page changes "
        "its URL. Would you like to do this?"
    ),
    _("Are you sure you want to unpublish this %(model_name)s?"),
    _(
        "There are no %(model_name)s to display. Why not <a "
        'href="%(add_url)s">add one</a>?'
    ),
    _("There are no %(model_name)s to display."),
    _("No %(model_name)s match your query."),
    _(
        "Preview cannot display due to validation errors. <br /> Click "
        "save to highlight the relevant fields."
    ),
    _("Wagtail %(current_version)s editor guide"),
    _('%(editor)s has updated comments on "%(title)s".'),
    _('%(editor)s has updated comments on "%(title)s"'),
    _("New replies to:"),
    _("Changing the privacy for this page has been disabled."),
    _("Scheduling…"),
    _("Schedule to publish"),
    _("Choose when this %(model_name)s should go live and/or expire"),
    _(
        "This publishing schedule will only take effect after you "
        'select the "Schedule to publish" option'
    ),
    _("But only those with publishing permissions can make them effective."),
    _("Saved"),
    _("Autosave is paused"),
    _("Autosave is <span>paused</span>"),
    _("Edit account avatar"),
    _("Close dialog"),
    _("You saved a new version in another window"),
    _("View latest version"),
    _("You have unsaved changes in another window"),
    _("Currently idle"),
    _("Currently viewing"),
    ngettext_lazy(
        "One other user is currently viewing",
        "%(num_user)s other users are currently viewing",
    ),
    _("Proceeding will overwrite the changes you made in that window."),
    _("Proceeding will overwrite the changes made by %(user_name)s."),
    _("Alternatively, you can view the latest version in a new tab."),
    _("A network error occurred"),
    _(
        "Troubleshoot your connection to the site before proceeding. "
        "Open the editor in a separate tab to view the last saved "
        "version."
    ),
    _("account"),
    _(
        "Keyboard shortcuts are currently disabled; manage your "
        "%(account_link)s to enable them."
    ),
    _(
        "Keyboard shortcuts are currently enabled; manage your "
        "%(account_link)s to disable them."
    ),
    _("Section"),
    _("Toggle section"),
    _("Show issue"),
    _("Content metrics"),
    _("Readability"),
    _("This data explained"),
    _("How we calculate our metrics"),
    _(
        "We extract the main content from the page preview, remove all "
        "formatting, and calculate the number of words."
    ),
    _(
        "We calculate reading time from word count, using different "
        "reading speeds for different languages."
    ),
    _(
        "We use a readability formula based on length of words and "
        "sentences. Long sentences and words result in a worse "
        "readability score."
    ),
    _(
        'See our <a href="%(guide_link)s" target="_blank">content '
        "checks guide</a> for more information on how content metrics "
        "are calculated."
    ),
    _("Once live anyone can view"),
    _("To be created by %(user)s"),
    _("Once scheduled:"),
    _("Correct the validation errors to resume preview (saving will highlight errors)"),
    _("One or more references to this %(model_name)s prevent it from being deleted."),
    _("Disable custom ordering"),
    _("Enable custom ordering"),
    _("Checks"),
    _("Used on"),
    _(
        'Why not <a class="create-one-now" href="#tab-new" '
        'data-action="w-tabs#select:prevent" '
        'data-w-tabs-target="trigger" '
        'data-w-tabs-focus-param="true">create one now</a>?'
    ),
    _(
        'Why not <a class="upload-one-now" href="#tab-upload" '
        'data-action="w-tabs#select:prevent" '
        'data-w-tabs-target="trigger" '
        'data-w-tabs-focus-param="true">upload one now</a>?'
    ),
    _("%(action)s by <b>%(who)s</b> at <b>%(at)s</b>"),
    _("%(action)s at <b>%(at)s</b>"),
    _("%(action)s by <b>%(who)s</b>"),
    _("at %(time)s by %(user_display_name)s"),
    _("at %(time)s"),
    _("%(time)s by %(user_display_name)s"),
    _("%(time_period)s ago by %(user_display_name)s"),
    _("Show keyboard shortcuts"),
    _("Toggle minimap"),
    _("Close modal dialogs (like this one)"),
    _("Add or show comments"),
    _("Text editing"),
    _("Toggle status"),
    _("Toggle comments"),
    _("Toggle checks"),
    _("Toggle preview"),
    _("(blank)"),
    _("Sort by '%(label)s' in ascending order."),
    _("Sort by '%(label)s' in descending order."),
    _(
        "Focus on the drag button and press up or down arrows to move "
        "the item, then press enter to submit the change."
    ),
    _("Use meaningful text for screen reader users"),
    _("Table header text is empty"),
    _("Empty frame title found"),
    _("Use a meaningful title for screen reader users"),
    _("Incorrect heading hierarchy"),
    _("Avoid skipping levels"),
    _("Input button text is empty"),
    _("Misusing paragraphs as headings"),
    _("Use proper heading tags"),
    _("Image alt text has inappropriate pattern"),
    _("Use meaningful text"),
    _("Meta description is empty"),
    _("Add a concise description for search engines"),
    _("%(model_name)s '%(object)s' has been scheduled for publishing."),
    _("%(model_name)s '%(object)s' created and scheduled for publishing."),
    _(
        "%(model_name)s '%(object)s' is live and this version has been "
        "scheduled for publishing."
    ),
    _("Saving will overwrite a newer version."),
    _("The %(model_name)s could not be saved as it is locked"),
    _(
        "You are viewing a previous version of this %(model_name)s "
        "from <b>%(created_at)s</b> by %(user)s"
    ),
    _(
        "You are viewing a previous version of this page from "
        "<b>%(created_at)s</b> by %(user)s"
    ),
    _("%(model_name)s '%(object)s' has been replaced with version from %(timestamp)s."),
    _("Version from %(timestamp)s of %(model_name)s '%(object)s' has been published."),
    _(
        "Version from %(timestamp)s of %(model_name)s '%(object)s' has "
        "been scheduled for publishing."
    ),
    _(
        "Version from %(previous_revision_datetime)s of page "
        "'%(page_title)s' has been scheduled for publishing."
    ),
    _("Version from %(datetime)s of page '%(page_title)s' has been published."),
    _("Sort item order"),
    _("Sort menu order"),
    _("More options for '%(title)s'"),
    _("There are validation errors, click save to highlight them."),
    _("'%(object)s' unpublished."),
    _("Search all pages…"),
    _("Privacy is inherited from the ancestor page - %(ancestor_page)s"),
    _("The page could not be created due to validation errors."),
    _("The page could not be saved due to validation errors."),
    _("The page could not be saved as it is locked."),
    _("Date updated"),
    _("Edited by"),
    _("Has child pages"),
    _("Any"),
    _("Exploring"),
    _("Locked by"),
    _("Anyone"),
    _("%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s"),
    _(
        "%(start_index)s-%(end_index)s of %(items_count)s "
        "%(model_name)s across entire site."
    ),
    _("Search in '<span class=\"w-title-ellipsis\">%(title)s</span>'"),
    _(
        "%(start_index)s-%(end_index)s of %(items_count)s "
        "%(model_name)s in '<span "
        'class="w-title-ellipsis">%(title)s</span>\'.'
    ),
    _("No results in '<span class=\"w-title-ellipsis\">%(title)s</span>'."),
    ngettext_lazy(
        "This page has one unpublished subpage",
        "This page has %(counter)s unpublished subpages",
    ),
    ngettext_lazy(
        "Deleting this page will also delete %(descendant_count)s child page.",
        "Deleting this page will also delete %(descendant_count)s more child pages.",
    ),
    ngettext_lazy(
        "This will also unpublish one translation of the page.",
        "This will also unpublish all %(translation_count)s translations of the page.",
    ),
    ngettext_lazy(
        "This will also move one translation of this page and its child pages",
        "This will also move %(translations_to_move_count)s "
        "translations of this page and their child pages",
    ),
    ngettext_lazy(
        "This page has one subpage. Unpublish this too",
        "This page has %(live_descendant_count)s subpages. Unpublish these too",
    ),
    ngettext_lazy(
        "This action will delete <b>%(total_pages_formatted)s</b> page in total.",
        "This action will delete <b>%(total_pages_formatted)s</b> pages in total.",
    ),
    _("Maximum filesize: %(max_upload_size)s."),
    _("The file could not be found. Please change the source or delete the document."),
    _("Usage count: (low to high)"),
    _("Usage count: (high to low)"),
    _("The filter options you have selected are not valid."),
    _("target page route"),
    _(
        "Optionally specify a route on the target page to redirect to. "
        "Leave blank to redirect to the default page route."
    ),
    _("redirects"),
    _("You must enter an external link text if you enter an external link URL."),
    _("You must recommend a page OR an external link."),
    _("Please only select a page OR enter an external link."),
    _("query"),
    _("queries"),
    _("Choose an internal page for this promotion"),
    _("External link URL"),
    _("Alternatively, use an external link for this promotion"),
    _("Applies to internal page or external link"),
    _(
        "<p>Promoted search results are a means of recommending "
        "specific pages or external links that might not organically "
        "come high up in search results. E.g recommending your primary "
        "donation page to a user searching with the less common term "
        '"<em>giving</em>".</p>'
    ),
    _(
        '<p>The "Search term(s)/phrase" field below must contain the '
        "full and exact search for which you wish to provide "
        "recommended results, <em>including</em> any misspellings/user "
        "error. To help, you can choose from search terms that have "
        "been popular with users of your site.</p>"
    ),
    _("No promoted results have been created."),
    _("Views"),
    _("Search terms"),
    _("Recommendations have not been created due to errors."),
    _("Recommendations have not been saved due to errors."),
    ngettext_lazy(
        "Include subtree (%(descendant_count)s page)",
        "Include subtree (%(descendant_count)s pages)",
    ),
    ngettext_lazy(
        "A locale is disabled because a parent page is not translated.",
        "Some locales are disabled because some parent pages are not translated.",
    ),
    ngettext_lazy("Translate the parent page.", "Translate the parent pages."),
    _("Can submit translations"),
    _("Date cannot be in the future."),
    _("locale"),
    _("revision"),
    _("revisions"),
    _("latest revision"),
    _("Copied for translation from %(title)s (%(locale)s)"),
    _("Created an alias of %(title)s"),
    _("Moved from '%(old_parent)s' to '%(new_parent)s'"),
    _("Reordered under '%(parent)s'"),
    _("Snug"),
    _("By task"),
    _("By workflow"),
    _("page log entry"),
    _("page log entries"),
]
