"""One report of all measurements: each script in a process of its own, what is asked beside what was measured."""
