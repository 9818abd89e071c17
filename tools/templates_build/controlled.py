"""Forms that no meeting makes: procedure, distribution list, report on the provinces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.ooxml.markup import q
from generator.ooxml.pages import across
from generator.ooxml.rtl import Bold, Column, cell, each, listing, paragraph, repeated, row, run, table, tag, when
from generator.ooxml.starter import LANDSCAPE_WIDTH, form_template
from templates_build.wording import facts

if TYPE_CHECKING:
    from generator.ooxml.markup import Element


def distribution_list() -> bytes:
    """توزیع نسخ."""
    columns = [
        Column(heading="شماره نسخه", width=850, value="{{ copy.number }}", style="TableCentre"),
        Column(heading="گیرنده", width=3992, value="{{ copy.holder }}"),
        Column(heading="نوع نسخه", width=1150, value="{{ copy.type }}", style="TableCentre"),
        Column(heading="شماره ویرایش", width=850, value="{{ copy.revision }}", style="TableCentre"),
        Column(heading="تاریخ تحویل", width=1250, value="{{ copy.delivered }}", style="TableCentre"),
        Column(heading="امضا", width=1150, value="", style="TableCentre"),
    ]
    return form_template(
        [
            paragraph("فهرست گیرندگان نسخه‌ها", style="Heading1"),
            paragraph(
                "نسخه‌های {{ procedure.type }} «{{ procedure.title }}» به شماره مدرک {{ procedure.number }} "
                "به شرح جدول زیر توزیع و رسید آن با امضای گیرنده دریافت می‌شود. با دریافت هر ویرایش تازه، "
                "نسخه پیشین منسوخ است و باید به دبیرخانه بازگردانده شود.",
                style="FormText",
                keep_next=True,
            ),
            listing(columns, "copy in procedure.copies", height=430),
            paragraph(style="Gap"),
        ],
        has_letter=False,
    )


def procedure() -> bytes:
    """دستورالعمل."""
    block = "block.kind == "
    return form_template(
        [
            tag("for section in procedure.sections"),
            paragraph("{{ section.number }}ـ {{ section.title }}", style="Heading1"),
            tag("for block in section.blocks"),
            tag(f"if {block}'clause'"),
            paragraph(Bold("{{ block.number }}"), "\t{{ block.text }}", style="Clause"),
            tag(f"elif {block}'item'"),
            paragraph("{{ block.number }})\t{{ block.text }}", style="ClauseItem"),
            tag(f"elif {block}'seats'"),
            *_seats(),
            tag(f"elif {block}'closing'"),
            paragraph("{{ block.text }}", style="ClauseText"),
            tag(f"elif {block}'note'"),
            paragraph(Bold("{{ block.number }}:"), " {{ block.text }}", style="Note"),
            tag(f"elif {block}'distribution'"),
            *each("holder in procedure.holders", paragraph("{{ loop.index }}ـ\t{{ holder }}", style="AgendaLine")),
            tag(f"elif {block}'blank'"),
            paragraph("—", style="FormText"),
            tag("else"),
            paragraph("{{ block.text }}", style="FormText"),
            tag("endif"),
            tag("endfor"),
            tag("endfor"),
            paragraph(style="Gap"),
        ],
        has_letter=False,
    )


def _seats() -> list[Element]:
    columns = [
        Column(heading="ردیف", width=900, value="{{ seat.number }}", style="TableCentre"),
        Column(heading="سمت", width=6842, value="{{ seat.title }}"),
        Column(heading="نقش", width=1500, value="{{ seat.role }}", style="TableCentre"),
    ]
    return [listing(columns, "seat in procedure.seats", height=380), paragraph(style="Gap")]


# A grid for any number of rules: each takes its share of these narrow columns, and the province what is over.
# Word knows no table of more than 63 columns.
_FINE = 58
_FINE_WIDTH = 177
_SHARE = f"({_FINE} // compliance.rules|length)"
_REST = f"({_FINE} - {_SHARE} * (compliance.rules|length))"


def compliance_report() -> bytes:
    """گزارش رعایت دستورالعمل در استان‌ها، بر کاغذ خوابیده."""
    return form_template(
        [
            *_summary(),
            # On the first page, where they never stand alone.
            paragraph(style="Gap"),
            *_signatures(),
            *_rules(),
            paragraph("وضعیت استان‌ها", style="Heading1"),
            _marks(),
            paragraph(style="Gap"),
            *_findings(),
        ],
        has_letter=False,
        owner=["سازمان صنایع کوچک و شهرک‌های صنعتی ایران", "معاونت صنایع کوچک"],
        landscape=True,
    )


def _summary() -> list[Element]:
    widths = across((1400, 3000, 1600, 1900, 1500, 1500, 1500, 1500), LANDSCAPE_WIDTH)
    line = facts(
        widths,
        "تاریخ بررسی",
        "{{ compliance.date.full }}",
        "شمار استان‌ها",
        "{{ compliance.rows|length }}",
        "جمع خطاها",
        "{{ compliance.faults }}",
        "جمع توصیه‌ها",
        "{{ compliance.advice }}",
    )
    return [
        paragraph("خلاصه", style="Heading1"),
        table(widths, [line]),
        paragraph(style="Gap"),
        paragraph(
            "نشانه‌ها: ",
            [run("√", latin=True)],
            " یافته‌ای نیست؛ عدد، شمار یافته‌ها؛ «؟» داوری ممکن نشد. "
            "شماره هر ستون جدول استان‌ها شماره همان قاعده در جدول قاعده‌هاست.",
            style="TableText",
        ),
    ]


def _rules() -> list[Element]:
    widths = across((1300, 9574, 3300), LANDSCAPE_WIDTH)
    columns = [
        Column(heading="شماره قاعده", width=widths[0], value="{{ rule.code }}", style="TableSmallCentre"),
        Column(heading="شرح قاعده", width=widths[1], value="{{ rule.title }}", style="TableSmall"),
        Column(heading="بند روش اجرایی", width=widths[2], value="{{ rule.clause }}", style="TableSmall"),
    ]
    return [
        paragraph("قاعده‌ها", style="Heading1"),
        listing(columns, "rule in compliance.rules", height=280),
        paragraph(style="Gap"),
    ]


def _marks() -> Element:
    """A row for each province and a column for each rule, however many rules there are."""
    ends = (700, 850, 850)
    grid = [ends[0], LANDSCAPE_WIDTH - sum(ends) - _FINE * _FINE_WIDTH, *[_FINE_WIDTH] * _FINE, *ends[1:]]
    share, rest = f"{{% colspan {_SHARE} %}}", f"{{% colspan 1 + {_REST} %}}"
    mark = "{% if mark == '✓' %}"

    def line(*, number: str, province: str, loop: str, shown: list[Element], faults: str, advice: str) -> list[Element]:
        head = number == "ردیف"
        style = "TableHead" if head else "TableSmallCentre"
        return [
            cell(ends[0], paragraph(number, style=style), shade=head),
            _open_cell(paragraph([run(rest)], province, style="TableHead" if head else "TableSmall"), shade=head),
            _open_cell(paragraph([run("{%tc for " + loop + " %}")], style="TemplateTag")),
            _open_cell(paragraph([run(share)], *shown, style=style), shade=head),
            _open_cell(paragraph([run("{%tc endfor %}")], style="TemplateTag")),
            cell(ends[1], paragraph(faults, style=style), shade=head),
            cell(ends[2], paragraph(advice, style=style), shade=head),
        ]

    head = line(
        number="ردیف",
        province="استان",
        loop="rule in compliance.rules",
        shown=["{{ rule.code }}"],
        faults="خطا",
        advice="توصیه",
    )
    body = line(
        number="{{ loop.index }}",
        province="{{ row.province }}",
        loop="mark in row.marks",
        shown=[mark, [run("√", latin=True)], "{% else %}{{ mark }}{% endif %}"],
        faults="{{ row.faults }}",
        advice="{{ row.advice }}",
    )
    rows = repeated([LANDSCAPE_WIDTH], "row in compliance.rows", row(*body, height=280))
    return table(grid, [row(*head, heading=True, height=340), *rows])


def _open_cell(*blocks: Element, shade: bool = False) -> Element:
    """A cell as wide as the columns that it spans."""
    made = cell(0, *blocks, shade=shade)
    made[0][0].set(q("type"), "auto")
    return made


def _findings() -> list[Element]:
    widths = across((1900, 2900, 1300, 7274, 800), LANDSCAPE_WIDTH)
    values = (
        "{{ finding.province }}",
        "{{ finding.rule }}",
        "{{ finding.clause }}",
        "{{ finding.text }}",
        "{{ finding.severity }}",
    )
    styles = ("TableText", "TableText", "TableText", "TableText", "TableCentre")
    columns = [
        Column(heading=heading, width=width, value=value, style=style)
        for heading, width, value, style in zip(
            ("نام استان", "قاعده", "بند", "شرح یافته", "نوع"), widths, values, styles, strict=True
        )
    ]
    return [
        paragraph("یافته‌ها", style="Heading1"),
        *when(
            "compliance.findings",
            listing(columns, "finding in compliance.findings", height=340),
            paragraph(style="Gap"),
            otherwise=[paragraph("همه قاعده‌ها در همه استان‌ها رعایت شده است.", style="FormText")],
        ),
    ]


def _signatures() -> list[Element]:
    widths = across((1, 1, 1), LANDSCAPE_WIDTH)
    head = [
        cell(width, paragraph(text, style="TableHead", keep_next=True), shade=True)
        for width, text in zip(widths, ("تهیه‌کننده", "تأییدکننده", "تصویب‌کننده"), strict=True)
    ]
    space = [cell(width, paragraph("نام و امضا:", style="TableText"), valign="top") for width in widths]
    return [
        paragraph(style="BoxGap"),
        table(widths, [row(*head, height=360), row(*space, height=900)]),
        paragraph(style="Gap"),
    ]
