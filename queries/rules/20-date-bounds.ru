# First and last day that a stated date can mean, as full xsd:date, because engines do not compare a year with a day.
# Reads days, months, quarters ("2024-Q2") and years of ties (k:since, k:until) and of things (k:begins, k:ends).
# A text that is no date gives no bound; the check questions name it.
PREFIX g: <https://w3id.org/kuasa/graph/>
PREFIX k: <https://w3id.org/kuasa/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT { GRAPH g:derived { ?dated ?earliest ?first ; ?latest ?last } }
WHERE {
  VALUES (?property ?earliest ?latest) {
    (k:since k:sinceEarliest k:sinceLatest)
    (k:until k:untilEarliest k:untilLatest)
    (k:begins k:sinceEarliest k:sinceLatest)
    (k:ends k:untilEarliest k:untilLatest)
  }
  GRAPH ?graph { ?dated ?property ?stated }
  BIND(STR(?stated) AS ?text)
  FILTER(REGEX(?text, "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?|-Q[1-4])?$"))
  BIND(SUBSTR(?text, 1, 4) AS ?year)
  BIND(SUBSTR(?text, 6, 2) AS ?part)
  VALUES (?part ?firstMonth ?lastMonth ?days) {
    ("" "01" "12" "31")
    ("Q1" "01" "03" "31") ("Q2" "04" "06" "30") ("Q3" "07" "09" "30") ("Q4" "10" "12" "31")
    ("01" "01" "01" "31") ("02" "02" "02" "28") ("03" "03" "03" "31") ("04" "04" "04" "30")
    ("05" "05" "05" "31") ("06" "06" "06" "30") ("07" "07" "07" "31") ("08" "08" "08" "31")
    ("09" "09" "09" "30") ("10" "10" "10" "31") ("11" "11" "11" "30") ("12" "12" "12" "31")
  }
  BIND(xsd:integer(?year) AS ?y)
  BIND((?y = 4 * FLOOR(?y / 4) && ?y != 100 * FLOOR(?y / 100)) || ?y = 400 * FLOOR(?y / 400) AS ?leap)
  BIND(IF(?part = "02" && ?leap, "29", ?days) AS ?lastDay)
  BIND(xsd:date(IF(STRLEN(?text) = 10, ?text, CONCAT(?year, "-", ?firstMonth, "-01"))) AS ?first)
  BIND(xsd:date(IF(STRLEN(?text) = 10, ?text, CONCAT(?year, "-", ?lastMonth, "-", ?lastDay))) AS ?last)
}
