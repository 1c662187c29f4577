# SKOS: Simple Knowledge Organization System
# Specification: https://www.w3.org/TR/skos-reference/ (W3C Recommendation of 18 August 2009)
# Mapped: the code lists as concept schemes; the kinds of things as a tree of concepts; every thing as an entry of a list of names: preferred
#   names, other names and acronyms, and misspellings (hidden labels) that sources were seen to use; parts below their wholes; topics as
#   related concepts.
# In this list a thing stands for the notion of it, under its own address: what is told of the thing itself is in the other alignments.
# Codes keep their addresses, which lie in the namespace of kuasa's words.
# Not mapped: plans, and all ties (a membership or a report is no relation of notions); names that are only recalled; that two entries may name
#   one thing, since that is always inferred.
PREFIX as: <https://w3id.org/kuasa/graph/as-skos#>
PREFIX g: <https://w3id.org/kuasa/graph/>
PREFIX k: <https://w3id.org/kuasa/ontology#>
PREFIX m: <https://w3id.org/kuasa/graph/sound#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

# Code lists
WITH g:as-skos
INSERT { ?scheme a skos:ConceptScheme ; skos:prefLabel ?label }
USING g:sound
WHERE { ?scheme a skos:ConceptScheme ; rdfs:label ?label } ;

WITH g:as-skos
INSERT { ?code a skos:Concept ; skos:inScheme ?scheme ; skos:topConceptOf ?scheme ; skos:prefLabel ?label . ?scheme skos:hasTopConcept ?code }
USING g:sound
WHERE { ?code a skos:Concept ; skos:inScheme ?scheme ; skos:prefLabel ?label } ;

WITH g:as-skos
INSERT { ?code skos:definition ?definition }
USING g:sound
WHERE { ?code a skos:Concept ; skos:definition ?definition } ;

# Kinds of things
WITH g:as-skos
INSERT {
  as:things a skos:ConceptScheme ; skos:prefLabel "things"@en ; skos:hasTopConcept as:Thing .
  as:Thing skos:topConceptOf as:things .
  ?kind a skos:Concept ; skos:inScheme as:things ; skos:prefLabel ?label ; skos:definition ?definition .
}
USING g:sound
WHERE {
  ?class a owl:Class ; rdfs:subClassOf* k:Thing ; rdfs:label ?label ; skos:definition ?definition .
  BIND(IRI(CONCAT(STR(as:), STRAFTER(STR(?class), "#"))) AS ?kind)
} ;

WITH g:as-skos
INSERT { ?kind skos:broader ?parent . ?parent skos:narrower ?kind }
USING g:sound
WHERE {
  ?class a owl:Class ; rdfs:subClassOf ?above .
  ?above rdfs:subClassOf* k:Thing .
  BIND(IRI(CONCAT(STR(as:), STRAFTER(STR(?class), "#"))) AS ?kind)
  BIND(IRI(CONCAT(STR(as:), STRAFTER(STR(?above), "#"))) AS ?parent)
} ;

# Things and their names
WITH g:as-skos
INSERT { ?thing a skos:Concept ; skos:inScheme as:things ; skos:prefLabel ?name }
USING g:sound
WHERE { ?thing a k:Thing ; skos:prefLabel ?name } ;

WITH g:as-skos
INSERT { ?thing skos:broader ?kind . ?kind skos:narrower ?thing }
USING g:sound
WHERE {
  ?thing a k:Thing , ?class ; skos:prefLabel ?name .
  FILTER NOT EXISTS { ?thing a ?narrower . ?narrower rdfs:subClassOf ?class }
  FILTER(STRSTARTS(STR(?class), STR(k:)))
  BIND(IRI(CONCAT(STR(as:), STRAFTER(STR(?class), "#"))) AS ?kind)
} ;

WITH g:as-skos
INSERT { ?part skos:broader ?whole . ?whole skos:narrower ?part }
USING g:sound
WHERE {
  ?part k:partOf ?whole ; skos:prefLabel ?name .
  ?whole skos:prefLabel ?title .
} ;

WITH g:as-skos
INSERT { ?thing skos:altLabel ?name }
USING g:sound
WHERE {
  ?thing a k:Thing ; skos:prefLabel ?title ; skos:altLabel|skos:notation ?name .
  FILTER NOT EXISTS { ?thing skos:prefLabel ?name }
} ;

WITH g:as-skos
INSERT { ?thing skos:hiddenLabel ?name }
USING g:sound
WHERE { ?thing a k:Thing ; skos:prefLabel ?title ; skos:hiddenLabel ?name } ;

WITH g:as-skos
INSERT { ?thing skos:notation ?code }
USING g:sound
WHERE { ?thing a k:Thing ; skos:prefLabel ?title ; k:iso3 ?code } ;

WITH g:as-skos
INSERT { ?thing skos:related ?topic . ?topic skos:related ?thing }
USING g:sound
WHERE { ?thing a k:Thing ; skos:prefLabel ?title ; k:topic ?topic . ?topic a skos:Concept }
