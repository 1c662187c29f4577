# Plain triples (`x k:isMemberOf y`) from tie records, for questions that need a path such as k:reportsTo+.
# Only from records that are actual, seen, not inferred, not deprecated and not withdrawn; "at some time", so a question
# about a date uses the record. Which class gives which property is data: k:plainProperty, lent to g:words while rules run.
PREFIX g: <https://w3id.org/kuasa/graph/>
PREFIX k: <https://w3id.org/kuasa/ontology#>

INSERT { GRAPH g:derived { ?from ?plain ?to } }
WHERE {
  GRAPH g:words { ?class k:plainProperty ?plain }
  GRAPH ?graph {
    ?tie a ?class ;
      k:from ?from ;
      k:to ?to ;
      k:status k:actual ;
      k:evidence ?evidence .
    ?evidence k:confidence k:seen ;
      k:assertion ?assertion .
    FILTER(?assertion != k:inferred)
  }
  MINUS { GRAPH ?ranks { ?tie k:rank k:deprecated } }
  MINUS { GRAPH ?withdrawals { ?tie k:retracted ?day } }
}
