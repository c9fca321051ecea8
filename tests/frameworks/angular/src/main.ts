import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { init } from 'planscore';
import { connect } from 'planscore/worker';
import 'planscore/element';

@Component({
  selector: 'app-root',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: '<planscore-plan [text]="plan"></planscore-plan><output>{{ figures() }}</output>',
})
class App {
  plan = '# 计划\n\n## 目标\n\n- 销售额达到X万元\n';
  figures = signal('');

  async ngOnInit() {
    await init('planscore.wasm');
    const client = await connect({ worker: () => new Worker('worker-thread.js', { type: 'module' }) });
    this.figures.set(String((await client.kpiCatalog()).length));
  }
}

bootstrapApplication(App);
