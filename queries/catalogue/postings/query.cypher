CALL {
  UNWIND CASE WHEN $place IS NULL AND $body IS NULL THEN [1] ELSE [] END AS every
  MATCH (frame:Posting)
  RETURN frame
  UNION
  UNWIND CASE WHEN $place IS NULL THEN $body ELSE [] END AS asked
  MATCH (:PolicingKG {iri: asked})<-[:SENDER|HOST]-(frame:Posting)
  RETURN frame
  UNION
  UNWIND $place AS asked
  MATCH (:PolicingKG {iri: asked})<-[:WITHIN*0..8]-()<-[:JURISDICTION*0..1]-()<-[:SENDER|HOST|PLACE]-(frame:Posting)
  RETURN frame
}
MATCH (frame)-[:SENDER]->(sender)
MATCH (frame)-[:HOST]->(host)
WHERE $body IS NULL OR sender.iri IN $body OR host.iri IN $body
MATCH (frame)-[:IN_DOCUMENT]->(document)
OPTIONAL MATCH (frame)-[:PLACE]->(held)
OPTIONAL MATCH (sender)-[:JURISDICTION]->(home)
OPTIONAL MATCH (host)-[:JURISDICTION]->(away)
WITH sender, frame, host, document, coalesce(held, home, away, CASE WHEN host:Place THEN host END) AS place
WHERE ($place IS NULL OR EXISTS { MATCH (place)-[:WITHIN*0..8]->(around:Place) WHERE around.iri IN $place })
UNWIND coalesce(frame.frequency, [null]) AS frequency
UNWIND coalesce(frame.when, [null]) AS stated
UNWIND coalesce(frame.placeText, [null]) AS named
RETURN DISTINCT sender.iri AS sender, host.iri AS host, place.iri AS place, frame.headcount AS headcount,
  frame.headcountUnit AS unit, frame.headcountScope AS scope, frequency, stated AS `when`, frame.stage AS stage,
  named AS `where`, document.iri AS document, frame.iri AS frame
