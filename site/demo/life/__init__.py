"""The life of the demo association, the same every time, counted from one day."""

from demo.life import people
from demo.life.story import build

__all__ = ["build", "people"]
