# FollowTheMoney
# Specification: https://followthemoney.tech/ (4.11), namespace https://schema.followthemoney.tech/#; a property's address holds its schema,
#   as the library of FollowTheMoney writes it in RDF (ftm:Thing:name)
# Mapped: persons, organisations, public bodies, positions, events and documents with names, acronyms, misspellings (weak aliases), dates, topics
#   as keywords, home pages and countries; memberships, seats, employment, occupied positions, successions and representations with dates,
#   sources' addresses and publishers; every other sound tie as ftm:UnknownLink, with the words of the tie as its role.
# A state is a ftm:LegalEntity (FollowTheMoney has territories, but they can be no member), a ministry, agency or intergovernmental organisation
#   or body a ftm:PublicBody, any other organisation a ftm:Organization.
# Countries are two-letter codes as text: the library writes them as addresses of another code list, in which the same letters may name
#   another country. Dates are typed by their precision.
# Not mapped: plans, observed days (FollowTheMoney would read them as a beginning), recalled and inferred ties; non-ratification (a link
#   would say the contrary); possible identities; ftm:Directorship (a chair of a meeting directs no company); texts as files (a document
#   here has a title, no file).
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ftm: <https://schema.followthemoney.tech/#>
PREFIX g: <https://w3id.org/kuasa/graph/>
PREFIX k: <https://w3id.org/kuasa/ontology#>
PREFIX m: <https://w3id.org/kuasa/graph/sound#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

# Who and what there is
WITH g:as-ftm
INSERT { ?thing a ?class ; ftm:Thing:name ?name }
USING g:sound
WHERE {
  VALUES (?kind ?class) {
    (k:Person ftm:Person) (k:State ftm:LegalEntity) (k:Territory ftm:LegalEntity) (k:Collective ftm:LegalEntity)
    (k:Ministry ftm:PublicBody) (k:GovernmentAgency ftm:PublicBody) (k:IntergovernmentalOrganisation ftm:PublicBody) (k:Body ftm:PublicBody)
    (k:Organisation ftm:Organization) (k:Network ftm:Organization)
  }
  ?thing a m:Agent , ?kind ; skos:prefLabel ?name .
} ;

WITH g:as-ftm
INSERT { ?thing a ?class ; ftm:Thing:name ?name }
USING g:sound
WHERE {
  VALUES (?kind ?class) { (k:Post ftm:Position) (k:Event ftm:Event) (m:Text ftm:Document) }
  ?thing a ?kind ; skos:prefLabel ?name .
} ;

WITH g:as-ftm
INSERT { ?source a ftm:Document ; ftm:Thing:name ?title ; ftm:Document:title ?title }
USING g:sound
WHERE { ?source a k:Source ; dcterms:title ?title } ;

WITH g:as-ftm
INSERT { ?thing ?property ?value }
USING g:sound
USING g:as-ftm
WHERE {
  VALUES (?own ?property ?class) {
    (skos:altLabel ftm:Thing:alias ftm:Person) (skos:altLabel ftm:Thing:alias ftm:LegalEntity) (skos:altLabel ftm:Thing:alias ftm:PublicBody)
    (skos:altLabel ftm:Thing:alias ftm:Organization) (skos:altLabel ftm:Thing:alias ftm:Position) (skos:altLabel ftm:Thing:alias ftm:Event)
    (skos:altLabel ftm:Thing:alias ftm:Document)
    (skos:hiddenLabel ftm:Thing:weakAlias ftm:Person) (skos:hiddenLabel ftm:Thing:weakAlias ftm:LegalEntity)
    (skos:hiddenLabel ftm:Thing:weakAlias ftm:PublicBody) (skos:hiddenLabel ftm:Thing:weakAlias ftm:Organization)
    (skos:hiddenLabel ftm:Thing:weakAlias ftm:Event) (skos:hiddenLabel ftm:Thing:weakAlias ftm:Document)
    (skos:notation ftm:LegalEntity:abbreviation ftm:LegalEntity) (skos:notation ftm:LegalEntity:abbreviation ftm:PublicBody)
    (skos:notation ftm:LegalEntity:abbreviation ftm:Organization)
    (skos:notation ftm:Thing:alias ftm:Event) (skos:notation ftm:Thing:alias ftm:Document)
    (k:begins ftm:LegalEntity:incorporationDate ftm:PublicBody) (k:begins ftm:LegalEntity:incorporationDate ftm:Organization)
    (k:ends ftm:LegalEntity:dissolutionDate ftm:PublicBody) (k:ends ftm:LegalEntity:dissolutionDate ftm:Organization)
    (k:begins ftm:Position:inceptionDate ftm:Position) (k:ends ftm:Position:dissolutionDate ftm:Position)
    (k:begins ftm:Interval:startDate ftm:Event) (k:ends ftm:Interval:endDate ftm:Event) (k:place ftm:Event:location ftm:Event)
    (k:adoptedOn ftm:Document:date ftm:Document) (dcterms:issued ftm:Document:publishedAt ftm:Document)
    (dcterms:publisher ftm:Thing:publisher ftm:Document)
  }
  ?thing a ?class ; ?own ?value .
} ;

