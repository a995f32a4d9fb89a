CALL {
  UNWIND CASE WHEN $place IS NULL AND $body IS NULL THEN [1] ELSE [] END AS every
  MATCH (:Entity)-[tie:LEADS|CONVENES|ESTABLISHED|PARTICIPATES_IN|DRAWS_FROM]->()
  RETURN tie
  UNION
  UNWIND CASE WHEN $place IS NULL THEN $body ELSE [] END AS asked
  MATCH (:PolicingKG {iri: asked})-[tie:LEADS|CONVENES|ESTABLISHED|PARTICIPATES_IN|DRAWS_FROM]-()
  RETURN tie
  UNION
  UNWIND $place AS asked
  MATCH (:PolicingKG {iri: asked})<-[:WITHIN*0..8]-()<-[:JURISDICTION]-()-[tie:LEADS|CONVENES|ESTABLISHED|PARTICIPATES_IN|DRAWS_FROM]-()
  RETURN tie
}
WITH tie, startNode(tie) AS start, endNode(tie) AS end
WITH start, end, type(tie) AS tied,
  CASE WHEN type(tie) = 'DRAWS_FROM' THEN end ELSE start END AS body,
  CASE WHEN type(tie) = 'DRAWS_FROM' THEN start ELSE end END AS team
WHERE $body IS NULL OR body.iri IN $body OR team.iri IN $body
OPTIONAL MATCH (body)-[:JURISDICTION]->(ours)
OPTIONAL MATCH (team)-[:JURISDICTION]->(theirs)
WITH start, end, tied, body, team, coalesce(ours, theirs) AS place
WHERE ($place IS NULL OR EXISTS { MATCH (place)-[:WITHIN*0..8]->(around:Place) WHERE around.iri IN $place })
RETURN DISTINCT team.iri AS team,
  CASE tied WHEN 'LEADS' THEN 'leads' WHEN 'CONVENES' THEN 'convenes' WHEN 'ESTABLISHED' THEN 'established'
    WHEN 'PARTICIPATES_IN' THEN 'takes part in' ELSE 'gives people to' END AS part,
  body.iri AS body, place.iri AS place,
  CASE tied WHEN 'LEADS' THEN 'pk:leads' WHEN 'CONVENES' THEN 'pk:convenes' WHEN 'ESTABLISHED' THEN 'pk:established'
    WHEN 'PARTICIPATES_IN' THEN 'pk:participatesIn' ELSE 'pk:drawsFrom' END AS predicate,
  start.iri AS from, end.iri AS to
