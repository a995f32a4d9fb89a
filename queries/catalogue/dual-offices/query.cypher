CALL {
  UNWIND CASE WHEN $place IS NULL AND $post IS NULL THEN [1] ELSE [] END AS every
  MATCH (frame:DualOffice)
  RETURN frame
  UNION
  UNWIND CASE WHEN $place IS NULL THEN $post ELSE [] END AS asked
  MATCH (:PolicingKG {iri: asked})<-[:FIRST_POST|SECOND_POST]-(frame:DualOffice)
  RETURN frame
  UNION
  UNWIND $place AS asked
  MATCH (:PolicingKG {iri: asked})<-[:WITHIN*0..8]-()<-[:JURISDICTION*0..1]-()<-[:SECOND_POST|PLACE]-(frame:DualOffice)
  RETURN frame
}
MATCH (frame)-[:FIRST_POST]->(post)
MATCH (frame)-[:SECOND_POST]->(second)
WHERE $post IS NULL OR post.iri IN $post OR second.iri IN $post
MATCH (frame)-[:IN_DOCUMENT]->(document)
OPTIONAL MATCH (frame)-[:PLACE]->(held)
OPTIONAL MATCH (second)-[:JURISDICTION]->(there)
WITH post, second, frame, document, coalesce(held, there) AS place
WHERE ($place IS NULL OR EXISTS { MATCH (place)-[:WITHIN*0..8]->(around:Place) WHERE around.iri IN $place })
UNWIND coalesce(frame.when, [null]) AS stated
UNWIND coalesce(frame.placeText, [null]) AS named
RETURN DISTINCT post.iri AS post, second.iri AS second, place.iri AS place, frame.headcount AS headcount,
  frame.headcountUnit AS unit, frame.headcountScope AS scope, stated AS `when`, frame.stage AS stage, named AS `where`,
  document.iri AS document, frame.iri AS frame