WITH g:as-ftm
INSERT { ?thing ?property ?page }
USING g:sound
USING g:as-ftm
WHERE {
  VALUES (?class ?property) {
    (ftm:Document ftm:Thing:sourceUrl) (ftm:PublicBody ftm:LegalEntity:website) (ftm:Organization ftm:LegalEntity:website)
  }
  ?thing a ?class ; m:page ?page .
} ;

WITH g:as-ftm
INSERT { ?thing ftm:LegalEntity:classification ?label }
USING g:sound
WHERE { ?thing a m:Organisation ; k:organisationType/skos:prefLabel ?label } ;

WITH g:as-ftm
INSERT { ?thing ftm:Thing:keywords ?label }
USING g:sound
USING g:as-ftm
WHERE { ?thing ftm:Thing:name ?name ; k:topic/skos:prefLabel ?label } ;

# Countries
WITH g:as-ftm
INSERT { ?thing ftm:Thing:country ?code }
USING g:sound
USING g:as-ftm
WHERE {
  { ?thing ftm:Thing:name ?name ; k:iso3 ?iso }
  UNION
  { VALUES ?kind { k:Location k:Subunit } ?tie a ?kind , m:Open ; k:from ?thing ; k:to/k:iso3 ?iso . ?thing ftm:Thing:name ?name }
  VALUES (?iso ?code) {
    ("ABW" "aw") ("AFG" "af") ("AGO" "ao") ("AIA" "ai") ("ALA" "ax") ("ALB" "al") ("AND" "ad") ("ARE" "ae") ("ARG" "ar") ("ARM" "am")
    ("ASM" "as") ("ATA" "aq") ("ATF" "tf") ("ATG" "ag") ("AUS" "au") ("AUT" "at") ("AZE" "az") ("BDI" "bi") ("BEL" "be") ("BEN" "bj")
    ("BES" "bq") ("BFA" "bf") ("BGD" "bd") ("BGR" "bg") ("BHR" "bh") ("BHS" "bs") ("BIH" "ba") ("BLM" "bl") ("BLR" "by") ("BLZ" "bz")
    ("BMU" "bm") ("BOL" "bo") ("BRA" "br") ("BRB" "bb") ("BRN" "bn") ("BTN" "bt") ("BVT" "bv") ("BWA" "bw") ("CAF" "cf") ("CAN" "ca")
    ("CCK" "cc") ("CHE" "ch") ("CHL" "cl") ("CHN" "cn") ("CIV" "ci") ("CMR" "cm") ("COD" "cd") ("COG" "cg") ("COK" "ck") ("COL" "co")
    ("COM" "km") ("CPV" "cv") ("CRI" "cr") ("CUB" "cu") ("CUW" "cw") ("CXR" "cx") ("CYM" "ky") ("CYP" "cy") ("CZE" "cz") ("DEU" "de")
    ("DJI" "dj") ("DMA" "dm") ("DNK" "dk") ("DOM" "do") ("DZA" "dz") ("ECU" "ec") ("EGY" "eg") ("ERI" "er") ("ESH" "eh") ("ESP" "es")
    ("EST" "ee") ("ETH" "et") ("FIN" "fi") ("FJI" "fj") ("FLK" "fk") ("FRA" "fr") ("FRO" "fo") ("FSM" "fm") ("GAB" "ga") ("GBR" "gb")
    ("GEO" "ge") ("GGY" "gg") ("GHA" "gh") ("GIB" "gi") ("GIN" "gn") ("GLP" "gp") ("GMB" "gm") ("GNB" "gw") ("GNQ" "gq") ("GRC" "gr")
    ("GRD" "gd") ("GRL" "gl") ("GTM" "gt") ("GUF" "gf") ("GUM" "gu") ("GUY" "gy") ("HKG" "hk") ("HMD" "hm") ("HND" "hn") ("HRV" "hr")
    ("HTI" "ht") ("HUN" "hu") ("IDN" "id") ("IMN" "im") ("IND" "in") ("IOT" "io") ("IRL" "ie") ("IRN" "ir") ("IRQ" "iq") ("ISL" "is")
    ("ISR" "il") ("ITA" "it") ("JAM" "jm") ("JEY" "je") ("JOR" "jo") ("JPN" "jp") ("KAZ" "kz") ("KEN" "ke") ("KGZ" "kg") ("KHM" "kh")
    ("KIR" "ki") ("KNA" "kn") ("KOR" "kr") ("KWT" "kw") ("LAO" "la") ("LBN" "lb") ("LBR" "lr") ("LBY" "ly") ("LCA" "lc") ("LIE" "li")
    ("LKA" "lk") ("LSO" "ls") ("LTU" "lt") ("LUX" "lu") ("LVA" "lv") ("MAC" "mo") ("MAF" "mf") ("MAR" "ma") ("MCO" "mc") ("MDA" "md")
    ("MDG" "mg") ("MDV" "mv") ("MEX" "mx") ("MHL" "mh") ("MKD" "mk") ("MLI" "ml") ("MLT" "mt") ("MMR" "mm") ("MNE" "me") ("MNG" "mn")
    ("MNP" "mp") ("MOZ" "mz") ("MRT" "mr") ("MSR" "ms") ("MTQ" "mq") ("MUS" "mu") ("MWI" "mw") ("MYS" "my") ("MYT" "yt") ("NAM" "na")
    ("NCL" "nc") ("NER" "ne") ("NFK" "nf") ("NGA" "ng") ("NIC" "ni") ("NIU" "nu") ("NLD" "nl") ("NOR" "no") ("NPL" "np") ("NRU" "nr")
    ("NZL" "nz") ("OMN" "om") ("PAK" "pk") ("PAN" "pa") ("PCN" "pn") ("PER" "pe") ("PHL" "ph") ("PLW" "pw") ("PNG" "pg") ("POL" "pl")
    ("PRI" "pr") ("PRK" "kp") ("PRT" "pt") ("PRY" "py") ("PSE" "ps") ("PYF" "pf") ("QAT" "qa") ("REU" "re") ("ROU" "ro") ("RUS" "ru")
    ("RWA" "rw") ("SAU" "sa") ("SDN" "sd") ("SEN" "sn") ("SGP" "sg") ("SGS" "gs") ("SHN" "sh") ("SJM" "sj") ("SLB" "sb") ("SLE" "sl")
    ("SLV" "sv") ("SMR" "sm") ("SOM" "so") ("SPM" "pm") ("SRB" "rs") ("SSD" "ss") ("STP" "st") ("SUR" "sr") ("SVK" "sk") ("SVN" "si")
    ("SWE" "se") ("SWZ" "sz") ("SXM" "sx") ("SYC" "sc") ("SYR" "sy") ("TCA" "tc") ("TCD" "td") ("TGO" "tg") ("THA" "th") ("TJK" "tj")
    ("TKL" "tk") ("TKM" "tm") ("TLS" "tl") ("TON" "to") ("TTO" "tt") ("TUN" "tn") ("TUR" "tr") ("TUV" "tv") ("TWN" "tw") ("TZA" "tz")
    ("UGA" "ug") ("UKR" "ua") ("UMI" "um") ("URY" "uy") ("USA" "us") ("UZB" "uz") ("VAT" "va") ("VCT" "vc") ("VEN" "ve") ("VGB" "vg")
    ("VIR" "vi") ("VNM" "vn") ("VUT" "vu") ("WLF" "wf") ("WSM" "ws") ("YEM" "ye") ("ZAF" "za") ("ZMB" "zm") ("ZWE" "zw")
  }
} ;

