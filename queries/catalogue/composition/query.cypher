CALL {
  UNWIND CASE WHEN $mechanism IS NULL THEN [1] ELSE [] END AS every
  MATCH (mechanism:Mechanism)
  RETURN mechanism
  UNION
  UNWIND $mechanism AS asked
  MATCH (mechanism:Mechanism {iri: asked})
  RETURN mechanism
}
MATCH (mechanism)-[:HAS_PART]->(part)
WITH mechanism, part,
  CASE WHEN part:Mechanism THEN 'mechanism' WHEN part:PoliceBody THEN 'police body'
    WHEN part:Population THEN 'kind of body' WHEN part:Department THEN 'department'
    WHEN part:Organisation THEN 'organisation' END AS kind
WHERE kind IS NOT NULL
MATCH (part)<-[:CLAIM_OBJECT]-(claim:Claim)-[:CLAIM_SUBJECT]->(mechanism)
WHERE claim.claim_predicate = 'dcterms:hasPart' AND claim.status = 'live'
MATCH (claim)-[:IN_DOCUMENT]->(document)
// Who runs it according to the same document: so that here and elsewhere can be told apart.
OPTIONAL MATCH (document)<-[:IN_DOCUMENT]-(run:Implementation)-[:MECHANISM]->(mechanism)
OPTIONAL MATCH (run)-[:BODY]->(runner)
OPTIONAL MATCH (runner)-[:JURISDICTION]->(there)
OPTIONAL MATCH (part)-[:JURISDICTION]->(own)
WITH mechanism, part, kind, claim, document, runner,
  coalesce(there, CASE WHEN runner:Place THEN runner END, own) AS place
WHERE ($place IS NULL OR EXISTS { MATCH (place)-[:WITHIN*0..8]->(around:Place) WHERE around.iri IN $place })
RETURN DISTINCT mechanism.iri AS mechanism, part.iri AS part, kind, runner.iri AS runner, place.iri AS place,
  document.iri AS document, claim.iri AS claim
