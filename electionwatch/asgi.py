"""What an ASGI server loads."""

import os

from django.core.asgi import get_asgi_application

from electionwatch import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "electionwatch.settings")

embedded.hold_or_exit()
application = get_asgi_application()
