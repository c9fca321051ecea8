/** The report for the boss: shown as it will be on paper, printed, saved, or copied as a short text. */
import type { PlanscoreReviewElement } from 'planscore/element';
import { download, h } from './dom.js';
import { t } from './i18n.js';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Fills the place with the report's first page and its buttons; nothing before there is an answer. */
export async function openReport(
  place: HTMLElement,
  review: PlanscoreReviewElement,
  failed: (error: unknown) => void,
): Promise<void> {
  const report = await review.makeReport();
  if (report === null) return;
  const told = h('span', { class: 'note', role: 'status' });
  const close = (): void => {
    place.replaceChildren();
    delete document.body.dataset['report'];
    document.getElementById('report')?.focus();
  };
  const saved = (make: () => Promise<BlobPart>, name: string, type: string) => (): void => {
    make().then((content) => download(content, name, type), failed);
  };
  const copy = (): void => {
    navigator.clipboard.writeText(report.text).then(
      () => told.replaceChildren(t('copied')),
      () => told.replaceChildren(t('copyRefused')),
    );
  };
  const button = (id: string, text: string, click: () => void, kind = ''): HTMLElement =>
    h('button', { id, type: 'button', class: kind, click }, text);
  place.replaceChildren(
    h(
      'section',
      { id: 'boss', class: 'panel', 'aria-label': t('bossReport') },
      h(
        'div',
        { class: 'tools' },
        button('boss-print', t('printPdf'), () => print(), 'primary'),
        button(
          'boss-html',
          t('saveHtml'),
          saved(() => report.html(), 'planscore.html', 'text/html'),
        ),
        button(
          'boss-docx',
          t('saveWord'),
          saved(async () => (await report.docx()) as BlobPart, 'planscore.docx', DOCX),
        ),
        button('boss-copy', t('copyShort'), copy),
        button('boss-close', t('close'), close),
        told,
      ),
      report.page,
    ),
  );
  // On paper the panels follow as an appendix.
  document.body.dataset['report'] = '';
  place.scrollIntoView({ block: 'start' });
  document.getElementById('boss-print')?.focus({ preventScroll: true });
}
