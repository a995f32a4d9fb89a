UNWIND $name AS name
MATCH (entity:PolicingKG {iri: name})
MATCH (entity)<-[:CLAIM_SUBJECT|CLAIM_OBJECT|MEASURE|PLACE]-(claim:Claim)
WHERE $status IS NULL OR claim.status IN $status
WITH DISTINCT claim
MATCH (claim)-[:CLAIM_SUBJECT]->(subject)
MATCH (claim)-[:IN_DOCUMENT]->(document)
WHERE $document IS NULL OR document.iri IN $document
MATCH (claim)-[:EVIDENCE]->(at)
OPTIONAL MATCH (claim)-[:CLAIM_OBJECT]->(object)
UNWIND coalesce(claim.rule, [null]) AS rule
WITH claim, subject, document, at, object, rule, coalesce(claim.claim_object_lexical, claim.claim_object) AS said,
  coalesce(claim.claim_object_datatype, '') IN ['xsd:decimal', 'xsd:integer', 'xsd:double', 'xsd:float'] AS figure
RETURN DISTINCT subject.iri AS subject, claim.claim_predicate AS relation, object.iri AS object,
  CASE WHEN figure THEN said END AS value, CASE WHEN NOT figure THEN said END AS text, document.iri AS document,
  at.page AS page, at.paragraph AS paragraph, coalesce(claim.article, at.article) AS article, at.start AS start,
  at.end AS `end`, at.row AS row, at.sentenceStart AS sentence_start, at.sentenceEnd AS sentence_end, rule,
  claim.status AS status, claim.iri AS claim
