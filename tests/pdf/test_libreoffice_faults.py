"""LibreOffice hangs, crashes, lies and is killed; the disk is full; the user presses Ctrl-C."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest
from pdf_samples import Letter

from generator import publishing as publish_module
from generator.pdf import Conversion, convert, soffice_version
from generator.problems import DabirError
from generator.settings import FontSettings, PdfSettings


def is_alive(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def eventually(condition, seconds=10.0):
    deadline = time.monotonic() + seconds
    while not (found := condition()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return found


def test_a_hanging_document_is_named_and_its_processes_are_dead(fake):
    good, bad, late = fake.conversion("good"), fake.conversion("bad", "HANG"), fake.conversion("late")
    assert fake.convert(good, bad, late) == {"good": "", "bad": "P802", "late": ""}
    assert len(fake.started()) == 4  # program and child, in the call and alone
    assert not [pid for pid in fake.started() if is_alive(pid)]
    assert not bad.pdf.exists()


def test_the_problem_says_how_long_was_waited_and_where(fake):
    job = fake.conversion("bad", "HANG")
    problem = convert([job], fake.settings(timeout_seconds=1), FontSettings())[job]
    assert problem.args == {"seconds": "1"}
    assert problem.location.path == str(job.docx)
    assert fake.calls.read_text().split() == ["1"]


def test_a_libreoffice_that_always_hangs_is_given_up(fake):
    jobs = [fake.conversion(f"n{number}", "HANG") for number in range(6)]
    assert set(fake.convert(*jobs, timeout_seconds=1).values()) == {"P802"}
    assert fake.calls.read_text().split() == ["6", "1", "1", "1"]


@pytest.mark.parametrize(
    ("orders", "code"), [("CRASH", "P803"), ("NOTHING", "P804"), ("HALF", "P805"), ("JUNK", "P805")]
)
def test_a_poisonous_document_is_named_and_its_neighbours_are_made(fake, orders, code):
    jobs = [fake.conversion("a"), fake.conversion("b", orders), fake.conversion("c")]
    assert fake.convert(*jobs) == {"a": "", "b": code, "c": ""}
    assert [job.pdf.exists() for job in jobs] == [True, False, True]


def test_the_status_of_a_crash_is_told(fake):
    job = fake.conversion("b", "CRASH")
    problem = convert([job], fake.settings(), FontSettings())[job]
    assert problem.args["status"] == str(-signal.SIGSEGV)


def test_the_exit_status_does_not_condemn_a_whole_pdf(fake):
    assert fake.convert(fake.conversion("a", "LIAR")) == {"a": ""}


def test_groups_are_as_large_as_the_settings_say(fake):
    jobs = [fake.conversion(f"n{number}") for number in range(7)]
    assert set(fake.convert(*jobs, documents_per_call=3, processes=2).values()) == {""}
    assert sorted(fake.calls.read_text().split()) == ["1", "3", "3"]


def test_results_come_in_order_and_are_told_in_the_callers_thread(fake):
    jobs = [fake.conversion(f"n{number}", "NOTHING" if number == 2 else "") for number in range(5)]
    told = []
    found = convert(
        jobs,
        fake.settings(documents_per_call=1, processes=3),
        FontSettings(),
        on_done=lambda job, problem: told.append((job, problem, threading.current_thread())),
    )
    assert list(found) == jobs
    assert {job: problem for job, problem, _ in told} == found
    assert {thread for *_, thread in told} == {threading.current_thread()}


def test_an_error_of_the_caller_ends_the_run(fake):
    def refuse(job, problem):
        raise RuntimeError("stop")

    jobs = [fake.conversion("a"), fake.conversion("b", "HANG")]
    with pytest.raises(RuntimeError, match="stop"):
        convert(jobs, fake.settings(documents_per_call=1, timeout_seconds=60), FontSettings(), on_done=refuse)
    assert not [pid for pid in fake.started() if is_alive(pid)]


def test_a_missing_libreoffice_is_said_once(fake, monkeypatch):
    monkeypatch.setenv("PATH", str(fake.folder / "nowhere"))
    with pytest.raises(DabirError) as caught:
        convert([fake.conversion("a"), fake.conversion("b")], PdfSettings(), FontSettings())
    assert [problem.code for problem in caught.value.problems] == ["P801"]


def test_a_program_that_cannot_be_started_is_said(fake):
    fake.program.write_bytes(b"\x7fELF but not really")
    with pytest.raises(DabirError) as caught:
        fake.convert(fake.conversion("a"))
    assert [problem.code for problem in caught.value.problems] == ["P803"]
    assert soffice_version(fake.program) == ""


def test_a_missing_document_does_not_stop_the_others(fake):
    gone = Conversion(fake.folder / "gone.docx", fake.folder / "gone.pdf")
    assert fake.convert(gone, fake.conversion("a")) == {"gone": "Y111", "a": ""}


def test_two_documents_with_one_target_are_refused(fake):
    job = fake.conversion("a")
    with pytest.raises(ValueError, match="same target"):
        fake.convert(job, Conversion(fake.folder / "b.docx", job.pdf))


def test_nothing_to_do_needs_no_libreoffice(monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert convert([], PdfSettings(), FontSettings()) == {}


def test_a_full_disk_leaves_the_old_pdf(fake, monkeypatch):
    job = fake.conversion("a")
    job.pdf.write_bytes(b"old")

    def full(source, target):
        target.write(b"%PDF")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(publish_module.shutil, "copyfileobj", full)
    with pytest.raises(DabirError) as caught:  # the copy of the docx is the first to find the disk full
        fake.convert(job)
    assert caught.value.problems[0].code == "O702"
    monkeypatch.undo()

    def full_sync(descriptor):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(publish_module.os, "fsync", full_sync)
    assert fake.convert(job) == {"a": "O702"}
    assert job.pdf.read_bytes() == b"old"
    assert not list(fake.folder.glob(".dabir-*"))


def test_a_target_that_cannot_be_written_is_said(fake):
    job = fake.conversion("a")
    lost = Conversion(job.docx, fake.folder / "no such folder" / "a.pdf")
    problem = convert([lost], fake.settings(), FontSettings())[lost]
    assert problem.code == "O701"
    assert problem.args["path"] == str(lost.pdf)
    assert problem.location.path == str(job.docx)


INTERRUPTED = """
import signal, sys
from pathlib import Path
from generator.pdf import Conversion, convert
from generator.settings import FontSettings, PdfSettings
signal.signal(signal.SIGINT, signal.default_int_handler)
settings = PdfSettings(libreoffice=sys.argv[1], timeout_seconds=60, processes=2, documents_per_call=1)
jobs = [Conversion(Path(name), Path(name).with_suffix(".pdf")) for name in sys.argv[2:]]
try:
    convert(jobs, settings, FontSettings())
