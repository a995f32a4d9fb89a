CALL {
  MATCH (a:Actor)-[tie:COOPERATES_WITH|STATIONED_IN|SUPPORTS|LEADS|ESTABLISHED]->(b)
  WHERE a.sector = 'police' AND b.sector = 'department'
  RETURN a AS police, b AS department, null AS through, null AS first, null AS second, a.iri AS from, b.iri AS to,
    CASE type(tie) WHEN 'COOPERATES_WITH' THEN 'pk:cooperatesWith' WHEN 'STATIONED_IN' THEN 'pk:stationedIn'
      WHEN 'SUPPORTS' THEN 'pk:supports' WHEN 'LEADS' THEN 'pk:leads' ELSE 'pk:established' END AS predicate,
    CASE type(tie) WHEN 'COOPERATES_WITH' THEN 'cooperates with' WHEN 'STATIONED_IN' THEN 'stationed in'
      WHEN 'SUPPORTS' THEN 'supports' WHEN 'LEADS' THEN 'leads' ELSE 'established' END AS relation
  UNION
  MATCH (a:Actor)-[tie:COOPERATES_WITH|STATIONED_IN|SUPPORTS|LEADS|ESTABLISHED]->(b)
  WHERE a.sector = 'department' AND b.sector = 'police'
  RETURN b AS police, a AS department, null AS through, null AS first, null AS second, a.iri AS from, b.iri AS to,
    CASE type(tie) WHEN 'COOPERATES_WITH' THEN 'pk:cooperatesWith' WHEN 'STATIONED_IN' THEN 'pk:stationedIn'
      WHEN 'SUPPORTS' THEN 'pk:supports' WHEN 'LEADS' THEN 'pk:leads' ELSE 'pk:established' END AS predicate,
    CASE type(tie) WHEN 'COOPERATES_WITH' THEN 'cooperates with' WHEN 'STATIONED_IN' THEN 'hosts staff of'
      WHEN 'SUPPORTS' THEN 'is supported by' WHEN 'LEADS' THEN 'is led by' ELSE 'was established by' END AS relation
  UNION
  // One document puts both into one meeting or mechanism: names like 联席会议 are shared by places that never met.
  MATCH (ours:Claim)-[:CLAIM_SUBJECT]->(police)
  WHERE ours.status = 'live' AND police.sector = 'police'
    AND ours.claim_predicate IN ['pk:convenes', 'pk:participatesIn', 'pk:implements']
  MATCH (ours)-[:CLAIM_OBJECT]->(joined)
  MATCH (joined)<-[:CLAIM_OBJECT]-(theirs:Claim)-[:CLAIM_SUBJECT]->(department)
  WHERE department.sector = 'department' AND theirs.status = 'live' AND theirs.graph = ours.graph
    AND theirs.claim_predicate IN ['pk:convenes', 'pk:participatesIn', 'pk:implements']
    AND NOT (ours.claim_predicate = 'pk:convenes' AND theirs.claim_predicate = 'pk:implements')
    AND NOT (ours.claim_predicate = 'pk:implements' AND theirs.claim_predicate = 'pk:convenes')
  RETURN police, department, joined.iri AS through, ours.iri AS first, theirs.iri AS second, null AS from, null AS to,
    null AS predicate,
    CASE WHEN 'pk:implements' IN [ours.claim_predicate, theirs.claim_predicate] THEN 'runs with' ELSE 'meets in' END AS relation
}
WITH police, department, through, first, second, from, to, predicate, relation
WHERE $department IS NULL OR department.iri IN $department
OPTIONAL MATCH (police)-[:JURISDICTION]->(here)
OPTIONAL MATCH (department)-[:JURISDICTION]->(there)
WITH police, department, through, first, second, from, to, predicate, relation, coalesce(here, there) AS place
WHERE ($place IS NULL OR EXISTS { MATCH (place)-[:WITHIN*0..8]->(around:Place) WHERE around.iri IN $place })
RETURN DISTINCT place.iri AS place, police.iri AS police, relation, department.iri AS department, through, first, second,
  from, predicate, to
