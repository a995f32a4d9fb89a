CALL {
  UNWIND CASE WHEN $place IS NULL THEN [1] ELSE [] END AS every
  MATCH (body:Actor)-[:JURISDICTION]->(place)
  RETURN body, place
  UNION
  UNWIND $place AS asked
  MATCH (:PolicingKG {iri: asked})<-[:WITHIN*0..8]-(place)<-[:JURISDICTION]-(body:Actor)
  RETURN body, place
}
WITH body, place
WHERE ($sector IS NULL OR body.sector IN $sector) AND ($kind IS NULL OR body.bodyKind IN $kind)
UNWIND [CASE WHEN body:PoliceBody THEN 'pk:PoliceBody' END, CASE WHEN body:Department THEN 'pk:Department' END,
  CASE WHEN body:Organisation THEN 'pk:Organisation' END, CASE WHEN body:Population THEN 'pk:Population' END] AS class
WITH body, place, class
WHERE class IS NOT NULL
RETURN DISTINCT place.iri AS place, body.iri AS body, class, body.bodyKind AS kind, body.sector AS sector,
  coalesce(body.resolved, true) AS resolved
