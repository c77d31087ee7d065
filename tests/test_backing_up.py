"""Backup and check as the operator calls them: whole or not at all, and a plain word instead of a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kontor.console import main
from kontor.kernel.files.storing import UNFINISHED, store


def _backup(database: str, files: Path, target: Path) -> subprocess.CompletedProcess[str]:
    """``kontor backup`` on the database and the files of a test."""
    program = (
        "import sys, pathlib; from kontor.console.start import start_django; start_django(role='owner');"
        "from django.conf import settings; settings.FILES_ROOT = pathlib.Path(sys.argv[1]);"
        "from kontor.console import main; sys.exit(main(['backup', sys.argv[2]]))"
    )
    environment = {**os.environ, "KONTOR_DATABASE_NAME": database}
    return subprocess.run(
        [sys.executable, "-c", program, str(files), str(target)],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_backup_holds_database_and_files_and_nothing_that_is_being_written(
    committed: str, files_root: Path, tmp_path: Path
) -> None:
    file = store(b"%PDF-1.7 words", name="a.pdf", media_type="application/pdf", about_type="test", about_id=1)
    (file.path.parent / f"{UNFINISHED}abc").write_bytes(b"%PDF")
    done = _backup(committed, files_root, tmp_path / "backup")
    assert (done.returncode, done.stderr) == (0, "")
    kept = sorted(str(path.relative_to(tmp_path / "backup")) for path in (tmp_path / "backup").rglob("*.*"))
    assert kept == ["database.dump"]
    assert [path.name for path in (tmp_path / "backup" / "files").glob("??/*")] == [file.sha256]


def test_what_is_being_written_bears_the_name_that_no_backup_takes(
    files_root: Path, monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    seen: list[str] = []
    replace = os.replace
    monkeypatch.setattr(os, "replace", lambda old, new: (seen.append(Path(old).name), replace(old, new))[1])
    store(b"words", name="a.txt", media_type="text/plain", about_type="test", about_id=1)
    assert [name.startswith(UNFINISHED) for name in seen] == [True]


def test_a_backup_that_fails_leaves_no_half_of_itself(committed: str, files_root: Path, tmp_path: Path) -> None:
    (files_root / "ab").mkdir(parents=True)
    (files_root / "ab" / "gone").symlink_to(tmp_path / "nowhere")
    done = _backup(committed, files_root, tmp_path / "backup")
    assert (done.returncode, "No backup was written" in done.stderr, "Traceback" in done.stderr) == (1, True, False)
    assert not (tmp_path / "backup").exists()


@pytest.mark.parametrize("head", ["abc", "12:9f86", f"x:{'0' * 64}"])
def test_a_witness_that_is_no_head_is_refused_before_anything_is_checked(
    head: str, db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "journal", "--witness", head]) == 2
    told = capsys.readouterr()
    assert (told.out, "A head looks like 1234:" in told.err) == ("", True)
