// What could be asked for: of the places, else of the subjects, else of the measures, else every figure.
CALL {
  UNWIND CASE WHEN $place IS NULL AND $subject IS NULL AND $measure IS NULL THEN [1] ELSE [] END AS every
  MATCH (frame:Observation)
  RETURN frame
  UNION
  UNWIND CASE WHEN $place IS NULL THEN $subject ELSE [] END AS asked
  MATCH (:PolicingKG {iri: asked})<-[:SUBJECT]-(frame:Observation)
  RETURN frame
  UNION
  UNWIND CASE WHEN $place IS NULL AND $subject IS NULL THEN $measure ELSE [] END AS asked
  MATCH (:PolicingKG {iri: asked})<-[:MEASURE]-(frame:Observation)
  RETURN frame
  UNION
  UNWIND $place AS asked
  MATCH (:PolicingKG {iri: asked})<-[:WITHIN*0..8]-()<-[:JURISDICTION*0..1]-()<-[:SUBJECT]-(frame:Observation)
  RETURN frame
}
MATCH (frame)-[:MEASURE]->(measure)
MATCH (frame)-[:SUBJECT]->(subject)
WHERE ($measure IS NULL OR measure.iri IN $measure) AND ($subject IS NULL OR subject.iri IN $subject)
  AND ($unit IS NULL OR frame.unit IN $unit)
  AND ($year IS NULL OR any(year IN $year WHERE frame.period STARTS WITH toString(year)))
MATCH (frame)-[:IN_DOCUMENT]->(document)
OPTIONAL MATCH (subject)-[:JURISDICTION]->(jurisdiction)
WITH subject, measure, frame, document, coalesce(jurisdiction, CASE WHEN subject:Place THEN subject END) AS place
WHERE ($place IS NULL OR EXISTS { MATCH (place)-[:WITHIN*0..8]->(around:Place) WHERE around.iri IN $place })
RETURN DISTINCT place.iri AS place, subject.iri AS subject, measure.iri AS measure,
  coalesce(frame.value_lexical, toString(frame.value)) AS value,
  coalesce(frame.valueMax_lexical, toString(frame.valueMax)) AS value_max, frame.unit AS unit,
  frame.direction AS direction, frame.comparison AS comparison, frame.bound AS bound, frame.approximate AS approximate,
  frame.period AS period, frame.periodText AS period_text, document.iri AS document,
  coalesce(document.issuer, document.publisher) AS reported_by,
  document.reporting AS reporting, frame.iri AS frame
