// What could be asked for: the papers, else those of the places, else every paper.
CALL {
  UNWIND CASE WHEN $policy IS NULL AND $place IS NULL THEN [1] ELSE [] END AS every
  MATCH (policy:PolicyDocument)
  RETURN policy
  UNION
  UNWIND $policy AS asked
  MATCH (policy:PolicingKG {iri: asked})
  WHERE policy:PolicyDocument
  RETURN policy
  UNION
  UNWIND CASE WHEN $policy IS NULL THEN $place ELSE [] END AS asked
  MATCH (:PolicingKG {iri: asked})<-[:WITHIN*0..8]-()<-[:JURISDICTION]-()-[:ISSUES]->(policy:PolicyDocument)
  RETURN policy
  UNION
  UNWIND CASE WHEN $policy IS NULL THEN $place ELSE [] END AS asked
  MATCH (:PolicingKG {iri: asked})<-[:WITHIN*0..8]-(inside)
  WITH collect(inside.placeCode) AS codes
  MATCH (policy:PolicyDocument)
  WHERE policy.placeCode IN codes
  RETURN policy
}
MATCH (policy)<-[:CLAIM_SUBJECT|CLAIM_OBJECT]-(any:Claim)-[:IN_DOCUMENT]->(document)
WHERE any.status = 'live'
WITH DISTINCT policy, document
OPTIONAL MATCH (policy)<-[:CLAIM_SUBJECT]-(numbering:Claim)
WHERE numbering.graph = document.iri AND numbering.claim_predicate = 'pk:documentNumber' AND numbering.status = 'live'
OPTIONAL MATCH (policy)<-[:CLAIM_SUBJECT]-(state:Claim)
WHERE state.graph = document.iri AND state.claim_predicate = 'pk:policyStatus' AND state.status = 'live'
OPTIONAL MATCH (policy)<-[:CLAIM_OBJECT]-(issue:Claim)-[:CLAIM_SUBJECT]->(issuer)
WHERE issue.graph = document.iri AND issue.claim_predicate = 'pk:issues' AND issue.status = 'live'
OPTIONAL MATCH (issuer)-[:JURISDICTION]->(there)
OPTIONAL MATCH (policy)<-[:CLAIM_OBJECT]-(use:Claim)-[:CLAIM_SUBJECT]->(basis_of)
WHERE use.graph = document.iri AND use.claim_predicate = 'pk:basedOn' AND use.status = 'live'
OPTIONAL MATCH (policy)<-[:CLAIM_OBJECT]-(mention:Claim)
WHERE mention.graph = document.iri AND mention.claim_predicate = 'pk:mentions' AND mention.status = 'live'
// Its place: of its title, else of the body that issues it.
OPTIONAL MATCH (here:Place {placeCode: policy.placeCode})
WITH policy, document, numbering, state, issue, issuer, use, basis_of, mention, coalesce(here, there) AS place
WHERE ($issuer IS NULL OR issuer.iri IN $issuer) AND ($status IS NULL OR state.claim_object IN $status)
  AND ($place IS NULL OR EXISTS { MATCH (place)-[:WITHIN*0..8]->(around:Place) WHERE around.iri IN $place })
UNWIND coalesce(issue.when, [null]) AS stated
RETURN policy.iri AS policy, numbering.claim_object AS number, state.claim_object AS status, issuer.iri AS issuer,
  stated AS `when`, basis_of.iri AS basis_of, document.iri AS document, min(numbering.iri) AS numbered,
  min(state.iri) AS stated, min(issue.iri) AS issued, min(use.iri) AS used, min(mention.iri) AS named
