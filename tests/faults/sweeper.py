"""Beat in a hurry for the fault tests: sweeps twice a second until it is stopped."""

import time

import django

if __name__ == "__main__":
    django.setup()
    from apps.imports.services.sweep import ring_for_standing_runs

    while True:
        ring_for_standing_runs()
        time.sleep(0.5)
