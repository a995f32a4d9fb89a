UNWIND $unit AS asked
MATCH (unit:PolicingKG {iri: asked})
MATCH (unit)-[:UNIT_OF|DIRECTED_BY*0..12]->(between)
WITH DISTINCT between
MATCH (between)-[:UNIT_OF|DIRECTED_BY*0..12]->(lower)
WITH lower, count(DISTINCT between) AS step
MATCH (lower)-[edge:UNIT_OF|DIRECTED_BY]->(upper)
RETURN DISTINCT step, lower.iri AS lower,
  CASE type(edge) WHEN 'UNIT_OF' THEN 'unit of' ELSE 'directed by' END AS edge, upper.iri AS upper,
  CASE type(edge) WHEN 'UNIT_OF' THEN 'org:unitOf' ELSE 'pk:directedBy' END AS predicate
