"""A document survives being kept as plain data."""

import json

import pytest

from kontor.kernel.letters.document import Document
from kontor.kernel.letters.stored import as_data, from_data
from kontor.kernel.letters.tests.letters import CHINESE, GERMAN


@pytest.mark.parametrize("document", [GERMAN, CHINESE])
def test_what_was_kept_gives_an_equal_document(document: Document) -> None:
    assert from_data(json.loads(json.dumps(as_data(document)))) == document
