/** Words of the plan's findings. */
export const PLAN = {
  panelPlan: ['计划体检', 'Plan findings'],
  needPlan: ['有了计划文本后显示缺漏与改法。', 'What is missing and how to mend it appears once there is a plan.'],
  missingSections: ['缺少的部分', 'Missing parts'],
  findings: ['发现', 'Findings'],
  noFindings: ['没有发现问题。', 'Nothing was found.'],
  planText: ['计划原文', 'Plan text'],
  goals: ['识别出的目标', 'Goals found'],
  deadline: ['期限', 'Deadline'],
  mend: ['采纳修改', 'Apply the fix'],
  error: ['必须改', 'Error'],
  warning: ['建议改', 'Warning'],
  info: ['提示', 'Note'],
  grade: ['{grade} 级', 'grade {grade}'],
} as const satisfies Record<string, readonly [string, string]>;
