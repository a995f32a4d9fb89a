"""A bill of materials (CycloneDX 1.6, JSON) of the package and of what everybody who installs it gets.

usage: python .ci/supply/bill.py FILE
With SOURCE_DATE_EPOCH the same installation gives the same bytes.  It is validated against the schema before it is
written; exit status 1 where it does not hold.
"""

from __future__ import annotations

import os
import sys
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from licences import licence_of
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from required import needed, read_project, required


def bill() -> str:
    """The bill as JSON."""
    project, found = read_project()["project"], required()
    made = LicenseFactory()
    root = Component(
        name=project["name"],
        version=project["version"],
        type=ComponentType.LIBRARY,
        bom_ref=project["name"],
        licenses=[made.make_from_string(project["license"])],
        purl=PackageURL("pypi", name=project["name"], version=project["version"]),
    )
    parts = {
        name: Component(
            name=name,
            version=d.version,
            type=ComponentType.LIBRARY,
            bom_ref=f"{name}@{d.version}",
            licenses=[made.make_from_string(licence_of(d))],
            purl=PackageURL("pypi", name=name, version=d.version),
        )
        for name, d in found.items()
    }
    told = "\n".join([f"{project['name']} {project['version']}", *(f"{n} {d.version}" for n, d in found.items())])
    bom = Bom(components=parts.values(), serial_number=uuid.uuid5(uuid.NAMESPACE_URL, told))
    bom.metadata.component = root
    bom.metadata.timestamp = datetime.fromtimestamp(_epoch(), UTC)
    bom.register_dependency(root, [parts[n] for n in _names(map(Requirement, project["dependencies"])) if n in parts])
    for name, d in found.items():
        bom.register_dependency(parts[name], [parts[n] for n in _names(needed(d)) if n in parts])
    return JsonV1Dot6(bom).output_as_string(indent=1) + "\n"


def _names(requirements: Iterable[Requirement]) -> list[str]:
    return sorted({canonicalize_name(r.name) for r in requirements})


def _epoch() -> int:
    return int(os.environ.get("SOURCE_DATE_EPOCH") or datetime.now(UTC).timestamp())


def main() -> int:
    """Write the bill, validated."""
    if len(sys.argv) != 2:
        sys.stderr.write("usage: python .ci/supply/bill.py FILE\n")
        return 2
    text = bill()
    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if wrong is not None:
        sys.stderr.write(f"the bill does not hold against CycloneDX 1.6: {wrong}\n")
        return 1
    out = Path(sys.argv[1])
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text, "utf-8", newline="\n")
    sys.stdout.write(f"{out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
