from config.formats import DATES as DATE_INPUT_FORMATS
from config.formats import MOMENTS as DATETIME_INPUT_FORMATS
from config.formats import TIMES as TIME_INPUT_FORMATS

__all__ = ["DATETIME_INPUT_FORMATS", "DATE_INPUT_FORMATS", "TIME_INPUT_FORMATS"]

# As association.formats writes them; Wagtail's lists ask for these two.
DATE_FORMAT = "j.n.Y"
DATETIME_FORMAT = r"j.n.Y \k\l. G.i"
