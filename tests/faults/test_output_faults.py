"""Folders that cannot be written, full disks, files of others, kills and Ctrl-C."""

from __future__ import annotations

import json
import random
import resource
import shutil
import signal
import subprocess
import time
import zipfile

import pytest
from fault_workspace import assert_well_said, build, command, environment, run, run_apart, start

EVERYTHING = ("draft", "all", "--all-provinces")
DECREES = ("draft", "decree", "--province", "08")
JOURNAL = ".dabir-drafts.jsonl"


def drafts_of(workspace):
    """The documents by their place, with their bytes."""
    folder = workspace / "output" / "drafts"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.docx")}


def temporary_files(workspace):
    return [path for path in (workspace / "output").rglob("*") if path.suffix == ".part"]


def assert_whole(workspace):
    for path in (workspace / "output").rglob("*.docx"):
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None, path


def assert_refused(answer, *codes):
    assert answer.code == 1
    assert "Traceback" not in answer.err
    assert set(answer.codes) == set(codes)
    assert_well_said(answer.problems)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """All drafts of a run that nothing disturbed."""
    workspace = build(tmp_path_factory.mktemp("undisturbed") / "w")
    assert run(*EVERYTHING, "--json", workspace=workspace).code == 0
    made = drafts_of(workspace)
    assert len(made) == 24
    return made


# --- folders that cannot be written


@pytest.mark.parametrize("in_the_way", ["output", "output/drafts", "output/drafts/08-kerman"])
def test_a_file_stands_where_a_folder_belongs(workspace, in_the_way):
    target = workspace / in_the_way
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("keep me")
    answer = run_apart(workspace, *DECREES, "--json")
    assert_refused(answer, "O701")
    assert target.read_text() == "keep me"


def test_a_folder_stands_where_a_document_belongs(workspace):
    in_the_way = workspace / "output/drafts/08-kerman/P-CL02-08-DEC-02.docx"
    in_the_way.mkdir(parents=True)
    answer = run_apart(workspace, *DECREES, "--json")
    assert answer.code == 1
    assert "Traceback" not in answer.err
    assert answer.codes in (["O701"], ["O703"])
    assert answer.json["word"] == {"decree": 3}
    assert in_the_way.is_dir()
    assert not temporary_files(workspace)


def test_a_folder_that_even_root_cannot_write(workspace):
    (workspace / "output").symlink_to("/proc/self")
    answer = run_apart(workspace, *DECREES, "--json")
    assert_refused(answer, "O701")


def test_every_refusal_names_its_file_and_others_are_made(workspace):
    target = workspace / "output/drafts/07-fars"
    target.parent.mkdir(parents=True)
    target.write_text("keep me")
    answer = run_apart(workspace, "draft", "decree", "--all-provinces", "--json")
    assert_refused(answer, "O701")
    assert all(place["path"].startswith("output/drafts/07-fars") for place in (p["location"] for p in answer.problems))
    assert len(list((workspace / "output/drafts/08-kerman").glob("*.docx"))) == 4


# --- full disks


class SmallDisk:
    """An output folder on a disk of few bytes: a real one where mounts are allowed, else a bound on file sizes."""

    def __init__(self, workspace):
        self.workspace = workspace
        self.output = workspace / "output"
        self.output.mkdir()
        mounted = self._mount("size=100k")
        self.is_real = mounted == 0
        self._limit = None if self.is_real else 8_500

    def _mount(self, options):
        return subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "dabir-test", self.output], check=False
        ).returncode

    def free(self):
        """Make room."""
        if self.is_real:
            assert self._mount("remount,size=10m") == 0
        self._limit = None

    def fill(self):
        """Leave no room for one more document."""
        if self.is_real:
            left = shutil.disk_usage(self.output).free
            (self.output / "ballast").write_bytes(bytes(max(0, left - 8192)))
        else:
            self._limit = 4_096

    def empty(self):
        (self.output / "ballast").unlink(missing_ok=True)
        self._limit = None

    def run(self, *arguments):
        limit = self._limit

        def bound():
            if limit is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        done = subprocess.run(
            command(self.workspace, *arguments, "--json"),
            capture_output=True,
            text=True,
            check=False,
            env=environment(),
            preexec_fn=bound,  # one thread
        )
        assert "Traceback" not in done.stderr, done.stderr[-800:]
        return done.returncode, json.loads(done.stdout)

    def close(self):
        if self.is_real:
            subprocess.run(["umount", "-l", self.output], check=True)


