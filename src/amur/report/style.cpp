#include "amur/report/style.h"

#include <fmt/format.h>

#include "amur/report/svg.h"

namespace amur::report {
namespace {

constexpr const char* screen = R"(
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --soft: #5c5c5c; --line: #ccc;
  --tint: #f3f5f7; --sea: #e3ebf0; --land: #faf8f3; --holds: #00694a; --not: #a03a00; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e8e8; --paper: #16181b; --soft: #aaa;
  --line: #444; --tint: #202429; --sea: #16202a; --land: #252c33; --holds: #5fd0a5;
  --not: #ff9f66; } }
* { box-sizing: border-box; }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 960px; margin: 0 auto; padding: 1.5em 1em; overflow-wrap: break-word; }
h1 { font-size: 1.7em; line-height: 1.2; margin: .1em 0 .2em; }
h2 { font-size: 1.2em; margin: 1.6em 0 .4em; } h3 { font-size: 1.05em; margin: 1.6em 0 .3em; }
h4 { font-size: 1em; margin: 1.2em 0 .2em; }
.case { color: var(--soft); margin: 0; } .about, .note, .method { color: var(--soft); }
.about { margin: 0; } .note { font-size: .87em; margin: .3em 0; } .method { font-size: .87em; }
.answer { font-size: 1.15em; line-height: 1.45; margin: 1em 0; padding-left: .8em;
  border-left: 4px solid var(--more); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(170px, 1fr)); gap: 10px; }
.figures div { background: var(--tint); padding: 8px 12px; border-radius: 4px; }
.figures strong { font-size: 1.5em; font-variant-numeric: tabular-nums; }
.figures p { margin: 0; color: var(--soft); font-size: .87em; line-height: 1.35; }
figure { margin: 1.2em 0 0; } figcaption { font-weight: 600; margin-bottom: .3em; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 13px; margin: .4em 0 .6em; }
th, td { text-align: left; padding: 3px 8px 3px 0; border-bottom: 1px solid var(--line);
  vertical-align: top; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
td.more { color: var(--more-ink); } td.less { color: var(--less-ink); }
tr.way td { font-weight: 600; border-bottom-color: var(--soft); } tr.good td:first-child {
  padding-left: 1.2em; }
.changes td.n, .who td.n, .claims td:first-child { white-space: nowrap; }
svg { width: 100%; height: auto; } svg text { font-size: 12px; fill: var(--ink); }
svg .grid { stroke: var(--line); stroke-width: .5; } svg .axis { stroke: var(--soft); }
svg .level { stroke: var(--not); stroke-width: 1.5; stroke-dasharray: 1 4; stroke-linecap: round; }
svg .band { fill: var(--more); fill-opacity: .18; }
svg circle { fill: var(--ink); }
svg circle.open { fill: var(--shop); fill-opacity: .8; }
svg circle.shut { fill: none; stroke: var(--soft); stroke-width: 1.5; stroke-dasharray: 3 2; }
svg .sea { fill: var(--sea); }
svg .land { fill: var(--land); stroke: var(--line); stroke-width: .7; fill-rule: evenodd; }
svg .flow { fill: none; stroke-linejoin: round; stroke-opacity: .75; }
svg .idle { fill: none; stroke-opacity: .5; }
svg.map text { paint-order: stroke; stroke: var(--paper); stroke-width: 3px;
  stroke-opacity: .75; stroke-linejoin: round; } svg .crossing { font-weight: 700; }
.bars > div { display: grid; grid-template-columns: minmax(0, 34%) 1fr 8.5em;
  gap: 8px; align-items: center; font-size: 13px; margin: 3px 0; }
.bars .name { text-align: right; line-height: 1.2; } .bars .bar { display: flex; height: 14px; }
.bars .both { background: linear-gradient(var(--line), var(--line)) center / 1px 100% no-repeat; }
.bars .bar i { display: block; height: 100%; flex: none; }
.bars .value { font-variant-numeric: tabular-nums; white-space: nowrap; }
.key { font-size: 13px; margin: 0 0 .4em; } .key span { display: inline-block; margin-right: 1em; }
.key i { display: inline-block; width: 11px; height: 11px; margin-right: 5px; }
.holds { color: var(--holds); font-weight: 600; } .not { color: var(--not); font-weight: 600; }
.untold { color: var(--soft); font-weight: 600; }
.contents a { color: inherit; } .contents li { margin: .15em 0; }
.contents ul { padding-left: 1.2em; list-style: none; }
)";

constexpr const char* phone = R"(
@media screen and (max-width: 600px) {
  body { font-size: 16px; } .minor { display: none; }
  .bars > div { grid-template-columns: 1fr auto; gap: 2px 8px; }
  .bars .name { grid-column: 1 / -1; text-align: left; }
  figure, .annex { overflow-x: auto; } svg.map { width: 640px; max-width: none; }
  svg:not(.map):not(svg svg) { width: 640px; max-width: none; }
  .annex h3, .annex h4, .annex p { position: sticky; left: 0; }
}
)";

// Sheets are a little lower than what margins leave of A4, so that none runs onto the next.
constexpr const char* paper = R"(
@page { size: A4; margin: 14mm 16mm 16mm;
  @bottom-left { content: "Amur"; font: 8pt system-ui, sans-serif; color: #5c5c5c; }
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt system-ui, sans-serif;
    color: #5c5c5c; } }
@media print {
  :root { color-scheme: light; --ink: #000; --paper: #fff; --sea: #e8eff4; --land: #fbfaf6;
    --soft: #444; --line: #bbb; --tint: #f1f3f5; --holds: #00694a; --not: #a03a00; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  body { margin: 0; padding: 0; max-width: none; font-size: 10pt; line-height: 1.4; }
  h1 { font-size: 19pt; } h2 { font-size: 12.5pt; margin: 4mm 0 1.5mm; } h3 { font-size: 11pt; }
  table, .bars > div, .key { font-size: 8.5pt; } th, td { padding: 1.1mm 2mm 1.1mm 0; }
  .note, .method, .figures p { font-size: 8.5pt; } .answer { font-size: 11.5pt; margin: 3mm 0; }
  .sheet { height: 266mm; overflow: hidden; break-after: page; }
  .sheet h2:first-child { margin-top: 0; }
  .figures { grid-template-columns: repeat(3, 1fr); } figure { margin: 4mm 0 0; }
  .sheet svg.map { max-height: 96mm; } .wide { overflow: visible; }
  h2, h3, h4, figcaption { break-after: avoid; }
  svg, tr, figure, .figures, .bars > div { break-inside: avoid; }
  thead { display: table-header-group; }
  .annex { break-before: page; } .contents + .annex { break-before: auto; }
  .contents { columns: 2; } .contents h2 { column-span: all; margin-top: 0; }
  a { text-decoration: none; }
}
)";

}  // namespace

std::string style_sheet() {
  // Blue and vermilion as text: on paper as they are, lighter in the dark.
  return fmt::format(
             ":root {{ --more: {0}; --shop: {1}; --more-ink: {0}; --less-ink: #a03a00; }}\n"
             "@media (prefers-color-scheme: dark) {{ :root {{ --more-ink: #6db8ea; --less-ink: "
             "#ff9f66; }} }}\n@media print {{ :root {{ --more-ink: {0}; --less-ink: #a03a00; }} "
             "}}\n",
             meaning("more"), meaning("shop")) +
         screen + phone + paper;
}

}  // namespace amur::report
