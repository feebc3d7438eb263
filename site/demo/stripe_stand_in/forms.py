"""Stripe's form encoding: `line_items[0][price_data][currency]=eur`, `expand[]=…`."""

import re
from urllib.parse import parse_qsl

from .errors import StripeError

# A list arrives as a branch whose names are numbers; `parameters.listed` sorts it out.
type Branch = dict[str, Raw]
type Raw = str | Branch

NAME = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")
MOST_FIELDS = 1000


def parse_form(encoded: str) -> Branch:
    """Take a query string or form body; give its parameters as a tree."""
    try:
        pairs = parse_qsl(
            encoded,
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError as error:
        raise StripeError("Invalid request: the form cannot be read.") from error
    tree: Branch = {}
    for name, value in pairs:
        _plant(tree, _parts(name), value)
    return tree


def _parts(name: str) -> list[str]:
    match = NAME.fullmatch(name)
    if match is None:
        raise StripeError(f"Invalid parameter name: {name}", param=name)
    return [match[1], *re.findall(r"\[([^\[\]]*)\]", match[2])]


def _plant(tree: Branch, parts: list[str], value: str) -> None:
    branch = tree
    for part in parts[:-1]:
        below = branch.setdefault(part or str(len(branch)), {})
        if isinstance(below, str):
            raise StripeError(f"Invalid object: {parts[0]}", param=parts[0])
        branch = below
    name = parts[-1] or str(len(branch))
    if isinstance(branch.get(name), dict):
        raise StripeError(f"Invalid string: {parts[0]}", param=parts[0])
    branch[name] = value
