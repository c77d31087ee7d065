"""Loading: once, and where it was interrupted it goes on."""

import pytest
from django.apps import apps
from django.db import transaction

from kontor.demo.loading import STAGES, load_record
from kontor.demo.models import LoadedStage

pytestmark = pytest.mark.xdist_group("demo_record")


def rows() -> dict[str, int]:
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


@pytest.mark.usefixtures("record")
def test_loading_twice_changes_nothing() -> None:
    before, said = rows(), list[str]()
    load_record(say=said.append)
    assert said == ["The record is there."]
    assert rows() == before


@pytest.mark.slow
@pytest.mark.usefixtures("committed")
def test_an_interrupted_loading_goes_on_where_it_stopped() -> None:
    for stage in STAGES[:3]:
        with transaction.atomic():
            LoadedStage.objects.create(name=stage.name)
            stage.load()
    with transaction.atomic():
        LoadedStage.objects.create(name=STAGES[3].name)
        STAGES[3].load()
        transaction.set_rollback(True)  # the power failed
    said: list[str] = []
    load_record(say=said.append)
    assert said == [stage.saying for stage in STAGES[3:]]
    assert sorted(LoadedStage.objects.values_list("name", flat=True)) == sorted(stage.name for stage in STAGES)
