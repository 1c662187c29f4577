"""A little region of weavers to align: facts, ghosts that are no facts, and what a reader of each vocabulary must be told of it."""

from __future__ import annotations

import re

from rdflib import XSD

from kuasa.graph.vocabulary import ID, K

# Weavers and their network, a league of states, a post and who held it, a fair, a convention and a report on it.
SOUND = """
i:league a k:IntergovernmentalOrganisation ; skos:prefLabel "League of Cloth"@en ; skos:notation "LC" ; k:begins "1990"^^xsd:gYear ; k:website "https://league.example/" .
i:state-a a k:State ; skos:prefLabel "A"@en ; k:iso3 "THA" .
i:ministry-a a k:Ministry ; skos:prefLabel "Ministry of Cloth of A"@en .
i:officials a k:SeniorOfficialsMeeting ; skos:prefLabel "Officials' Meeting on Cloth"@en ; k:topic k:labour .
i:weavers a k:Organisation ; skos:prefLabel "Union of Weavers"@en , "สหภาพช่างทอ"@th ; skos:notation "UW" ; k:organisationType k:tradeUnion .
i:loom-net a k:Network ; skos:prefLabel "Loom Network"@en ; k:organisationType k:csoNetwork .
i:p-0001 a k:Person ; skos:prefLabel "Ana Loom"@en .
i:chief a k:Post ; skos:prefLabel "Chief Weaver"@en .
i:guests a k:Collective ; skos:prefLabel "three guests"@en .
i:all-conventions a k:Collective ; skos:prefLabel "all conventions on cloth"@en .
i:fair a k:Event ; skos:prefLabel "Cloth Fair"@en ; k:status k:actual ; k:begins "2024-03-01"^^xsd:date ; k:ends "2024-03"^^xsd:gYearMonth ;
  k:place "Loomtown"@en ; k:topic k:labour .
i:fair-talk a k:Event ; skos:prefLabel "Talk at the Cloth Fair"@en ; k:status k:actual ; k:partOf i:fair .
i:c999 a k:RatifiableInstrument ; skos:prefLabel "Convention on Cloth, 2020"@en ; skos:altLabel "Cloth Convention"@en ; skos:notation "C999" ; k:number "999" ;
  k:documentKind k:convention ; k:adoptedOn "2020-06-01"^^xsd:date ; k:inForceOn "2021-07-01"^^xsd:date ; k:topic k:labour .
i:cloth-report a k:Instrument ; skos:prefLabel "Report on Cloth"@en ; k:documentKind k:report ; k:adoptedOn "2023"^^xsd:gYear .
i:cloth-draft a k:Instrument ; skos:prefLabel "Draft Report on Cloth"@en ; k:documentKind k:report .
i:t1 a k:Membership ; k:from i:weavers ; k:to i:loom-net ; k:since "2015"^^xsd:gYear ; k:observed "2024-01-10"^^xsd:date .
i:t2 a k:Membership ; k:from i:state-a ; k:to i:league ; k:since "2001-01"^^xsd:gYearMonth ; k:until "2010-Q2" .
i:t3 a k:PostHolding ; k:from i:p-0001 ; k:to i:chief ; k:since "2019-05-01"^^xsd:date ; k:until "2022"^^xsd:gYear .
i:t4 a k:PostPlacement ; k:from i:chief ; k:to i:weavers .
i:t5 a k:Subunit ; k:from i:ministry-a ; k:to i:state-a .
i:t6 a k:Reporting ; k:from i:officials ; k:to i:league .
i:t7 a k:Organising ; k:from i:weavers ; k:to i:fair .
i:t8 a k:Speech ; k:from i:p-0001 ; k:to i:fair ; k:onBehalfOf i:weavers .
i:t9 a k:Location ; k:from i:fair ; k:to i:state-a .
i:t10 a k:Adoption ; k:from i:league ; k:to i:c999 .
i:t11 a k:Drafting ; k:from i:p-0001 ; k:to i:cloth-report ; k:role k:author .
i:t12 a k:Reference ; k:from i:cloth-report ; k:to i:c999 .
i:t13 a k:Chairing ; k:from i:ministry-a ; k:to i:officials ; k:since "2020"^^xsd:gYear .
i:t14 a k:Location ; k:from i:weavers ; k:to i:state-a .
i:t15 a k:Succession ; k:from i:loom-net ; k:to i:weavers .
i:t16 a k:Version ; k:from i:cloth-draft ; k:to i:cloth-report .
i:t17 a k:Participation ; k:from i:guests ; k:to i:fair .
i:t18 a k:Accreditation ; k:from i:loom-net ; k:to i:officials .
i:t19 a k:Employment ; k:from i:p-0001 ; k:to i:loom-net .
i:t20 a k:Call ; k:from i:cloth-report ; k:to i:all-conventions .
"""
NAMED = """
i:n1 a k:Name ; k:about i:weavers ; k:text "Unoin of Weavers"@en ; k:nameKind k:misspelling .
i:n2 a k:Name ; k:about i:weavers ; k:text "Weavers' Union"@en ; k:nameKind k:alias .
"""
SOURCES = """
i:almanac a k:Source ; dcterms:title "Almanac of Cloth"@en ; dcterms:publisher "Cloth Press"@en ; dcterms:issued "2024-01-10"^^xsd:date ; k:address "https://almanac.example/" .
i:page a k:Passage ; k:source i:almanac ; k:locator "first page"@en .
"""
EVIDENCE = "i:{0}-e a k:Evidence ; k:passage i:page ; k:assertion k:{1} ; k:confidence k:{2} . i:{0} k:evidence i:{0}-e . "
# What is no fact to repeat, one reason each: a ghost is a member of the league, and a name of the weavers is only recalled.
UNSOUND = {
    "planned": ("planned", "officialText", "seen", ""),
    "possible": ("possible", "officialText", "seen", ""),
    "proposed": ("proposed", "officialText", "seen", ""),
    "cancelled": ("cancelled", "officialText", "seen", ""),
    "recalled": ("actual", "officialText", "recalled", ""),
    "inferred": ("actual", "inferred", "seen", ""),
    "deprecated": ("actual", "officialText", "seen", "k:rank k:deprecated"),
    "retracted": ("actual", "officialText", "seen", 'k:retracted "2024-05-01"^^xsd:date'),
}
MORE = """
i:parade a k:Event ; skos:prefLabel "Parade of Ghosts"@en ; k:status k:planned ; k:begins "2099-01-01"^^xsd:date .
i:u-parade a k:Organising ; k:from i:weavers ; k:to i:parade ; k:status k:actual .
i:old-fair a k:Event ; skos:prefLabel "Fair of Ghosts"@en ; k:status k:actual ; k:begins "2001-01-01"^^xsd:date .
i:u-old-fair a k:Organising ; k:from i:weavers ; k:to i:old-fair ; k:status k:actual .
i:n3 a k:Name ; k:about i:weavers ; k:text "Ghost Weavers"@en ; k:nameKind k:alias .
i:c1 a k:Claim ; k:about i:weavers ; k:property k:begins ; k:value "1066"^^xsd:gYear . i:weavers k:begins "1066"^^xsd:gYear .
"""


