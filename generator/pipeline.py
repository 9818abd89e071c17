"""The story of one document: composed, rendered, proved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.model.composing import Composition, compose
from generator.model.instrument import offered
from generator.model.kind import Kind
from generator.model.office import OfficeStyle
from generator.planning import Job
from generator.problems import DabirError, Problem, sort_problems
from generator.templating import CompiledTemplate, names_offered, prove
from generator.templating.files import read_template
from generator.workspace import Workspace

DRAFT_WATERMARK = "پیش‌نویس"


@dataclass(frozen=True, slots=True)
class Templates:
    """The compiled templates of a run, by the key of their kind, and what is wrong with the others."""

    compiled: dict[str, CompiledTemplate]
    problems: list[Problem]
    styled: dict[tuple[str, str], CompiledTemplate] = field(default_factory=dict)


def compile_templates(workspace: Workspace, kinds: Iterable[Kind], *, is_draft: bool = True) -> Templates:
    """Compile the templates of these kinds; a faulty one is reported and left out."""
    compiled: dict[str, CompiledTemplate] = {}
    problems: list[Problem] = []
    for kind in kinds:
        try:
            compiled[kind.key] = compile_template(workspace, kind, is_draft=is_draft)
        except DabirError as fault:
            problems += fault.problems
    return Templates(compiled, sort_problems(problems))


def template_for(workspace: Workspace, job: Job, templates: Templates) -> CompiledTemplate | None:
    """The compiled template of a job, in the style of its office; None when the template is faulty."""
    plain = templates.compiled.get(job.kind.key)
    style = job.occasion.office.style
    if plain is None or style is None or not style.changes_pages:
        return plain
    key = (job.kind.key, job.folder)
    if key not in templates.styled:
        templates.styled[key] = compile_template(workspace, job.kind, style=style)
    return templates.styled[key]


def compile_template(
    workspace: Workspace, kind: Kind, *, is_draft: bool = True, style: OfficeStyle | None = None
) -> CompiledTemplate:
    """The compiled template of a kind, in the style of an office where one is given.

    Raises :class:`DabirError` with what is wrong with it (T4xx).
    """
    path = workspace.templates / kind.template
    shown = workspace.shown(path)
    content = read_template(path, shown, workspace.settings.limits)
    watermark = DRAFT_WATERMARK if is_draft else ""
    return CompiledTemplate(
        content,
        shown,
        offered=names_offered(kind.per),
        watermark=watermark,
        style=style,
        limits=workspace.settings.limits,
    )


def make_document(job: Job, template: CompiledTemplate, composition: Composition) -> bytes:
    """The Word document of a job.

    Raises :class:`DabirError` with the template's problems, or with those of the proof.
    """
    names = offered(compose(job.kind, job.occasion, composition), job.kind.per)
    document = template.render(names)
    problems = prove(document, names, job.kind, template.name)
    if problems:
        raise DabirError(*problems)
    return document.content
