CALL {
  UNWIND CASE WHEN $place IS NULL AND $body IS NULL AND $meeting IS NULL THEN [1] ELSE [] END AS every
  MATCH (frame:Meeting)
  RETURN frame
  UNION
  UNWIND CASE WHEN $place IS NULL THEN $body ELSE [] END AS asked
  MATCH (:PolicingKG {iri: asked})<-[:CONVENER|PARTICIPANT]-(frame:Meeting)
  RETURN frame
  UNION
  UNWIND CASE WHEN $place IS NULL AND $body IS NULL THEN $meeting ELSE [] END AS asked
  MATCH (:PolicingKG {iri: asked})<-[:MECHANISM]-(frame:Meeting)
  RETURN frame
  UNION
  UNWIND $place AS asked
  MATCH (:PolicingKG {iri: asked})<-[:WITHIN*0..8]-()<-[:JURISDICTION*0..1]-()<-[:CONVENER|PARTICIPANT|PLACE]-(frame:Meeting)
  RETURN frame
}
MATCH (frame)-[:MECHANISM]->(meeting)
WHERE ($meeting IS NULL OR meeting.iri IN $meeting)
  AND ($place IS NULL
    OR EXISTS { MATCH (frame)-[:CONVENER|PARTICIPANT]->()-[:JURISDICTION]->()-[:WITHIN*0..8]->(around)
      WHERE around.iri IN $place }
    OR EXISTS { MATCH (frame)-[:PLACE]->()-[:WITHIN*0..8]->(around) WHERE around.iri IN $place })
  AND ($body IS NULL OR EXISTS { MATCH (frame)-[:CONVENER|PARTICIPANT]->(member) WHERE member.iri IN $body })
MATCH (frame)-[:IN_DOCUMENT]->(document)
MATCH (frame)-[part:CONVENER|PARTICIPANT]->(body)
// How often: as said of this body, else as said of the meeting.
OPTIONAL MATCH (frame)-[:CLAIM]->(claim)-[:CLAIM_SUBJECT]->(body)
WHERE claim.frequency IS NOT NULL
OPTIONAL MATCH (body)-[:JURISDICTION]->(jurisdiction)
OPTIONAL MATCH (frame)-[:PLACE]->(held)
UNWIND coalesce(claim.frequency, frame.frequency, [null]) AS frequency
UNWIND coalesce(frame.when, [null]) AS stated
RETURN DISTINCT meeting.iri AS meeting, CASE type(part) WHEN 'CONVENER' THEN 'convener' ELSE 'participant' END AS role,
  body.iri AS body, frequency, stated AS `when`, coalesce(jurisdiction.iri, held.iri) AS place,
  document.iri AS document, frame.iri AS frame
