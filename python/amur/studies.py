"""The studies: a function for each that the engine has, its fields as keyword arguments."""

from amur import _engine
from amur._studies import function_of

__all__ = [study["name"] for study in _engine.studies()]
globals().update((study["name"], function_of(study)) for study in _engine.studies())
