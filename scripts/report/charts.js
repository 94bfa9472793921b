// Draws the charts of a report from its data with ECharts. One function a kind of chart; each turns
// plain data into an option. Colours: Okabe and Ito; series also differ by line and by pattern.
"use strict";

const COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"];
const LINES = ["solid", "dashed", "dotted", [8, 2, 2, 2], [2, 2], [12, 3]];
// The page's own fonts by name: the width of words is measured before they are drawn.
const FONT = getComputedStyle(document.documentElement).getPropertyValue("--font").trim() || "sans-serif";
const TEXT = {color: "#222", fontFamily: FONT, fontSize: 13};

function thousands(value) {
  if (value === null || value === undefined || Number.isNaN(value)) return "-";
  const size = Math.abs(value);
  const digits = size >= 100 || size === 0 ? 0 : size >= 10 ? 1 : 2;
  return value.toLocaleString("en-GB", {maximumFractionDigits: digits, minimumFractionDigits: 0});
}

function base(chart) {
  return {
    animation: false, color: COLOURS, textStyle: TEXT, aria: {enabled: true, label: {description: chart.alt}},
    grid: {left: 12, right: 24, top: 64, bottom: 12, containLabel: true},
    legend: {top: 0, left: 0, itemWidth: 34, textStyle: TEXT},
    tooltip: {trigger: "axis", confine: true, valueFormatter: thousands},
  };
}

function axisName(name) {
  return {name, nameLocation: "end", nameTextStyle: {...TEXT, align: "left", padding: [0, 0, 4, -12]},
          axisLabel: {...TEXT, formatter: thousands}, splitLine: {lineStyle: {color: "#e4e4e4"}}};
}

// Means over time with the band of their interval.
function band(chart) {
  const option = base(chart), series = [];
  chart.series.forEach((line, i) => {
    const colour = COLOURS[(i + chart.shift) % COLOURS.length];
    series.push({name: line.name, type: "line", data: line.mean, symbol: "none", z: 3,
                 itemStyle: {color: colour}, lineStyle: {width: 2, type: LINES[(i + chart.shift) % LINES.length]}});
    if (!line.low) return;
    const silent = {type: "line", symbol: "none", silent: true, tooltip: {show: false}, lineStyle: {opacity: 0}, stack: "band" + i};
    series.push({...silent, data: line.low, stackStrategy: "all"});
    series.push({...silent, data: line.high.map((high, k) => high - line.low[k]), stackStrategy: "all",
                 areaStyle: {color: colour, opacity: 0.2}});
  });
  option.legend.data = chart.series.map(line => line.name);
  option.xAxis = {type: "category", data: chart.x, axisLabel: {...TEXT, interval: 11, formatter: month => month.slice(0, 4)},
                  axisTick: {interval: 11}};
  option.yAxis = {type: "value", scale: !chart.fromZero, ...axisName(chart.y)};
  option.series = series;
  if (chart.mark) {
    series[0].markLine = {silent: true, symbol: "none", lineStyle: {color: "#555", type: "dotted"},
                          label: {formatter: chart.mark.text, ...TEXT, position: "end", distance: 4}, data: [{xAxis: chart.mark.x}]};
  }
  option.tooltip.formatter = rows => [rows[0].axisValue, ...rows.filter(row => row.seriesName in names(chart)).map(row => {
    const line = names(chart)[row.seriesName], k = row.dataIndex;
    const interval = line.low ? ` (${thousands(line.low[k])} to ${thousands(line.high[k])})` : "";
    return `${row.marker}${row.seriesName}: ${thousands(line.mean[k])}${interval}`;
  })].join("<br>");
  return option;
}

function names(chart) {
  return Object.fromEntries(chart.series.map(line => [line.name, line]));
}

// Bars with whiskers; `lying` puts the categories on the vertical axis.
function bars(chart) {
  const option = base(chart), patterns = [null, {symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -0.8, color: "rgba(0,0,0,.35)"},
                                          {symbol: "circle", dashArrayX: [[6, 6], [0, 6, 6, 0]], dashArrayY: [6, 0], color: "rgba(0,0,0,.35)", symbolSize: 0.6}];
  const category = {type: "category", data: chart.categories, axisLabel: TEXT, inverse: chart.lying, axisTick: {show: false}};
  const value = {type: "value", ...axisName(chart.y)};
  if (chart.lying) { value.nameLocation = "middle"; value.nameGap = 26; value.nameTextStyle = TEXT; option.grid.bottom = 34; option.grid.top = 36; }
  option.xAxis = chart.lying ? value : category;
  option.yAxis = chart.lying ? category : value;
  option.series = [];
  chart.series.forEach((one, i) => {
    option.series.push({name: one.name, type: "bar", data: one.value, barMaxWidth: 34,
                        itemStyle: {color: COLOURS[i % COLOURS.length], decal: patterns[i % patterns.length] || undefined}});
    if (one.low) option.series.push(whiskers(chart, one, i, chart.series.length));
  });
  option.legend.data = chart.series.map(one => one.name);
  option.tooltip = {trigger: "item", confine: true, formatter: row => {
    const one = names(chart)[row.seriesName], k = row.dataIndex;
    const interval = one.low && one.low[k] !== null ? ` (${thousands(one.low[k])} to ${thousands(one.high[k])})` : "";
    return `${chart.categories[k]}<br>${row.seriesName}: ${thousands(one.value[k])}${interval}`;
  }};
  return option;
}

