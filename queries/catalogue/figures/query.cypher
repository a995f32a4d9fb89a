MATCH (frame:Observation)-[:MEASURE]->(measure)
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
  frame.period AS period, frame.periodText AS period_text, document.iri AS document, frame.iri AS frame
