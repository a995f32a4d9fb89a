"""The verbs of policing-kg in Python for annotations: to the tools of annotators and back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import UsageError
from .opening import Path_, open

if TYPE_CHECKING:
    from .reviewing import Appended

__all__ = ["Annotations", "Taken", "annotate"]


@dataclass(frozen=True, slots=True)
class Taken:
    """What annotations made elsewhere came to.

    Parameters
    ----------
    appended : Appended
        Decisions on the claims of the document.
    missed : int
        Annotations that no claim says.
    withheld : int
        Annotations that name a person or lack an end: neither decided nor written.
    """

    appended: Appended
    missed: int
    withheld: int


def annotate(kg: Path_) -> Annotations:
    """The annotations of a dataset.

    Parameters
    ----------
    kg : path-like
        Folder of the dataset.

    Returns
    -------
    Annotations
    """
    return Annotations(kg)


class Annotations:
    """Claims of documents as annotations, and annotations as decisions.

    Parameters
    ----------
    kg : path-like
        Folder of the dataset.
    """

    def __init__(self, kg: Path_) -> None:
        self.kg = Path(kg)

    def export(self, document: str, out: Path_, *, form: str, text: bool = False, replace: bool = False) -> int:
        """Write the claims of a document as annotations.

        Parameters
        ----------
        document : str
            Key, title or IRI of the document.
        out : path-like
            Ends in ``.json``, ``.jsonl`` or ``.jsonld``.
        form : str
            ``inception``, ``label-studio``, ``doccano``, ``web-annotation`` or ``guide``.
        text : bool
            Whether the masked text goes along; else the words of mentions and figures alone stand at their places.
        replace : bool
            Whether to take the place of a file that is there.

        Returns
        -------
        int
            Number of spans.

        Raises
        ------
        UsageError
            If the format or document is none, the text is not at hand, or the file cannot be written.
        """
        from .graph.dataset import Dataset
        from .loaders.annotations import write_annotations
        from .loaders.annotations.formats import ENDS, form_of
        from .loaders.annotations.of_claims import annotated_claims
        from .loaders.review.spreadsheet import check_file
        from .reviewing import document_key

        form_of(form)
        check_file(Path(out), ENDS, replace, self.kg)
        with open(self.kg) as reader, Dataset.open(self.kg) as dataset:
            made = annotated_claims(dataset, document_key(reader, document), with_text=text)
        write_annotations([made], form, Path(out), replace=replace)
        return len(made.spans)

    def take(
        self,
        file: Path_,
        *,
        form: str,
        by: str,
        document: str = "",
        reject: bool = True,
        missed: Path_ = "",
        replace: bool = False,
        when: str = "",
    ) -> Taken:
        """Append decisions on the claims of documents that were annotated elsewhere.

        Parameters
        ----------
        file : path-like
        form : str
            As for `export`.
        by : str
            Who annotated: a handle or an ORCID.
        document : str
            Key of the document, where the file does not say it.
        reject : bool
            Whether claims that are not annotated are rejected.
        missed : path-like
            A coded table (``.csv`` or ``.xlsx``) to write what no claim says to; a build reads it.
        replace : bool
            Whether to take the place of a table that is there.
        when : str
            ISO time; now by default.

        Returns
        -------
        Taken

        Raises
        ------
        UsageError
            If the format, reviewer or document is none.
        InputRefused
            If the file is not of the format.
        DatasetLocked
            If another process is writing.
        """
        from .loaders.annotations import read_annotations
        from .loaders.annotations.annotated import to_record
        from .loaders.annotations.to_decisions import CODED, read_gold_of
        from .loaders.review.reviewer import reviewer_of
        from .loaders.review.spreadsheet import SUFFIXES, Sheet, check_file, write_sheets
        from .reviewing import Appended, Review, document_key, new_batch, now

        who, batch, at = reviewer_of(by), new_batch(), when or now()
        if missed:
            check_file(Path(missed), SUFFIXES, replace, self.kg)
        texts = read_annotations(Path(file), form)
        if document and len(texts) > 1:
            raise UsageError(f"{file}: holds {len(texts)} documents; leave {document} out")
        with Review(self.kg).writing() as (dataset, append):
            read = []
            if document:
                with open(self.kg) as reader:
                    document = document_key(reader, document)
            for annotated in texts:
                key = document or annotated.id
                if not dataset.generation or dataset.holding(key) is None:
                    raise UsageError(f"{key}: no document of this dataset; name its key with --document")
                read.append(read_gold_of(dataset, key, to_record(annotated), who, at, batch, reject=reject))
            new = tuple(d for found in read for d in found.decisions)
            rows = [[row[c] for c in CODED] for found in read for row in found.missed]
            if missed:
                write_sheets(Path(missed), [Sheet("coding", CODED, rows)], replace=replace)
            appended = Appended(new, append(new).generation, batch if new else "")
        return Taken(appended, len(rows), sum(found.withheld for found in read))

    @staticmethod
    def convert(file: Path_, out: Path_, *, form: str, to: str, replace: bool = False) -> int:
        """Write a file of annotations in another format.

        Parameters
        ----------
        file, out : path-like
        form, to : str
            Formats of the two.
        replace : bool
            Whether to take the place of a file that is there.

        Returns
        -------
        int
            Number of documents.

        Raises
        ------
        UsageError
            If a format is none, or the file cannot be written.
        InputRefused
            If the file is not of the format.
        """
        from .loaders.annotations import read_annotations, write_annotations

        return write_annotations(read_annotations(Path(file), form), to, Path(out), replace=replace)