@pytest.fixture
def small_disk(workspace):
    disk = SmallDisk(workspace)
    yield disk
    disk.close()


def codes_of(answer):
    return [problem["code"] for problem in answer["problems"]]


def test_a_full_disk_leaves_whole_files_and_the_rerun_completes(small_disk, undisturbed):
    code, answer = small_disk.run(*EVERYTHING)
    assert code == 1
    assert set(codes_of(answer)) == {"O702"}
    assert_well_said(answer["problems"])
    made = drafts_of(small_disk.workspace)
    assert len(made) == answer["written"] < 24
    assert all(undisturbed[name] == content for name, content in made.items())
    assert not temporary_files(small_disk.workspace)
    small_disk.free()
    code, answer = small_disk.run(*EVERYTHING)
    assert (code, answer["problems"]) == (0, [])
    assert drafts_of(small_disk.workspace) == undisturbed


def test_a_full_disk_is_told_once_and_not_for_every_document(small_disk):
    _, answer = small_disk.run(*EVERYTHING)
    assert 1 <= codes_of(answer).count("O702") <= 3


def test_a_disk_that_fills_while_drafts_are_renewed(small_disk):
    small_disk.free()
    assert small_disk.run(*EVERYTHING)[0] == 0
    before = drafts_of(small_disk.workspace)
    roster = small_disk.workspace / "data/offices/08-kerman/roster.yaml"
    roster.write_text(roster.read_text("utf-8").replace("ماهانی", "راینی"), "utf-8")
    meeting = small_disk.workspace / "data/offices/08-kerman/meetings/1404-1.yaml"
    meeting.write_text(meeting.read_text("utf-8").replace("سالن جلسات", "تالار همایش"), "utf-8")
    small_disk.fill()
    code, answer = small_disk.run(*EVERYTHING)
    assert (code, set(codes_of(answer))) == (1, {"O702"})
    assert_whole(small_disk.workspace)
    assert drafts_of(small_disk.workspace).keys() == before.keys()
    small_disk.empty()
    code, answer = small_disk.run(*EVERYTHING)
    assert (code, answer["problems"]) == (0, [])
    assert drafts_of(small_disk.workspace) != before


# --- files of others


def test_a_file_that_a_person_edited_is_not_overwritten(workspace):
    assert run(*DECREES, "--json", workspace=workspace).code == 0
    edited = workspace / "output/drafts/08-kerman/P-CL02-08-DEC-02.docx"
    edited.write_bytes(b"my own words")
    answer = run(*DECREES, "--json", workspace=workspace)
    assert_refused(answer, "O703")
    assert [p["location"]["path"] for p in answer.problems] == ["output/drafts/08-kerman/P-CL02-08-DEC-02.docx"]
    assert (answer.json["unchanged"], answer.json["written"], answer.json["failed"]) == (3, 0, 1)
    assert edited.read_bytes() == b"my own words"
    edited.unlink()
    assert run(*DECREES, "--json", workspace=workspace).code == 0


def test_a_file_of_somebody_else_is_not_overwritten(workspace):
    foreign = workspace / "output/drafts/08-kerman/P-CL02-08-DEC-02.docx"
    foreign.parent.mkdir(parents=True)
    foreign.write_bytes(b"not yours")
    answer = run(*DECREES, "--json", workspace=workspace)
    assert_refused(answer, "O703")
    assert foreign.read_bytes() == b"not yours"
    assert answer.json["word"] == {"decree": 3}


