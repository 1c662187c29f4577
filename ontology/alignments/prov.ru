# PROV-O: The PROV Ontology
# Specification: https://www.w3.org/TR/prov-o/ (W3C Recommendation of 30 April 2013)
# Builds on: RDFS (labels)
# Mapped: every record as an entity derived from its passage, with the source as primary source where an official text or those who were
#   there speak; passages and sources with their publishers; events as activities with those who carried them out and their place; texts
#   with the events that brought them forth, those who wrote, issued or adopted them, and the drafts they revise; who acted for whom.
# Times: xsd:dateTime is asked for, so only dates that are a day are said: the first moment of the first day, the last second of the
#   last; the hour itself is not known. Months and years are left out.
# Not mapped: plans (an activity of PROV has begun), recalled and inferred records; parts of events; being listed or invited (no share in
#   carrying out an event); what a text refers to, asks for or is about; posts.
PREFIX as: <https://w3id.org/kuasa/graph/as-prov#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX g: <https://w3id.org/kuasa/graph/>
PREFIX k: <https://w3id.org/kuasa/ontology#>
PREFIX m: <https://w3id.org/kuasa/graph/sound#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

# How each statement is known
WITH g:as-prov
INSERT { ?record a prov:Entity ; prov:wasDerivedFrom ?passage }
USING g:sound
WHERE { ?record a k:Statement ; k:evidence/k:passage ?passage } ;

WITH g:as-prov
INSERT { ?record prov:hadPrimarySource ?source }
USING g:sound
WHERE {
  VALUES ?assertion { k:officialText k:participants }
  ?record a k:Statement ; k:evidence ?evidence .
  ?evidence k:assertion ?assertion ; k:passage/k:source ?source .
} ;

WITH g:as-prov
INSERT { ?tie rdfs:label ?sentence }
USING g:sound
WHERE {
  ?tie a k:Tie , ?kind ; k:from ?from ; k:to ?to .
  ?kind k:sentence ?template .
  ?from skos:prefLabel ?giver .
  ?to skos:prefLabel ?taker .
  FILTER(LANG(?template) = "en" && LANG(?giver) = "en" && LANG(?taker) = "en")
  BIND(STRLANG(CONCAT(STRBEFORE(?template, "{from}"), STR(?giver), STRBEFORE(STRAFTER(?template, "{from}"), "{to}"), STR(?taker), STRAFTER(?template, "{to}")), "en") AS ?sentence)
} ;

WITH g:as-prov
INSERT { ?passage a prov:Entity ; rdfs:label ?place ; prov:wasDerivedFrom ?source }
USING g:sound
WHERE { ?passage a k:Passage ; k:source ?source ; k:locator ?place } ;

WITH g:as-prov
INSERT { ?source a prov:Entity ; rdfs:label ?title }
USING g:sound
WHERE { ?source a k:Source ; dcterms:title ?title } ;

WITH g:as-prov
INSERT { ?source a prov:Entity ; prov:wasAttributedTo ?publisher . ?publisher a prov:Agent ; rdfs:label ?name }
USING g:sound
WHERE {
  ?source a k:Source ; dcterms:publisher ?name .
  BIND(IRI(CONCAT(STR(as:), ENCODE_FOR_URI(?name))) AS ?publisher)
} ;

# Agents
WITH g:as-prov
INSERT { ?agent a ?class ; rdfs:label ?name }
USING g:sound
WHERE {
  VALUES (?kind ?class) { (m:Organisation prov:Organization) (k:Person prov:Person) (k:Collective prov:Agent) }
  ?agent a m:Agent , ?kind ; skos:prefLabel ?name .
} ;

WITH g:as-prov
INSERT { ?agent prov:actedOnBehalfOf ?principal }
USING g:sound
WHERE {
  { ?tie k:from ?agent ; k:onBehalfOf ?principal }
  UNION
  { ?tie a k:Representation , m:Open ; k:from ?agent ; k:to ?principal }
  ?tie a k:Tie .
  ?agent a m:Agent .
  ?principal a m:Agent .
} ;

