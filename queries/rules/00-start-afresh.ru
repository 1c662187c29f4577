# Empties the derived graph, so that nothing stays in it that its facts no longer carry.
PREFIX g: <https://w3id.org/kuasa/graph/>

CLEAR SILENT GRAPH g:derived
