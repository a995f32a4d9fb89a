// What could be asked for: of the places, else of the mechanisms, else every run.
CALL {
  UNWIND CASE WHEN $place IS NULL AND $mechanism IS NULL THEN [1] ELSE [] END AS every
  MATCH (frame:Implementation)
  RETURN frame
  UNION
  UNWIND CASE WHEN $place IS NULL THEN $mechanism ELSE [] END AS asked
  MATCH (:PolicingKG {iri: asked})<-[:MECHANISM]-(frame:Implementation)
  RETURN frame
  UNION
  UNWIND $place AS asked
  MATCH (:PolicingKG {iri: asked})<-[:WITHIN*0..8]-()<-[:JURISDICTION*0..1]-()<-[:BODY|PLACE]-(frame:Implementation)
  RETURN frame
}
MATCH (frame)-[:MECHANISM]->(mechanism:Mechanism)
WHERE $mechanism IS NULL OR mechanism.iri IN $mechanism
MATCH (frame)-[:BODY]->(body)
MATCH (frame)-[:IN_DOCUMENT]->(document)
OPTIONAL MATCH (frame)-[:PLACE]->(held)
OPTIONAL MATCH (body)-[:JURISDICTION]->(jurisdiction)
WITH mechanism, body, frame, document, coalesce(held, jurisdiction, CASE WHEN body:Place THEN body END) AS place
WHERE ($place IS NULL OR EXISTS { MATCH (place)-[:WITHIN*0..8]->(around:Place) WHERE around.iri IN $place })
// How many sources say that this body runs it; near-duplicates count as the first document of their cluster.
MATCH (body)<-[:BODY]-(run:Implementation)-[:MECHANISM]->(mechanism)
MATCH (run)-[:IN_DOCUMENT]->(any)
OPTIONAL MATCH (any)-[:NEAR_DUPLICATE_OF]->(repeated)
WITH mechanism, body, frame, document, place, count(DISTINCT coalesce(repeated.iri, any.iri)) AS sources
// The share of staff that any document reports for the place of the body.
OPTIONAL MATCH (place)<-[:JURISDICTION*0..1]-(counted)<-[:SUBJECT]-(share_frame:Observation)-[:MEASURE]->(share_of)
WHERE share_frame.unit = '%' AND NOT share_of.name CONTAINS '变动'
  AND share_of.name =~ '.*((警力|民警|警员|辅警)(人数|总数|数)?占|(民警|辅警|警力)(配备率|配比)).*'
UNWIND coalesce(frame.when, [null]) AS since
UNWIND coalesce(frame.whenBasis, [null]) AS said
UNWIND coalesce(frame.placeText, [null]) AS named
RETURN DISTINCT mechanism.iri AS mechanism, body.iri AS body, place.iri AS place, frame.stage AS stage,
  frame.initiator AS initiator, since,
  CASE WHEN since IS NOT NULL THEN said WHEN document.date IS NOT NULL THEN 'first reported' ELSE 'no date' END AS basis,
  named AS `where`, document.date AS reported,
  CASE WHEN document.date IS NOT NULL THEN document.dateBasis END AS reported_basis,
  coalesce(share_frame.value_lexical, toString(share_frame.value)) AS share, share_of.iri AS share_of,
  share_frame.period AS share_period, sources, document.iri AS document, frame.iri AS frame,
  share_frame.iri AS share_frame
