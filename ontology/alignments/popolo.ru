# Popolo: open government data specification
# Specification: https://www.popoloproject.com/specs/ (1.0.1), as RDF by its JSON-LD contexts
# Builds on: ORG, FOAF, SKOS, schema.org (http://schema.org/), Dublin Core, GeoNames and the ISA Person vocabulary, which its contexts name;
#   its own terms are in http://www.w3.org/ns/opengov#
# Mapped: persons; organisations and bodies with names, kinds, dates, parents, areas and home pages; posts; memberships, seats, chairs, employment
#   and held posts as org:Membership with role, post, on whose behalf, and dates; events with dates, place, organisers, attendees and wholes.
# Dates are dcterms:W3CDTF, as the contexts say: a day, a month or a year. An observed day has no place in Popolo.
# The contexts also name org:memberOf and org:hasMember for the way from an end to its memberships; ORG gives them other ends, so they are not used.
# Not mapped: plans, recalled and inferred ties; motions and votes (none are recorded as such); speeches (their words are not recorded);
#   an observer's seat (it is no membership); reporting; texts; links that are no membership. Popolo knows one organiser of an event; here
#   all of them are named.
PREFIX as: <https://w3id.org/kuasa/graph/as-popolo#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX g: <https://w3id.org/kuasa/graph/>
PREFIX gn: <http://www.geonames.org/ontology#>
PREFIX k: <https://w3id.org/kuasa/ontology#>
PREFIX m: <https://w3id.org/kuasa/graph/sound#>
PREFIX opengov: <http://www.w3.org/ns/opengov#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX person: <http://www.w3.org/ns/person#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <http://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

WITH g:as-popolo
INSERT { ?person a person:Person , foaf:Person ; foaf:name ?name }
USING g:sound
WHERE { ?person a k:Person ; skos:prefLabel ?name } ;

WITH g:as-popolo
INSERT { ?organisation a org:Organization ; skos:prefLabel ?name }
USING g:sound
WHERE {
  { ?organisation a m:Organisation ; skos:prefLabel ?name }
  UNION
  { ?organisation a m:Agent , k:Collective ; skos:prefLabel ?name }
} ;

WITH g:as-popolo
INSERT { ?organisation skos:altLabel ?name }
USING g:sound
WHERE { ?organisation a m:Organisation ; skos:altLabel|skos:notation ?name } ;

WITH g:as-popolo
INSERT { ?organisation org:identifier ?code }
USING g:sound
WHERE { ?organisation a m:Organisation ; k:iso3 ?code } ;

WITH g:as-popolo
INSERT { ?organisation org:classification ?type . ?type a skos:Concept ; skos:prefLabel ?label }
USING g:sound
WHERE { ?organisation a m:Organisation ; k:organisationType ?type . ?type skos:prefLabel ?label } ;

WITH g:as-popolo
INSERT { ?organisation org:classification ?type . ?type a skos:Concept ; skos:prefLabel ?label }
USING g:sound
WHERE {
  ?organisation a m:Organisation , ?class .
  FILTER NOT EXISTS { ?organisation k:organisationType ?code }
  ?class rdfs:label ?label .
  FILTER NOT EXISTS { ?organisation a ?narrower . ?narrower rdfs:subClassOf ?class }
  BIND(IRI(CONCAT(STR(as:), STRAFTER(STR(?class), "#"))) AS ?type)
} ;

WITH g:as-popolo
INSERT { ?thing ?property ?date }
USING g:sound
WHERE {
  VALUES (?class ?own ?property) {
    (m:Organisation k:begins schema:foundingDate) (m:Organisation k:ends schema:dissolutionDate)
    (k:Event k:begins schema:startDate) (k:Event k:ends schema:endDate)
    (k:Post k:begins schema:validFrom) (k:Post k:ends schema:validUntil)
  }
  ?thing a ?class ; ?own ?stated .
  BIND(STRDT(STR(?stated), dcterms:W3CDTF) AS ?date)
} ;

WITH g:as-popolo
INSERT { ?organisation rdfs:seeAlso ?page }
USING g:sound
WHERE {
  ?organisation a m:Organisation ; m:page ?page .
} ;

WITH g:as-popolo
INSERT { ?unit org:subOrganizationOf ?whole . ?whole org:hasSubOrganization ?unit }
USING g:sound
WHERE {
  ?tie a k:Subunit , m:Open ; k:from ?unit ; k:to ?whole .
  ?unit a m:Organisation .
  ?whole a m:Organisation .
} ;

