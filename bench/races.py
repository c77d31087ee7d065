"""The race lab at length: last consents of n members at once, and two completions at the edge of the ratio.

    python -m bench.races [ROUNDS]

Prints how many rounds were completed exactly once; anything else than all of them is a defect.
"""

import sys
import time

from bench.scratch import scratch_database

SIZES = (2, 8, 24, 40)


def main(rounds: int) -> int:
    """Run ``rounds`` rounds in all, spread over the sizes; gives 1 if any was not right."""
    from kontor.kernel.audit import chain  # noqa: PLC0415  # needs the scratch database
    from kontor.membership.tests.factories import a_small_alliance  # noqa: PLC0415
    from kontor.membership.tests.races import last_consents_at_once  # noqa: PLC0415

    wrong = 0
    for size in SIZES:
        with scratch_database():
            small = a_small_alliance(cn=size // 2, de=size - size // 2)
            share, began = rounds // len(SIZES), time.monotonic()
            right = 0
            for number in range(share):
                outcome = last_consents_at_once(small, f"applicant{number}")
                right += outcome.is_right and outcome.consents == size
            chain.seal()
            whole = not list(chain.check())
            wrong += share - right + (not whole)
            seconds = time.monotonic() - began
            print(
                f"n={size:2}: {right}/{share} completed exactly once, chain whole: {whole}, {seconds:.0f} s", flush=True
            )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
