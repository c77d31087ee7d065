"""How fast the journal is sealed and checked.

python -m bench.journal [ENTRIES]
"""

import sys
import time

from bench.scratch import scratch_database


def main(entries: int) -> None:
    """Write ``entries`` entries, seal them, check them; prints rows per second of each."""
    with scratch_database():
        from django.db import transaction  # noqa: PLC0415  # needs the scratch database

        from kontor.kernel.access import SYSTEM  # noqa: PLC0415
        from kontor.kernel.audit import chain, journal  # noqa: PLC0415
        from kontor.kernel.audit.journal import Told  # noqa: PLC0415
        from kontor.people.tests.factories import an_organisation  # noqa: PLC0415

        organisation = an_organisation("amt")
        began = time.perf_counter()
        for _batch in range(entries // 500):
            with transaction.atomic():
                for number in range(500):
                    journal.record("seat.give", organisation, by=SYSTEM, told=Told(facts={"number": number}))
        written = time.perf_counter()
        sealed = chain.seal()
        done = time.perf_counter()
        findings = list(chain.check())
        checked = time.perf_counter()
        print(f"written {sealed / (written - began):,.0f}/s  sealed {sealed / (done - written):,.0f}/s  "
              f"checked {sealed / (checked - done):,.0f}/s  findings {len(findings)}")  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
