CALL {
  UNWIND CASE WHEN $place IS NULL AND $organ IS NULL THEN [1] ELSE [] END AS every
  MATCH (organ:Actor)
  RETURN organ
  UNION
  UNWIND CASE WHEN $place IS NULL THEN $organ ELSE [] END AS asked
  MATCH (organ:PolicingKG {iri: asked})
  WHERE organ:Actor
  RETURN organ
  UNION
  UNWIND $place AS asked
  MATCH (:PolicingKG {iri: asked})<-[:WITHIN*0..8]-()<-[:JURISDICTION]-(organ:Actor)
  RETURN organ
}
MATCH (organ)-[edge:LED_BY|DIRECTED_BY|UNIT_OF]->(upper)
WHERE $organ IS NULL OR organ.iri IN $organ
OPTIONAL MATCH (organ)-[:JURISDICTION]->(place)
WITH organ, edge, upper, place
WHERE ($place IS NULL OR EXISTS { MATCH (place)-[:WITHIN*0..8]->(around:Place) WHERE around.iri IN $place })
RETURN DISTINCT organ.iri AS organ,
  CASE type(edge) WHEN 'LED_BY' THEN 'led by' WHEN 'DIRECTED_BY' THEN 'directed by' ELSE 'unit of' END AS edge,
  upper.iri AS upper, place.iri AS place,
  CASE type(edge) WHEN 'LED_BY' THEN 'pk:ledBy' WHEN 'DIRECTED_BY' THEN 'pk:directedBy' ELSE 'org:unitOf' END AS predicate
