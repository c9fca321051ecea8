import { checkPlan, init } from 'planscore';

export const dynamic = 'force-dynamic';

export default async function Page() {
  await init();
  return <p>{checkPlan('一、目标').findings.length} findings</p>;
}
