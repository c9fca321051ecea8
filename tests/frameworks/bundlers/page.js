import { init } from 'planscore';
import 'planscore/element';
import { connect } from 'planscore/worker';

await init('planscore.wasm');
const client = await connect({ worker: () => new Worker('worker.js', { type: 'module' }) });
document.querySelector('planscore-plan').text = '# 计划\n\n## 目标\n\n- 销售额达到X万元\n';
document.querySelector('output').textContent = String((await client.kpiCatalog()).length);