# Relations with a schema of their own
WITH g:as-ftm
INSERT { ?tie a ftm:Membership ; ftm:Membership:member ?member ; ftm:Membership:organization ?organisation }
USING g:sound
WHERE {
  VALUES ?kind { k:Membership k:Seat }
  ?tie a ?kind ; k:from ?member ; k:to ?organisation .
  ?member a m:Agent .
  ?organisation a m:Organisation .
  FILTER NOT EXISTS { ?organisation a k:State }
  FILTER NOT EXISTS { ?organisation a k:Territory }
} ;

WITH g:as-ftm
INSERT { ?tie a ftm:Employment ; ftm:Employment:employee ?person ; ftm:Employment:employer ?organisation }
USING g:sound
WHERE {
  ?tie a k:Employment ; k:from ?person ; k:to ?organisation .
  ?person a k:Person .
  ?organisation a m:Organisation .
  FILTER NOT EXISTS { ?organisation a k:State }
  FILTER NOT EXISTS { ?organisation a k:Territory }
} ;

WITH g:as-ftm
INSERT { ?tie a ftm:Occupancy ; ftm:Occupancy:holder ?person ; ftm:Occupancy:post ?post }
USING g:sound
WHERE { ?tie a k:PostHolding ; k:from ?person ; k:to ?post . ?person a k:Person } ;

