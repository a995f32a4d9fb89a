UNWIND coalesce($mechanism, [null]) AS asked
MATCH (measure:Measure)
WHERE NOT measure.name CONTAINS '变动'
  AND measure.name =~ '.*((警力|民警|警员|辅警)(人数|总数|数)?占|(民警|辅警|警力)(配备率|配比)).*'
MATCH (measure)<-[:MEASURE]-(frame:Observation)
WHERE frame.unit = '%'
MATCH (frame)-[:SUBJECT]->(subject)
MATCH (frame)-[:IN_DOCUMENT]->(document)
OPTIONAL MATCH (subject)-[:JURISDICTION]->(jurisdiction)
WITH asked, subject, frame, measure, document, coalesce(jurisdiction, CASE WHEN subject:Place THEN subject END) AS place
WHERE ($place IS NULL OR EXISTS { MATCH (place)-[:WITHIN*0..8]->(around:Place) WHERE around.iri IN $place })
WITH asked, subject, frame, measure, document, place, asked IS NOT NULL AND EXISTS {
    MATCH (place)<-[:WITHIN*0..8]-()<-[:JURISDICTION*0..1]-(body)<-[:BODY]-(run:Implementation)-[:MECHANISM]->(runs)
    WHERE runs.iri = asked } AS run
RETURN DISTINCT place.iri AS place, subject.iri AS subject, measure.iri AS measure,
  coalesce(frame.value_lexical, toString(frame.value)) AS value, frame.bound AS bound, frame.period AS period,
  frame.periodText AS period_text, CASE WHEN asked IS NOT NULL AND place IS NOT NULL THEN run END AS runs,
  document.iri AS document,
  coalesce(document.issuer, document.publisher) AS reported_by,
  document.reporting AS reporting, frame.iri AS frame
