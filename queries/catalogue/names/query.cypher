UNWIND $name AS asked
MATCH (entity:PolicingKG {iri: asked})
UNWIND [['name', entity.name], ['english', entity.name_en]]
  + [alias IN coalesce(entity.altLabel, []) | ['alias', alias]]
  + [alias IN coalesce(entity.altLabel_en, []) | ['english', alias]] AS called
WITH entity, called[0] AS how, called[1] AS name
WHERE name IS NOT NULL
RETURN DISTINCT entity.iri AS entity, how, name
