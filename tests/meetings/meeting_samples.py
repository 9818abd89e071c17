"""A meeting of Fars and the commands that carry it from state to state."""

from __future__ import annotations

KEY = "1406-1"
STEPS = {
    "planned": "new fars --date 1406/04/20 --start 09:30 --place شیراز --agenda «یک»",
    "agenda-proposed": f"propose-agenda fars {KEY} --date 1406/04/01",
    "agenda-confirmed": f"confirm-agenda fars {KEY} --date 1406/04/03",
    "invited": f"invite fars {KEY} --date 1406/04/05",
    "held": f"hold fars {KEY} --all-present --end 11:30",
    "recorded": f"record fars {KEY} --date 1406/04/22",
    "notified": f"notify fars {KEY} --date 1406/04/25",
    "closed": f"close fars {KEY} --date 1406/05/01",
}
