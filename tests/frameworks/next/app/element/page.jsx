'use client';
import { useEffect, useState } from 'react';
import 'planscore/element';
import { connect } from 'planscore/worker';

export default function Page() {
  const [figures, setFigures] = useState(null);
  useEffect(() => {
    connect().then(async (client) => setFigures((await client.kpiCatalog()).length));
  }, []);
  return <><planscore-plan text={'# 计划\n\n## 目标\n\n- 销售额达到X万元\n'} /><output>{figures}</output></>;
}
