# Other labels from name records, so that a search on labels finds every spelling that a source uses.
# Not misspellings, not withdrawn or deprecated records, and nothing that already is a label of the thing.
PREFIX g: <https://w3id.org/kuasa/graph/>
PREFIX k: <https://w3id.org/kuasa/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT { GRAPH g:derived { ?thing skos:altLabel ?text } }
WHERE {
  GRAPH ?graph {
    ?name a k:Name ;
      k:about ?thing ;
      k:text ?text .
  }
  MINUS { GRAPH ?graph { ?name k:nameKind k:misspelling } }
  MINUS { GRAPH ?ranks { ?name k:rank k:deprecated } }
  MINUS { GRAPH ?withdrawals { ?name k:retracted ?day } }
  MINUS { GRAPH ?things { ?thing skos:prefLabel|skos:altLabel ?text } }
}
