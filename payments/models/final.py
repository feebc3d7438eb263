"""Money rows are only ever added: see `association.final`."""

from association.final import FinalModel, FinalQuerySet, RowIsFinal, refuse

__all__ = ["FinalModel", "FinalQuerySet", "RowIsFinal", "refuse"]
