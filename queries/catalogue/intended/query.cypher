// What could be asked for: of the places, else about the names, else every claim.
CALL {
  UNWIND CASE WHEN $place IS NULL AND $name IS NULL THEN [1] ELSE [] END AS every
  MATCH (claim:Claim)
  WHERE claim.status IN ['planned', 'required', 'negated']
  RETURN claim
  UNION
  UNWIND CASE WHEN $place IS NULL THEN $name ELSE [] END AS asked
  MATCH (:PolicingKG {iri: asked})<-[:CLAIM_SUBJECT|CLAIM_OBJECT]-(claim:Claim)
  RETURN claim
  UNION
  UNWIND $place AS asked
  MATCH (:PolicingKG {iri: asked})<-[:WITHIN*0..8]-()<-[:JURISDICTION*0..1]-()<-[:CLAIM_SUBJECT]-(claim:Claim)
  RETURN claim
}
MATCH (claim)-[:CLAIM_SUBJECT]->(subject)
WHERE claim.status IN ['planned', 'required', 'negated'] AND ($standing IS NULL OR claim.status IN $standing)
OPTIONAL MATCH (claim)-[:CLAIM_OBJECT]->(object)
OPTIONAL MATCH (subject)-[:JURISDICTION]->(jurisdiction)
WITH claim, subject, object, coalesce(jurisdiction, CASE WHEN subject:Place THEN subject END) AS place,
  coalesce(claim.claim_object_datatype, '') IN ['xsd:decimal', 'xsd:integer', 'xsd:double', 'xsd:float'] AS figure
WHERE ($name IS NULL OR subject.iri IN $name OR object.iri IN $name)
  AND ($place IS NULL OR EXISTS { MATCH (place)-[:WITHIN*0..8]->(around:Place) WHERE around.iri IN $place })
RETURN DISTINCT subject.iri AS subject, claim.claim_predicate AS relation, object.iri AS object,
  CASE WHEN figure THEN coalesce(claim.claim_object_lexical, toString(claim.claim_object)) END AS value,
  claim.status AS standing, place.iri AS place, claim.graph AS document, claim.iri AS claim
