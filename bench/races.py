"""The race lab at length: last consents of n members at once, and two completions at the edge of the ratio.

    python -m bench.races [ROUNDS] [--sizes N …]

The rounds (1,000 if not said otherwise) are spread over the sizes, by default 2, 8, 24 and 40 members; the edge gets
half as many as a size. A size tells how far it is every 25 rounds, so that a long run can be stopped.
Prints how many rounds were completed exactly once, how often the last seat was given exactly once, and whether 500
deeds at once are each journalled once; anything else than all of them is a defect.
"""

import argparse
import sys
import time
from functools import partial

from bench.scratch import scratch_database

SIZES = (2, 8, 24, 40)
_SAID_EVERY = 25


def main() -> int:
    """Run the rounds, the edge and the many deeds; gives 1 if any was not right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rounds", type=int, nargs="?", default=1000)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="members that consent at once")
    chosen = parser.parse_args()
    each = chosen.rounds // len(chosen.sizes)
    wrong = sum(_wrong(size, each) for size in chosen.sizes)
    return 1 if wrong + _wrong_at_the_edge(each // 2) + _wrong_in_the_journal() else 0


def _wrong_in_the_journal() -> int:
    """500 statements at once, of 25 cities in 20 rounds; gives how many entries are too few or too many."""
    with scratch_database():
        from kontor.kernel.audit import chain  # noqa: PLC0415  # needs the scratch database
        from kontor.kernel.audit.models import Entry  # noqa: PLC0415
        from kontor.membership import actions  # noqa: PLC0415
        from kontor.membership.tests.factories import a_running_round, a_small_alliance  # noqa: PLC0415
        from kontor.membership.tests.races import at_once  # noqa: PLC0415

        small = a_small_alliance(cn=16, de=9)
        rounds = [a_running_round(small, f"applicant{number}") for number in range(20)]
        voices = [(small.voice(city), city) for city in small.members]
        began = time.monotonic()
        done = at_once(
            [
                partial(actions.state, each, by=voice, city=city, position="question", text="Wer trägt die Kosten?")
                for each in rounds
                for voice, city in voices
            ]
        )
        seconds = time.monotonic() - began
        failed = sum(isinstance(each, Exception) for each in done)
        entries = Entry.objects.filter(verb="round.state").count()
        chain.seal()
        whole = not list(chain.check())
        print(
            f"{len(done)} deeds: {entries} entries, {failed} failed, chain whole: {whole}, {seconds:.0f} s", flush=True
        )
        return abs(len(done) - entries) + failed + (not whole)


def _wrong_at_the_edge(races: int) -> int:
    """Race two Chinese applications for one seat; gives how often it was not given exactly once."""
    with scratch_database():
        from kontor.membership.tests.factories import a_small_alliance  # noqa: PLC0415  # needs the scratch database
        from kontor.membership.tests.races import two_at_the_edge  # noqa: PLC0415

        small = a_small_alliance(cn=3, de=2)
        began = time.monotonic()
        outcomes = [two_at_the_edge(small, (f"first{number}", f"second{number}")) for number in range(races)]
        right = outcomes.count(["no_seat", "seat_reserved"])
        print(f"edge: {right}/{races} gave the last seat exactly once, {time.monotonic() - began:.0f} s", flush=True)
        return races - right


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
    right = 0
    for number in range(1, rounds + 1):
        outcome = last_consents_at_once(small, f"applicant{number}")
        right += outcome.is_right and outcome.consents == size
        if number % _SAID_EVERY == 0:
            print(f"n={size:2}: {right} of {number} so far, {time.monotonic() - began:.0f} s", flush=True)
    chain.seal()
    whole = not list(chain.check())
    seconds = time.monotonic() - began
    print(f"n={size:2}: {right}/{rounds} completed exactly once, chain whole: {whole}, {seconds:.0f} s", flush=True)
    return rounds - right + (not whole)


if __name__ == "__main__":
    sys.exit(main())
