CALL {
  UNWIND CASE WHEN $place IS NULL THEN $measure ELSE [] END AS asked
  MATCH (measure:PolicingKG {iri: asked})<-[:MEASURE]-(frame:Observation)
  RETURN null AS within, measure, frame
  UNION
  UNWIND $place AS within
  MATCH (:PolicingKG {iri: within})<-[:WITHIN*0..8]-()<-[:JURISDICTION*0..1]-()<-[:SUBJECT]-(frame:Observation)
  MATCH (frame)-[:MEASURE]->(measure)
  WHERE measure.iri IN $measure
  RETURN within, measure, frame
}
MATCH (frame)-[:SUBJECT]->(subject)
MATCH (frame)-[:IN_DOCUMENT]->(document)
UNWIND $by AS by
// Places are compared in one period, and figures without a period within one document alone; periods of one subject.
WITH within, measure, by, frame,
  CASE WHEN by = 'period' THEN subject.iri ELSE coalesce(frame.period, document.iri) END AS compared
WITH within, measure, by, compared, collect(DISTINCT frame) AS frames
UNWIND frames AS frame
UNWIND frames AS other
WITH within, measure, by, frame, other
WHERE (by = 'place' OR frame.period < other.period) AND coalesce(frame.unit, '') = coalesce(other.unit, '')
  AND coalesce(frame.comparison, '') = coalesce(other.comparison, '')
  AND coalesce(frame.direction, '') = coalesce(other.direction, '')
MATCH (frame)-[:SUBJECT]->(subject)
MATCH (other)-[:SUBJECT]->(other_subject)
WHERE by = 'place' OR subject.iri = other_subject.iri
MATCH (frame)-[:IN_DOCUMENT]->(document)
MATCH (other)-[:IN_DOCUMENT]->(other_document)
OPTIONAL MATCH (subject)-[:JURISDICTION]->(here)
OPTIONAL MATCH (other_subject)-[:JURISDICTION]->(there)
WITH by, within, measure, frame, other, document, other_document,
  coalesce(here, CASE WHEN subject:Place THEN subject END) AS place,
  coalesce(there, CASE WHEN other_subject:Place THEN other_subject END) AS other_place
WHERE (by = 'period' OR place.iri < other_place.iri) AND (within IS NULL
  OR (EXISTS { MATCH (place)-[:WITHIN*0..8]->(around:Place) WHERE around.iri = within }
    AND EXISTS { MATCH (other_place)-[:WITHIN*0..8]->(around:Place) WHERE around.iri = within }))
// To six decimal places, since a difference of two floating numbers is not exact.
RETURN DISTINCT measure.iri AS measure, frame.unit AS unit, place.iri AS place, frame.period AS period,
  coalesce(frame.value_lexical, toString(frame.value)) AS value, other_place.iri AS other_place,
  other.period AS other_period, coalesce(other.value_lexical, toString(other.value)) AS other_value,
  round((other.value - frame.value) * 1000000) / 1000000.0 AS difference, document.iri AS document,
  other_document.iri AS other_document,
  coalesce(document.issuer, document.publisher) AS reported_by,
  document.reporting AS reporting, coalesce(other_document.issuer, other_document.publisher) AS other_reported_by,
  other_document.reporting AS other_reporting, frame.iri AS frame, other.iri AS other_frame
