import { checkPlan, init } from 'planscore';

export async function load() {
  await init();
  return { findings: checkPlan('一、目标').findings.length };
}
