function nameOf(node) { return node.label; }
function toldOf() { return []; }
function citeTools() { return []; }
function briefOf(node) { return node.short || node.label; }
