CALL {
  UNWIND CASE WHEN $document IS NULL THEN [1] ELSE [] END AS every
  MATCH (claim:Claim)
  WHERE claim.status = 'withheld'
  RETURN claim
  UNION
  UNWIND $document AS asked
  MATCH (:PolicingKG {iri: asked})<-[:IN_DOCUMENT]-(claim:Claim)
  WHERE claim.status = 'withheld'
  RETURN claim
}
MATCH (claim)-[:IN_DOCUMENT]->(document)
MATCH (claim)-[:CLAIM_SUBJECT]->(by)
MATCH (claim)-[:EVIDENCE]->(at)
OPTIONAL MATCH (claim)-[:CLAIM_OBJECT]->(object)
UNWIND claim.rule AS rule
RETURN DISTINCT CASE WHEN by.iri <> document.iri THEN by.iri END AS subject, claim.claim_predicate AS relation,
  object.iri AS object, coalesce(claim.claim_object_lexical, toString(claim.claim_object)) AS value,
  document.iri AS document, at.start AS start, at.end AS `end`, rule, claim.iri AS claim
