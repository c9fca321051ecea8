import { init } from 'planscore';

await init().catch(({ code, messages }) => {
  document.querySelector('output').textContent = JSON.stringify({ code, ...messages });
});
