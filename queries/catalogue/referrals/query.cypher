CALL {
  UNWIND CASE WHEN $place IS NULL AND $body IS NULL THEN [1] ELSE [] END AS every
  MATCH (frame:Referral)
  RETURN frame
  UNION
  UNWIND CASE WHEN $place IS NULL THEN $body ELSE [] END AS asked
  MATCH (:PolicingKG {iri: asked})<-[:REFERRER|RECIPIENT]-(frame:Referral)
  RETURN frame
  UNION
  UNWIND $place AS asked
  MATCH (:PolicingKG {iri: asked})<-[:WITHIN*0..8]-()<-[:JURISDICTION*0..1]-()<-[:REFERRER|RECIPIENT|PLACE]-(frame:Referral)
  RETURN frame
}
MATCH (frame)-[:REFERRER]->(referrer)
MATCH (frame)-[:RECIPIENT]->(recipient)
WHERE ($body IS NULL OR referrer.iri IN $body OR recipient.iri IN $body) AND ($manner IS NULL OR frame.manner IN $manner)
MATCH (frame)-[:IN_DOCUMENT]->(document)
// Within a mechanism: it refers itself, or one document says of it what it says of an end.
WHERE $mechanism IS NULL OR referrer.iri IN $mechanism OR EXISTS {
  MATCH (frame)-[:REFERRER|RECIPIENT]->(party)<-[:CLAIM_SUBJECT]-(claim:Claim)-[:CLAIM_OBJECT]->(joined)
  WHERE joined.iri IN $mechanism AND claim.graph = document.iri AND claim.status = 'live'
    AND claim.claim_predicate IN ['pk:implements', 'pk:convenes', 'pk:participatesIn', 'pk:leads'] }
OPTIONAL MATCH (frame)-[:PLACE]->(held)
OPTIONAL MATCH (referrer)-[:JURISDICTION]->(home)
OPTIONAL MATCH (recipient)-[:JURISDICTION]->(away)
WITH referrer, frame, recipient, document, coalesce(held, home, away, CASE WHEN referrer:Place THEN referrer END) AS place
WHERE ($place IS NULL OR EXISTS { MATCH (place)-[:WITHIN*0..8]->(around:Place) WHERE around.iri IN $place })
UNWIND coalesce(frame.frequency, [null]) AS frequency
UNWIND coalesce(frame.when, [null]) AS stated
UNWIND coalesce(frame.placeText, [null]) AS named
RETURN DISTINCT referrer.iri AS referrer, recipient.iri AS recipient, frame.manner AS manner, place.iri AS place, frequency,
  stated AS `when`, frame.stage AS stage, named AS `where`, document.iri AS document, frame.iri AS frame
