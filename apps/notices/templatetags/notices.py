"""The bell in the head of every page of the desk."""

from typing import Any

from django import template

from apps.notices.selectors import unread_count

register = template.Library()


@register.inclusion_tag("notices/bell.html", takes_context=True)
def notice_bell(context: template.Context) -> dict[str, Any]:
    """How many notices the person has not read."""
    user: Any = context.get("user")
    is_known = user is not None and user.is_authenticated and user.is_staff
    return {"is_known": is_known, "count": unread_count(user) if is_known else 0}
