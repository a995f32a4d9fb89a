"""The Python reference: the face, its errors, what rooms export, and the modules that the documents' examples use."""

from __future__ import annotations

import re
import shutil
import tomllib
from importlib import import_module
from pathlib import Path

import policing_kg
from collected import ROOT, Collection

ROOMS = ("ontology", "graph", "loaders", "queries", "viz")
_IMPORT = re.compile(r"^>>> (?:from|import) policing_kg\.([\w.]+)", re.MULTILINE)


def copy_package(into: Path) -> None:
    """Copy the Python files of the package alone: the reference must not walk environments and tests beside it."""
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"]
    for package in packages:
        source, target = ROOT.joinpath(*package.split(".")[1:]), into.joinpath(*package.split("."))
        target.mkdir(parents=True, exist_ok=True)
        for file in source.glob("*.py"):
            shutil.copyfile(file, target / file.name)


def add_reference(found: Collection) -> None:
    """Add the pages of the reference; mkdocstrings fills them from docstrings."""
    names = policing_kg.__all__
    verbs = sorted(name for name in names if name[0].islower())
    found.pages["reference/index.md"] = (
        "# policing_kg\n\nThe verbs of the command line as functions, made from their docstrings. "
        "[Python](../python.md) shows them at work, [errors](errors.md) what they raise; the rooms of the package: "
        + ", ".join(f"[{room}]({room}.md)" for room in ROOMS)
        + ".\n\n"
        + "\n".join(f"::: policing_kg.{name}\n" for name in verbs)
    )
    found.pages["reference/errors.md"] = "# Errors\n\n::: policing_kg.errors\n"
    shown = {name for text in found.pages.values() for name in _IMPORT.findall(text)}
    for room in ROOMS:
        package = import_module(f"policing_kg.{room}")
        told = [
            f"::: policing_kg.{room}.{name}\n" for name in getattr(package, "__all__", ()) if _has_doc(package, name)
        ]
        modules = sorted(name for name in shown if name.startswith(f"{room}."))
        told += [f"::: policing_kg.{name}\n    options:\n      show_root_full_path: true\n" for name in modules]
        said = (package.__doc__ or "").strip()
        found.pages[f"reference/{room}.md"] = f"# policing_kg.{room}\n\n{said}\n\n" + "\n".join(told)


def _has_doc(package: object, name: str) -> bool:
    """Whether an export is a function or class with a docstring of its own; constants have none."""
    value = getattr(package, name)
    return callable(value) and bool(value.__doc__)
