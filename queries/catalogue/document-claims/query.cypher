CALL {
  UNWIND CASE WHEN $document IS NULL THEN [1] ELSE [] END AS every
  MATCH (document:Document)
  RETURN document
  UNION
  UNWIND $document AS asked
  MATCH (document:PolicingKG {iri: asked})
  WHERE document:Document
  RETURN document
}
WITH document
WHERE document.genre IS NOT NULL AND ($document IS NULL OR document.iri IN $document)
  AND ($genre IS NULL OR document.genre IN $genre)
  AND ($reporting IS NULL OR document.reporting IN $reporting)
  AND ($copy IS NULL OR document.copy IN $copy)
MATCH (document)<-[:IN_DOCUMENT]-(claim:Claim)
WITH document, claim.claim_predicate AS relation, count(claim) AS statements
OPTIONAL MATCH (document)-[:NEAR_DUPLICATE_OF]->(repeats)
RETURN document.iri AS document, document.date AS published, document.genre AS genre,
  document.reporting AS reporting, document.copy AS copy, repeats.iri AS repeats, relation, statements
