"""What missions may be members of."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.core.admin_base import DeskForm, field_error
from apps.missions.models import Mission


class MissionForm(DeskForm):
    """A mission; the members of a joint mission observe the same election as it does."""

    class Meta:
        model = Mission
        fields = "__all__"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        joint, election = data.get("joint_mission"), data.get("election")
        if joint is not None and election is not None and joint.election_id != election.pk:
            field_error(
                self,
                "joint_mission",
                _("A joint mission and its members observe the same election; this one does not."),
            )
        return data
