# ELI: The European Legislation Identifier ontology
# Specification: https://op.europa.eu/en/web/eu-vocabularies/eli (version 1.5), namespace http://data.europa.eu/eli/ontology#
# Builds on: SKOS (kinds and subjects)
# Mapped: conventions, protocols, treaties, ILO Recommendations, declarations, consensus texts, resolutions, charters and their provisions as legal
#   resources; their titles as expressions, one per language; numbers, dates, kinds, subjects; who passed and who published them; what they
#   cite, apply or derive from; the states that ratified them as a whole (eli:relevant_for).
# Dates: ELI asks for xsd:date, so a year or month alone is left out. A text in force keeps its first date; whether it still is in force
#   (eli:in_force) is not said, because abrogations are not recorded.
# Links that have no legal value say so: eli:applies, never eli:implements, eli:based_on or eli:ensures_implementation_of.
# Not mapped: plans, reports, letters and other texts that are no law; recalled and inferred ties; non-ratification; events and collectives as
#   makers (only persons and organisations pass a text in ELI).
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX g: <https://w3id.org/kuasa/graph/>
PREFIX k: <https://w3id.org/kuasa/ontology#>
PREFIX language: <http://publications.europa.eu/resource/authority/language/>
PREFIX m: <https://w3id.org/kuasa/graph/sound#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

WITH g:as-eli
INSERT { ?text a ?class }
USING g:sound
WHERE {
  VALUES (?kind ?class) { (k:Instrument eli:LegalResource) (k:Provision eli:LegalResourceSubdivision) }
  ?text a m:LegalText , ?kind .
} ;

WITH g:as-eli
INSERT { ?text ?property ?value }
USING g:sound
WHERE {
  VALUES (?own ?property) { (skos:notation eli:id_local) (k:number eli:number) (k:adoptedOn eli:date_document) (k:inForceOn eli:first_date_entry_in_force) }
  ?text a m:LegalText ; ?own ?value .
  FILTER(?own IN (skos:notation, k:number) || DATATYPE(?value) = xsd:date)
} ;

# Titles
WITH g:as-eli
INSERT {
  ?text eli:is_realized_by ?expression .
  ?expression a eli:LegalExpression ; eli:realizes ?text ; eli:language ?language ; eli:title ?title .
  ?language a eli:Language .
}
USING g:sound
WHERE {
  ?text a m:LegalText ; skos:prefLabel ?title .
  BIND(LANG(?title) AS ?tag)
  VALUES (?tag ?language) {
    ("en" language:ENG) ("es" language:SPA) ("fr" language:FRA) ("id" language:IND) ("km" language:KHM) ("lo" language:LAO)
    ("ms" language:MSA) ("my" language:MYA) ("tet" language:TET) ("th" language:THA) ("tl" language:TGL) ("vi" language:VIE) ("zh" language:ZHO)
  }
  BIND(IRI(CONCAT(STR(?text), "#", ?tag)) AS ?expression)
} ;

WITH g:as-eli
INSERT { ?expression ?property ?title }
USING g:sound
USING g:as-eli
WHERE {
  VALUES (?own ?property) { (skos:altLabel eli:title_alternative) (skos:notation eli:title_short) }
  ?text a m:LegalText ; eli:is_realized_by ?expression ; ?own ?title .
  FILTER(LANG(?title) = "" || STRENDS(STR(?expression), CONCAT("#", LANG(?title))))
} ;

# Kinds and subjects
WITH g:as-eli
INSERT { ?text eli:type_document ?kind . ?kind a eli:ResourceType ; skos:prefLabel ?label }
USING g:sound
WHERE { ?text a m:LegalText , k:Instrument ; k:documentKind ?kind . ?kind skos:prefLabel ?label } ;

WITH g:as-eli
INSERT { ?text eli:is_about ?topic . ?topic a skos:Concept ; skos:prefLabel ?label }
USING g:sound
WHERE { ?text a m:LegalText ; k:topic ?topic . ?topic skos:prefLabel ?label } ;

# Who made them
WITH g:as-eli
INSERT { ?text ?property ?agent . ?agent a ?class ; skos:prefLabel ?name }
USING g:sound
WHERE {
  VALUES (?kind ?property) { (k:Adoption eli:passed_by) (k:Issuance eli:publisher_agent) }
  VALUES (?of ?class) { (m:Organisation eli:Organization) (k:Person eli:Person) }
  ?tie a ?kind ; k:from ?agent ; k:to ?text .
  ?text a m:LegalText .
  ?agent a ?of ; skos:prefLabel ?name .
} ;

WITH g:as-eli
INSERT { ?text eli:relevant_for ?area . ?area a eli:AdministrativeArea ; skos:prefLabel ?name }
USING g:sound
WHERE {
  ?tie a k:Ratification , m:Open ; k:from ?state ; k:to ?text .
  FILTER NOT EXISTS { ?tie k:role k:forPartOnly }
  ?text a m:LegalText .
  ?state skos:prefLabel ?name .
  BIND(IRI(CONCAT(STR(?state), "#area")) AS ?area)
} ;

# Texts and other texts
WITH g:as-eli
INSERT { ?text ?property ?other }
USING g:sound
WHERE {
  VALUES (?kind ?property) {
    (k:Accordance eli:applies) (k:Attachment eli:is_annex_of) (k:FollowUp eli:related_to) (k:Implementation eli:applies) (k:Reference eli:cites)
  }
  ?tie a ?kind ; k:from ?text ; k:to ?other .
  ?text a m:LegalText .
  ?other a m:LegalText .
} ;

WITH g:as-eli
INSERT { ?text eli:is_derivative_of ?draft }
USING g:sound
WHERE { ?tie a k:Version ; k:from ?draft ; k:to ?text . ?draft a m:LegalText . ?text a m:LegalText } ;

WITH g:as-eli
INSERT { ?part eli:is_part_of ?whole . ?whole eli:has_part ?part }
USING g:sound
WHERE { ?part a m:LegalText ; k:partOf ?whole . ?whole a m:LegalText }
