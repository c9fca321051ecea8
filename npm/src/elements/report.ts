/** The report for the boss: page one is one A4, the rest an appendix. Loaded when asked for. */
import { html, nothing, render, type TemplateResult } from 'lit';
import type { Engine } from '../engine-types.js';
import type { Format } from './format.js';
import { peopleSays } from './people.js';
import type { People } from './people-data.js';
import { glanceText, type Report } from './report-data.js';
import { trendChart, trendSays } from './trend.js';

/** Pixels of the page between its margins. */
const PAPER = 703;
/** People on the first page. */
const PEOPLE = 6;

/** How page one looks, on screen, on paper and in the file. */
export const REPORT_CSS = `
.boss { max-width: 186mm; margin: 0 auto; color: #17202b; background: #fff; 
  font: 14px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
.boss h1 { font-size: 22px; margin: 0; } .boss h2 { font-size: 15px; margin: 14px 0 6px; border: 0; } .boss p { margin: 2px 0; }
.boss .soft { color: #5b6675; font-size: 12.5px; }
.boss .row { display: grid; grid-template-columns: repeat(4, 1fr); gap: 8px; margin-top: 10px; }
.boss .cell { border: 1px solid #d5dbe2; border-radius: 8px; padding: 8px 10px; }
.boss .cell b { font-size: 24px; font-weight: 650; margin-right: 6px; }
.boss table { width: 100%; border-collapse: collapse; font-size: 13px; }
.boss th, .boss td { text-align: left; padding: 3px 8px 3px 0; border-bottom: 1px solid #e3e7ec; min-width: 0; }
.boss .number { text-align: right; }
.boss svg.months { display: block; width: 100%; max-width: 100%; height: auto; } .boss svg text { font-size: 11px; fill: #5b6675; }
.boss .axis { stroke: #e3e7ec; } .boss .target { stroke: #17202b; stroke-width: 2; } .boss .this-year { fill: #0f766e; }
.boss .last-year { fill: #98a4b1; } .boss .open-month { opacity: 0.55; }
.boss ol { margin: 4px 0; padding-left: 20px; } .boss li { margin: 3px 0; }
@page { size: A4; margin: 12mm; }
@media print { .boss { break-after: page; max-width: none; } .boss table, .boss svg, .boss .row, .boss ol { break-inside: avoid; } }
@media (max-width: 640px) { .boss .row { grid-template-columns: repeat(2, 1fr); } }
`;

/** Page one. */
export function pageOne(f: Format, report: Report): TemplateResult {
  const { people, trend } = report;
  return html`<article class="boss">
    <h1>${report.title}</h1>
    <p class="soft">${report.asOf === null ? '' : f.t('asOfDay', { day: f.day(report.asOf, true) })}</p>
    <div class="row">${report.glances.map(
      ({ name, value, pill, says }) =>
        html`<div class="cell"><div class="soft">${name}</div><div><b>${value}</b>${
          pill === null ? '' : pill[1]
        }</div><div class="soft">${says}</div></div>`,
    )}</div>
    ${
      trend === null
        ? nothing
        : html`<h2>${f.t('panelTrend')}</h2><p>${trendSays(f, trend)}</p>${trendChart(f, trend, PAPER)}
      <p class="soft">${f.t(trend.targets === 'none' ? 'reportBars' : 'reportBarsTarget')}</p>`
    }
    ${
      people === null
        ? nothing
        : html`<h2>${f.t('panelPeople')}</h2><p>${peopleSays(f, people, ({ name }) => name)}</p>
${ranking(f, people)}`
    }
    ${
      report.steps.length === 0
        ? nothing
        : html`<h2>${f.t('firstSteps')}</h2>
      <ol>${report.steps.map(({ text, because }) => html`<li><strong>${text}</strong>　<span class="soft">${because}</span></li>`)}</ol>`
    }
  </article>`;
}

