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
MATCH (frame)-[:MECHANISM]->(mechanism)
WHERE $mechanism IS NULL OR mechanism.iri IN $mechanism
MATCH (frame)-[:BODY]->(body)
MATCH (frame)-[:IN_DOCUMENT]->(document)
OPTIONAL MATCH (frame)-[:PLACE]->(held)
OPTIONAL MATCH (body)-[:JURISDICTION]->(jurisdiction)
// Near-duplicates count as the first document of their cluster.
OPTIONAL MATCH (document)-[:NEAR_DUPLICATE_OF]->(repeated)
WITH mechanism, frame, body, document, coalesce(repeated.iri, document.iri) AS counted,
  coalesce(held, jurisdiction, CASE WHEN body:Place THEN body END) AS place
WHERE ($place IS NULL OR EXISTS { MATCH (place)-[:WITHIN*0..8]->(around:Place) WHERE around.iri IN $place })
UNWIND coalesce(frame.when, [null]) AS since
UNWIND coalesce(frame.whenBasis, [null]) AS said
// A division code says its level: 990000, 990100, 990102, 990102003000.
WITH mechanism, body, place, counted, substring(coalesce(since, document.date), 0, 4) AS year,
  CASE WHEN place.placeCode IS NULL THEN null WHEN place.placeCode = '100000' THEN 'national'
    WHEN size(place.placeCode) > 6 THEN 'township' WHEN place.placeCode ENDS WITH '0000' THEN 'province'
    WHEN place.placeCode ENDS WITH '00' THEN 'prefecture' ELSE 'county' END AS level,
  CASE WHEN since IS NOT NULL THEN said WHEN document.date IS NOT NULL THEN 'first reported' ELSE 'no date' END AS basis
RETURN mechanism.iri AS mechanism, year, level, basis, count(DISTINCT body.iri) AS bodies,
  count(DISTINCT place.iri) AS places, count(DISTINCT counted) AS sources
