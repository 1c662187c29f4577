# The Organization Ontology
# Specification: https://www.w3.org/TR/vocab-org/ (W3C Recommendation of 16 January 2014)
# Builds on: SKOS (names, codes), FOAF (persons, groups), OWL-Time (terms of a membership), PROV-O (what a change event is)
# Mapped: organisations, states and bodies with names, kinds, topics and codes; units; reporting; posts and who held them;
#   memberships, seats, employment and chairs as org:Membership with role and term; successions as org:ChangeEvent; sites; other lasting
#   links between organisations as org:linkedTo.
# Terms: a membership, seat, post or chair always comes as an n-ary record with its term; org:memberOf, org:heldBy, org:unitOf and the like,
#   which know no time, only where nothing says that it ended and it was not last seen long ago (m:Open in common/sound.ru). A day on
#   which a source saw it hold lies inside its interval (time:inside).
# Not mapped: plans (the vocabulary has no word for them), recalled and inferred ties; org:headOf (chairs rotate: see the memberships with a
#   chair's role); seats and chairs that a post holds (an org:Post is no agent); events, texts, commitments.
PREFIX as: <https://w3id.org/kuasa/graph/as-org#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX g: <https://w3id.org/kuasa/graph/>
PREFIX k: <https://w3id.org/kuasa/ontology#>
PREFIX m: <https://w3id.org/kuasa/graph/sound#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX time: <http://www.w3.org/2006/time#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

# Who and what there is
WITH g:as-org
INSERT { ?organisation a org:Organization ; skos:prefLabel ?name }
USING g:sound
WHERE { ?organisation a m:Organisation ; skos:prefLabel ?name } ;

WITH g:as-org
INSERT { ?organisation skos:altLabel ?name }
USING g:sound
WHERE { ?organisation a m:Organisation ; skos:altLabel|skos:notation ?name } ;

WITH g:as-org
INSERT { ?state a org:FormalOrganization ; org:identifier ?code }
USING g:sound
WHERE {
  VALUES ?class { k:IntergovernmentalOrganisation k:State k:Territory }
  ?state a ?class .
  OPTIONAL { ?state k:iso3 ?code }
} ;

WITH g:as-org
INSERT { ?organisation a org:FormalOrganization }
USING g:sound
WHERE {
  VALUES ?type { k:bank k:company k:university }
  ?organisation a m:Organisation ; k:organisationType ?type .
} ;

WITH g:as-org
INSERT { ?organisation org:classification ?type . ?type a skos:Concept ; skos:prefLabel ?label }
USING g:sound
WHERE {
  ?organisation a m:Organisation ; k:organisationType ?type .
  ?type skos:prefLabel ?label .
} ;

WITH g:as-org
INSERT { ?organisation org:classification ?concept . ?concept a skos:Concept ; skos:prefLabel ?label }
USING g:sound
WHERE {
  ?organisation a m:Organisation , ?class .
  ?class rdfs:label ?label .
  FILTER(?class NOT IN (k:Actor, k:Thing))
  BIND(IRI(CONCAT(STR(as:), STRAFTER(STR(?class), "#"))) AS ?concept)
} ;

WITH g:as-org
INSERT { ?organisation org:purpose ?topic . ?topic a skos:Concept ; skos:prefLabel ?label }
USING g:sound
WHERE {
  ?organisation a k:Body ; k:topic ?topic .
  ?topic skos:prefLabel ?label .
} ;

WITH g:as-org
INSERT { ?person a foaf:Person ; foaf:name ?name }
USING g:sound
WHERE { ?person a k:Person ; skos:prefLabel ?name } ;

WITH g:as-org
INSERT { ?group a foaf:Group ; foaf:name ?name }
USING g:sound
WHERE { ?group a k:Collective , m:Agent ; skos:prefLabel ?name } ;

# How they stand to one another, where nothing ended it
WITH g:as-org
INSERT { ?unit org:subOrganizationOf ?whole }
USING g:sound
WHERE {
  ?tie a k:Subunit , m:Open ; k:from ?unit ; k:to ?whole .
  ?unit a m:Organisation .
  ?whole a m:Organisation .
} ;

WITH g:as-org
INSERT { ?unit a org:OrganizationalUnit ; org:unitOf ?whole }
WHERE { GRAPH g:as-org { ?unit org:subOrganizationOf ?whole . ?whole a org:FormalOrganization } } ;

WITH g:as-org
INSERT { ?inferior org:reportsTo ?superior }
USING g:sound
WHERE {
  ?tie a k:Reporting , m:Open ; k:from ?inferior ; k:to ?superior .
  ?inferior a m:Agent .
  ?superior a m:Agent .
} ;

WITH g:as-org
INSERT { ?one org:linkedTo ?other }
USING g:sound
WHERE {
  VALUES ?kind {
    k:Accreditation k:Affiliation k:Coordination k:Engagement k:Funding k:ObserverSeat k:Partnership k:Representation k:SecretariatService
  }
  ?tie a ?kind , m:Open ; k:from ?one ; k:to ?other .
  ?one a m:Organisation .
  ?other a m:Organisation .
} ;

