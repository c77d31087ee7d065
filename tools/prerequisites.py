"""Say which programs the tests would like to have and the machine lacks; never fails."""

import shutil

#: Any of these programs, what is skipped without it, and the Debian package that brings it.
WANTED = (
    (
        ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"),
        "browser journeys",
        "chromium-headless-shell",
    ),
    (("java",), "the Nu HTML checker", "default-jre-headless"),
    (("soffice", "libreoffice"), "opening DOCX files", "libreoffice-writer-nogui"),
    (("xgettext",), "collecting texts for translation", "gettext"),
    (("pdftotext",), "reading letters as people copy them", "poppler-utils"),
)


def main() -> None:
    """One line for each missing program."""
    for programs, purpose, package in WANTED:
        if not any(shutil.which(program) for program in programs):
            print(f"{programs[0]} is missing: {purpose} will be skipped (Debian: apt-get install {package})")


if __name__ == "__main__":
    main()
