/** A small form for the targets of the group. */
import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Kpi, KpiReport, Scorecard } from '../types.js';
import type { Format } from './format.js';
import { typedIn } from './inputs.js';
import { kpisOf } from './pace.js';

/** A target before anything is typed stands for nothing: only what is filled in is asked for. */
export function targetForm(
  f: Format,
  report: KpiReport,
  scorecard: Scorecard | null,
  isSet: boolean,
  on: { set: (scorecard: Scorecard) => void; cancel: () => void },
): TemplateResult {
  const before = new Map(kpisOf(scorecard?.items ?? []).map((kpi) => [kpi.id, kpi]));
  // Of nobody's targets, those that the data can be held against come first.
  const items = [...report.items].sort((a, b) => Number(b.actual !== null) - Number(a.actual !== null));
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const kpis: Kpi[] = [];
    let isRight = true;
    for (const item of report.items) {
      const input = form.elements.namedItem(item.id) as HTMLInputElement;
      const value = typedIn(f, input, item.unit);
      if (value === undefined && isRight) input.reportValidity();
      isRight &&= value !== undefined;
      if (value === null || value === undefined) continue;
      const was = before.get(item.id);
      // A target left as it was keeps its form: growth stays growth.
      if (isSet && was !== undefined && f.typed(item.target, item.unit) === input.value) kpis.push(was);
      else kpis.push({ ...was, id: item.id, weight: was?.weight || 10, target: value });
    }
    if (isRight && kpis.length > 0) on.set({ ...(isSet ? scorecard : {}), items: kpis });
  };
  return html`<form class="targets" novalidate @submit=${submit}>
    <h3>${f.t('setTargets')}</h3>
    <div class="fields">${repeat(
      items,
      ({ path }) => path,
      (item) => html`<label><span>${item.name}${item.unit === 'ratio' ? '（%）' : ''}</span>
        <input type="text" inputmode="decimal" autocomplete="off" name=${item.id}
          .value=${isSet ? f.typed(item.target, item.unit) : ''}
          placeholder=${item.actual === null ? '' : f.t('sofar', { value: f.figure(item.actual, item.unit) })}></label>`,
    )}</div>
    <p class="note">${f.t('targetsHint')}</p>
    <div class="tools"><button type="submit" class="primary">${f.t('useTargets')}</button>
      <button type="button" @click=${on.cancel}>${f.t('cancel')}</button></div>
  </form>`;
}
