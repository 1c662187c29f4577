# What may be repeated as a fact: the working graph g:sound, from which every alignment reads and nothing else.
# Before it runs, the default graph holds the knowledge (as its audience may see it) and g:words the words.
# In it: records that are actual, seen, not inferred, not deprecated, not withdrawn, both ends of which are in it too; things that
# are no plan and are not erased, with every class above their own; dates that are a day, month or year; the words themselves.
# Not in it: a date or text of a thing that only a recalled or inferred claim carries; an event of which every record is
# recalled or inferred; all that is planned, possible, proposed or cancelled.
# Marks (m:) say what several alignments ask: m:Organisation, m:Agent, m:Text, m:LegalText; m:page, a website or source as an address; and
# m:Open, a tie that may be told in words without time, which readers take for the present: nothing ends it, and it was not last seen ten
# years or more before the newest day on which anything was seen (where something lies or belongs may have been seen at any time).
PREFIX g: <https://w3id.org/kuasa/graph/>
PREFIX k: <https://w3id.org/kuasa/ontology#>
PREFIX m: <https://w3id.org/kuasa/graph/sound#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT { GRAPH g:words { ?kind m:under ?class } }
WHERE { GRAPH g:words { ?kind a owl:Class ; rdfs:subClassOf* ?class } } ;

INSERT { GRAPH g:sound { ?evidence ?said ?what . ?record k:evidence ?evidence } }
WHERE {
  ?record k:evidence ?evidence .
  ?evidence k:confidence k:seen ;
    k:assertion ?assertion ;
    ?said ?what .
  FILTER(?assertion != k:inferred)
  FILTER NOT EXISTS { ?record k:status ?status FILTER(?status != k:actual) }
  FILTER NOT EXISTS { ?record k:rank k:deprecated }
  FILTER NOT EXISTS { ?record k:retracted ?day }
} ;

INSERT { GRAPH g:sound { ?record a ?class } }
WHERE {
  GRAPH g:sound { ?record k:evidence ?evidence }
  ?record a ?kind .
  GRAPH g:words { ?kind m:under k:Statement , ?class }
} ;

INSERT { GRAPH g:sound { ?thing a ?class } }
WHERE {
  ?thing a ?kind .
  GRAPH g:words { ?kind m:under k:Thing , ?class FILTER NOT EXISTS { ?kind m:under k:Statement } }
  FILTER NOT EXISTS { ?thing k:status ?status FILTER(?status != k:actual) }
  FILTER NOT EXISTS { ?thing k:withdrawn ?day }
  FILTER NOT EXISTS { ?thing k:retracted ?day }
} ;

DELETE { GRAPH g:sound { ?event a ?class } }
WHERE {
  GRAPH g:sound { ?event a k:Event , ?class }
  FILTER EXISTS { ?anything k:from|k:to|k:about ?event }
  FILTER NOT EXISTS { GRAPH g:sound { ?record a k:Statement } ?record k:from|k:to|k:about ?event }
  FILTER NOT EXISTS { GRAPH g:sound { ?event k:evidence ?own } }
} ;

INSERT { GRAPH g:sound { ?subject ?property ?value } }
WHERE {
  VALUES ?class { k:Statement k:Thing }
  GRAPH g:sound { ?subject a ?class }
  ?subject ?property ?value .
  FILTER(?property != k:evidence)
} ;

DELETE { GRAPH g:sound { ?thing ?property ?value } }
WHERE {
  ?claim a k:Claim ;
    k:about ?thing ;
    k:property ?property ;
    k:value ?value .
  GRAPH g:sound { ?thing ?property ?value }
  FILTER NOT EXISTS {
    GRAPH g:sound {
      ?other a k:Claim ;
        k:about ?thing ;
        k:property ?property ;
        k:value ?value .
    }
  }
} ;

INSERT { GRAPH g:sound { ?source a ?kind ; ?property ?value } }
WHERE {
  VALUES ?kind { k:Source k:Passage }
  ?source a ?kind ;
    ?property ?value .
} ;

DELETE { GRAPH g:sound { ?part k:partOf ?whole } }
WHERE { GRAPH g:sound { ?part k:partOf ?whole FILTER NOT EXISTS { ?whole a k:Thing } } } ;

DELETE { GRAPH g:sound { ?record ?property ?value } }
WHERE {
  GRAPH g:sound {
    ?record k:from|k:to|k:about ?end .
    FILTER NOT EXISTS { ?end a k:Thing }
    ?record ?property ?value .
  }
} ;

INSERT { GRAPH g:sound { ?tie a m:Open } }
WHERE {
  GRAPH g:sound { ?tie a k:Tie , ?kind FILTER NOT EXISTS { ?tie k:until ?end } }
  GRAPH g:words { ?kind k:verb ?verb FILTER NOT EXISTS { ?kind k:oneHolder true } }
} ;

