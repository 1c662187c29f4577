# schema.org
# Specification: https://schema.org/ (read from its vocabulary file of 2025, with Legislation as derived from ELI)
# Mapped: organisations, states, persons and events with names, dates, places, topics and addresses; memberships, seats, chairs, posts,
#   employment; units, founders, funders, areas served; who organised, hosted, spoke at and attended an event; texts and sources as creative
#   works, legal texts as schema:Legislation, with makers, dates, kinds, subjects and citations.
# A state is a place (schema:Country) and a public body (schema:GovernmentOrganization) at once, as schema.org allows.
# Terms: a link with a role or term is a schema:OrganizationRole between its ends, in the manner that schema.org describes for roles; the same
#   property stands directly between them only where nothing says that it ended, it was not last seen long ago, and the role is plain.
# Not mapped: plans (schema:EventScheduled also stands for events that took place as scheduled, so it cannot tell them apart), recalled and
#   inferred ties; since when a text is in force; ratifications; reporting; counts of people; who was invited.
PREFIX as: <https://w3id.org/kuasa/graph/as-schema#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX g: <https://w3id.org/kuasa/graph/>
PREFIX k: <https://w3id.org/kuasa/ontology#>
PREFIX m: <https://w3id.org/kuasa/graph/sound#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

# Who and what there is
WITH g:as-schema
INSERT { ?thing a ?type ; schema:name ?name }
USING g:sound
WHERE {
  VALUES (?class ?type) {
    (m:Organisation schema:Organization) (k:State schema:Country) (k:State schema:GovernmentOrganization)
    (k:Territory schema:AdministrativeArea) (k:Territory schema:GovernmentOrganization) (k:Ministry schema:GovernmentOrganization)
    (k:GovernmentAgency schema:GovernmentOrganization) (k:Person schema:Person) (k:Event schema:Event)
    (m:Text schema:CreativeWork) (m:LegalText schema:Legislation)
  }
  ?thing a ?class ; skos:prefLabel ?name .
} ;

WITH g:as-schema
INSERT { ?organisation a ?type }
USING g:sound
WHERE {
  VALUES (?code ?type) { (k:ngo schema:NGO) (k:tradeUnion schema:WorkersUnion) (k:university schema:CollegeOrUniversity) (k:researchInstitute schema:ResearchOrganization) }
  ?organisation a m:Organisation ; k:organisationType ?code .
} ;

WITH g:as-schema
INSERT { ?text a schema:Report }
USING g:sound
WHERE {
  VALUES ?code { k:globalReport k:report }
  ?text a m:Text ; k:documentKind ?code .
} ;

WITH g:as-schema
INSERT { ?thing schema:alternateName ?name }
USING g:sound
USING g:as-schema
WHERE { ?thing schema:name ?known ; skos:altLabel|skos:notation ?name } ;

WITH g:as-schema
INSERT { ?thing ?property ?value }
USING g:sound
WHERE {
  VALUES (?class ?own ?property) {
    (m:Organisation k:begins schema:foundingDate) (m:Organisation k:ends schema:dissolutionDate) (m:Organisation k:iso3 schema:identifier)
    (k:Event k:begins schema:startDate) (k:Event k:ends schema:endDate)
    (m:LegalText k:adoptedOn schema:legislationDate) (m:LegalText skos:notation schema:legislationIdentifier)
  }
  ?thing a ?class ; ?own ?value .
} ;

WITH g:as-schema
INSERT { ?organisation schema:url ?page }
USING g:sound
WHERE {
  ?organisation a m:Organisation ; m:page ?page .
} ;

WITH g:as-schema
INSERT { ?thing ?property ?topic . ?topic a schema:DefinedTerm ; schema:name ?label }
USING g:sound
WHERE {
  VALUES (?class ?property) { (m:Organisation schema:keywords) (k:Event schema:about) (m:Text schema:about) }
  ?thing a ?class ; k:topic ?topic .
  ?topic skos:prefLabel ?label .
} ;

