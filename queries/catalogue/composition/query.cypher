// What could be asked for: of the places, else of the mechanisms, else every claim that one has a part.
CALL {
  UNWIND CASE WHEN $place IS NULL AND $mechanism IS NULL THEN [1] ELSE [] END AS every
  MATCH (:Mechanism)<-[:CLAIM_SUBJECT]-(claim:Claim)
  WHERE claim.claim_predicate = 'dcterms:hasPart' AND claim.status = 'live'
  RETURN claim
  UNION
  UNWIND CASE WHEN $place IS NULL THEN $mechanism ELSE [] END AS asked
  MATCH (:PolicingKG {iri: asked})-[:HAS_PART]->(part)
  MATCH (part)<-[:CLAIM_OBJECT]-(claim:Claim)
  WHERE claim.claim_predicate = 'dcterms:hasPart' AND claim.status = 'live'
  RETURN claim
  UNION
  UNWIND $place AS asked
  MATCH (:PolicingKG {iri: asked})<-[:WITHIN*0..8]-()<-[:JURISDICTION*0..1]-()<-[:BODY]-(:Implementation)-[:IN_DOCUMENT]->(document)
  WITH DISTINCT document
  MATCH (document)<-[:IN_DOCUMENT]-(claim:Claim)
  WHERE claim.claim_predicate = 'dcterms:hasPart' AND claim.status = 'live'
  RETURN claim
  UNION
  UNWIND $place AS asked
  MATCH (:PolicingKG {iri: asked})<-[:WITHIN*0..8]-()<-[:JURISDICTION]-()<-[:CLAIM_OBJECT]-(claim:Claim)
  WHERE claim.claim_predicate = 'dcterms:hasPart' AND claim.status = 'live'
  RETURN claim
}
MATCH (claim)-[:CLAIM_SUBJECT]->(mechanism:Mechanism)
WHERE $mechanism IS NULL OR mechanism.iri IN $mechanism
MATCH (claim)-[:CLAIM_OBJECT]->(part)
WITH claim, mechanism, part,
  CASE WHEN part:Mechanism THEN 'mechanism' WHEN part:PoliceBody THEN 'police body'
    WHEN part:Population THEN 'kind of body' WHEN part:Department THEN 'department'
    WHEN part:Organisation THEN 'organisation' END AS kind
WHERE kind IS NOT NULL
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
