"""Every mail is a function that calls `make_message`; nobody calls `.send()`."""

from collections.abc import Mapping

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation


def make_message(
    name: str, to: str, language: str, context: Mapping[str, object]
) -> EmailMultiAlternatives:
    """A mail from the three templates `emails/<name>-….`, in the reader's language."""
    with translation.override(language):
        values = {**context, "language": language}
        subject = render_to_string(f"emails/{name}-subject.txt", values)
        text = render_to_string(f"emails/{name}-body.txt", values)
        html = render_to_string(f"emails/{name}-body.html", values)
    message = EmailMultiAlternatives(" ".join(subject.split()), text, to=[to])
    message.attach_alternative(html, "text/html")
    return message
