"""The sandbox in which templates run: always escaping, nothing that reaches out, every value recorded."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from types import FrameType
from typing import Any, NoReturn

from jinja2 import Undefined
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.persian.dates import ClockTime, JalaliDate, PartialDate
from generator.persian.numerals import grouped, in_words, ordinal, to_persian_digits

LONGEST_RANGE = 1000
"""Most rounds of one ``range`` in a template."""
DECIMAL_SIGN = "٫"
LARGEST_PART = 20_000_000
"""Most characters of one rendered part."""

_BUILT_IN_FILTERS = (
    "default", "d", "first", "join", "last", "length", "list", "map", "reject", "rejectattr",
    "reverse", "select", "selectattr", "sort", "trim", "unique",
)  # fmt: skip
FILTERS: dict[str, tuple[Callable[..., Any], str]] = {
    "persian": (to_persian_digits, "رقم‌ها به فارسی"),
    "grouped": (grouped, "عدد با جداکننده هزارگان"),
    "in_words": (in_words, "عدد به حروف"),
    "ordinal": (ordinal, "عدد ترتیبی: اول، دوم، …"),
}
"""The project's own filters with what each gives."""


FILTER_NAMES = (*FILTERS, *_BUILT_IN_FILTERS)


@dataclass(slots=True)
class Rendering:
    """What happened while one part was rendered."""

    values: list[str] = field(default_factory=list)
    missing: list[tuple[str, int]] = field(default_factory=list)
    """Names that did not exist, each with the line of the prepared source."""


CURRENT: ContextVar[Rendering | None] = ContextVar("rendering", default=None)


class TooBusyError(Exception):
    """A template took too long or grew too large."""


class MissingName(Undefined):
    """A name that does not exist: noted with its line, printed as nothing, so that all are found at once."""

    def _note(self) -> None:
        rendering = CURRENT.get()
        if rendering is not None:
            rendering.missing.append((_dotted(self), _template_line()))

    def __str__(self) -> str:
        self._note()
        return ""

    def __iter__(self) -> Iterator[Any]:
        self._note()
        return iter(())

    def __bool__(self) -> bool:
        self._note()
        return False

    def __len__(self) -> int:
        self._note()
        return 0

    def __eq__(self, other: object) -> bool:
        self._note()
        return isinstance(other, MissingName)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return id(type(self))

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        if name.startswith("__"):
            raise AttributeError(name)
        return MissingName(name=f"{_dotted(self)}.{name}")


def _dotted(missing: Undefined) -> str:
    return str(missing._undefined_name)  # noqa: SLF001  # jinja's protocol for subclasses


def _template_line() -> int:
    """The line of the template that is being rendered, from the frame that jinja compiled."""
    frame: FrameType | None = sys._getframe(1)  # noqa: SLF001
    while frame is not None:
        template = frame.f_globals.get("__jinja_template__")
        if template is not None:
            return int(template.get_corresponding_lineno(frame.f_lineno))
        frame = frame.f_back
    return 0


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """Jinja for Word templates."""

    intercepted_binops = frozenset({"**", "*", "%"})

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=MissingName, finalize=printed)
        self.filters = {name: self.filters[name] for name in _BUILT_IN_FILTERS}
        self.filters |= {name: function for name, (function, _) in FILTERS.items()}
        # docxtpl fills attributes such as w:gridSpan, which take ASCII digits.
        self.filters["in_attribute"] = str
        self.globals = {"range": _bounded_range}

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401
        """Arithmetic on numbers only: ``'x' * 10**10`` would fill the memory."""
        if operator == "**" or not all(isinstance(value, (int, float)) for value in (left, right)):
            raise SecurityError(f"{left!r} {operator} {right!r}")
        return super().call_binop(context, operator, left, right)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401
        """No methods: what a template may print is data."""
        harmless = isinstance(value, Undefined) or not callable(value)
        return harmless and super().is_safe_attribute(obj, attr, value)

    def unsafe_undefined(self, obj: Any, attribute: str) -> NoReturn:  # noqa: ANN401
        """Stops at what the sandbox refuses instead of printing nothing."""
        raise SecurityError(f"{type(obj).__name__}.{attribute}")


def _bounded_range(*bounds: int) -> range:
    rounds = range(*bounds)
    if len(rounds) > LONGEST_RANGE:
        raise TooBusyError(f"range of {len(rounds)}, the limit is {LONGEST_RANGE}")
    return rounds


def printed(value: object) -> object:
    """A value as it stands in a document: Persian digits for numbers, nothing for None."""
    if isinstance(value, Undefined):
        return str(value)
    text = value_text(value)
    rendering = CURRENT.get()
    if rendering is not None and text:
        rendering.values.append(text)
    # Text that jinja marked as safe must be escaped like any other.
    return str(text)


def value_text(value: object) -> str:
    """The text that :func:`printed` gives for a value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "بله" if value else "خیر"
    if isinstance(value, int):
        return to_persian_digits(value)
    if isinstance(value, float):
        return to_persian_digits(str(value)).replace(".", DECIMAL_SIGN)
    if isinstance(value, (JalaliDate, PartialDate, ClockTime)):
        return str(value)
    return str.__str__(value) if isinstance(value, str) else str(value)


@contextlib.contextmanager
def time_limit(seconds: int) -> Iterator[None]:
    """Ends the block with :class:`TooBusyError` after so many seconds.

    Works where signals do: in the main thread of a process on a POSIX system. Elsewhere the bounds on
    loops and sizes are the only ones.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def expired(_signal: int, _frame: FrameType | None) -> NoReturn:
        raise TooBusyError(f"{seconds} s")

    before = signal.signal(signal.SIGALRM, expired)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


__all__ = [
    "CURRENT",
    "FILTERS",
    "MissingName",
    "Rendering",
    "TemplateEnvironment",
    "TooBusyError",
    "printed",
    "time_limit",
    "value_text",
]
