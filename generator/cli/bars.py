"""Progress bars on a terminal."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

_TITLES = {"word": "Word", "pdf": "PDF", "pack": "packs"}


class Bars:
    """One bar a stage, with the office at work; leaves the finished bars on the screen."""

    def __init__(self) -> None:
        self._progress = Progress(
            TextColumn("{task.description:<6}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[label]}"),
            console=Console(stderr=True),
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def start(self, stage: str, total: int) -> None:
        """Begin a bar."""
        self._task = self._progress.add_task(_TITLES.get(stage, stage), total=total, label="")

    def step(self, label: str) -> None:
        """Move the bar by one."""
        if self._task is not None:
            self._progress.update(self._task, advance=1, label=label)
