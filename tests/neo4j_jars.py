"""Neo4j Community of Maven Central, as `maven_jars` brings it."""

from __future__ import annotations

import sys
from pathlib import Path

from maven_jars import Jars, NoServer, Wanted, bring, version_in

__all__ = ["VERSION", "Neo4j", "NoServer", "bring_neo4j"]

POM = Path(__file__).resolve().parents[1] / "docs" / "neo4j" / "pom.xml"
VERSION = version_in(POM, "neo4j")
Neo4j = Jars


def bring_neo4j(cache: Path | None = None) -> Jars:
    """Find Neo4j in the cache, or bring it there."""
    artifacts = tuple(f"org.neo4j:{name}:{VERSION}" for name in ("neo4j", "neo4j-bolt"))
    return bring(Wanted("Neo4j", VERSION, POM, artifacts, "neo4j-kernel"), cache)


if __name__ == "__main__":
    sys.stdout.write(f"{bring_neo4j()}\n")