def test_without_its_journal_the_program_still_knows_equal_files(workspace):
    assert run(*DECREES, "--json", workspace=workspace).code == 0
    (workspace / "output/drafts" / JOURNAL).unlink()
    answer = run(*DECREES, "--json", workspace=workspace)
    assert (answer.code, answer.json["unchanged"]) == (0, 4)


@pytest.mark.parametrize("spoil", [b'{"path": "08-ker', b"\xff\xfe\x00", b"[]\n7\nnull\n{}\n"])
def test_a_damaged_journal_stops_nothing(workspace, spoil):
    assert run(*DECREES, "--json", workspace=workspace).code == 0
    with (workspace / "output/drafts" / JOURNAL).open("ab") as journal:
        journal.write(spoil)
    answer = run(*EVERYTHING, "--json", workspace=workspace)
    assert (answer.code, answer.problems) == (0, [])
    assert run(*EVERYTHING, "--json", workspace=workspace).json["unchanged"] == 24


# --- kills and Ctrl-C


def stop_after(workspace, documents, how):
    """Send a signal to a drafting process as soon as so many documents are there; its exit code and errors."""
    process = start(workspace, *EVERYTHING)
    deadline = time.monotonic() + 20
    while process.poll() is None and time.monotonic() < deadline:
        if sum(1 for _ in (workspace / "output").rglob("*.docx")) >= documents:
            process.send_signal(how)
            break
        time.sleep(0.001)
    _, err = process.communicate(timeout=20)
    return process.returncode, err


def test_after_kills_at_any_moment_the_rerun_completes(workspace, undisturbed):
    moments = random.Random(1404)  # noqa: S311  # the moments only have to differ
    killed = 0
    for documents in (0, *(moments.randrange(1, 22) for _ in range(5))):
        # Each round begins where the one before was killed, or anew.
        if documents % 2:
            shutil.rmtree(workspace / "output", ignore_errors=True)
        code, _ = stop_after(workspace, documents, signal.SIGKILL)
        killed += code == -signal.SIGKILL
        assert_whole(workspace)
    assert killed >= 3
    answer = run_apart(workspace, *EVERYTHING, "--json")
    assert (answer.code, answer.problems) == (0, [])
    assert drafts_of(workspace) == undisturbed
    left = [path for path in temporary_files(workspace) if not path.name.startswith(".dabir-")]
    assert not left


def test_a_kill_between_journal_and_file_takes_nobody_for_a_stranger(workspace, monkeypatch):
    assert run(*DECREES, "--json", workspace=workspace).code == 0
    roster = workspace / "data/offices/08-kerman/roster.yaml"
    roster.write_text(roster.read_text("utf-8").replace("بردسیری", "راینی"), "utf-8")

    class Killed(BaseException):
        pass

    def die(content, target):
        raise Killed

    monkeypatch.setattr("generator.drafts.publish_bytes", die)
    with pytest.raises(Killed):
        run(*DECREES, "--json", workspace=workspace)
    monkeypatch.undo()
    answer = run(*DECREES, "--json", workspace=workspace)
    assert (answer.code, answer.problems) == (0, [])
    assert answer.json["written"] > 0


@pytest.mark.parametrize("documents", [1, 12])
def test_ctrl_c_ends_with_130_and_leaves_whole_files(workspace, undisturbed, documents):
    for _ in range(5):
        shutil.rmtree(workspace / "output", ignore_errors=True)
        code, err = stop_after(workspace, documents, signal.SIGINT)
        if code != 0:  # it may have been done already
            break
    assert code == 130
    assert "Traceback" not in err
    assert "interrupted" in err
    assert not temporary_files(workspace)
    made = drafts_of(workspace)
    assert all(undisturbed[name] == content for name, content in made.items())
    answer = run(*EVERYTHING, "--json", workspace=workspace)
    assert (answer.code, answer.problems) == (0, [])
    assert drafts_of(workspace) == undisturbed
