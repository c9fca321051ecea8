/** Findings as they are listed: those of one rule and section, and sections in doubt by the title that may be them. */
import type { Finding, FindingGroup, PlanReport } from '../types.js';
import type { Format } from './format.js';

/** A line of the list. */
export type Listed = Pick<FindingGroup, 'code' | 'severity' | 'message' | 'fix' | 'lost'> & {
  findings: Finding[];
  /** What each finding is about, where they stand at one place. */
  names: string[];
};

/** A section that was not recognised, and the title that may be it. */
const DOUBTS = [/^没有认出「(.+?)」部分：「(.+)」可能就是$/, /^no section on (.+) was recognised: “(.+)” may be it$/];

function doubtOf({ message }: Finding): { name: string; title: string } | null {
  for (const doubt of DOUBTS) {
    const [, name, title] = doubt.exec(message) ?? [];
    if (name !== undefined && title !== undefined) return { name, title };
  }
  return null;
}

export function listed(f: Format, { groups, findings: all }: PlanReport): Listed[] {
  const lines: Listed[] = [];
  const doubts = new Map<string, Listed>();
  for (const { findings: indices, ...group } of groups) {
    const findings = indices.flatMap((index) => all[index] ?? []);
    const plain = findings.filter((finding) => doubtOf(finding) === null);
    if (plain.length === findings.length) {
      lines.push({ ...group, findings, names: [] });
      continue;
    }
    const [first] = plain;
    if (first !== undefined) lines.push({ ...group, message: first.message, fix: first.fix, findings: plain, names: [] });
    for (const finding of findings) {
      const doubt = doubtOf(finding);
      if (doubt === null) continue;
      const { message, fix, lost } = finding;
      const known = doubts.get(doubt.title) ?? { ...group, message, fix, lost: 0, findings: [], names: [] };
      if (!doubts.has(doubt.title)) lines.push(known);
      doubts.set(doubt.title, known);
      known.findings.push(finding);
      known.names.push(doubt.name);
      known.lost += lost;
    }
  }
  for (const [title, line] of doubts) {
    if (line.names.length < 2) continue;
    line.message = f.t('inDoubt', { names: f.list(line.names), title });
    line.fix = f.t('inDoubtFix', { title });
  }
  return lines;
}
