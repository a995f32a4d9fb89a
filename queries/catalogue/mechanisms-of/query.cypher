CALL {
  UNWIND CASE WHEN $place IS NULL AND $body IS NULL THEN [1] ELSE [] END AS every
  MATCH (frame:Implementation)
  RETURN frame
  UNION
  UNWIND CASE WHEN $place IS NULL THEN $body ELSE [] END AS asked
  MATCH (:PolicingKG {iri: asked})<-[:BODY]-(frame:Implementation)
  RETURN frame
  UNION
  UNWIND $place AS asked
  MATCH (:PolicingKG {iri: asked})<-[:WITHIN*0..8]-()<-[:JURISDICTION*0..1]-()<-[:BODY|PLACE]-(frame:Implementation)
  RETURN frame
}
MATCH (frame)-[:BODY]->(body)
WHERE $body IS NULL OR body.iri IN $body
MATCH (frame)-[:MECHANISM]->(mechanism)
MATCH (frame)-[:IN_DOCUMENT]->(document)
OPTIONAL MATCH (frame)-[:PLACE]->(held)
OPTIONAL MATCH (body)-[:JURISDICTION]->(jurisdiction)
WITH body, frame, mechanism, document, coalesce(held, jurisdiction, CASE WHEN body:Place THEN body END) AS place
WHERE ($place IS NULL OR EXISTS { MATCH (place)-[:WITHIN*0..8]->(around:Place) WHERE around.iri IN $place })
UNWIND coalesce(frame.when, [null]) AS since
RETURN DISTINCT place.iri AS place, body.iri AS body, mechanism.iri AS mechanism, frame.stage AS stage, since,
  document.iri AS document, frame.iri AS frame
