# Dublin Core: DCMI Metadata Terms
# Specification: https://www.dublincore.org/specifications/dublin-core/dcmi-terms/ (2020-01-20)
# Builds on: RDFS (labels of agents, kinds and subjects, for which Dublin Core has no property)
# Mapped: texts, their provisions and recommendations, and the sources that statements rest on: titles, numbers, dates, kinds, subjects, makers,
#   addressees, wholes, and what they refer to, ask for, are in line with, follow up, implement, review or are a draft of.
# Dates: the adoption of a text is dcterms:dateAccepted; since when it is in force is the start of a period in dcterms:valid (DCMI Period).
# Makers: who adopted a text, or is named as its author, is its creator; who issued it, its publisher; who else wrote, endorsed or signed it, a
#   contributor. Events and posts are no agents of Dublin Core, so what only they adopted or issued has no maker here.
# Not mapped: plans, recalled and inferred ties; organisations, persons and events for their own sake; ratifications; the terms under which a
#   source may be used (they are said of our reading, not by the source).
PREFIX as: <https://w3id.org/kuasa/graph/as-dcterms#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX g: <https://w3id.org/kuasa/graph/>
PREFIX k: <https://w3id.org/kuasa/ontology#>
PREFIX m: <https://w3id.org/kuasa/graph/sound#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

# Sources
WITH g:as-dcterms
INSERT { ?source a dcterms:BibliographicResource ; dcterms:title ?title }
USING g:sound
WHERE { ?source a k:Source ; dcterms:title ?title } ;

WITH g:as-dcterms
INSERT { ?source a dcterms:BibliographicResource ; ?property ?value }
USING g:sound
WHERE {
  VALUES (?own ?property) { (dcterms:issued dcterms:issued) (k:address dcterms:identifier) }
  ?source a k:Source ; ?own ?value .
} ;

WITH g:as-dcterms
INSERT { ?source a dcterms:BibliographicResource ; dcterms:publisher ?publisher . ?publisher a dcterms:Agent ; rdfs:label ?name }
USING g:sound
WHERE {
  ?source a k:Source ; dcterms:publisher ?name .
  BIND(IRI(CONCAT(STR(as:), ENCODE_FOR_URI(?name))) AS ?publisher)
} ;

# Texts
WITH g:as-dcterms
INSERT { ?text a dcterms:BibliographicResource ; dcterms:title ?title }
USING g:sound
WHERE { ?text a m:Text ; skos:prefLabel ?title } ;

WITH g:as-dcterms
INSERT { ?text ?property ?value }
USING g:sound
WHERE {
  VALUES (?own ?property) {
    (skos:altLabel dcterms:alternative) (skos:notation dcterms:identifier) (k:number dcterms:identifier) (k:adoptedOn dcterms:dateAccepted)
  }
  ?text a m:Text ; ?own ?value .
} ;

WITH g:as-dcterms
INSERT { ?text dcterms:valid ?period }
USING g:sound
WHERE {
  ?text a m:Text ; k:inForceOn ?day .
  BIND(STRDT(CONCAT("start=", STR(?day), "; scheme=W3C-DTF;"), dcterms:Period) AS ?period)
} ;

WITH g:as-dcterms
INSERT { ?text ?property ?code . ?code rdfs:label ?label }
USING g:sound
WHERE {
  VALUES (?own ?property) { (k:documentKind dcterms:type) (k:topic dcterms:subject) }
  ?text a m:Text ; ?own ?code .
  ?code skos:prefLabel ?label .
} ;

WITH g:as-dcterms
INSERT { ?part dcterms:isPartOf ?whole . ?whole dcterms:hasPart ?part }
USING g:sound
WHERE { ?part a m:Text ; k:partOf ?whole . ?whole a m:Text } ;

# Makers and addressees
WITH g:as-dcterms
INSERT { ?text ?property ?agent . ?agent a dcterms:Agent ; rdfs:label ?name }
USING g:sound
WHERE {
  VALUES (?kind ?property) {
    (k:Adoption dcterms:creator) (k:Endorsement dcterms:contributor) (k:Issuance dcterms:publisher) (k:Signature dcterms:contributor)
  }
  ?tie a ?kind ; k:from ?agent ; k:to ?text .
  ?text a m:Text .
  ?agent a m:Agent ; skos:prefLabel ?name .
} ;

WITH g:as-dcterms
INSERT { ?text ?property ?agent . ?agent a dcterms:Agent ; rdfs:label ?name }
USING g:sound
WHERE {
  ?tie a k:Drafting ; k:from ?agent ; k:to ?text .
  ?text a m:Text .
  ?agent a m:Agent ; skos:prefLabel ?name .
  BIND(IF(EXISTS { ?tie k:role k:author }, dcterms:creator, dcterms:contributor) AS ?property)
} ;

WITH g:as-dcterms
INSERT { ?text dcterms:audience ?group . ?group a dcterms:AgentClass ; rdfs:label ?name }
USING g:sound
WHERE {
  ?tie a k:Addressing ; k:from ?text ; k:to ?group .
  ?text a m:Text .
  ?group a k:Collective ; skos:prefLabel ?name .
} ;

# Texts and other texts
WITH g:as-dcterms
INSERT { ?text ?property ?other }
USING g:sound
WHERE {
  VALUES (?kind ?property) {
    (k:Attachment dcterms:relation) (k:Call dcterms:references) (k:FollowUp dcterms:relation) (k:Implementation dcterms:relation)
    (k:Reference dcterms:references) (k:Reviewing dcterms:relation) (k:Version dcterms:isVersionOf)
  }
  ?tie a ?kind ; k:from ?text ; k:to ?other .
  ?text a m:Text .
  ?other a m:Text .
} ;

WITH g:as-dcterms
INSERT { ?text dcterms:conformsTo ?standard . ?standard a dcterms:Standard }
USING g:sound
WHERE {
  ?tie a k:Accordance ; k:from ?text ; k:to ?standard .
  ?text a m:Text .
  ?standard a m:Text .
}
