// One row a claim that could tie the police to somebody else.  A claim is of a place if an end, or the claim itself,
// lies in it; if it is about a mechanism of which the same document says that a body of the place takes part; or if
// it names no place in a document whose police bodies all lie in the place (scope "document") or above it.
UNWIND coalesce($department, [null]) AS asked
CALL {
  UNWIND CASE WHEN $place IS NULL THEN [1] ELSE [] END AS every
  MATCH (claim:Claim)
  RETURN null AS area, claim
  UNION
  // All claims of the documents that say something of the place or of a body there.
  UNWIND $place AS within
  MATCH (area:PolicingKG {iri: within})<-[:WITHIN*0..8]-()<-[:JURISDICTION*0..1]-()<-[:CLAIM_SUBJECT|CLAIM_OBJECT|PLACE]-(any:Claim)
  MATCH (any)-[:IN_DOCUMENT]->(document)
  WITH DISTINCT area, document
  MATCH (document)<-[:IN_DOCUMENT]-(claim:Claim)
  RETURN area, claim
}
MATCH (claim)-[:CLAIM_SUBJECT]->(subject)
WHERE claim.status = 'live' AND NOT subject:Place AND claim.claim_predicate IN ['pk:cooperatesWith', 'pk:stationedIn', 'pk:supports', 'pk:leads', 'pk:established',
    'pk:convenes', 'pk:participatesIn', 'pk:implements', 'org:unitOf']
MATCH (claim)-[:CLAIM_OBJECT]->(object)
WHERE NOT object:Place
  AND (asked IS NULL OR subject.iri = asked OR object.iri = asked OR (object:Mechanism AND EXISTS {
    MATCH (claim)-[:IN_DOCUMENT]->()<-[:IN_DOCUMENT]-(joined:Claim)-[:CLAIM_OBJECT]->(object)
    MATCH (joined)-[:CLAIM_SUBJECT]->(member)
    WHERE joined.status = 'live' AND member.iri = asked }))
MATCH (claim)-[:IN_DOCUMENT]->(document)
OPTIONAL MATCH (subject)-[:JURISDICTION]->(subject_place)
OPTIONAL MATCH (object)-[:JURISDICTION]->(object_place)
WITH area, claim, subject, object, document, subject_place, object_place,
  area IS NULL
  OR EXISTS { MATCH (subject)-[:JURISDICTION]->()-[:WITHIN*0..8]->(around) WHERE around.iri = area.iri }
  OR EXISTS { MATCH (object)-[:JURISDICTION]->()-[:WITHIN*0..8]->(around) WHERE around.iri = area.iri }
  OR EXISTS { MATCH (claim)-[:PLACE]->()-[:WITHIN*0..8]->(around) WHERE around.iri = area.iri }
  OR (object:Mechanism AND EXISTS {
    MATCH (claim)-[:IN_DOCUMENT]->()<-[:IN_DOCUMENT]-(joined:Claim)-[:CLAIM_OBJECT]->(object)
    MATCH (joined)-[:CLAIM_SUBJECT]->()-[:JURISDICTION]->()-[:WITHIN*0..8]->(around)
    WHERE joined.status = 'live' AND around.iri = area.iri }) AS here
// What a document without a place of its own is about: the places of what it mentions.
OPTIONAL MATCH (document)<-[:CLAIM_SUBJECT]-(mention:Claim)-[:CLAIM_OBJECT]->(named)-[:JURISDICTION]->(elsewhere)
WHERE NOT here AND subject_place IS NULL AND object_place IS NULL
  AND mention.claim_predicate = 'pk:mentions' AND mention.status = 'live' AND mention.graph = document.iri
WITH area, claim, subject, object, document, subject_place, object_place, here, named,
  EXISTS { MATCH (elsewhere)-[:WITHIN*0..8]->(around) WHERE around.iri = area.iri } AS inside,
  EXISTS { MATCH (area)-[:WITHIN*0..8]->(around) WHERE around.iri = elsewhere.iri } AS above
WITH area, claim, subject, object, document, subject_place, object_place, here,
  sum(CASE WHEN inside THEN 1 ELSE 0 END) AS within_it,
  sum(CASE WHEN named.sector = 'police' AND NOT inside AND NOT above THEN 1 ELSE 0 END) AS foreign
WHERE here OR (subject_place IS NULL AND object_place IS NULL AND within_it > 0 AND foreign = 0)
WITH claim, subject, object, document, subject_place, object_place, CASE WHEN here THEN 'place' ELSE 'document' END AS scope,
  CASE WHEN subject:PoliceBody THEN 'pk:PoliceBody' WHEN subject:Department THEN 'pk:Department'
    WHEN subject:Organisation THEN 'pk:Organisation' WHEN subject:Population THEN 'pk:Population'
    WHEN subject:Post THEN 'pk:Post' WHEN subject:Mechanism THEN 'pk:Mechanism'
    WHEN subject:PolicyDocument THEN 'pk:PolicyDocument' END AS subject_class,
  CASE WHEN object:PoliceBody THEN 'pk:PoliceBody' WHEN object:Department THEN 'pk:Department'
    WHEN object:Organisation THEN 'pk:Organisation' WHEN object:Population THEN 'pk:Population'
    WHEN object:Post THEN 'pk:Post' WHEN object:Mechanism THEN 'pk:Mechanism'
    WHEN object:PolicyDocument THEN 'pk:PolicyDocument' END AS object_class
WHERE subject_class IS NOT NULL AND object_class IS NOT NULL
UNWIND coalesce(claim.frequency, [null]) AS frequency
UNWIND coalesce(claim.when, [null]) AS stated
UNWIND coalesce(claim.placeText, [null]) AS at
RETURN DISTINCT subject.iri AS subject, subject_class, subject.sector AS subject_sector, subject_place.iri AS subject_place,
  claim.claim_predicate AS relation, object.iri AS object, object_class, object.sector AS object_sector,
  object_place.iri AS object_place, scope, frequency, claim.headcount AS headcount, claim.headcountUnit AS unit,
  claim.headcountScope AS each, stated AS `when`, claim.stage AS stage, claim.initiator AS initiator, at,
  document.iri AS document, document.publisher AS publisher, document.date AS published, document.source AS address,
  claim.iri AS claim
