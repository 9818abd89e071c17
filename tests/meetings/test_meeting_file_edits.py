"""Edits of a YAML file: what was asked for changes, and nothing else."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.problems import DabirError
from generator.sources.yaml_editor import CannotEdit, FileAsRead, YamlText, written

ORDERS = {"": ["key", "status", "date", "agenda", "invited", "present", "matters", "decisions", "closed"]}
ORDERS["decisions"] = ["number", "text", "owner", "status", "result"]
RECORD = """\
# سربرگ
key: 1404-1   # شناسه
status: planned   # وضع

# روز جلسه
date: 1403-02-31
agenda:
  - یک  # بند نخست
  # بند میانی
  - دو که در
    دو سطر است

# چه کسانی آمدند
present: [a, b]
matters: []  # هنوز هیچ
decisions:
  # نخست
  - number: 1
    text: "متن: یکم"
    owner: x  # مسئول
  # دوم
  - number: 2
    text: >
      متن
      دوم
# پایان
closed:   # تاریخ
"""


def edited(text, *edits):
    record = YamlText(text, ORDERS)
    for method, *arguments in edits:
        getattr(record, method)(*arguments)
    return record.text


def changed_lines(before, after):
    """The lines that only one of the two has, each in its order."""
    old, new = before.splitlines(), after.splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


def test_a_scalar_changes_in_place_and_its_comment_stays():
    after = edited(RECORD, ("set", ("status",), "held"))
    assert changed_lines(RECORD, after) == (["status: planned   # وضع"], ["status: held   # وضع"])


def test_a_new_key_stands_in_the_order_of_the_record_and_takes_no_comment_with_it():
    after = edited(RECORD, ("set", ("invited",), "1403-02-20"))
    assert "    دو سطر است\ninvited: 1403-02-20\n\n# چه کسانی آمدند\npresent:" in after
    assert changed_lines(RECORD, after) == ([], ["invited: 1403-02-20"])


def test_an_item_is_added_before_the_comment_of_the_next_key():
    after = edited(RECORD, ("append", "agenda", ["سه: «چهار» # پنج"]))
    assert "    دو سطر است\n  - 'سه: «چهار» # پنج'\n\n# چه کسانی آمدند\n" in after
    after = edited(RECORD, ("append", "decisions", [{"number": "3", "text": "سوم"}]))
    assert "      دوم\n  - number: 3\n    text: سوم\n# پایان\n" in after


def test_an_item_of_a_list_gets_a_key_before_the_comment_of_the_next_item():
    after = edited(RECORD, ("set", ("decisions", 0, "status"), "done"))
    assert "    owner: x  # مسئول\n    status: done\n  # دوم\n" in after
    after = edited(RECORD, ("set", ("decisions", 1, "result"), "شد"))
    assert "      دوم\n    result: شد\n# پایان\n" in after


def test_an_empty_list_and_an_empty_value_are_filled_and_keep_their_comments():
    after = edited(RECORD, ("append", "matters", ["موضوع"]), ("set", ("closed",), "1404-01-01"))
    assert "matters:  # هنوز هیچ\n  - موضوع\ndecisions:" in after
    assert after.endswith("closed: 1404-01-01   # تاریخ\n")


def test_a_list_in_brackets_is_replaced_as_a_whole():
    after = edited(RECORD, ("set", ("present",), ["a", {"member": "b", "left": "11:00"}]))
    assert 'present:\n  - a\n  - member: b\n    left: "11:00"\nmatters:' in after


def test_a_list_that_is_missing_is_made():
    assert edited("key: a\n", ("append", "agenda", ["ب"])) == "key: a\nagenda:\n  - ب\n"


def test_dashes_stand_where_the_file_puts_them():
    text = "key: a\nagenda:\n- یک\n"
    after = edited(text, ("append", "agenda", ["دو"]), ("append", "matters", ["سه"]))
    assert after == "key: a\nagenda:\n- یک\n- دو\nmatters:\n- سه\n"


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", [True, False])
def test_line_ends_and_byte_order_mark_stay(ending, mark, last):
    text = mark + f"key: a{ending}status: planned" + (ending if last else "")
    after = edited(text, ("set", ("status",), "held"), ("set", ("date",), "1404-01-01"))
    assert after == mark + f"key: a{ending}status: held{ending}date: 1404-01-01{ending}"


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("{key: a}\n", ("set", ("status",), "held")),
        ("key: a\nagenda: [یک]\n", ("append", "agenda", ["دو"])),
        ("key: a\ndecisions:\n  - {number: 1}\n", ("set", ("decisions", 0, "status"), "done")),
        # The text of a block that keeps its last line breaks would lose them.
        ("key: |+\n  a\n\n", ("set", ("status",), "held")),
        ("key: a\nagenda: یک\n", ("set", ("agenda", 0), "held")),
        ("key: [\n", ("set", ("status",), "held")),
    ],
)
def test_what_cannot_be_edited_safely_is_refused_and_left(text, edit):
    record = YamlText(text, ORDERS)
    with pytest.raises(CannotEdit):
        getattr(record, edit[0])(*edit[1:])
    assert record.text == text


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), min_size=1, max_size=20).filter(
    lambda text: text.strip() == text and not re.search("[\u2028\u2029\u0085\ufeff]", text)
)


@settings(max_examples=30, deadline=None)
@given(first=TEXTS, second=TEXTS)
def test_any_text_is_written_so_that_it_is_read_again(first, second):
    text = written({"key": first, "agenda": [first, second]})
    after = edited(text, ("append", "agenda", [second]), ("set", ("status",), first))
    # As our reader reads it: all scalars are text.
    assert yaml.load(after, Loader=yaml.BaseLoader) == {  # noqa: S506  # makes text only
        "key": first,
        "agenda": [first, second, second],
        "status": first,
    }


COMMENTS = st.lists(st.sampled_from(["", "# الف", "  # ب: پ", "    # - ت"]), max_size=2)


@settings(max_examples=30, deadline=None)
@given(between=st.lists(COMMENTS, min_size=9, max_size=9))
def test_comments_and_blank_lines_stay_where_they_are(between):
    """Whatever stands between the lines of a record, each edit adds its own lines and keeps all others in order."""
    lines = ["key: a", "status: b", "agenda:", "  - یک", "  - دو", "decisions:", "  - number: 1", "    text: متن"]
    text = "\n".join(
        line for group, line in zip(between, [*lines, "closed: z"], strict=True) for line in [*group, line]
    )
    edits = (
        ("append", "agenda", ["سه"]),
        ("set", ("decisions", 0, "status"), "done"),
        ("set", ("invited",), "1404-01-01"),
        ("append", "decisions", [{"number": "2", "text": "نو"}]),
    )
    after = edited(text, *edits).splitlines()
    new = ["  - سه", "    status: done", "invited: 1404-01-01", "  - number: 2", "    text: نو"]
    assert [line for line in after if line not in new] == text.splitlines()


def test_a_file_is_published_only_if_nobody_changed_it(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes(b"one")
    path.chmod(0o640)
    read = FileAsRead.read(path, "a.yaml")
    read.publish(b"two")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"two", 0o640)
    with pytest.raises(DabirError) as refused:
        read.publish(b"three")
    assert [problem.code for problem in refused.value.problems] == ["G803"]
    assert path.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_does_not_replace_one_that_appeared_meanwhile(tmp_path):
    read = FileAsRead.read(tmp_path / "folder" / "a.yaml", "a.yaml")
    (tmp_path / "folder").mkdir()
    read.path.write_bytes(b"theirs")
    with pytest.raises(DabirError) as refused:
        read.publish(b"ours")
    assert [problem.code for problem in refused.value.problems] == ["G803"]
    assert read.path.read_bytes() == b"theirs"


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real.yaml").write_bytes(b"one")
    (tmp_path / "link.yaml").symlink_to("real.yaml")
    FileAsRead.read(tmp_path / "link.yaml", "link.yaml").publish(b"two")
    assert (tmp_path / "link.yaml").is_symlink()
    assert (tmp_path / "real.yaml").read_bytes() == b"two"
