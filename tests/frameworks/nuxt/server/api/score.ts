import { checkPlan, init } from 'planscore';

export default defineEventHandler(async () => {
  await init();
  return checkPlan('一、目标').findings.length;
});
