// What could be asked for: of the places, else of the measures, else every figure.
CALL {
  UNWIND CASE WHEN $place IS NULL AND $measure IS NULL THEN [1] ELSE [] END AS every
  MATCH (frame:Observation)
  RETURN frame
  UNION
  UNWIND CASE WHEN $place IS NULL THEN $measure ELSE [] END AS asked
  MATCH (:PolicingKG {iri: asked})<-[:MEASURE]-(frame:Observation)
  RETURN frame
  UNION
  UNWIND $place AS asked
  MATCH (:PolicingKG {iri: asked})<-[:WITHIN*0..8]-()<-[:JURISDICTION*0..1]-()<-[:SUBJECT]-(frame:Observation)
  RETURN frame
}
MATCH (frame)-[:MEASURE]->(measure)
WHERE frame.period IS NOT NULL AND ($measure IS NULL OR measure.iri IN $measure)
MATCH (frame)-[:SUBJECT]->(subject)
MATCH (subject)<-[:SUBJECT]-(other:Observation)-[:MEASURE]->(measure)
// A lower bound does not contradict a higher figure, nor an upper bound a lower one, nor a range what lies in it.
WHERE other.period = frame.period AND frame.value < other.value
  AND coalesce(frame.unit, '') = coalesce(other.unit, '')
  AND coalesce(frame.comparison, '') = coalesce(other.comparison, '')
  AND coalesce(frame.direction, '') = coalesce(other.direction, '')
  AND coalesce(frame.bound, '') <> '>=' AND coalesce(other.bound, '') <> '<='
  AND coalesce(frame.valueMax, frame.value) < other.value
MATCH (frame)-[:IN_DOCUMENT]->(document)
MATCH (other)-[:IN_DOCUMENT]->(other_document)
WHERE document.iri <> other_document.iri
UNWIND $apart AS apart
// To six decimal places, since a difference of two floating numbers is not exact.  Round figures agree with what they
// round.
WITH subject, measure, frame, other, document, other_document, apart,
  round((other.value - coalesce(frame.valueMax, frame.value)) * 1000000) AS millionths,
  CASE WHEN frame.approximate IS NULL AND other.approximate IS NULL THEN 0 ELSE 5 END AS rounded
WHERE millionths * 100 >= round(other.value * 1000000) * rounded
  AND millionths * 100 >= round(other.value * 1000000) * apart
OPTIONAL MATCH (subject)-[:JURISDICTION]->(jurisdiction)
WITH subject, measure, frame, other, document, other_document, millionths,
  coalesce(jurisdiction, CASE WHEN subject:Place THEN subject END) AS place
WHERE ($place IS NULL OR EXISTS { MATCH (place)-[:WITHIN*0..8]->(around:Place) WHERE around.iri IN $place })
RETURN DISTINCT subject.iri AS subject, place.iri AS place, measure.iri AS measure, frame.period AS period,
  frame.unit AS unit, frame.comparison AS comparison, coalesce(frame.value_lexical, toString(frame.value)) AS value,
  document.iri AS document, coalesce(other.value_lexical, toString(other.value)) AS other_value,
  other_document.iri AS other_document, millionths / 1000000.0 AS difference,
  coalesce(document.issuer, document.publisher) AS reported_by,
  document.reporting AS reporting, coalesce(other_document.issuer, other_document.publisher) AS other_reported_by,
  other_document.reporting AS other_reporting, frame.iri AS frame,
  other.iri AS other_frame
