"""The Java that Spark runs on."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from ...errors import Unavailable

FITTING = (8, 11, 17)  # versions that Spark 3.5 runs on
_MEND = "install Java 17 (apt-get install openjdk-17-jre-headless), or name one in JAVA_HOME"


def check_java() -> str:
    """Path of the Java that Spark will start: that of ``JAVA_HOME``, else the first on the path.

    Raises
    ------
    Unavailable
        If there is none, or Spark does not run on it.
    """
    home = os.environ.get("JAVA_HOME", "")
    java = shutil.which(str(Path(home, "bin", "java"))) if home else shutil.which("java")
    if not java:
        raise Unavailable(f"engine spark: no Java is found{' in JAVA_HOME' if home else ''}; {_MEND}")
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = version_of(said)
    if version not in FITTING:
        raise Unavailable(f"engine spark: {java} is Java {version or 'of no known version'}, not {_fitting()}; {_MEND}")
    return java


def version_of(said: str) -> int:
    """The version in what ``java -version`` says; 0 where there is none.

    Examples
    --------
    >>> version_of('openjdk version "17.0.15" 2025-04-15'), version_of('java version "1.8.0_441"'), version_of("")
    (17, 8, 0)
    """
    found = re.search(r'version "(?:1\.)?(\d+)', said)
    return int(found[1]) if found else 0


def _fitting() -> str:
    return f"{', '.join(map(str, FITTING[:-1]))} or {FITTING[-1]}"
