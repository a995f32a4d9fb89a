MATCH (body:Actor)-[:JURISDICTION]->(place)
WHERE ($sector IS NULL OR body.sector IN $sector) AND ($kind IS NULL OR body.bodyKind IN $kind)
  AND ($place IS NULL OR EXISTS { MATCH (place)-[:WITHIN*0..8]->(around:Place) WHERE around.iri IN $place })
UNWIND [CASE WHEN body:PoliceBody THEN 'pk:PoliceBody' END, CASE WHEN body:Department THEN 'pk:Department' END,
  CASE WHEN body:Organisation THEN 'pk:Organisation' END, CASE WHEN body:Population THEN 'pk:Population' END] AS class
WITH body, place, class
WHERE class IS NOT NULL
RETURN DISTINCT place.iri AS place, body.iri AS body, class, body.bodyKind AS kind, body.sector AS sector,
  coalesce(body.resolved, true) AS resolved
