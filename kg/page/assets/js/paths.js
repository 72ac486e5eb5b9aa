// How two things are connected: the shortest chain of facts that stand.

const Paths = (() => {
  const weight = (node) => Math.log(1 + node.edges.length);

  function neighbours(edges) {
    const near = new Map();
    const add = (from, to, edge) => (near.get(from) ?? near.set(from, []).get(from)).push([to, edge]);
    for (const edge of edges) {
      if (!edge.f.stands) continue; // what was denied or only planned connects nobody
      add(edge.s, edge.o, edge);
      add(edge.o, edge.s, edge);
    }
    return near;
  }

  /**
   * The facts from `start` to `goal` over `edges`: fewest steps, and among those the chain
   * through the least connected things, which says most ("both are in the UN" says little).
   * Breadth first, level by level. An empty list if there is no chain.
   */
  function find(start, goal, edges) {
    const near = neighbours(edges);
    const best = new Map([[start, { cost: 0, from: null, edge: null }]]);
    let level = [start];
    while (level.length && !best.has(goal)) {
      const next = new Map();
      for (const node of level) {
        for (const [other, edge] of near.get(node) ?? []) {
          const cost = best.get(node).cost + weight(other);
          if (!best.has(other) && cost < (next.get(other)?.cost ?? Infinity)) {
            next.set(other, { cost, from: node, edge });
          }
        }
      }
      for (const [node, step] of next) best.set(node, step);
      level = [...next.keys()];
    }
    return trace(best, goal);
  }

  function trace(best, goal) {
    const steps = [];
    for (let step = best.get(goal); step?.edge; step = best.get(step.from)) steps.unshift(step.edge);
    return steps;
  }

  return { find };
})();
