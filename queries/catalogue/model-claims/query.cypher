MATCH (claim:Claim)-[:IN_DOCUMENT]->(document)
WHERE claim.status = 'withheld' AND ($document IS NULL OR document.iri IN $document)
MATCH (claim)-[:CLAIM_SUBJECT]->(by)
MATCH (claim)-[:EVIDENCE]->(at)
OPTIONAL MATCH (claim)-[:CLAIM_OBJECT]->(object)
UNWIND claim.rule AS rule
RETURN DISTINCT CASE WHEN by.iri <> document.iri THEN by.iri END AS subject, claim.claim_predicate AS relation,
  object.iri AS object, coalesce(claim.claim_object_lexical, toString(claim.claim_object)) AS value,
  document.iri AS document, at.start AS start, at.end AS `end`, rule, claim.iri AS claim