function whiskers(chart, one, i, count) {
  return {
    name: one.name, type: "custom", z: 5, silent: true, tooltip: {show: false},
    data: one.value.map((value, k) => [k, one.low[k], one.high[k]]),
    encode: chart.lying ? {y: 0, x: [1, 2]} : {x: 0, y: [1, 2]},
    renderItem(_, api) {
      if (Number.isNaN(api.value(1))) return null;
      const layout = api.barLayout({count, barMaxWidth: 34})[i];
      const at = number => chart.lying ? api.coord([number, api.value(0)]) : api.coord([api.value(0), number]);
      const low = at(api.value(1)), high = at(api.value(2)), shift = layout.offsetCenter, cap = Math.min(5, layout.width / 3);
      const line = (x1, y1, x2, y2) => ({type: "line", shape: {x1, y1, x2, y2}, style: {stroke: "#222", lineWidth: 1.3}});
      return {type: "group", children: chart.lying
        ? [line(low[0], low[1] + shift, high[0], low[1] + shift), line(low[0], low[1] + shift - cap, low[0], low[1] + shift + cap),
           line(high[0], low[1] + shift - cap, high[0], low[1] + shift + cap)]
        : [line(low[0] + shift, low[1], low[0] + shift, high[1]), line(low[0] + shift - cap, low[1], low[0] + shift + cap, low[1]),
           line(low[0] + shift - cap, high[1], low[0] + shift + cap, high[1])]};
    },
  };
}

// Largest streams between prefectures and cities on plain longitude and latitude.
function flows(chart) {
  const option = base(chart), most = Math.max(...chart.links.map(link => link.base));
  const place = node => ({name: node.name, value: [node.lon, node.lat, node.workers], symbolSize: 6 + 26 * Math.sqrt(node.workers / chart.largest)});
  const label = side => ({show: true, formatter: "{b}", position: side, ...TEXT, fontSize: 11, textBorderColor: "#fff", textBorderWidth: 3});
  const axis = name => ({type: "value", scale: true, name, nameLocation: "middle", nameGap: 38, nameTextStyle: TEXT,
                         axisLabel: {...TEXT, formatter: "{value}°"}, splitLine: {show: false}});
  option.grid = {left: 60, right: 70, top: 40, bottom: 60};
  option.xAxis = {...axis("longitude, east"), min: 99, max: 124};
  option.yAxis = axis("latitude, north");
  option.legend = {top: 0, left: 0, textStyle: TEXT, data: ["prefectures of Sichuan", "cities of Zhejiang"]};
  option.series = [
    {type: "lines", coordinateSystem: "cartesian2d", polyline: false, z: 1, data: chart.links.map(link => ({
      coords: [link.from, link.to], link, lineStyle: {width: 0.6 + 9 * link.base / most, opacity: 0.35, curveness: 0.12, color: "#666"}}))},
    {name: "prefectures of Sichuan", type: "scatter", data: chart.origins.map(place), label: label("left"), labelLayout: {moveOverlap: "shiftY"}, itemStyle: {color: COLOURS[2]}},
    {name: "cities of Zhejiang", type: "scatter", symbol: "diamond", data: chart.cities.map(place), label: label("right"), labelLayout: {moveOverlap: "shiftY"},
     itemStyle: {color: COLOURS[1]}}];
  option.tooltip = {trigger: "item", confine: true, formatter: row => {
    if (!row.data.link) return `${row.name}: ${thousands(row.value[2])} workers`;
    const link = row.data.link;
    return `${link.origin} to ${link.city}<br>${chart.base}: ${thousands(link.base)}<br>${chart.policy}: ${thousands(link.policy)}<br>` +
      `difference: ${thousands(link.policy - link.base)}`;
  }};
  return option;
}

const KINDS = {band, bars, flows};

function draw() {
  const charts = JSON.parse(document.getElementById("charts").textContent).map(chart => {
    const element = document.getElementById("chart-" + chart.id);
    const drawn = echarts.init(element, null, {renderer: "svg"});
    drawn.setOption(KINDS[chart.kind](chart));
    return drawn;
  });
  const fit = width => charts.forEach(chart => chart.resize({width, animation: {duration: 0}}));
  window.addEventListener("resize", () => fit("auto"));
  window.addEventListener("beforeprint", () => fit(680));
  window.addEventListener("afterprint", () => fit("auto"));
  document.body.dataset.drawn = charts.length;
}

window.addEventListener("DOMContentLoaded", draw);