# Memberships, posts, work
WITH g:as-schema
INSERT { ?member schema:memberOf ?organisation }
USING g:sound
WHERE {
  VALUES ?kind { k:Membership k:Seat }
  ?tie a ?kind , m:Open ; k:from ?member ; k:to ?organisation .
  FILTER NOT EXISTS { ?tie k:role ?role }
  ?member a m:Agent .
  FILTER NOT EXISTS { ?member a k:Collective }
  ?organisation a m:Organisation .
} ;

WITH g:as-schema
INSERT { ?member schema:memberOf ?tie . ?tie a schema:OrganizationRole ; schema:memberOf ?organisation ; schema:roleName ?role ; schema:startDate ?since ; schema:endDate ?until }
USING g:sound
WHERE {
  VALUES (?kind ?usual) { (k:Chairing k:chairRole) (k:Membership k:Membership) (k:Seat k:Seat) }
  ?tie a ?kind ; k:from ?member ; k:to ?organisation .
  ?member a m:Agent .
  FILTER NOT EXISTS { ?member a k:Collective }
  ?organisation a m:Organisation .
  OPTIONAL { ?tie k:since ?since }
  OPTIONAL { ?tie k:until ?until }
  OPTIONAL { ?tie k:role/skos:prefLabel ?stated }
  FILTER(?kind = k:Chairing || BOUND(?since) || BOUND(?until) || BOUND(?stated))
  ?usual skos:prefLabel|rdfs:label ?plain .
  BIND(COALESCE(?stated, ?plain) AS ?role)
} ;

WITH g:as-schema
INSERT { ?person schema:memberOf ?tie . ?tie a schema:OrganizationRole ; schema:memberOf ?organisation ; schema:roleName ?role ; schema:startDate ?since ; schema:endDate ?until }
USING g:sound
WHERE {
  ?tie a k:PostHolding ; k:from ?person ; k:to ?post .
  ?person a k:Person .
  ?post skos:prefLabel ?role .
  ?placement a k:PostPlacement ; k:from ?post ; k:to ?organisation .
  ?organisation a m:Organisation .
  OPTIONAL { ?tie k:since ?since }
  OPTIONAL { ?tie k:until ?until }
} ;

WITH g:as-schema
INSERT { ?one ?property ?other }
USING g:sound
WHERE {
  VALUES (?kind ?property ?giver ?taker) {
    (k:Employment schema:worksFor k:Person m:Organisation) (k:Affiliation schema:affiliation k:Person m:Organisation)
    (k:Subunit schema:parentOrganization m:Organisation m:Organisation)
    (k:Coverage schema:areaServed m:Organisation k:State) (k:Coverage schema:areaServed m:Organisation k:Territory)
    (k:Location schema:location m:Organisation k:State) (k:Location schema:location m:Organisation k:Territory)
  }
  ?tie a ?kind , m:Open ; k:from ?one ; k:to ?other .
  ?one a ?giver .
  ?other a ?taker .
} ;

WITH g:as-schema
INSERT { ?other ?property ?one }
USING g:sound
WHERE {
  VALUES (?kind ?property ?giver ?taker) {
    (k:Founding schema:founder m:Organisation m:Organisation) (k:Founding schema:founder k:Person m:Organisation)
    (k:Funding schema:funder m:Organisation m:Organisation) (k:Funding schema:funder m:Organisation k:Event)
  }
  ?tie a ?kind ; k:from ?one ; k:to ?other .
  FILTER(?kind = k:Founding || EXISTS { ?tie a m:Open })
  ?one a ?giver .
  ?other a ?taker .
} ;

# Events
WITH g:as-schema
INSERT { ?event ?property ?agent }
USING g:sound
WHERE {
  VALUES (?kind ?property) {
    (k:CoOrganising schema:organizer) (k:Organising schema:organizer) (k:Hosting schema:contributor) (k:Facilitation schema:contributor)
    (k:Speech schema:performer) (k:Participation schema:attendee)
  }
  ?tie a ?kind ; k:from ?agent ; k:to ?event .
  ?event a k:Event .
  ?agent a m:Agent .
  FILTER NOT EXISTS { ?agent a k:Collective }
} ;

WITH g:as-schema
INSERT { ?event schema:attendee ?body }
USING g:sound
WHERE { ?tie a k:Sitting ; k:from ?event ; k:to ?body . ?event a k:Event . ?body a m:Organisation } ;