def region() -> str:
    """The little region as Turtle, with its evidence and with its ghosts."""
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in [("k", K), ("i", ID), *PREFIXES.items()])
    ties = re.findall(r"^i:(t\d+) ", SOUND, re.MULTILINE)
    text = prefixes + SOUND + NAMED + SOURCES + MORE
    text += "".join(f"i:{name} k:status k:actual . " + EVIDENCE.format(name, "officialText", "seen") for name in ties)
    text += "".join(EVIDENCE.format(name, "thirdParty", "seen") for name in ("n1", "n2", "u-parade"))
    text += "".join(EVIDENCE.format(name, "thirdParty", "recalled") for name in ("n3", "c1", "u-old-fair"))
    for name, (status, assertion, confidence, more) in UNSOUND.items():
        text += f'\ni:ghost-{name} a k:Organisation ; skos:prefLabel "Ghost {name}"@en . i:u-{name} a k:Membership ; k:from i:ghost-{name} ; k:to i:league ; k:status k:{status} . '
        text += EVIDENCE.format(f"u-{name}", assertion, confidence) + (f"i:u-{name} {more} ." if more else "")
    return text


PREFIXES = {"skos": "http://www.w3.org/2004/02/skos/core#", "dcterms": "http://purl.org/dc/terms/", "xsd": str(XSD)}