DELETE { GRAPH g:sound { ?dated ?property ?date } }
WHERE {
  VALUES ?property { k:since k:until k:observed k:begins k:ends k:adoptedOn k:inForceOn }
  GRAPH g:sound { ?dated ?property ?date FILTER(DATATYPE(?date) NOT IN (xsd:date, xsd:gYearMonth, xsd:gYear)) }
} ;

DELETE { GRAPH g:sound { ?tie a m:Open } }
WHERE {
  { SELECT (MAX(STR(?seen)) AS ?newest) WHERE { GRAPH g:sound { ?any k:observed ?seen } } }
  {
    SELECT ?tie (MAX(STR(?day)) AS ?last)
    WHERE {
      GRAPH g:sound { ?tie a m:Open ; k:observed ?day }
      FILTER NOT EXISTS { GRAPH g:sound { ?tie k:since ?since } }
      FILTER NOT EXISTS { VALUES ?lasting { k:Location k:PostPlacement k:Subunit } GRAPH g:sound { ?tie a ?lasting } }
    }
    GROUP BY ?tie
  }
  FILTER(xsd:integer(SUBSTR(?last, 1, 4)) + 10 <= xsd:integer(SUBSTR(?newest, 1, 4)))
} ;

INSERT { GRAPH g:sound { ?thing m:page ?page } }
WHERE {
  GRAPH g:sound { ?thing k:website|k:address ?address }
  FILTER(REGEX(STR(?address), "^https?://[^ <>{}|^`\"\\\\]+$"))
  BIND(IRI(STR(?address)) AS ?page)
} ;

INSERT { GRAPH g:sound { ?thing skos:altLabel ?text } }
WHERE {
  GRAPH g:sound {
    ?name a k:Name ;
      k:about ?thing ;
      k:text ?text .
    FILTER NOT EXISTS { ?name k:nameKind k:misspelling }
    FILTER NOT EXISTS { ?thing skos:prefLabel|skos:notation ?text }
  }
} ;

INSERT { GRAPH g:sound { ?thing skos:hiddenLabel ?text } }
WHERE {
  GRAPH g:sound {
    ?name a k:Name ;
      k:about ?thing ;
      k:text ?text ;
      k:nameKind k:misspelling .
    FILTER NOT EXISTS { ?thing skos:prefLabel|skos:altLabel|skos:notation ?text }
  }
} ;

INSERT { GRAPH g:sound { ?organisation a m:Organisation , m:Agent } }
WHERE {
  VALUES ?class { k:Body k:GovernmentAgency k:IntergovernmentalOrganisation k:Ministry k:Network k:Organisation k:State k:Territory }
  GRAPH g:sound { ?organisation a ?class }
} ;

INSERT { GRAPH g:sound { ?person a m:Agent } }
WHERE { GRAPH g:sound { ?person a k:Person } } ;

# A collective may stand for texts ("all relevant conventions"), so it is an agent only where it acted, or was addressed.
INSERT { GRAPH g:sound { ?group a m:Agent } }
WHERE {
  VALUES (?kind ?end) {
    (k:Adoption k:from) (k:Chairing k:from) (k:CoOrganising k:from) (k:Consultation k:from) (k:Drafting k:from) (k:Encounter k:from)
    (k:Endorsement k:from) (k:Engagement k:from) (k:Hosting k:from) (k:Issuance k:from) (k:Letter k:from) (k:Membership k:from)
    (k:Organising k:from) (k:Participation k:from) (k:Partnership k:from) (k:Request k:from) (k:Responsibility k:from) (k:Seat k:from)
    (k:Signature k:from) (k:Support k:from)
    (k:Addressing k:to) (k:Advice k:to) (k:Encounter k:to) (k:Invitation k:to) (k:Letter k:to) (k:Request k:to) (k:Training k:to)
  }
  GRAPH g:sound {
    ?tie a ?kind ;
      ?end ?group .
    ?group a k:Collective .
  }
} ;

INSERT { GRAPH g:sound { ?text a m:Text } }
WHERE {
  VALUES ?class { k:Instrument k:Provision k:Recommendation }
  GRAPH g:sound { ?text a ?class }
} ;

# A text of law or of the softer kind that states adopt as they adopt law; a plan, letter, report or minutes is none.
INSERT { GRAPH g:sound { ?text a m:LegalText } }
WHERE {
  { GRAPH g:sound { ?text a k:RatifiableInstrument } }
  UNION
  {
    VALUES ?kind { k:charter k:consensusText k:convention k:declaration k:iloRecommendation k:protocol k:resolution k:treaty }
    GRAPH g:sound { ?text a k:Instrument ; k:documentKind ?kind }
  }
} ;

INSERT { GRAPH g:sound { ?text a m:LegalText } }
WHERE {
  GRAPH g:sound {
    ?text a k:Provision ;
      k:partOf ?whole .
    ?whole a m:LegalText .
  }
} ;

INSERT { GRAPH g:sound { ?word ?property ?value } }
WHERE {
  VALUES ?kind { skos:Concept skos:ConceptScheme owl:Class }
  GRAPH g:words {
    ?word a ?kind ;
      ?property ?value .
  }
}
