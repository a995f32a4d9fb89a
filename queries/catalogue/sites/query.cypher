CALL {
  MATCH (frame:Site)-[:OCCUPANT]->(body)
  MATCH (frame)-[:SITE_HOST]->(other)
  OPTIONAL MATCH (frame)-[:PLACE]->(held)
  RETURN body, other, 'sited at' AS relation, held, frame AS source, frame.iri AS frame, null AS claim
  UNION
  MATCH (frame:Site)-[:OCCUPANT]->(body)
  MATCH (frame)-[:OCCUPANT]->(other)
  WHERE body.iri < other.iri
  OPTIONAL MATCH (frame)-[:PLACE]->(held)
  RETURN body, other, 'shares site with' AS relation, held, frame AS source, frame.iri AS frame, null AS claim
  UNION
  MATCH (plate:Claim)-[:CLAIM_SUBJECT]->(body)
  WHERE plate.claim_predicate = 'pk:bearsPlateOf' AND plate.status = 'live'
  MATCH (plate)-[:CLAIM_OBJECT]->(other)
  RETURN body, other, 'bears plate of' AS relation, null AS held, plate AS source, null AS frame, plate.iri AS claim
}
WITH body, other, relation, held, source, frame, claim
WHERE $body IS NULL OR body.iri IN $body OR other.iri IN $body
MATCH (source)-[:IN_DOCUMENT]->(document)
OPTIONAL MATCH (body)-[:JURISDICTION]->(here)
OPTIONAL MATCH (other)-[:JURISDICTION]->(there)
WITH body, other, relation, source, frame, claim, document,
  coalesce(held, here, there, CASE WHEN other:Place THEN other END) AS place
WHERE ($place IS NULL OR EXISTS { MATCH (place)-[:WITHIN*0..8]->(around:Place) WHERE around.iri IN $place })
UNWIND coalesce(source.when, [null]) AS stated
RETURN DISTINCT body.iri AS body, relation, other.iri AS `with`, place.iri AS place, stated AS `when`, source.stage AS stage,
  document.iri AS document, frame, claim