WITH g:as-popolo
INSERT { ?organisation opengov:area ?area . ?area a gn:Feature ; gn:name ?name ; dcterms:identifier ?code }
USING g:sound
WHERE {
  VALUES ?kind { k:Coverage k:Location }
  ?tie a ?kind , m:Open ; k:from ?organisation ; k:to ?state .
  ?organisation a m:Organisation .
  ?state a m:Organisation ; skos:prefLabel ?name .
  OPTIONAL { ?state k:iso3 ?code }
  BIND(IRI(CONCAT(STR(?state), "#area")) AS ?area)
} ;

# Posts
WITH g:as-popolo
INSERT { ?post a org:Post ; skos:prefLabel ?name }
USING g:sound
WHERE { ?post a k:Post ; skos:prefLabel ?name } ;

WITH g:as-popolo
INSERT { ?post org:postIn ?organisation . ?organisation org:hasPost ?post }
USING g:sound
WHERE {
  ?tie a k:PostPlacement , m:Open ; k:from ?post ; k:to ?organisation .
  ?organisation a m:Organisation .
} ;

# Memberships
WITH g:as-popolo
INSERT { ?tie a org:Membership ; org:member ?person ; org:organization ?organisation ; opengov:post ?post }
USING g:sound
WHERE {
  ?tie a k:PostHolding ; k:from ?person ; k:to ?post .
  ?person a k:Person .
  ?placement a k:PostPlacement ; k:from ?post ; k:to ?organisation .
  ?organisation a m:Organisation .
} ;

WITH g:as-popolo
INSERT { ?tie a org:Membership ; org:member ?member ; org:organization ?organisation }
USING g:sound
WHERE {
  VALUES ?kind { k:Chairing k:Employment k:Membership k:Seat }
  ?tie a ?kind ; k:from ?member ; k:to ?organisation .
  ?member a m:Agent .
  ?organisation a m:Organisation .
} ;

WITH g:as-popolo
INSERT { ?tie org:role ?role . ?role a org:Role ; skos:prefLabel ?label }
USING g:sound
USING g:as-popolo
WHERE {
  ?tie a org:Membership .
  { ?tie k:role ?role }
  UNION
  { ?tie a k:Chairing FILTER NOT EXISTS { ?tie k:role ?stated } BIND(k:chairRole AS ?role) }
  ?role skos:prefLabel ?label .
} ;

WITH g:as-popolo
INSERT { ?tie ?property ?date }
USING g:sound
USING g:as-popolo
WHERE {
  VALUES (?own ?property) { (k:since schema:validFrom) (k:until schema:validUntil) }
  ?tie a org:Membership ; ?own ?stated .
  BIND(STRDT(STR(?stated), dcterms:W3CDTF) AS ?date)
} ;

WITH g:as-popolo
INSERT { ?tie opengov:onBehalfOf ?principal }
USING g:sound
USING g:as-popolo
WHERE { ?tie a org:Membership ; k:onBehalfOf ?principal . ?principal a m:Organisation } ;

WITH g:as-popolo
INSERT { ?post opengov:heldThrough ?tie }
WHERE { GRAPH g:as-popolo { ?tie a org:Membership ; opengov:post ?post } } ;

# Events
WITH g:as-popolo
INSERT { ?event a schema:Event ; schema:name ?name }
USING g:sound
WHERE { ?event a k:Event ; skos:prefLabel ?name } ;

WITH g:as-popolo
INSERT { ?event schema:location ?place . ?place a schema:Place ; schema:name ?name }
USING g:sound
WHERE {
  ?event a k:Event ; k:place ?name .
  BIND(IRI(CONCAT(STR(?event), "#place")) AS ?place)
} ;

WITH g:as-popolo
INSERT { ?event schema:location ?place . ?place a schema:Place ; schema:name ?name }
USING g:sound
WHERE {
  ?tie a k:Location ; k:from ?event ; k:to ?state .
  ?event a k:Event .
  FILTER NOT EXISTS { ?event k:place ?town }
  ?state skos:prefLabel ?name .
  BIND(IRI(CONCAT(STR(?event), "#place")) AS ?place)
} ;

WITH g:as-popolo
INSERT { ?event ?property ?agent }
USING g:sound
WHERE {
  VALUES (?kind ?property) {
    (k:CoOrganising schema:organizer) (k:Organising schema:organizer) (k:Participation schema:attendee) (k:Speech schema:attendee)
  }
  ?tie a ?kind ; k:from ?agent ; k:to ?event .
  ?event a k:Event .
  ?agent a m:Agent .
} ;

WITH g:as-popolo
INSERT { ?part schema:superEvent ?whole . ?whole schema:subEvent ?part }
USING g:sound
WHERE { ?part a k:Event ; k:partOf ?whole . ?whole a k:Event }
