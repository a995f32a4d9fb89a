CALL {
  UNWIND CASE WHEN $document IS NULL THEN [1] ELSE [] END AS every
  MATCH (entity:Entity)
  WHERE entity.resolved = false
  RETURN entity
  UNION
  UNWIND $document AS asked
  MATCH (:PolicingKG {iri: asked})-[:MENTIONS]->(entity:Entity)
  WHERE entity.resolved = false
  RETURN entity
}
WITH entity, CASE WHEN entity:PoliceBody THEN 'police body' WHEN entity:Department THEN 'department'
  WHEN entity:Organisation THEN 'organisation' WHEN entity:Population THEN 'kind of body' WHEN entity:Place THEN 'place'
  WHEN entity:Post THEN 'post' WHEN entity:Mechanism THEN 'mechanism' END AS kind
WHERE kind IS NOT NULL
MATCH (entity)<-[:CLAIM_OBJECT]-(claim:Claim)-[:IN_DOCUMENT]->(document)
WHERE claim.claim_predicate = 'pk:mentions' AND claim.status = 'live' AND ($document IS NULL OR document.iri IN $document)
RETURN DISTINCT entity.iri AS entity, kind, document.iri AS document
