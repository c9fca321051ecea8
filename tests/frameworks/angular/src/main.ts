import { ChangeDetectorRef, Component, CUSTOM_ELEMENTS_SCHEMA, inject } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { init } from 'planscore';
import 'planscore/element';
import { connect } from 'planscore/worker';

@Component({
  selector: 'app-root',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: '<planscore-plan [text]="text"></planscore-plan><output>{{ figures }}</output>',
})
class App {
  readonly text = '# 计划\n\n## 目标\n\n- 销售额达到X万元\n';
  figures = 0;
  readonly #view = inject(ChangeDetectorRef);

  async ngOnInit(): Promise<void> {
    await init('planscore.wasm');
    const client = await connect({ worker: () => new Worker('worker-thread.js', { type: 'module' }) });
    this.figures = (await client.kpiCatalog()).length;
    this.#view.detectChanges();
  }
}

void bootstrapApplication(App);
