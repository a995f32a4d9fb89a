// Whom it could be about: the bodies of the places, else the departments, else all departments.
CALL {
  UNWIND CASE WHEN $place IS NULL AND $department IS NULL THEN [1] ELSE [] END AS every
  MATCH (party:Actor)
  WHERE party.sector = 'department'
  RETURN party
  UNION
  UNWIND CASE WHEN $place IS NULL THEN $department ELSE [] END AS asked
  MATCH (party:PolicingKG {iri: asked})
  RETURN party
  UNION
  UNWIND $place AS asked
  MATCH (:PolicingKG {iri: asked})<-[:WITHIN*0..8]-()<-[:JURISDICTION]-(party)
  WHERE party.sector IN ['police', 'department']
  RETURN party
}
WITH collect(party) AS parties
CALL {
  WITH parties
  UNWIND parties AS party
  MATCH (party)-[tie:COOPERATES_WITH|STATIONED_IN|SUPPORTS|LEADS|ESTABLISHED]-()
  WITH DISTINCT tie, startNode(tie) AS a, endNode(tie) AS b
  WHERE a.sector = 'police' AND b.sector = 'department'
  RETURN a AS police, b AS department, null AS through, null AS first, null AS second, a.iri AS from, b.iri AS to,
    CASE type(tie) WHEN 'COOPERATES_WITH' THEN 'pk:cooperatesWith' WHEN 'STATIONED_IN' THEN 'pk:stationedIn'
      WHEN 'SUPPORTS' THEN 'pk:supports' WHEN 'LEADS' THEN 'pk:leads' ELSE 'pk:established' END AS predicate,
    CASE type(tie) WHEN 'COOPERATES_WITH' THEN 'cooperates with' WHEN 'STATIONED_IN' THEN 'stationed in'
      WHEN 'SUPPORTS' THEN 'supports' WHEN 'LEADS' THEN 'leads' ELSE 'established' END AS relation
  UNION
  WITH parties
  UNWIND parties AS party
  MATCH (party)-[tie:COOPERATES_WITH|STATIONED_IN|SUPPORTS|LEADS|ESTABLISHED]-()
  WITH DISTINCT tie, startNode(tie) AS a, endNode(tie) AS b
  WHERE a.sector = 'department' AND b.sector = 'police'
  RETURN b AS police, a AS department, null AS through, null AS first, null AS second, a.iri AS from, b.iri AS to,
    CASE type(tie) WHEN 'COOPERATES_WITH' THEN 'pk:cooperatesWith' WHEN 'STATIONED_IN' THEN 'pk:stationedIn'
      WHEN 'SUPPORTS' THEN 'pk:supports' WHEN 'LEADS' THEN 'pk:leads' ELSE 'pk:established' END AS predicate,
    CASE type(tie) WHEN 'COOPERATES_WITH' THEN 'cooperates with' WHEN 'STATIONED_IN' THEN 'hosts staff of'
      WHEN 'SUPPORTS' THEN 'is supported by' WHEN 'LEADS' THEN 'is led by' ELSE 'was established by' END AS relation
  UNION
  // One document puts both into one meeting or mechanism: names like 联席会议 are shared by places that never met.
  WITH parties
  UNWIND parties AS party
  MATCH (party)<-[:CLAIM_SUBJECT]-(any:Claim)-[:IN_DOCUMENT]->(document)
  WHERE any.status = 'live' AND any.claim_predicate IN ['pk:convenes', 'pk:participatesIn', 'pk:implements']
  WITH DISTINCT document
  MATCH (document)<-[:IN_DOCUMENT]-(ours:Claim)-[:CLAIM_SUBJECT]->(police)
  WHERE ours.status = 'live' AND police.sector = 'police' AND ours.claim_predicate IN ['pk:convenes', 'pk:participatesIn', 'pk:implements']
  MATCH (ours)-[:CLAIM_OBJECT]->(joined)
  MATCH (document)<-[:IN_DOCUMENT]-(theirs:Claim)-[:CLAIM_OBJECT]->(joined)
  WHERE theirs.status = 'live' AND theirs.claim_predicate IN ['pk:convenes', 'pk:participatesIn', 'pk:implements']
    AND NOT (ours.claim_predicate = 'pk:convenes' AND theirs.claim_predicate = 'pk:implements')
    AND NOT (ours.claim_predicate = 'pk:implements' AND theirs.claim_predicate = 'pk:convenes')
  MATCH (theirs)-[:CLAIM_SUBJECT]->(department)
  WHERE department.sector = 'department'
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