WITH g:as-ftm
INSERT { ?post ftm:Position:organization ?organisation }
USING g:sound
WHERE {
  ?tie a k:PostPlacement , m:Open ; k:from ?post ; k:to ?organisation .
  ?organisation a m:Organisation .
  FILTER NOT EXISTS { ?organisation a k:State }
  FILTER NOT EXISTS { ?organisation a k:Territory }
} ;

WITH g:as-ftm
INSERT { ?tie a ftm:Succession ; ftm:Succession:predecessor ?earlier ; ftm:Succession:successor ?later }
USING g:sound
WHERE { ?tie a k:Succession ; k:from ?later ; k:to ?earlier . ?later a m:Agent . ?earlier a m:Agent } ;

WITH g:as-ftm
INSERT { ?tie a ftm:Representation ; ftm:Representation:agent ?agent ; ftm:Representation:client ?client }
USING g:sound
WHERE { ?tie a k:Representation ; k:from ?agent ; k:to ?client . ?agent a m:Agent . ?client a m:Agent } ;

WITH g:as-ftm
INSERT { ?event ftm:Event:organizer ?agent }
USING g:sound
WHERE {
  VALUES ?kind { k:CoOrganising k:Organising }
  ?tie a ?kind ; k:from ?agent ; k:to ?event .
  ?event a k:Event .
  ?agent a m:Agent .
} ;

WITH g:as-ftm
INSERT { ?event ftm:Event:involved ?agent }
USING g:sound
WHERE {
  { VALUES ?kind { k:Facilitation k:Hosting k:Participation k:Speech } ?tie a ?kind ; k:from ?agent ; k:to ?event }
  UNION
  { ?tie a k:Sitting ; k:from ?event ; k:to ?agent }
  ?event a k:Event .
  ?agent a m:Agent .
} ;

# Every other relation, with its words
WITH g:as-ftm
INSERT { ?tie a ftm:UnknownLink ; ftm:UnknownLink:subject ?one ; ftm:UnknownLink:object ?other ; ftm:Interest:role ?verb }
USING g:sound
USING g:as-ftm
WHERE {
  VALUES ?kind {
    k:Accordance k:Accreditation k:Addressing k:Adoption k:Advice k:Affiliation k:Attachment k:Call k:Chairing k:CoOrganising k:Concern
    k:Consultation k:Coordination k:Coverage k:Drafting k:Encounter k:Endorsement k:Engagement k:Facilitation k:FollowUp k:Founding
    k:Funding k:Hosting k:Implementation k:Invitation k:Issuance k:Letter k:ObserverSeat k:Opposition k:Organising k:Participation
    k:Partnership k:Presentation k:Production k:Ratification k:Reference k:Reporting k:Request k:Responsibility k:Reviewing
    k:SecretariatService k:Signature k:Sitting k:Speech k:Subunit k:Support k:Targeting k:Training k:Version
  }
  ?tie a ?kind ; k:from ?one ; k:to ?other .
  ?kind k:verb ?verb .
  ?one ftm:Thing:name ?giver .
  ?other ftm:Thing:name ?taker .
} ;

# Roles, dates and where it is known from
WITH g:as-ftm
INSERT { ?tie ftm:Interest:role ?role }
USING g:sound
USING g:as-ftm
WHERE {
  VALUES ?class { ftm:Employment ftm:Membership ftm:UnknownLink }
  ?tie a ?class ; k:role/skos:prefLabel ?role .
} ;

WITH g:as-ftm
INSERT { ?tie ?property ?date }
USING g:sound
USING g:as-ftm
WHERE {
  VALUES ?class { ftm:Employment ftm:Membership ftm:Occupancy ftm:Representation ftm:Succession ftm:UnknownLink }
  VALUES (?own ?property) { (k:since ftm:Interval:startDate) (k:until ftm:Interval:endDate) }
  ?tie a ?class , k:Tie ; ?own ?date .
} ;

WITH g:as-ftm
INSERT { ?tie ftm:Interval:proof ?source }
USING g:sound
USING g:as-ftm
WHERE {
  VALUES ?class { ftm:Employment ftm:Membership ftm:Occupancy ftm:Representation ftm:Succession ftm:UnknownLink }
  ?tie a ?class , k:Tie ; k:evidence/k:passage/k:source ?source .
  ?source a ftm:Document .
}
