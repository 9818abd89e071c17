"""What the documents tell a reader to type does what they say."""

from __future__ import annotations

import json
import re
import shlex
import sys

import click
import pytest
from doc_tables import DOCS, ROOT, fenced

from generator.cli import cli

README = (ROOT / "README.md").read_text("utf-8")
README_FA = (ROOT / "README.fa.md").read_text("utf-8")
PAGES = [ROOT / "README.md", ROOT / "README.fa.md", ROOT / "CHANGELOG.md", *sorted(DOCS.glob("*.md"))]
SLOW = re.compile(r"--pdf|--pack")


def steps_of_the_tour():
    """Scripts of the tour, each with the lines of output shown after it."""
    tour = README.split("## A five-minute tour", 1)[1].split("## As a library", 1)[0]
    steps = []
    for language, content in re.findall(r"^```(sh|text)\n(.*?)^```$", tour, re.MULTILINE | re.DOTALL):
        if language == "sh":
            steps.append((content, []))
        else:
            steps[-1][1].extend(content.splitlines())
    return steps


def without_pdf(script):
    """PDFs are made elsewhere in the tests; here their commands only plan."""
    return "".join(f"{line} --dry-run\n" if SLOW.search(line) else f"{line}\n" for line in script.splitlines())


def test_the_tour_goes_as_the_readme_shows_it(tmp_path, shell):
    folder = tmp_path
    for script, shown in steps_of_the_tour():
        done = shell(without_pdf(script) + f'status=$?; pwd >"{tmp_path}/where"; exit $status', folder)
        folder = (tmp_path / "where").read_text("utf-8").strip()
        assert [line for line in shown if line not in done.stdout.splitlines()] == [], done.stdout
        assert done.returncode == (1 if any(re.search(r": [A-Z]\d{3} ", line) for line in shown) else 0), done.stdout
    drafts = tmp_path / "office" / "output" / "drafts" / "07-fars"
    assert len(list(drafts.glob("*-DEC-*.docx"))) == 34
    assert len(list(drafts.glob("*-APR-*.docx"))) == 34


def test_the_library_example_makes_decrees(office, shell):
    (example,) = fenced(README, "python")
    done = shell(f"{shlex.quote(sys.executable)} - <<'END'\n{example}END", office)
    assert done.returncode == 0, done.stdout
    assert f"12 decrees in {office}/output/drafts" in done.stdout
    assert len(list((office / "output/drafts/07-fars").glob("*.docx"))) == 12


def test_the_kind_from_nothing_makes_a_letter_a_seat(office, dabir):
    page = (DOCS / "kinds-and-templates.md").read_text("utf-8").split("## A kind from nothing", 1)[1]
    (kind,) = fenced(page, "yaml")
    (commands,) = fenced(page, "sh")
    (office / "data/kinds/appreciation.yaml").write_text(kind, "utf-8")
    assert [dabir(line)[0] for line in commands.splitlines()] == [0, 0]
    planned = json.loads(dabir("dabir plan decree --province فارس --json")[1])["documents"]
    expected = {document["number"].replace("-DEC-", "-APR-") for document in planned}
    assert {path.stem for path in (office / "output/drafts/07-fars").glob("*.docx")} == expected
    assert "P-CL02-07-APR-01" in expected


@pytest.mark.parametrize(("page", "deadline"), [("README.fa.md", "1404-03-15"), ("docs/problems.md", "1404-12-30")])
def test_the_fault_messages_shown_are_the_real_ones(page, deadline, office, dabir):
    meeting = office / "data/offices/07-fars/meetings/1404-1.yaml"
    text = meeting.read_text("utf-8").replace("deadline: 1404-06-15", f"deadline: {deadline}")
    meeting.write_text(text.replace("owner: bank\n", "owner: bnk\n"), "utf-8")
    code, _, printed = dabir("dabir check --no-notes")
    assert code == 1
    blocks = re.findall(r"^```(?:text)?\n(data/.*?)^```$", (ROOT / page).read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert len(blocks) == 1
    assert blocks[0] in printed
    if page == "docs/problems.md":
        (shown,) = fenced((ROOT / page).read_text("utf-8"), "json")
        problems = json.loads(dabir("dabir check --no-notes --json")[1])["problems"]
        assert json.loads(shown) in problems


def test_the_persian_readme_names_a_file_that_is_made(office, dabir):
    commands = [line for block in fenced(README_FA, "sh") for line in block.splitlines() if "--seat" in line]
    assert len(commands) == 1
    assert dabir(commands[0])[0] == 0
    (path,) = re.findall(r"`(output/drafts/\S+\.docx)`", README_FA)
    assert (office / path).is_file()
    assert README_FA.count("172 files, 14 templates: 0 faults, 0 notes") == 1
    assert "172 files, 14 templates: 0 faults, 0 notes" in dabir("dabir check --no-notes")[1]


def commands_shown():
    for page in PAGES:
        text = page.read_text("utf-8")
        found = [line for block in fenced(text, "sh") for line in block.splitlines()] + re.findall(r"`([^`\n]+)`", text)
        for line in dict.fromkeys(found):
            for command in line.split(" && "):
                if command.startswith("dabir ") and "…" not in command:
                    yield pytest.param(command, id=f"{page.name}: {command}")


@pytest.mark.parametrize("command", list(commands_shown()))
def test_each_command_shown_can_be_parsed(command):
    words = ["doctor" if word.isupper() else word for word in shlex.split(command)[1:]]
    group, name = cli, "dabir"
    context = click.Context(cli, info_name="dabir")
    while isinstance(group, click.Group):
        if not words or words[0].startswith("-"):
            return
        name, *words = words
        found = group.get_command(context, name)
        assert found is not None, f"there is no command {name}"
        group = found
    if {"--help"} & set(words):
        return
    try:
        group.make_context(name, list(words), parent=context)
    except click.MissingParameter:
        # A command named in running text stands without its arguments.
        assert not words


def anchors(path):
    """The anchors that headings get on the usual hosts."""
    headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"https?:", target):
            continue
        path, _, anchor = target.partition("#")
        linked = (page.parent / path).resolve() if path else page
        assert linked.is_file(), target
        assert not anchor or anchor in anchors(linked), target


def test_the_persian_readme_reads_from_right_to_left():
    assert README_FA.startswith('<div dir="rtl">\n')
    assert README_FA.count('<div dir="rtl">') == README_FA.count("</div>")


def test_the_architecture_page_names_each_module_below_the_package():
    page = (DOCS / "architecture.md").read_text("utf-8")
    block = page.split("generator/\n", 1)[1].split("```", 1)[0]
    there = {
        path.name + ("/" if path.is_dir() else "")
        for path in (ROOT / "generator").iterdir()
        if (path.is_dir() or path.suffix == ".py") and not path.name.startswith("_") and path.name != "starter"
    }
    assert {name for name in there if name not in block} == set()
    assert {name for name in re.findall(r"[a-z]+(?:\.py|/)(?= )", block) if name not in there} == set()


def test_the_readme_counts_what_the_demo_makes(dabir):
    counts = re.search(r"(\d+) Word documents and\s+as many PDFs", README)
    planned = dabir("dabir plan all --all-provinces --json")[1]
    assert int(counts[1]) == len(json.loads(planned)["documents"])
