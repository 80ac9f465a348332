"""Who sends a request to the parts of the API that are not for everybody."""

import re
from typing import Any, Final

from django.utils.translation import gettext as _
from rest_framework.authentication import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed

TOKEN: Final = re.compile(r"[0-9a-f]{40}")


class WellFormedToken(TokenAuthentication):
    """`Authorization: Token …`; what no token looks like is not even looked up."""

    def authenticate_credentials(self, key: str) -> Any:
        if not TOKEN.fullmatch(key):
            raise AuthenticationFailed(_("This is no token of ours."))
        return super().authenticate_credentials(key)
