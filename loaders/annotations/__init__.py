"""Annotations of other tools: INCEpTION, Label Studio, doccano and W3C Web Annotation, both ways without a loss."""

from .annotated import AnnotatedText, Relation, Span
from .formats import FORMATS, read_annotations, write_annotations

__all__ = ["FORMATS", "AnnotatedText", "Relation", "Span", "read_annotations", "write_annotations"]
