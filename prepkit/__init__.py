"""prepkit turns a data scientist's projects into product stories, and the preparation into a plan.

Every public name is loaded on first use, so that `import prepkit` stays near bare Python. The names stand in
`__init__.pyi`.
"""

from prepkit.loading import attach

__version__ = "0.1.0"

_find, __dir__, __all__ = attach(__name__, __file__)


def __getattr__(name: str) -> object:
    try:
        return _find(name)
    except AttributeError:
        if name.startswith("_"):
            raise
    from prepkit.former import find_former

    return find_former(name)
