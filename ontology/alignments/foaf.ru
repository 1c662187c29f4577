# FOAF: Friend of a Friend
# Specification: http://xmlns.com/foaf/spec/ (0.99, 14 January 2014)
# Mapped: persons, organisations and groups with names, acronyms and home pages; members of what has members, where nothing says that the
#   membership ended and it was not last seen long ago; texts and sources as documents, with topics and with those who wrote, issued or adopted them.
# Not mapped: plans, recalled and inferred ties; terms and roles (FOAF knows no time); foaf:knows: being at one event is no acquaintance;
#   foaf:based_near (its domain makes places of organisations); events.
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX g: <https://w3id.org/kuasa/graph/>
PREFIX k: <https://w3id.org/kuasa/ontology#>
PREFIX m: <https://w3id.org/kuasa/graph/sound#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

WITH g:as-foaf
INSERT { ?agent a ?class ; foaf:name ?name }
USING g:sound
WHERE {
  VALUES (?kind ?class) { (m:Organisation foaf:Organization) (k:Person foaf:Person) (k:Collective foaf:Group) }
  ?agent a m:Agent , ?kind ; skos:prefLabel ?name .
} ;

WITH g:as-foaf
INSERT { ?agent foaf:name ?name }
USING g:sound
WHERE { ?agent a m:Agent ; skos:altLabel ?name } ;

WITH g:as-foaf
INSERT { ?agent foaf:nick ?acronym }
USING g:sound
WHERE { ?agent a m:Agent ; skos:notation ?acronym } ;

WITH g:as-foaf
INSERT { ?agent foaf:homepage ?page . ?page a foaf:Document }
USING g:sound
WHERE {
  ?agent a m:Organisation ; m:page ?page .
} ;

WITH g:as-foaf
INSERT { ?whole a foaf:Group ; foaf:member ?member }
USING g:sound
WHERE {
  VALUES ?kind { k:Membership k:Seat }
  ?tie a ?kind , m:Open ; k:from ?member ; k:to ?whole .
  ?member a m:Agent .
  ?whole a m:Organisation .
} ;

WITH g:as-foaf
INSERT { ?text a foaf:Document ; foaf:name ?title }
USING g:sound
WHERE {
  { ?text a m:Text ; skos:prefLabel ?title }
  UNION
  { ?text a k:Source ; dcterms:title ?title }
} ;

WITH g:as-foaf
INSERT { ?text foaf:topic ?topic . ?topic foaf:name ?label }
USING g:sound
WHERE { ?text a m:Text ; k:topic ?topic . ?topic skos:prefLabel ?label } ;

WITH g:as-foaf
INSERT { ?text foaf:topic ?subject }
USING g:sound
WHERE {
  VALUES ?kind { k:Concern k:Reference }
  ?tie a ?kind ; k:from ?text ; k:to ?subject .
  ?text a m:Text .
  ?subject a m:Agent .
} ;

WITH g:as-foaf
INSERT { ?text foaf:maker ?agent . ?agent foaf:made ?text }
USING g:sound
WHERE {
  VALUES ?kind { k:Adoption k:Drafting k:Issuance }
  ?tie a ?kind ; k:from ?agent ; k:to ?text .
  ?text a m:Text .
  ?agent a m:Agent .
}
