// What says so: the site of some bodies, or a claim that one bears the plate of another.
CALL {
  UNWIND CASE WHEN $place IS NULL AND $body IS NULL THEN [1] ELSE [] END AS every
  MATCH (source:Site)
  RETURN source
  UNION
  UNWIND CASE WHEN $place IS NULL AND $body IS NULL THEN [1] ELSE [] END AS every
  MATCH (:Entity)-[:BEARS_PLATE_OF]->(other)
  MATCH (other)<-[:CLAIM_OBJECT]-(source:Claim)
  WHERE source.claim_predicate = 'pk:bearsPlateOf' AND source.status = 'live'
  RETURN source
  UNION
  UNWIND CASE WHEN $place IS NULL THEN $body ELSE [] END AS asked
  MATCH (:PolicingKG {iri: asked})<-[:OCCUPANT|SITE_HOST]-(source:Site)
  RETURN source
  UNION
  UNWIND CASE WHEN $place IS NULL THEN $body ELSE [] END AS asked
  MATCH (:PolicingKG {iri: asked})<-[:CLAIM_SUBJECT|CLAIM_OBJECT]-(source:Claim)
  WHERE source.claim_predicate = 'pk:bearsPlateOf' AND source.status = 'live'
  RETURN source
  UNION
  UNWIND $place AS asked
  MATCH (:PolicingKG {iri: asked})<-[:WITHIN*0..8]-()<-[:JURISDICTION*0..1]-()<-[:OCCUPANT|SITE_HOST|PLACE]-(source:Site)
  RETURN source
  UNION
  UNWIND $place AS asked
  MATCH (:PolicingKG {iri: asked})<-[:WITHIN*0..8]-()<-[:JURISDICTION*0..1]-()-[:BEARS_PLATE_OF]-(end)
  MATCH (end)<-[:CLAIM_SUBJECT|CLAIM_OBJECT]-(source:Claim)
  WHERE source.claim_predicate = 'pk:bearsPlateOf' AND source.status = 'live'
  RETURN source
}
MATCH (source)-[:OCCUPANT|CLAIM_SUBJECT]->(body)
MATCH (source)-[tie:SITE_HOST|OCCUPANT|CLAIM_OBJECT]->(other)
WHERE (type(tie) <> 'OCCUPANT' OR body.iri < other.iri) AND ($body IS NULL OR body.iri IN $body OR other.iri IN $body)
MATCH (source)-[:IN_DOCUMENT]->(document)
OPTIONAL MATCH (source:Site)-[:PLACE]->(held)
OPTIONAL MATCH (body)-[:JURISDICTION]->(here)
OPTIONAL MATCH (other)-[:JURISDICTION]->(there)
WITH body, other, source, document,
  CASE type(tie) WHEN 'SITE_HOST' THEN 'sited at' WHEN 'OCCUPANT' THEN 'shares site with' ELSE 'bears plate of' END AS relation,
  coalesce(held, here, there, CASE WHEN other:Place THEN other END) AS place
WHERE ($place IS NULL OR EXISTS { MATCH (place)-[:WITHIN*0..8]->(around:Place) WHERE around.iri IN $place })
UNWIND coalesce(source.when, [null]) AS stated
RETURN DISTINCT body.iri AS body, relation, other.iri AS `with`, place.iri AS place, stated AS `when`, source.stage AS stage,
  document.iri AS document, CASE WHEN source:Site THEN source.iri END AS frame,
  CASE WHEN source:Claim THEN source.iri END AS claim
