// SPDX-License-Identifier: Apache-2.0
"use strict";
(() => {
  const NARROW = 560;
  const drawn = new Map();

  // Cytoscape would write a style sheet of its own, which the page's policy forbids; console.css has its one rule.
  const own = document.createElement("meta");
  own.id = "__________cytoscape_stylesheet";
  document.head.append(own);

  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const look = () => {
    const sans = token("--sans");
    return [
      { selector: "node", style: {
        "background-color": token("--copper"), "border-width": 0, "font-family": sans, "font-size": 12,
        color: token("--ink"), "overlay-opacity": 0, "text-events": "no",
      } },
      { selector: "node[kind = 'group'], node[kind = 'account']", style: {
        shape: "ellipse", width: "data(size)", height: "data(size)", "background-color": token("--copper-soft"),
        "border-width": 2, "border-color": token("--paper"), "pie-size": "100%",
        "pie-1-background-color": token("--water"), "pie-1-background-size": "data(acted)",
      } },
      { selector: "node[kind = 'group']", style: {
        label: "data(label)", "text-valign": "center", "text-halign": "right", "text-margin-x": 5, "font-weight": 600,
        "text-background-color": token("--paper"), "text-background-opacity": 0.85, "text-background-padding": 2,
      } },
      { selector: "node[kind = 'origin'], node[kind = 'behaviour']", style: {
        shape: "round-rectangle", width: 7, height: "data(size)", label: "data(label)", "text-wrap": "wrap",
        "text-valign": "center", "line-height": 1.25, "font-size": 12,
      } },
      { selector: "node[kind = 'origin']", style: { "background-color": token("--water") } },
      { selector: "node[side = 'left']", style: { "text-halign": "left", "text-margin-x": -8, "text-justification": "right" } },
      { selector: "node[side = 'right']", style: { "text-halign": "right", "text-margin-x": 8, "text-justification": "left" } },
      { selector: "edge", style: {
        width: "data(width)", "line-color": token("--copper-soft"), "line-opacity": 0.34, "curve-style": "straight",
        events: "no", "overlay-opacity": 0,
      } },
      { selector: "edge[kind = 'origin']", style: { "line-color": token("--water-soft") } },
      { selector: "edge.faded", style: { "line-opacity": 0.06 } },
      { selector: "edge.lit", style: { "line-opacity": 0.85 } },
      { selector: "node.lit", style: { "border-color": token("--ink") } },
      { selector: "node[kind = 'account'].lit", style: {
        label: "data(label)", "text-valign": "top", "text-margin-y": -4, "z-index": 10,
        "text-background-color": token("--paper"), "text-background-opacity": 0.95, "text-background-padding": 3,
      } },
    ];
  };

  const elements = (graph) => [
    ...graph.nodes.map((node) => ({ group: "nodes", data: node, position: { x: node.x, y: node.y } })),
    ...graph.edges.map((edge) => ({
      group: "edges", data: { source: edge.from, target: edge.to, kind: edge.kind, width: edge.width },
    })),
  ];

  const fit = (box, cy, graph) => {
    const zoom = box.clientWidth / graph.width;
    // The box has no id: htmx copies attributes of what it replaces by id, and a copied style is one the policy forbids.
    box.style.height = `${Math.ceil(graph.height * zoom)}px`;
    cy.resize();
    cy.viewport({ zoom, pan: { x: 0, y: 0 } });
  };

  const open = (box, path) =>
    box.closest("#cohort").querySelector(`[data-group="${CSS.escape(path)}"]`).click();

  const watch = (box, cy) => {
    // It remembers where the box is; what is loaded above moves the box without its knowing, and presses would miss.
    for (const kind of ["pointerenter", "pointerdown"]) box.addEventListener(kind, () => cy.resize(), true);
    cy.on("tap", "node[group]", (event) => open(box, event.target.data("group")));
    cy.on("mouseover", "node", (event) => {
      const edges = event.target.connectedEdges();
      cy.edges().difference(edges).addClass("faded");
      edges.addClass("lit");
      event.target.addClass("lit");
      box.classList.toggle("opens", event.target.data("group") !== undefined);
    });
    cy.on("mouseout", "node", () => {
      cy.elements().removeClass("faded lit");
      box.classList.remove("opens");
    });
  };

  const draw = async (box) => {
    const narrow = box.clientWidth < NARROW;
    const answer = await fetch(box.dataset.graph + (narrow ? "&narrow=1" : ""), { credentials: "same-origin" });
    if (!answer.ok || !box.isConnected) return;
    const graph = await answer.json();
    drawn.get(box)?.cy.destroy();
    const cy = cytoscape({
      container: box, elements: elements(graph), style: look(), layout: { name: "preset", fit: false },
      userZoomingEnabled: false, userPanningEnabled: false, boxSelectionEnabled: false, autoungrabify: true,
      autounselectify: true,
    });
    drawn.set(box, { cy, graph, narrow });
    fit(box, cy, graph);
    watch(box, cy);
    box.dataset.drawn = `${graph.nodes.length}`;
  };

  const sized = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const picture = drawn.get(target);
      if (picture === undefined || !target.isConnected) continue;
      if (picture.narrow === target.clientWidth < NARROW) fit(target, picture.cy, picture.graph);
      else draw(target);
    }
  });

  const begin = () => {
    for (const [box, picture] of drawn) {
      if (!box.isConnected) {
        sized.unobserve(box);
        picture.cy.destroy();
        drawn.delete(box);
      }
    }
    for (const box of document.querySelectorAll("[data-graph]:not([data-begun])")) {
      box.dataset.begun = "";
      sized.observe(box);
      draw(box);
    }
  };

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    for (const { cy } of drawn.values()) cy.style(look());
  });
  document.addEventListener("htmx:load", begin);
  begin();
})();