/** Who sold most; targets only where somebody has one. */
function ranking(f: Format, { people }: People): TemplateResult {
  const isAsked = people.some(({ target }) => target !== null);
  return html`<table><thead><tr><th>${f.t('place')}</th><th>${f.t('person')}</th><th class="number">${f.t('sales')}</th>${
    isAsked
      ? html`<th class="number">${f.t('target')}</th><th class="number">${f.t('attainment')}</th>`
      : html`<th class="number">${f.t('newCustomers')}</th>`
  }</tr></thead>
    <tbody>${people.slice(0, PEOPLE).map(
      ({ rank, name, sales, target, newCustomers }) => html`<tr><td>${rank ?? '—'}</td><td>${name}</td>
      <td class="number">${f.money(sales)}</td>${
        isAsked
          ? html`<td class="number">${f.money(target)}</td>
        <td class="number">${sales === null || target === null || target <= 0 ? '—' : f.percent(sales / target)}</td>`
          : html`<td class="number">${f.number(newCustomers)}</td>`
      }</tr>`,
    )}</tbody></table>`;
}

/** Page one as markup that needs no script; all text in it was escaped by the browser. */
function markup(f: Format, report: Report): string {
  const host = document.createElement('div');
  render(pageOne(f, report), host);
  return host.innerHTML.replace(/<!--[\s\S]*?-->/g, '');
}

/** One HTML file: page one, and the engine's own report behind it. */
export async function toHtml(f: Format, report: Report, engine: Engine): Promise<string> {
  const whole = await engine.renderReport(report.review, { format: 'html', locale: f.locale });
  return whole
    .replace('</style>', () => `${REPORT_CSS}</style>`)
    .replace(/<body[^>]*>/, (body) => `${body}${markup(f, report)}<h1>${f.t('appendix')}</h1>`)
    .replace(/<title>[^<]*<\/title>/, () => {
      const title = document.createElement('title');
      title.textContent = report.title;
      return title.outerHTML;
    });
}

/** The same as Markdown, for Word. */
export async function toMarkdown(f: Format, report: Report, engine: Engine): Promise<string> {
  const lines = [`# ${report.title}`, '', ...report.glances.map((one) => `- ${glanceText(f, one)}`), ''];
  if (report.trend !== null) lines.push(`## ${f.t('panelTrend')}`, '', trendSays(f, report.trend), '');
  if (report.people !== null) {
    lines.push(
      `## ${f.t('panelPeople')}`,
      '',
      `| ${f.t('place')} | ${f.t('person')} | ${f.t('sales')} | ${f.t('target')} |`,
      '| --- | --- | --- | --- |',
    );
    for (const { rank, name, sales, target } of report.people.people) {
      lines.push(`| ${rank ?? '—'} | ${name.replaceAll('|', '／')} | ${f.money(sales)} | ${f.money(target)} |`);
    }
    lines.push('');
  }
  lines.push(
    `## ${f.t('firstSteps')}`,
    '',
    ...report.steps.map(({ text, because }, i) => `${i + 1}. ${text}（${because}）`),
    '',
  );
  const appendix = await engine.renderReport(report.review, { format: 'markdown', locale: f.locale });
  return `${lines.join('\n')}\n${appendix}`;
}

/** A short text to paste into a chat. */
export function toShort(f: Format, report: Report): string {
  const top = report.people?.people.slice(0, 3).map(({ name, sales }, i) => `${i + 1} ${name} ${f.money(sales)}`);
  return [
    `【${report.title}】${report.asOf === null ? '' : f.t('asOfDay', { day: f.day(report.asOf, true) })}`,
    ...report.glances.map((one) => glanceText(f, one)),
    ...(report.trend === null ? [] : [trendSays(f, report.trend)]),
    ...(top === undefined ? [] : [`${f.t('ranking')}${top.join(' · ')}`]),
    ...(report.steps.length === 0
      ? []
      : [`${f.t('firstSteps')}：${report.steps.map(({ text }, i) => `${i + 1}. ${text}`).join('；')}`]),
  ].join('\n');
}
