const text = '# 计划\n\n## 目标\n\n- 销售额达到X万元\n';
document.querySelector('planscore-plan').text = text;
main.findings(text).then((count) => (document.querySelector('p').textContent = `${count} findings`));
planscore.connect().then(async (client) => {
  document.querySelector('output').textContent = String((await client.kpiCatalog()).length);
});
