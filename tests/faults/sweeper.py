"""Beat in a hurry for the fault tests: sweeps twice a second until it is stopped."""

import time

import django

if __name__ == "__main__":
    django.setup()
    from apps.imports.services.sweep import ring_for_standing_runs
    from apps.visits.services.sweep import ring_for_standing_loads

    while True:
        ring_for_standing_runs()
        ring_for_standing_loads()
        time.sleep(0.5)
