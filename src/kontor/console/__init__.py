"""The ``kontor`` command: the one door for operators.

Exit codes: 0 done; 1 done, and something is wrong (a check failed); 2 the call or the settings are wrong.
"""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

#: The commands in the order in which the help shows them; each is a module of this package.
COMMANDS = (
    "demo",
    "serve",
    "worker",
    "migrate",
    "found",
    "invite",
    "reset-factor",
    "forget",
    "check",
    "verify",
    "backup",
    "restore",
)


def parser() -> argparse.ArgumentParser:
    """The parser with all commands; each module says its own arguments."""
    top = argparse.ArgumentParser(prog="kontor", description="Kontor, the platform of an alliance of cities.")
    subparsers = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in COMMANDS:
        module = import_module(f"kontor.console.{name.replace('-', '_')}")
        summary = (module.__doc__ or "").strip().partition("\n")[0]
        sub = subparsers.add_parser(name, help=summary, description=module.__doc__, formatter_class=_Formatter)
        module.add_arguments(sub)
        sub.set_defaults(run=module.run)
    return top


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Keeps the paragraphs of a module's docstring."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code."""
    chosen = parser().parse_args(arguments)
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415  # `--help` should answer at once

    try:
        result: int = chosen.run(chosen)
    except ImproperlyConfigured as wrong:
        print(wrong, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return result
