"""A cluster project and its action plan as instruments print them (P-CL03)."""

from __future__ import annotations

from generator.model.instrument import ActivityView, ProjectView, ShareView, TeamMemberView
from generator.model.roster import Project


def project_view(project: Project) -> ProjectView:
    """The project with its team, supporting institutions and action plan; amounts in million rials."""
    plan = project.action_plan
    activities = plan.activities if plan else []
    return ProjectView(
        number=project.number,
        title=project.title,
        cluster=project.cluster,
        agency=project.agency,
        started=project.started,
        contract_cda=project.contract_cda,
        contract_ta=project.contract_ta,
        team=[TeamMemberView(formal_name=officer.person.formal_name, post=officer.post) for officer in project.team],
        supporting=[institution.name for institution in project.supporting_institutions],
        plan_year=plan.year if plan else 0,
        activities=[
            ActivityView(
                number=activity.number,
                title=activity.title,
                due=activity.due,
                cost=activity.cost,
                shares=[ShareView(institution=share.institution, amount=share.amount) for share in activity.shares],
            )
            for activity in activities
        ],
        cost=sum(activity.cost for activity in activities),
    )
