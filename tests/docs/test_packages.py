"""The picture of the packages is what the imports are now, and its arrows say enough."""

from __future__ import annotations

from pathlib import Path

import pytest

from docs.packages import PICTURE, TEXT, build_graph, draw, find_layers, format_graph, list_leaves, reduce_graph

CHAIN = {"cli": frozenset({"rules", "content"}), "rules": frozenset({"content"}), "content": frozenset[str]()}


def test_text_and_picture_are_up_to_date() -> None:
    graph = build_graph()
    assert TEXT.read_text("utf-8") == format_graph(graph), "the imports have changed: run make packages"
    assert PICTURE.read_text("utf-8") == draw(graph), "the imports have changed: run make packages"


def test_imports_inside_functions_and_of_the_package_count(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "view.py").write_text("def look():\n    from wargame import likelihood\n", "utf-8")
    (tmp_path / "likelihood.py").write_text("import math\n", "utf-8")
    (tmp_path / "cli.py").write_text("import wargame.rules.view\n", "utf-8")
    assert build_graph(tmp_path) == {
        "cli": frozenset({"rules"}),
        "likelihood": frozenset(),
        "rules": frozenset({"likelihood"}),
    }


def test_an_edge_that_a_longer_way_implies_is_left_out() -> None:
    assert reduce_graph(CHAIN) == CHAIN | {"cli": frozenset({"rules"})}
    assert find_layers(CHAIN) == {"content": 0, "rules": 1, "cli": 2}


def test_a_circle_of_packages_is_an_error() -> None:
    with pytest.raises(ValueError, match="content, rules"):
        find_layers({"content": frozenset({"rules"}), "rules": frozenset({"content"})})


def test_a_leaf_imports_nothing_of_the_program() -> None:
    assert "likelihood" in list_leaves(build_graph())
