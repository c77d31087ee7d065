"""Our icons: strokes on a grid of 24, drawn for Kontor, in the colour of the text around them."""

from typing import Final

#: name → path data. Every path is stroked, none is filled, so that all icons have one weight.
ICONS: Final[dict[str, str]] = {
    "desk": "M4 5h16v10H4zM8 19h8M12 15v4M8 9h5M8 11.5h8",
    "today": "M4 6h16v14H4zM4 10h16M8 3.5V7M16 3.5V7M9 15l2 2 4-4",
    "application": "M6 3.5h8L18.5 8v12.5H6zM14 3.5V8h4.5M9 15h6M12.5 12.5L15 15l-2.5 2.5",
    "history": "M4.5 8.5A8.5 8.5 0 113.5 12M4 4v4.5h4.5M12 7.5V12l3 2",
    "home": "M4 11l8-7 8 7M6 9.5V20h12V9.5M10 20v-6h4v6",
    "city": (
        "M4 20V9l5-3v14M9 20V4l6 3v13M15 20v-9h5v9M3 20h18M12 9v.01M12 12v.01M12 15v.01M6.5 12v.01"
        "M6.5 15v.01M17.5 14v.01M17.5 17v.01"
    ),
    "admission": "M13 4h6v16h-6M4 12h10M10.5 8.5L14 12l-3.5 3.5",
    "session": "M4 6h16v14H4zM4 10h16M8 3.5V7M16 3.5V7M8 13.5h3M8 16.5h6",
    "vote": "M5 12h14v8H5zM9 12V4h6v8M8.5 15.5h7M11 7l1 1 2-2",
    "project": "M4 7h6l2 2h8v10H4zM8 13h8M8 16h5",
    "document": "M6 3.5h8L18.5 8v12.5H6zM14 3.5V8h4.5M9 12h6.5M9 15h6.5M9 18h4",
    "people": (
        "M9 11a3.2 3.2 0 100-6.4A3.2 3.2 0 009 11zM3.5 19.5c.3-3.4 2.5-5.5 5.5-5.5s5.2 2.1 5.5 5.5"
        "M15.5 10.7a2.7 2.7 0 100-5.2M17 14.2c2.2.5 3.4 2.3 3.6 4.8"
    ),
    "company": "M4 20V10l5 3v-3l5 3V5h6v15zM3 20h18M8 16.5h1M12 16.5h1M16.5 9v.01M16.5 12.5v.01",
    "match": "M4 8.5h11M12 5.5l3 3-3 3M20 15.5H9M12 12.5l-3 3 3 3",
    "trip": "M5 19c5-1 3-6 8-7s2-6 6-7M5 19a1.2 1.2 0 100-.01M19 5a1.2 1.2 0 100-.01",
    "news": "M4 5h13v14H5.5A1.5 1.5 0 014 17.5zM17 9h3v8.5a1.5 1.5 0 01-3 0M7 8.5h7M7 12h7M7 15h4",
    "search": "M10.5 17a6.5 6.5 0 100-13 6.5 6.5 0 000 13zM15.3 15.3L20.5 20.5",
    "more": "M6 12v.01M12 12v.01M18 12v.01",
    "menu": "M4 7h16M4 12h16M4 17h16",
    "person": "M12 11.5a3.7 3.7 0 100-7.4 3.7 3.7 0 000 7.4zM5 20.5c.4-4 3-6.5 7-6.5s6.6 2.5 7 6.5",
    "settings": (
        "M4 7h9M17 7h3M4 17h3M11 17h9M15 9.2a2.2 2.2 0 100-4.4 2.2 2.2 0 000 4.4z"
        "M9 19.2a2.2 2.2 0 100-4.4 2.2 2.2 0 000 4.4z"
    ),
    "sign-out": "M10 4H5v16h5M9.5 12H20M16.5 8.5L20 12l-3.5 3.5",
    "down": "M6 9.5l6 6 6-6",
    "right": "M9.5 6l6 6-6 6",
    "left": "M14.5 6l-6 6 6 6",
    "up": "M6 14.5l6-6 6 6",
    "external": "M13 5h6v6M19 5l-8 8M16 14v5H5V8h5",
    "download": "M12 4v11M7.5 10.5L12 15l4.5-4.5M5 19.5h14",
    "copy": "M9 9h11v11H9zM15 9V4H4v11h5",
    "close": "M6 6l12 12M18 6L6 18",
    "check": "M5 12.5l4.5 4.5L19 7",
    "clock": "M12 20.5a8.5 8.5 0 100-17 8.5 8.5 0 000 17zM12 7.5V12l3 2",
    "bell": "M6 16.5V11a6 6 0 0112 0v5.5l1.5 1.5h-15zM10 20.5h4",
    "mail": "M4 6h16v12H4zM4 7l8 6 8-6",
    "lock": "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 017 0v3M12 14.5v2",
    "info": "M12 20.5a8.5 8.5 0 100-17 8.5 8.5 0 000 17zM12 11v5.5M12 7.8v.01",
    "needs": "M12 4l9 16H3zM12 10v4.5M12 17v.01",
    "good": "M12 20.5a8.5 8.5 0 100-17 8.5 8.5 0 000 17zM8 12.3l2.8 2.7L16 9.5",
    "edit": "M5 19l1-4L16 5l3 3L9 18zM14 7l3 3",
    "plus": "M12 5v14M5 12h14",
    "language": (
        "M12 20.5a8.5 8.5 0 100-17 8.5 8.5 0 000 17zM3.5 12h17"
        "M12 3.5c2.5 2.5 3.5 5.3 3.5 8.5s-1 6-3.5 8.5c-2.5-2.5-3.5-5.3-3.5-8.5s1-6 3.5-8.5z"
    ),
    "letter": "M4 6h16v12H4zM4 7l8 6 8-6",
    "print": "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
    "filter": "M4 6h16M7 12h10M10 18h4",
    "book": "M12 6c-2-1.5-4.5-2-8-2v14c3.5 0 6 .5 8 2 2-1.5 4.5-2 8-2V4c-3.5 0-6 .5-8 2zM12 6v14",
    "balance": "M12 4v16M7 20h10M5 7h14M5 7l-2.5 6h5zM19 7l-2.5 6h5z",
    "map": "M4 6l5-2 6 2 5-2v14l-5 2-6-2-5 2zM9 4v14M15 6v14",
}

#: The shapes of states, on a grid of 16; unlike icons they are filled where the state is settled.
SHAPES: Final[dict[str, tuple[str, bool]]] = {
    "good": ("M8 1.5a6.5 6.5 0 100 13 6.5 6.5 0 000-13zM4.6 8.2l1.1-1.1 1.5 1.5 3.2-3.3 1.1 1.1-4.3 4.4z", True),
    "needs": ("M8 1.5L15 14.5H1zM7.2 6v4h1.6V6zM7.2 11.2v1.6h1.6v-1.6z", True),
    "active": ("M8 2a6 6 0 100 12A6 6 0 008 2zM8 4v8a4 4 0 000-8z", True),
    "waiting": ("M8 2.5a5.5 5.5 0 100 11 5.5 5.5 0 000-11z", False),
    "stopped": ("M4 4l8 8M12 4l-8 8", False),
    "quiet": ("M4 8h8", False),
    "question": ("M5.5 6a2.5 2.5 0 115 0c0 1.8-2.5 2-2.5 3.8M8 12.5v.01", False),
}
