UNWIND $unit AS asked
MATCH (unit:PolicingKG {iri: asked})
MATCH (unit)<-[:UNIT_OF|DIRECTED_BY*0..12]-(upper)
WITH DISTINCT upper
MATCH (upper)<-[edge:UNIT_OF|DIRECTED_BY]-(lower)
RETURN DISTINCT lower.iri AS lower, CASE type(edge) WHEN 'UNIT_OF' THEN 'unit of' ELSE 'directed by' END AS edge,
  upper.iri AS upper, CASE type(edge) WHEN 'UNIT_OF' THEN 'org:unitOf' ELSE 'pk:directedBy' END AS predicate
