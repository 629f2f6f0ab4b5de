// SPDX-License-Identifier: Apache-2.0
"use strict";
(() => {
  // Charts in elements with data-chart, from the JSON that data-src names; colours from the style sheet's tokens. What a
  // tooltip says is drawn by the chart itself: tooltips made of HTML would need inline styles.
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const text = (value) => ({ color: value, fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 12 });
  const OUTCOMES = { served: "--water", refused: "--copper", throttled: "--reseller", failed: "--evaluation", "broken off": "--grey" };
  const VERDICTS = ["distillation", "reseller", "evaluation", "organisation", "insufficient", "clear"];

  const common = () => ({
    animation: false,
    textStyle: text(token("--quiet")),
    legend: { top: 0, left: 0, itemWidth: 12, itemHeight: 8, itemGap: 16, icon: "roundRect", textStyle: text(token("--quiet")) },
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      backgroundColor: token("--raised"),
      borderColor: token("--rule"),
      textStyle: text(token("--ink")),
    },
  });
  const axis = (more) => ({
    axisLine: { lineStyle: { color: token("--rule") } },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: token("--rule") } },
    axisLabel: text(token("--quiet")),
    ...more,
  });

  const requests = (figures) => {
    const times = figures.requests.times;
    return {
      ...common(),
      grid: { left: 4, right: 8, top: 56, bottom: 4, containLabel: true },
      xAxis: axis({
        type: "time",
        // As wide as what is remembered, so that a line moves to the left and does not stretch.
        min: (value) => Math.min(value.min, value.max - 15 * 60_000),
        splitLine: { show: false },
        axisLabel: { ...text(token("--quiet")), formatter: "{HH}:{mm}", hideOverlap: true },
      }),
      yAxis: axis({ type: "value", min: 0, minInterval: 0.1, name: "per second", nameTextStyle: { ...text(token("--quiet")), align: "left" } }),
      useUTC: true,
      series: Object.entries(OUTCOMES).map(([name, colour]) => ({
        name,
        type: "line",
        stack: "all",
        showSymbol: times.length < 3,
        symbolSize: 4,
        lineStyle: { width: 0 },
        areaStyle: { opacity: 0.75 },
        color: token(colour),
        data: times.map((time, i) => [time, figures.requests[name][i]]),
      })),
    };
  };

  const cases = (figures) => ({
    ...common(),
    grid: { left: 4, right: 16, top: 56, bottom: 4, containLabel: true },
    xAxis: axis({ type: "value", minInterval: 1 }),
    yAxis: axis({ type: "category", inverse: true, data: figures.cases.states, splitLine: { show: false } }),
    series: VERDICTS.filter((name) => figures.cases[name].some((n) => n > 0)).map((name) => ({
      name,
      type: "bar",
      stack: "all",
      barMaxWidth: 22,
      color: token(name === "distillation" ? "--copper" : `--${name}`),
      data: figures.cases[name],
    })),
  });
  const PICTURES = { requests, cases };

  const chartOf = (element) =>
    echarts.getInstanceByDom(element) ?? echarts.init(element, null, { renderer: "canvas" });

  const draw = (figures) => {
    for (const element of document.querySelectorAll("[data-chart]")) {
      chartOf(element).setOption(PICTURES[element.dataset.chart](figures), { replaceMerge: ["series"] });
      element.dataset.drawn = String(figures.requests.times.at(-1) ?? 0);
    }
    document.getElementById("no-requests").hidden = figures.requests.times.length > 0;
  };

  let asking = false;
  const refresh = async () => {
    const first = document.querySelector("[data-chart]");
    if (asking || first === null) return;
    asking = true;
    try {
      const answer = await fetch(first.dataset.src, { headers: { accept: "application/json" } });
      const isJson = (answer.headers.get("content-type") ?? "").startsWith("application/json");
      if (answer.ok && isJson) draw(await answer.json());
    } catch {
      // The service is away: the chart stays as it is, and the next news asks again.
    } finally {
      asking = false;
    }
  };

  const resize = () => {
    for (const element of document.querySelectorAll("[data-chart]")) chartOf(element).resize();
  };
  document.body.addEventListener("sse:figures", refresh);
  // A part that is about to go takes its charts with it; the one that comes is drawn at once.
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    for (const element of event.detail.target.querySelectorAll("[data-chart]")) echarts.getInstanceByDom(element)?.dispose();
  });
  document.body.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target.querySelector("[data-chart]") !== null) refresh();
  });
  addEventListener("resize", resize);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", refresh);
  refresh();
})();
