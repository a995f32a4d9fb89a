UNWIND $name AS name
MATCH (asked:PolicingKG {iri: name})
MATCH (asked)<-[:UNIT_OF*0..12]-(own)
WHERE 'yes' IN $below OR own.iri = asked.iri
WITH DISTINCT own
MATCH (own)-[tie:UNIT_OF|DIRECTED_BY|LED_BY|IMPLEMENTS|HAS_PART|COOPERATES_WITH|STATIONED_IN|CONVENES|PARTICIPATES_IN|LEADS|SUPPORTS|ESTABLISHED|REFERS_TO|HOLDS_CONCURRENTLY|DRAWS_FROM|SITED_AT|SHARES_SITE_WITH|BEARS_PLATE_OF|SUCCEEDS|ISSUES|BASED_ON]-(other)
WHERE $with IS NULL OR any(part IN $with WHERE other.name CONTAINS part OR other.name_en CONTAINS part)
WITH startNode(tie) AS subject, endNode(tie) AS object, CASE type(tie)
    WHEN 'UNIT_OF' THEN ['unit of', 'org:unitOf'] WHEN 'DIRECTED_BY' THEN ['directed by', 'pk:directedBy']
    WHEN 'LED_BY' THEN ['led by', 'pk:ledBy'] WHEN 'IMPLEMENTS' THEN ['implements', 'pk:implements']
    WHEN 'HAS_PART' THEN ['comprises', 'dcterms:hasPart']
    WHEN 'COOPERATES_WITH' THEN ['cooperates with', 'pk:cooperatesWith']
    WHEN 'STATIONED_IN' THEN ['stationed in', 'pk:stationedIn'] WHEN 'CONVENES' THEN ['convenes', 'pk:convenes']
    WHEN 'PARTICIPATES_IN' THEN ['takes part in', 'pk:participatesIn'] WHEN 'LEADS' THEN ['leads', 'pk:leads']
    WHEN 'SUPPORTS' THEN ['supports', 'pk:supports'] WHEN 'ESTABLISHED' THEN ['established', 'pk:established']
    WHEN 'REFERS_TO' THEN ['refers to', 'pk:refersTo']
    WHEN 'HOLDS_CONCURRENTLY' THEN ['holds concurrently', 'pk:holdsConcurrently']
    WHEN 'DRAWS_FROM' THEN ['draws from', 'pk:drawsFrom'] WHEN 'SITED_AT' THEN ['sited at', 'pk:sitedAt']
    WHEN 'SHARES_SITE_WITH' THEN ['shares site with', 'pk:sharesSiteWith']
    WHEN 'BEARS_PLATE_OF' THEN ['bears plate of', 'pk:bearsPlateOf'] WHEN 'SUCCEEDS' THEN ['succeeds', 'pk:succeeds']
    WHEN 'ISSUES' THEN ['issues', 'pk:issues'] ELSE ['based on', 'pk:basedOn'] END AS said
WHERE $relation IS NULL OR said[0] IN $relation
RETURN DISTINCT subject.iri AS subject, said[0] AS relation, object.iri AS object, said[1] AS predicate
