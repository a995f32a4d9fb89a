"""Apache Spark, for those who outgrow one machine: the choice of it, its Java, its session.

What is done on it is the business of the room that has the work.
"""

from .choice import ENGINES, chosen_master
from .cluster import check_spark, gave_up, session
from .java import check_java

__all__ = ["ENGINES", "check_java", "check_spark", "chosen_master", "gave_up", "session"]
