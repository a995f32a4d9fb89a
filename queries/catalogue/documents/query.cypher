MATCH (document:Document)
WHERE document.genre IS NOT NULL AND ($genre IS NULL OR document.genre IN $genre)
  AND ($year IS NULL OR any(year IN $year WHERE document.date STARTS WITH toString(year)))
  AND ($publisher IS NULL OR any(by IN $publisher
    WHERE coalesce(document.issuer, '') CONTAINS by OR coalesce(document.publisher, '') CONTAINS by))
OPTIONAL MATCH (document)-[:NEAR_DUPLICATE_OF]->(repeats)
RETURN DISTINCT document.iri AS document, document.date AS published, document.dateBasis AS basis,
  document.genre AS genre, document.issuer AS issuer, document.publisher AS publisher,
  document.reporting AS reporting, document.copy AS copy, repeats.iri AS repeats