WITH g:as-schema
INSERT { ?event schema:location ?state }
USING g:sound
WHERE { ?tie a k:Location ; k:from ?event ; k:to ?state . ?event a k:Event . ?state a m:Organisation } ;

WITH g:as-schema
INSERT { ?event schema:location ?place . ?place a schema:Place ; schema:name ?name }
USING g:sound
WHERE {
  ?event a k:Event ; k:place ?name .
  BIND(IRI(CONCAT(STR(?event), "#place")) AS ?place)
} ;

WITH g:as-schema
INSERT { ?part schema:superEvent ?whole . ?whole schema:subEvent ?part }
USING g:sound
WHERE { ?part a k:Event ; k:partOf ?whole . ?whole a k:Event } ;

# Texts and sources
WITH g:as-schema
INSERT { ?text schema:legislationType ?label }
USING g:sound
WHERE { ?text a m:LegalText ; k:documentKind/skos:prefLabel ?label } ;

WITH g:as-schema
INSERT { ?text ?property ?agent }
USING g:sound
WHERE {
  VALUES (?kind ?class ?property) {
    (k:Adoption m:LegalText schema:legislationPassedBy) (k:Endorsement m:Text schema:contributor) (k:Issuance m:Text schema:publisher)
    (k:Signature m:Text schema:contributor)
  }
  ?tie a ?kind ; k:from ?agent ; k:to ?text .
  ?text a ?class .
  ?agent a m:Agent .
  FILTER NOT EXISTS { ?agent a k:Collective }
} ;

WITH g:as-schema
INSERT { ?text ?property ?agent }
USING g:sound
WHERE {
  ?tie a k:Drafting ; k:from ?agent ; k:to ?text .
  ?text a m:Text .
  ?agent a m:Agent .
  FILTER NOT EXISTS { ?agent a k:Collective }
  BIND(IF(EXISTS { ?tie k:role k:author }, schema:author, schema:contributor) AS ?property)
} ;

WITH g:as-schema
INSERT { ?text ?property ?other }
USING g:sound
WHERE {
  VALUES (?kind ?property) { (k:Call schema:citation) (k:Reference schema:citation) }
  ?tie a ?kind ; k:from ?text ; k:to ?other .
  ?text a m:Text .
  ?other a m:Text .
} ;

WITH g:as-schema
INSERT { ?text schema:about ?other }
USING g:sound
WHERE {
  ?tie a k:Concern ; k:from ?text ; k:to ?other .
  ?text a m:Text .
  ?other a m:Agent .
  FILTER NOT EXISTS { ?other a k:Collective }
} ;

WITH g:as-schema
INSERT { ?text schema:isBasedOn ?draft }
USING g:sound
WHERE { ?tie a k:Version ; k:from ?draft ; k:to ?text . ?draft a m:Text . ?text a m:Text } ;

WITH g:as-schema
INSERT { ?text schema:legislationApplies ?other }
USING g:sound
WHERE {
  VALUES ?kind { k:Accordance k:Implementation }
  ?tie a ?kind ; k:from ?text ; k:to ?other .
  ?text a m:LegalText .
  ?other a m:LegalText .
} ;

WITH g:as-schema
INSERT { ?part schema:isPartOf ?whole . ?whole schema:hasPart ?part }
USING g:sound
WHERE { ?part a m:Text ; k:partOf ?whole . ?whole a m:Text } ;

WITH g:as-schema
INSERT { ?source a schema:CreativeWork ; schema:name ?title ; schema:datePublished ?issued ; schema:publisher ?publisher . ?publisher a schema:Organization ; schema:name ?name }
USING g:sound
WHERE {
  ?source a k:Source ; dcterms:title ?title .
  OPTIONAL { ?source dcterms:issued ?issued }
  OPTIONAL { ?source dcterms:publisher ?name BIND(IRI(CONCAT(STR(as:), ENCODE_FOR_URI(?name))) AS ?publisher) }
} ;

WITH g:as-schema
INSERT { ?source schema:url ?page }
USING g:sound
WHERE {
  ?source a k:Source ; dcterms:title ?title ; m:page ?page .
}
