CALL {
  UNWIND CASE WHEN $place IS NULL AND $body IS NULL THEN [1] ELSE [] END AS every
  MATCH (frame:Reorganisation)
  RETURN frame
  UNION
  UNWIND CASE WHEN $place IS NULL THEN $body ELSE [] END AS asked
  MATCH (:PolicingKG {iri: asked})<-[:ORIGINAL_ORGANIZATION|RESULTING_ORGANIZATION]-(frame:Reorganisation)
  RETURN frame
  UNION
  UNWIND $place AS asked
  MATCH (:PolicingKG {iri: asked})<-[:WITHIN*0..8]-()<-[:JURISDICTION*0..1]-()<-[:ORIGINAL_ORGANIZATION|RESULTING_ORGANIZATION|PLACE]-(frame:Reorganisation)
  RETURN frame
}
MATCH (frame)-[:ORIGINAL_ORGANIZATION]->(before)
MATCH (frame)-[:RESULTING_ORGANIZATION]->(after)
WHERE ($body IS NULL OR before.iri IN $body OR after.iri IN $body) AND ($change IS NULL OR frame.change IN $change)
MATCH (frame)-[:IN_DOCUMENT]->(document)
OPTIONAL MATCH (frame)-[:PLACE]->(held)
OPTIONAL MATCH (after)-[:JURISDICTION]->(here)
OPTIONAL MATCH (before)-[:JURISDICTION]->(there)
WITH before, frame, after, document, coalesce(held, here, there) AS place
WHERE ($place IS NULL OR EXISTS { MATCH (place)-[:WITHIN*0..8]->(around:Place) WHERE around.iri IN $place })
UNWIND coalesce(frame.when, [null]) AS stated
RETURN DISTINCT before.iri AS before, frame.change AS change, after.iri AS after, place.iri AS place, stated AS `when`,
  frame.stage AS stage, document.iri AS document, frame.iri AS frame
