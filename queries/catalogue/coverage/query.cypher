// A document stands in every province of which it mentions, or says something of, a body or place.  100000 is the country.
CALL {
  UNWIND CASE WHEN $place IS NULL THEN [1] ELSE [] END AS every
  MATCH (document:Document)
  WHERE document.genre IS NOT NULL AND ($genre IS NULL OR document.genre IN $genre)
    AND ($outlet IS NULL OR coalesce(document.carrier, document.publisher) IN $outlet)
    AND ($reporting IS NULL OR document.reporting IN $reporting)
    AND ($copy IS NULL OR document.copy IN $copy)
  OPTIONAL MATCH (document)-[:MENTIONS]->(named)
  WITH document, collect(DISTINCT named) AS mentioned
  OPTIONAL MATCH (document)<-[:IN_DOCUMENT]-(frame:Frame)-[:BODY|PLACE|SUBJECT|SENDER|HOST|CONVENER|PARTICIPANT|REFERRER|RECIPIENT|TEAM|CONTRIBUTOR|FIRST_POST|SECOND_POST|OCCUPANT|SITE_HOST|ORIGINAL_ORGANIZATION|RESULTING_ORGANIZATION]->(end)
  WITH document, mentioned, collect(DISTINCT end) AS ends
  UNWIND mentioned + ends + [null] AS entity
  OPTIONAL MATCH (entity)-[:JURISDICTION*0..1]->(place:Place)
  WITH DISTINCT document, place
  OPTIONAL MATCH (place)-[:WITHIN*0..8]->(around:Place)
  WHERE around.placeCode =~ '(1[1-9]|[2-9][0-9])0000'
  RETURN document, around.iri AS province
  UNION
  UNWIND $place AS asked
  MATCH (:PolicingKG {iri: asked})<-[:WITHIN*0..8]-(place:Place)
  MATCH (place)-[:WITHIN*0..8]->(around:Place)
  WHERE around.placeCode =~ '(1[1-9]|[2-9][0-9])0000'
  MATCH (place)<-[:JURISDICTION*0..1]-(entity)
  WITH DISTINCT entity, around
  MATCH (entity)<-[:MENTIONS]-(document:Document)
  WHERE document.genre IS NOT NULL AND ($genre IS NULL OR document.genre IN $genre)
    AND ($outlet IS NULL OR coalesce(document.carrier, document.publisher) IN $outlet)
    AND ($reporting IS NULL OR document.reporting IN $reporting)
    AND ($copy IS NULL OR document.copy IN $copy)
  RETURN document, around.iri AS province
  UNION
  UNWIND $place AS asked
  MATCH (:PolicingKG {iri: asked})<-[:WITHIN*0..8]-(place:Place)
  MATCH (place)-[:WITHIN*0..8]->(around:Place)
  WHERE around.placeCode =~ '(1[1-9]|[2-9][0-9])0000'
  MATCH (place)<-[:JURISDICTION*0..1]-(entity)
  WITH DISTINCT entity, around
  MATCH (entity)<-[:BODY|PLACE|SUBJECT|SENDER|HOST|CONVENER|PARTICIPANT|REFERRER|RECIPIENT|TEAM|CONTRIBUTOR|FIRST_POST|SECOND_POST|OCCUPANT|SITE_HOST|ORIGINAL_ORGANIZATION|RESULTING_ORGANIZATION]-(frame:Frame)
  MATCH (frame)-[:IN_DOCUMENT]->(document:Document)
  WHERE document.genre IS NOT NULL AND ($genre IS NULL OR document.genre IN $genre)
    AND ($outlet IS NULL OR coalesce(document.carrier, document.publisher) IN $outlet)
    AND ($reporting IS NULL OR document.reporting IN $reporting)
    AND ($copy IS NULL OR document.copy IN $copy)
  RETURN document, around.iri AS province
}
WITH document, collect(DISTINCT province) AS provinces
// Near-duplicates count as the first document of their cluster.
OPTIONAL MATCH (document)-[:NEAR_DUPLICATE_OF]->(repeated)
UNWIND CASE WHEN size(provinces) > 0 THEN provinces ELSE [null] END AS province
WITH province, toInteger(substring(document.date, 0, 4)) AS year, document,
  coalesce(document.carrier, document.publisher) AS outlet, coalesce(repeated.iri, document.iri) AS counted
RETURN province, year, outlet, document.genre AS genre, count(DISTINCT document.iri) AS documents,
  count(DISTINCT counted) AS sources
