"""What a page costs beside an empty page with the same frame, on the same server in one run.

    python -m bench.pages [REPETITIONS]

CPU time of the process (median of the repetitions) for the member list, a city's page and an admission's
page; the limit is twice the empty page plus 0.15 ms a row.
"""

import statistics
import sys
import time
import types
from collections.abc import Callable

from bench.scratch import scratch_database

ROWS = 25
PER_ROW = 0.15


def main(repetitions: int) -> int:
    """Print a line for each page; gives 1 if one is over its limit."""
    with scratch_database():
        from django.conf import settings  # noqa: PLC0415  # needs the scratch database
        from django.test import Client  # noqa: PLC0415

        from kontor.membership.tests.factories import a_running_round, a_small_alliance  # noqa: PLC0415

        small = a_small_alliance(cn=ROWS - 9, de=9)
        running = a_running_round(small)
        settings.ROOT_URLCONF = _with_empty_page()
        settings.SECOND_FACTOR_OBLIGATORY = False
        client = Client()
        client.force_login(small.secretary)
        pages = {
            "empty page": ("/de/bench/empty/", 0),
            "member list, 25 rows": ("/de/members/", ROWS),
            "city page": (f"/de/cities/{small.members[0].public_id}/", 0),
            "admission page, 25 voices": (f"/de/admissions/{running.application.public_id}/", ROWS),
        }
        assert {client.get(url).status_code for url, _rows in pages.values()} == {200}
        times = _medians({name: (lambda u=url: client.get(u)) for name, (url, _rows) in pages.items()}, repetitions)
        empty, over = times["empty page"], 0
        for name, (_url, rows) in pages.items():
            limit = 2 * empty + rows * PER_ROW
            over += name != "empty page" and times[name] > limit
            print(f"{name:28} {times[name]:6.2f} ms CPU   limit {limit:6.2f} ms   ratio {times[name] / empty:.2f}")
        return 1 if over else 0


def _medians(calls: dict[str, Callable[[], object]], repetitions: int) -> dict[str, float]:
    """The median of each call's CPU time in ms. They take turns, so that a busy machine burdens all alike."""
    for call in calls.values():
        for _warm_up in range(5):
            call()
    figures: dict[str, list[float]] = {name: [] for name in calls}
    for _repetition in range(repetitions):
        for name, call in calls.items():
            began = time.process_time()
            call()
            figures[name].append((time.process_time() - began) * 1000)
    return {name: statistics.median(each) for name, each in figures.items()}


def _with_empty_page() -> types.ModuleType:
    from django.http import HttpRequest, HttpResponse  # noqa: PLC0415
    from django.shortcuts import render  # noqa: PLC0415
    from django.urls import path  # noqa: PLC0415

    from kontor.config import urls  # noqa: PLC0415

    def empty(request: HttpRequest) -> HttpResponse:
        return render(request, "ui/frame.html")

    module = types.ModuleType("bench_urls")
    module.urlpatterns = [path("de/bench/empty/", empty), *urls.urlpatterns]  # type: ignore[attr-defined]
    sys.modules["bench_urls"] = module
    return module


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 60))