ANSWERS = {
    "who belonged to what from when to when": (
        "org",
        """SELECT ?who ?whole ?role ?from ?to WHERE {
          ?membership a org:Membership ; org:member ?member ; org:organization ?organization .
          ?member skos:prefLabel|foaf:name ?who . ?organization skos:prefLabel ?whole .
          OPTIONAL { ?membership org:role/skos:prefLabel ?role }
          OPTIONAL { ?membership org:memberDuring/time:hasBeginning/(time:inXSDDate|time:inXSDgYearMonth|time:inXSDgYear) ?from }
          OPTIONAL { ?membership org:memberDuring/time:hasEnd/(time:inXSDDate|time:inXSDgYearMonth|time:inXSDgYear) ?to }
          FILTER(LANG(?who) = "en" && LANG(?whole) = "en") }""",
        {
            ("A", "League of Cloth", "", "2001-01", ""),
            ("Ana Loom", "Loom Network", "employee", "", ""),
            ("Ana Loom", "Union of Weavers", "Chief Weaver", "2019-05-01", "2022"),
            ("Ministry of Cloth of A", "Officials' Meeting on Cloth", "chair", "2020", ""),
            ("Union of Weavers", "Loom Network", "", "2015", ""),
        },
    ),
    "a link without a time stands only where nothing ended it": (
        "org",
        "SELECT ?who ?whole WHERE { ?member org:memberOf/skos:prefLabel ?whole ; skos:prefLabel ?who FILTER(LANG(?who) = 'en') }",
        {("Union of Weavers", "Loom Network")},
    ),
    "units, superiors, links, successions and sites": (
        "org",
        """SELECT ?one ?how ?other WHERE {
          { ?a org:unitOf ?b BIND("unit" AS ?how) } UNION { ?a org:reportsTo ?b BIND("reports" AS ?how) }
          UNION { ?a org:linkedTo ?b BIND("linked" AS ?how) } UNION { ?e org:resultingOrganization ?a ; org:originalOrganization ?b BIND("from" AS ?how) }
          UNION { ?b org:postIn ?a BIND("post" AS ?how) }
          ?a skos:prefLabel ?one . ?b skos:prefLabel ?other FILTER(LANG(?one) = "en" && LANG(?other) = "en") }""",
        {
            ("Ministry of Cloth of A", "unit", "A"),
            ("Officials' Meeting on Cloth", "reports", "League of Cloth"),
            ("Loom Network", "linked", "Officials' Meeting on Cloth"),
            ("Loom Network", "from", "Union of Weavers"),
            ("Union of Weavers", "post", "Chief Weaver"),
        },
    ),
    "which statement rests on which source": (
        "prov",
        """SELECT ?statement ?source WHERE { ?entity rdfs:label ?statement ; prov:hadPrimarySource/rdfs:label ?source ; prov:wasDerivedFrom/prov:wasDerivedFrom ?same .
          ?same prov:wasAttributedTo/rdfs:label "Cloth Press"@en FILTER(CONTAINS(?statement, "member")) }""",
        {("Union of Weavers is a member of Loom Network.", "Almanac of Cloth"), ("A is a member of League of Cloth.", "Almanac of Cloth")},
    ),
    "when an activity was and who carried it out": (
        "prov",
        """SELECT ?what ?start ?end ?who WHERE { ?activity a prov:Activity ; rdfs:label ?what ; prov:startedAtTime ?start ; prov:wasAssociatedWith/rdfs:label ?who
          OPTIONAL { ?activity prov:endedAtTime ?end } FILTER(LANG(?who) = "en") }""",
        {("Cloth Fair", "2024-03-01T00:00:00", "", "Union of Weavers"), ("Cloth Fair", "2024-03-01T00:00:00", "", "Ana Loom")},
    ),
    "who wrote a text and what it revises": (
        "prov",
        "SELECT ?text ?who ?draft WHERE { ?a rdfs:label ?text ; prov:wasAttributedTo/rdfs:label ?who ; prov:wasRevisionOf/rdfs:label ?draft }",
        {("Report on Cloth", "Ana Loom", "Draft Report on Cloth")},
    ),
    "labels of every kind": (
        "skos",
        """SELECT ?kind ?label WHERE { ?c a skos:Concept ; skos:prefLabel "Union of Weavers"@en ; ?p ?label
          VALUES (?p ?kind) { (skos:altLabel "alt") (skos:hiddenLabel "hidden") } }""",
        {("alt", "UW"), ("alt", "Weavers' Union"), ("hidden", "Unoin of Weavers")},
    ),
    "the tree of kinds and parts": (
        "skos",
        'SELECT ?up WHERE { ?c skos:prefLabel "Talk at the Cloth Fair"@en ; skos:broader+/skos:prefLabel ?up }',
        {("event",), ("thing",), ("Cloth Fair",)},
    ),
    "dates, makers and references of texts": (
        "dcterms",
        """SELECT ?title ?accepted ?maker ?cited WHERE { ?t dcterms:title ?title ; dcterms:dateAccepted ?accepted ; dcterms:creator/rdfs:label ?maker
          OPTIONAL { ?t dcterms:references/dcterms:title ?cited } }""",
        {("Convention on Cloth, 2020", "2020-06-01", "League of Cloth", ""), ("Report on Cloth", "2023", "Ana Loom", "Convention on Cloth, 2020")},
    ),
    "what a source is": (
        "dcterms",
        'SELECT ?p ?d ?i WHERE { ?s dcterms:title "Almanac of Cloth"@en ; dcterms:publisher/rdfs:label ?p ; dcterms:issued ?d ; dcterms:identifier ?i }',
        {("Cloth Press", "2024-01-10", "https://almanac.example/")},
    ),
    "events with place, organiser and speaker": (
        "schema",
        """SELECT ?name ?start ?place ?by ?speaker WHERE { ?e a schema:Event ; schema:name ?name ; schema:startDate ?start ; schema:location/schema:name ?place ;
          schema:organizer/schema:name ?by ; schema:performer/schema:name ?speaker FILTER(LANG(?by) = "en") }""",
        {("Cloth Fair", "2024-03-01", "Loomtown", "Union of Weavers", "Ana Loom"), ("Cloth Fair", "2024-03-01", "A", "Union of Weavers", "Ana Loom")},
    ),
    "roles and terms": (
        "schema",
        """SELECT ?who ?role ?from ?to ?whole WHERE { ?m schema:memberOf ?r ; schema:name ?who . ?r a schema:OrganizationRole ; schema:roleName ?role ; schema:startDate ?from ;
          schema:memberOf/schema:name ?whole OPTIONAL { ?r schema:endDate ?to } FILTER(LANG(?who) = "en" && LANG(?whole) = "en") }""",
        {
            ("A", "membership", "2001-01", "", "League of Cloth"),
            ("Ana Loom", "Chief Weaver", "2019-05-01", "2022", "Union of Weavers"),
            ("Ministry of Cloth of A", "chair", "2020", "", "Officials' Meeting on Cloth"),
            ("Union of Weavers", "membership", "2015", "", "Loom Network"),
        },
    ),
    "legislation": (
        "schema",
        """SELECT ?n ?i ?d ?by WHERE { ?l a schema:Legislation ; schema:name ?n ; schema:legislationIdentifier ?i ; schema:legislationDate ?d ;
          schema:legislationPassedBy/schema:name ?by }""",
        {("Convention on Cloth, 2020", "C999", "2020-06-01", "League of Cloth")},
    ),
    "members and home pages": (
        "foaf",
        """SELECT ?group ?member WHERE { { ?g a foaf:Group ; foaf:name ?group ; foaf:member/foaf:name ?member FILTER(LANG(?member) = "en") }
          UNION { ?g foaf:name ?group ; foaf:homepage ?member } }""",
        {("Loom Network", "Union of Weavers"), ("Loom Network", "Weavers' Union"), ("League of Cloth", "https://league.example/")},
    ),
    "who made a document": (
        "foaf",
        "SELECT ?title ?who WHERE { ?d a foaf:Document ; foaf:name ?title ; foaf:maker/foaf:name ?who }",
        {("Convention on Cloth, 2020", "League of Cloth"), ("Report on Cloth", "Ana Loom")},
    ),
    "in force since when, passed by whom": (
        "eli",
        """SELECT ?title ?short ?date ?force ?kind ?by WHERE { ?l a eli:LegalResource ; eli:date_document ?date ; eli:first_date_entry_in_force ?force ;
          eli:type_document/skos:prefLabel ?kind ; eli:passed_by/skos:prefLabel ?by ; eli:is_realized_by ?e .
          ?e eli:title ?title ; eli:title_short ?short ; eli:language language:ENG }""",
        {("Convention on Cloth, 2020", "C999", "2020-06-01", "2021-07-01", "convention", "League of Cloth")},
    ),
    "a report is no law": ("eli", "SELECT ?title WHERE { ?e eli:title ?title }", {("Convention on Cloth, 2020",)}),
    "memberships with post, role and dates": (
        "popolo",
        """SELECT ?who ?whole ?post ?role ?from ?to WHERE { ?m a org:Membership ; org:member ?a ; org:organization/skos:prefLabel ?whole ; schema:validFrom ?from .
          ?a skos:prefLabel|foaf:name ?who OPTIONAL { ?m opengov:post/skos:prefLabel ?post } OPTIONAL { ?m org:role/skos:prefLabel ?role } OPTIONAL { ?m schema:validUntil ?to }
          FILTER(LANG(?who) = "en" && LANG(?whole) = "en") }""",
        {
            ("A", "League of Cloth", "", "", "2001-01", ""),
            ("Ana Loom", "Union of Weavers", "Chief Weaver", "", "2019-05-01", "2022"),
            ("Ministry of Cloth of A", "Officials' Meeting on Cloth", "", "chair", "2020", ""),
            ("Union of Weavers", "Loom Network", "", "", "2015", ""),
        },
    ),
    "areas": (
        "popolo",
        "SELECT ?who ?area ?code WHERE { ?o skos:prefLabel ?who ; opengov:area ?a . ?a gn:name ?area ; dcterms:identifier ?code FILTER(LANG(?who) = 'en') }",
        {("Union of Weavers", "A", "THA")},
    ),
    "entities and relations": (
        "ftm",
        """SELECT ?who ?whole ?from ?proof WHERE { ?m a ftm:Membership ; ftm:Membership:member/ftm:Thing:name ?who ; ftm:Membership:organization/ftm:Thing:name ?whole ;
          ftm:Interval:startDate ?from ; ftm:Interval:proof/ftm:Document:title ?proof FILTER(LANG(?who) = "en") }""",
        {("A", "League of Cloth", "2001-01", "Almanac of Cloth"), ("Union of Weavers", "Loom Network", "2015", "Almanac of Cloth")},
    ),
    "who held a position": (
        "ftm",
        """SELECT ?who ?post ?at ?from ?to WHERE { ?o a ftm:Occupancy ; ftm:Occupancy:holder/ftm:Thing:name ?who ; ftm:Occupancy:post ?p ;
          ftm:Interval:startDate ?from ; ftm:Interval:endDate ?to .
          ?p ftm:Thing:name ?post ; ftm:Position:organization/ftm:Thing:name ?at FILTER(LANG(?at) = "en") }""",
        {("Ana Loom", "Chief Weaver", "Union of Weavers", "2019-05-01", "2022")},
    ),
    "weak names, countries and other links": (
        "ftm",
        """SELECT ?one ?how ?other WHERE {
          { ?a ftm:Thing:name ?one ; ftm:Thing:weakAlias ?other BIND("weak" AS ?how) }
          UNION { ?a ftm:Thing:name ?one ; ftm:Thing:country ?other BIND("country" AS ?how) }
          UNION { ?l a ftm:UnknownLink ; ftm:UnknownLink:subject/ftm:Thing:name ?one ; ftm:UnknownLink:object/ftm:Thing:name ?other ;
            ftm:Interest:role ?how FILTER(?how IN ("chairs"@en, "accredited to"@en)) }
          FILTER(LANG(?one) = "en") }""",
        {
            ("Union of Weavers", "weak", "Unoin of Weavers"),
            ("A", "country", "th"),
            ("Union of Weavers", "country", "th"),
            ("Ministry of Cloth of A", "country", "th"),
            ("Cloth Fair", "country", "th"),
            ("Ministry of Cloth of A", "chairs", "Officials' Meeting on Cloth"),
            ("Loom Network", "accredited to", "Officials' Meeting on Cloth"),
        },
    ),
}
# Facts of the embedded knowledge that every answer must hold.
KNOWN = {
    "org": (
        "SELECT ?who WHERE { ?m a org:Membership ; org:member/skos:prefLabel ?who ; org:organization/skos:altLabel 'ASEAN' ; org:memberDuring ?term }",
        {("Thailand",), ("Viet Nam",), ("Timor-Leste",)},
    ),
    "prov": (
        """SELECT ?who ?start WHERE { ?a a prov:Activity ; rdfs:label "ASEAN Advocacy Training, Bangkok 2024"@en ;
          prov:startedAtTime ?start ; prov:wasAssociatedWith/rdfs:label ?who }""",
        {("Asia Monitor Resource Centre", "2024-04-03T00:00:00")},
    ),
    "skos": ("SELECT ?name WHERE { ?c skos:prefLabel 'International Labour Organization'@en ; skos:altLabel ?name }", {("ILO",), ("OIT",)}),
    "dcterms": (
        "SELECT ?who ?day WHERE { ?t dcterms:identifier 'C190' ; dcterms:creator/rdfs:label ?who ; dcterms:dateAccepted ?day }",
        {("International Labour Conference", "2019-06-21")},
    ),
    "schema": (
        "SELECT ?who WHERE { ?e a schema:Event ; schema:alternateName 'CS5' ; schema:startDate ?day ; schema:organizer/schema:alternateName ?who }",
        {("AROSP",), ("AMRC",), ("WIEGO",)},
    ),
    "foaf": (
        "SELECT ?who ?page WHERE { ?a a foaf:Organization ; foaf:nick 'AMRC' ; foaf:name ?who ; foaf:homepage ?page }",
        {("Asia Monitor Resource Centre", "http://www.amrcentre.org/")},
    ),
    "eli": (
        "SELECT ?title ?day WHERE { ?l a eli:LegalResource ; eli:id_local 'C190' ; eli:first_date_entry_in_force ?day ; eli:is_realized_by/eli:title ?title }",
        {("Violence and Harassment Convention, 2019", "2021-06-25")},
    ),
    "popolo": (
        "SELECT ?from WHERE { ?m a org:Membership ; org:member/skos:prefLabel 'Thailand'@en ; org:organization/skos:altLabel 'ASEAN' ; schema:validFrom ?from }",
        {("1967-08-08",)},
    ),
    "ftm": (
        """SELECT ?role WHERE { ?l a ftm:UnknownLink ; ftm:Interest:role ?role ;
          ftm:UnknownLink:subject/ftm:LegalEntity:abbreviation "SLOM" ; ftm:UnknownLink:object/ftm:LegalEntity:abbreviation "ALMM" }""",
        {("reports to",)},
    ),
}
