// Around: the layout of a neighbourhood: the thing in the middle, what its links lead to on ellipses around it, those of one
// kind of link side by side.
const AROUND = { first: 300, step: 190, gap: 175 };
layouts.around = {
  word: "layout_around",
  offered: () => Boolean(scene.part.centre),
  place(nodes, links, part) {
    const kind = new Map();
    for (const link of links) {
      const other = link.start === part.centre ? link.end : link.end === part.centre ? link.start : "";
      if (other && !kind.has(other)) kind.set(other, `${link.label} ${link.start === part.centre}`);
    }
    const order = (node) => `${kind.get(node.id) || "~"} ${node.kind} ${node.id}`;
    const rest = nodes.filter((node) => node.id !== part.centre).sort((a, b) => (order(a) < order(b) ? -1 : 1));
    const places = new Map([[part.centre, { x: 0, y: 0 }]]);
    let ring = 0, at = 0;
    while (at < rest.length) {
      const radius = AROUND.first + ring * AROUND.step, room = Math.max(4, Math.floor(2 * Math.PI * radius / AROUND.gap));
      const here = rest.slice(at, at + room);
      here.forEach((node, i) => {
        const turn = (i + (ring % 2) / 2) * 2 * Math.PI / here.length - Math.PI / 2;
        places.set(node.id, { x: Math.round(radius * 1.35 * Math.cos(turn)), y: Math.round(radius * 0.8 * Math.sin(turn)) });
      });
      at += here.length;
      ring += 1;
    }
    return { places };
  },
};