# Events
WITH g:as-prov
INSERT { ?event a prov:Activity ; rdfs:label ?name }
USING g:sound
WHERE { ?event a k:Event ; skos:prefLabel ?name } ;

WITH g:as-prov
INSERT { ?event prov:startedAtTime ?start }
USING g:sound
WHERE {
  ?event a k:Event ; k:begins ?day .
  FILTER(DATATYPE(?day) = xsd:date)
  BIND(xsd:dateTime(CONCAT(STR(?day), "T00:00:00")) AS ?start)
} ;

WITH g:as-prov
INSERT { ?event prov:endedAtTime ?end }
USING g:sound
WHERE {
  ?event a k:Event ; k:ends ?day .
  FILTER(DATATYPE(?day) = xsd:date)
  BIND(xsd:dateTime(CONCAT(STR(?day), "T23:59:59")) AS ?end)
} ;

WITH g:as-prov
INSERT { ?event prov:wasAssociatedWith ?agent }
USING g:sound
WHERE {
  VALUES ?kind { k:Chairing k:CoOrganising k:Facilitation k:Hosting k:Organising k:Speech }
  ?tie a ?kind ; k:from ?agent ; k:to ?event .
  ?event a k:Event .
  ?agent a m:Agent .
} ;

WITH g:as-prov
INSERT { ?event prov:wasAssociatedWith ?body }
USING g:sound
WHERE {
  ?tie a k:Sitting ; k:from ?event ; k:to ?body .
  ?event a k:Event .
  ?body a m:Agent .
} ;

WITH g:as-prov
INSERT { ?event prov:atLocation ?place . ?place a prov:Location ; rdfs:label ?name }
USING g:sound
WHERE {
  ?tie a k:Location ; k:from ?event ; k:to ?state .
  ?event a k:Event .
  ?state skos:prefLabel ?name .
  BIND(IRI(CONCAT(STR(?state), "#area")) AS ?place)
} ;

WITH g:as-prov
INSERT { ?event prov:atLocation ?place . ?place a prov:Location ; rdfs:label ?name }
USING g:sound
WHERE {
  ?event a k:Event ; k:place ?name .
  BIND(IRI(CONCAT(STR(?event), "#place")) AS ?place)
} ;

# Texts
WITH g:as-prov
INSERT { ?text a prov:Entity ; rdfs:label ?name }
USING g:sound
WHERE { ?text a m:Text ; skos:prefLabel ?name } ;

WITH g:as-prov
INSERT { ?text prov:wasGeneratedBy ?event }
USING g:sound
WHERE {
  VALUES ?kind { k:Adoption k:Drafting k:Issuance k:Production }
  ?tie a ?kind ; k:from ?event ; k:to ?text .
  ?event a k:Event .
  ?text a m:Text .
} ;

WITH g:as-prov
INSERT { ?text prov:wasAttributedTo ?agent }
USING g:sound
WHERE {
  VALUES ?kind { k:Adoption k:Drafting k:Issuance }
  ?tie a ?kind ; k:from ?agent ; k:to ?text .
  ?agent a m:Agent .
  ?text a m:Text .
} ;

WITH g:as-prov
INSERT { ?text prov:wasRevisionOf ?draft }
USING g:sound
WHERE {
  ?tie a k:Version ; k:from ?draft ; k:to ?text .
  ?draft a m:Text .
  ?text a m:Text .
} ;

WITH g:as-prov
INSERT { ?later prov:wasInfluencedBy ?earlier }
USING g:sound
WHERE {
  VALUES ?kind { k:Accordance k:FollowUp k:Implementation }
  ?tie a ?kind ; k:from ?later ; k:to ?earlier .
  ?later a m:Text .
  ?earlier a m:Text .
}
