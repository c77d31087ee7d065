"""The diagram of each life for the docs, drawn from the table; a test fails when the page is stale."""

from django.utils import translation

from kontor.kernel.lifecycle.moves import Lifecycle


def page(lifecycle: Lifecycle) -> str:
    """The Markdown page of one life: a state diagram and the table of moves, in English."""
    with translation.override("en"):
        lines = [
            f"# {lifecycle.title}",
            "",
            "Made from the table of moves by `make docs`; do not edit.",
            "",
            "```mermaid",
            "stateDiagram-v2",
            *(f'    state "{label}" as {value}' for value, label in lifecycle.states.choices),
            f"    [*] --> {lifecycle.initial}",
            *(
                f"    {source} --> {move.target}: {move.verb}"
                for move in lifecycle.moves
                for source in move.source
                if source != move.target
            ),
            *(f"    {state} --> [*]" for state in lifecycle.final),
            "```",
            "",
            "| verb | from | to | who | clause | button |",
            "|---|---|---|---|---|---|",
            *(
                f"| `{move.verb}` | {', '.join(move.source)} | {move.target} | {move.may.name} "
                f"| {move.clause or '–'} | {move.button} |"
                for move in lifecycle.moves
            ),
            "",
        ]
        return "\n".join(lines)
