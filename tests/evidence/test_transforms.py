"""Transforms of torchvision on pictures, against what torchvision 0.29.1 made of them (`transforms.json`: 150 random compositions)."""

from __future__ import annotations

import json
from pathlib import Path

from cnnlint.analysis.project import ProjectLoader
from cnnlint.analysis.result import Options
from cnnlint.analysis.session import Session, with_deep_stack

RECORDED = json.loads((Path(__file__).parent / "transforms.json").read_text())
HEAD = (
    "import torch\nimport torchvision.transforms as T\nfrom torchvision.transforms import v2\nfrom PIL import Image\n"
)


def test_shapes_and_element_types_are_those_that_were_recorded() -> None:
    lines = [
        f'r{number} = {one["steps"]}(Image.new("{one["mode"]}", ({one["width"]}, {one["height"]})))'
        for number, one in enumerate(RECORDED)
    ]
    session = Session("program.py", HEAD + "\n".join(lines), Options(), ProjectLoader())
    session.parsed()
    with_deep_stack(session.run_program)
    assert not session.vm.facts
    problems = []
    for number, one in enumerate(RECORDED):
        tensor = session.module.scope[f"r{number}"].tensor
        if tensor.shape != tuple(one["shape"]) or tensor.dtype not in (None, one["dtype"]):
            problems.append(f"{one['steps']}: {tensor.shape} {tensor.dtype}, and it is {one['shape']} {one['dtype']}")
    assert not problems, problems[:3]