WITH g:as-org
INSERT { ?organisation org:hasSite ?site . ?site a org:Site ; rdfs:label ?country }
USING g:sound
WHERE {
  ?tie a k:Location , m:Open ; k:from ?organisation ; k:to ?state .
  ?organisation a m:Organisation .
  ?state skos:prefLabel ?country .
  BIND(IRI(CONCAT(STR(?organisation), "#site-", REPLACE(STR(?state), "^.*[/#]", ""))) AS ?site)
} ;

WITH g:as-org
INSERT { ?tie a org:ChangeEvent ; org:originalOrganization ?earlier ; org:resultingOrganization ?later }
USING g:sound
WHERE {
  ?tie a k:Succession ; k:from ?later ; k:to ?earlier .
  ?later a m:Organisation .
  ?earlier a m:Organisation .
} ;

# Posts
WITH g:as-org
INSERT { ?post a org:Post ; skos:prefLabel ?name ; org:role ?role . ?role a org:Role ; skos:prefLabel ?name }
USING g:sound
WHERE {
  ?post a k:Post ; skos:prefLabel ?name .
  BIND(IRI(CONCAT(STR(?post), "#role")) AS ?role)
} ;

WITH g:as-org
INSERT { ?post org:postIn ?organisation }
USING g:sound
WHERE {
  ?tie a k:PostPlacement , m:Open ; k:from ?post ; k:to ?organisation .
  ?organisation a m:Organisation .
} ;

WITH g:as-org
INSERT { ?post org:heldBy ?person }
USING g:sound
WHERE { ?tie a k:PostHolding , m:Open ; k:from ?person ; k:to ?post . ?person a m:Agent } ;

WITH g:as-org
INSERT { ?tie a org:Membership ; org:member ?person ; org:organization ?organisation ; org:role ?role }
USING g:sound
WHERE {
  ?tie a k:PostHolding ; k:from ?person ; k:to ?post .
  ?person a m:Agent .
  ?placement a k:PostPlacement ; k:from ?post ; k:to ?organisation .
  ?organisation a m:Organisation .
  BIND(IRI(CONCAT(STR(?post), "#role")) AS ?role)
} ;

# Memberships
WITH g:as-org
INSERT { ?tie a org:Membership ; org:member ?member ; org:organization ?organisation }
USING g:sound
WHERE {
  VALUES ?kind { k:Chairing k:Employment k:Membership k:Seat }
  ?tie a ?kind ; k:from ?member ; k:to ?organisation .
  ?member a m:Agent .
  ?organisation a m:Organisation .
} ;

WITH g:as-org
INSERT { ?member org:memberOf ?organisation }
USING g:sound
WHERE {
  VALUES ?kind { k:Membership k:Seat }
  ?tie a ?kind , m:Open ; k:from ?member ; k:to ?organisation .
  ?member a m:Agent .
  ?organisation a m:Organisation .
} ;

WITH g:as-org
INSERT { ?tie org:role ?role . ?role a org:Role ; skos:prefLabel ?label }
USING g:sound
USING g:as-org
WHERE {
  ?tie a org:Membership ; k:role ?role .
  ?role skos:prefLabel ?label .
} ;

WITH g:as-org
INSERT { ?tie org:role k:chairRole . k:chairRole a org:Role ; skos:prefLabel ?label }
USING g:sound
USING g:as-org
WHERE {
  ?tie a org:Membership , k:Chairing .
  FILTER NOT EXISTS { ?tie k:role ?role }
  k:chairRole skos:prefLabel ?label .
} ;

WITH g:as-org
INSERT { ?tie org:role as:employee . as:employee a org:Role ; skos:prefLabel "employee"@en }
USING g:sound
USING g:as-org
WHERE { ?tie a org:Membership , k:Employment } ;

# Terms
WITH g:as-org
INSERT { ?tie org:memberDuring ?term . ?term a time:Interval ; ?has ?instant . ?instant a time:Instant ; ?in ?date }
USING g:sound
USING g:as-org
WHERE {
  VALUES (?property ?has ?mark) { (k:since time:hasBeginning "#begins") (k:until time:hasEnd "#ends") (k:observed time:inside "#seen-") }
  ?tie a org:Membership ; ?property ?date .
  BIND(DATATYPE(?date) AS ?precision)
  VALUES (?precision ?in) { (xsd:date time:inXSDDate) (xsd:gYearMonth time:inXSDgYearMonth) (xsd:gYear time:inXSDgYear) }
  BIND(IRI(CONCAT(STR(?tie), "#term")) AS ?term)
  BIND(IRI(CONCAT(STR(?tie), ?mark, IF(?property = k:observed, STR(?date), ""))) AS ?instant)
}
