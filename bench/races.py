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
    return 1 if sum(_wrong(size, rounds // len(SIZES)) for size in SIZES) else 0


def _wrong(size: int, rounds: int) -> int:
    """Race ``size`` members ``rounds`` times; gives how many rounds were not right, and prints a line."""
    with scratch_database():
        return _race(size, rounds)


def _race(size: int, rounds: int) -> int:
    from kontor.kernel.audit import chain  # noqa: PLC0415  # needs the scratch database
    from kontor.membership.tests.factories import a_small_alliance  # noqa: PLC0415
    from kontor.membership.tests.races import last_consents_at_once  # noqa: PLC0415

    small = a_small_alliance(cn=size // 2, de=size - size // 2)
    began = time.monotonic()
    outcomes = [last_consents_at_once(small, f"applicant{number}") for number in range(rounds)]
    right = sum(outcome.is_right and outcome.consents == size for outcome in outcomes)
    chain.seal()
    whole = not list(chain.check())
    seconds = time.monotonic() - began
    print(f"n={size:2}: {right}/{rounds} completed exactly once, chain whole: {whole}, {seconds:.0f} s", flush=True)
    return rounds - right + (not whole)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
