"""A workspace: a folder with ``dabir.toml``, inputs, templates and output."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from generator.problems import DabirError, Location, Problem
from generator.settings import Settings, load_settings

SETTINGS_FILE = "dabir.toml"
_PACKAGE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace's folder and settings.

    >>> workspace = Workspace.open(".")
    >>> workspace.data
    PosixPath('/…/data')
    """

    root: Path
    settings: Settings

    @classmethod
    def open(cls, folder: str | Path = ".") -> Workspace:
        """The workspace in ``folder`` itself.

        Raises :class:`DabirError` when there is no ``dabir.toml`` in it or the settings are faulty.
        """
        root = Path(folder).resolve()
        if not (root / SETTINGS_FILE).is_file():
            raise DabirError(Problem("W601", Location(str(folder)), {"path": str(folder)}))
        return cls(root, load_settings(root / SETTINGS_FILE))

    @classmethod
    def find(cls, start: str | Path = ".") -> Workspace:
        """The nearest workspace from ``start`` upward.

        Raises :class:`DabirError` when there is none or its settings are faulty.
        """
        first = Path(start).resolve()
        for folder in (first, *first.parents):
            if (folder / SETTINGS_FILE).is_file():
                return cls.open(folder)
        raise DabirError(Problem("W601", Location(str(start)), {"path": str(start)}))

    @classmethod
    def create(cls, folder: str | Path) -> Workspace:
        """A new workspace in ``folder`` with the starter settings, data and templates.

        Raises :class:`DabirError` when the folder holds anything already or cannot be written.
        """
        root = Path(folder)
        if root.exists() and (not root.is_dir() or any(root.iterdir())):
            raise DabirError(Problem("W605", Location(str(folder)), {"path": str(folder)}))
        starter = starter_folder()
        try:
            root.mkdir(parents=True, exist_ok=True)
            for name in ("data", "templates"):
                shutil.copytree(starter / name, root / name)
            # The settings come last: a folder without them is no workspace yet.
            shutil.copyfile(starter / SETTINGS_FILE, root / SETTINGS_FILE)
        except OSError as fault:
            detail = fault.strerror or str(fault)
            raise DabirError(Problem("O701", Location(str(folder)), {"path": str(folder), "detail": detail})) from fault
        return cls.open(root)

    @property
    def data(self) -> Path:
        return self.root / self.settings.paths.data

    @property
    def templates(self) -> Path:
        return self.root / self.settings.paths.templates

    @property
    def output(self) -> Path:
        return self.root / self.settings.paths.output

    @property
    def drafts(self) -> Path:
        return self.output / "drafts"

    def shown(self, path: Path) -> str:
        """The path as messages show it: relative to the workspace where it lies inside, with ``/``."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)


def starter_folder() -> Path:
    """The folder of the starter settings, data and templates: in the wheel, or the root of a checkout."""
    shipped = _PACKAGE / "starter"
    return shipped if shipped.is_dir() else _PACKAGE.parent
