"""What a WSGI server loads."""

import os

from django.core.wsgi import get_wsgi_application

from electionwatch import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "electionwatch.settings")

embedded.hold_or_exit()
application = get_wsgi_application()
