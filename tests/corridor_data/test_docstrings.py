"""The examples in the docstrings, run."""

import doctest
import importlib
import pkgutil

import pytest

import corridor_data

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(corridor_data.__path__, "corridor_data.")
    if "__main__" not in module.name
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_give_what_they_say(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples():
    found = [doctest.DocTestFinder().find(importlib.import_module(name)) for name in MODULES]
    assert sum(bool(example.examples) for examples in found for example in examples) >= 20
