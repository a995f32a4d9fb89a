// What could be asked for: of the places, else of the mechanisms.
CALL {
  UNWIND CASE WHEN $place IS NULL THEN $mechanism ELSE [] END AS asked
  MATCH (:PolicingKG {iri: asked})<-[:MECHANISM]-(run:Implementation)
  RETURN run
  UNION
  UNWIND $place AS asked
  MATCH (:PolicingKG {iri: asked})<-[:WITHIN*0..8]-()<-[:JURISDICTION*0..1]-()<-[:BODY|PLACE]-(run:Implementation)
  RETURN run
}
MATCH (run)-[:MECHANISM]->(mechanism)
WHERE mechanism.iri IN $mechanism
MATCH (run)-[:BODY]->(runner)
MATCH (run)-[:IN_DOCUMENT]->(any)
OPTIONAL MATCH (run)-[:PLACE]->(held)
OPTIONAL MATCH (runner)-[:JURISDICTION]->(jurisdiction)
// Near-duplicates count as the first document of their cluster.
OPTIONAL MATCH (any)-[:NEAR_DUPLICATE_OF]->(repeated)
WITH mechanism, run, any, repeated, coalesce(held, jurisdiction, CASE WHEN runner:Place THEN runner END) AS place
WHERE place IS NOT NULL AND ($place IS NULL OR EXISTS { MATCH (place)-[:WITHIN*0..8]->(around:Place) WHERE around.iri IN $place })
// ~ stands for no date: it sorts after every date.
UNWIND coalesce(run.when, ['~']) AS stated
WITH mechanism, place, min(coalesce(any.date, '~')) AS first, min(stated) AS since, count(DISTINCT any.iri) AS documents,
  count(DISTINCT coalesce(repeated.iri, any.iri)) AS sources, collect(DISTINCT run) AS runs
UNWIND runs AS frame
MATCH (frame)-[:BODY]->(body)
MATCH (frame)-[:IN_DOCUMENT]->(document)
WHERE coalesce(document.date, '~') = first
OPTIONAL MATCH (frame)-[:PLACE]->(held)
OPTIONAL MATCH (body)-[:JURISDICTION]->(jurisdiction)
WITH mechanism, place, first, since, documents, sources, frame, body, document, coalesce(held, jurisdiction, body) AS own
WHERE own.iri = place.iri
RETURN DISTINCT place.iri AS place, mechanism.iri AS mechanism, body.iri AS body,
  CASE WHEN first <> '~' THEN first END AS first_reported, document.iri AS document,
  CASE WHEN since <> '~' THEN since END AS stated_since, documents, sources, frame.iri AS frame