except KeyboardInterrupt:
    sys.exit(130)
"""


def test_ctrl_c_ends_every_process_and_leaves_no_folder(fake, tmp_path):
    jobs = [fake.conversion("a", "HANG"), fake.conversion("b", "HANG"), fake.conversion("c", "HANG")]
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    run = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, str(fake.program), *(str(job.docx) for job in jobs)],
        env=os.environ | {"TMPDIR": str(scratch), "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    try:
        assert eventually(lambda: len(fake.started()) == 4)
        run.send_signal(signal.SIGINT)
        assert run.wait(timeout=15) == 130
    finally:
        run.kill()
        run.wait()
    assert len(fake.started()) == 4  # the third was never begun
    assert eventually(lambda: not [pid for pid in fake.started() if is_alive(pid)], 2)
    assert not list(scratch.iterdir())


def running_office(scratch):
    for folder in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            words = (folder / "cmdline").read_bytes().split(b"\0")
            if words[0].endswith(b"soffice.bin") and any(str(scratch).encode() in word for word in words):
                return int(folder.name)
    return None


def test_a_libreoffice_killed_at_work_is_started_again(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    jobs = []
    for number in range(3):
        docx = Letter().body("با سلام").save(tmp_path / f"{number}.docx")
        jobs.append(Conversion(docx, docx.with_suffix(".pdf")))
    killed = []

    def kill_once():
        if pid := eventually(lambda: running_office(tmp_path), 30):
            os.kill(pid, signal.SIGKILL)
            killed.append(pid)

    killer = threading.Thread(target=kill_once)
    killer.start()
    found = convert(jobs, PdfSettings(processes=1), FontSettings())
    killer.join()
    assert killed
    assert set(found.values()) == {None}
    assert running_office(tmp_path) is None
    assert not list(tmp_path.glob("dabir-pdf-*"))
    assert shutil.which("soffice")
