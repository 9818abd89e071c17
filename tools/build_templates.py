"""Build the shipped Word templates in ``templates/`` from the building blocks of ``generator.ooxml``.

Run from the repository's root::

    .venv/bin/python tools/build_templates.py            # write templates/*.docx
    .venv/bin/python tools/build_templates.py DIRECTORY  # write them somewhere else

The same program writes the same files each time. An office edits its copies of the templates in Word;
this program is for changing the shipped ones. Their text is in ``tools/templates_build/``.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from templates_build import controlled, meetings, minutes, seats

if TYPE_CHECKING:
    from collections.abc import Callable

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"

BUILDERS: dict[str, Callable[[], bytes]] = {
    "decree": seats.decree,
    "nomination-request": seats.nomination_request,
    "substitute-confirmation": seats.substitute_confirmation,
    "cda-appointment": seats.cda_appointment,
    "ta-appointment": seats.ta_appointment,
    "invitation": meetings.invitation,
    "agenda": meetings.agenda,
    "notification": meetings.notification,
    "transmittal": meetings.transmittal,
    "expert-report": meetings.expert_report,
    "minutes": minutes.minutes,
    "distribution-list": controlled.distribution_list,
    "procedure": controlled.procedure,
    "compliance-report": controlled.compliance_report,
}


def main(arguments: list[str]) -> int:
    """Write the templates to the folder named, or to the project's own."""
    folder = Path(arguments[0]) if arguments else TEMPLATES
    folder.mkdir(parents=True, exist_ok=True)
    for name, build in BUILDERS.items():
        path = folder / f"{name}.docx"
        path.write_bytes(build())
        sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
