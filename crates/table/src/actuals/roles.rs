//! The columns of a file of actuals, and what people call them.

use std::sync::LazyLock;

use crate::role::Role;

pub const KPI: usize = 0;
pub const VALUE: usize = 1;
pub const TARGET: usize = 2;
pub const UNIT: usize = 3;
pub const PERSON: usize = 4;
pub const PERIOD: usize = 5;

#[rustfmt::skip]
pub static ROLES: LazyLock<Vec<Role>> = LazyLock::new(|| vec![
    Role {
        required: true,
        ..Role::of("kpi", "指标", &[
            &["指标", "指标名称", "指標", "kpi", "kpi名称", "kpi指标", "关键指标", "考核指标", "考核项", "考核项目", "kpiname", "metric",
            "metricname", "indicator"],
            &["指标id", "kpiid", "名称", "项目", "name", "id", "measure"],
            &["*指标*", "*kpi*", "*metric*"],
        ], &[])
    },
    Role {
        required: true,
        ..Role::of("value", "实际值", &[
            &["实际", "实际值", "实际完成", "实际完成值", "实际达成", "实绩", "完成值", "达成值", "實際", "實際值", "本期实际", "actual", "actuals",
            "actualvalue", "achieved"],
            &["完成", "达成", "值", "数值", "本期", "本期值", "当前值", "value", "result", "current"],
            &["*实际*", "*actual*"],
        ], &[])
    },
    Role::of("target", "目标值", &[
        &["目标", "目标值", "計畫", "目標", "目標值", "计划", "计划值", "任务", "任务额", "target", "targetvalue", "goal", "plan", "budget"],
        &["*目标*", "*target*"],
    ], &[]),
    Role::of("unit", "单位", &[
        &["单位", "计量单位", "單位", "unit", "units"],
    ], &[]),
    Role::of("person", "姓名", &[
        &["姓名", "人员", "员工", "成员", "被考核人", "负责人", "销售", "销售员", "业务员", "销售人员", "销售代表", "客户经理", "責任人", "person",
        "member", "employee", "owner", "salesperson", "salesrep", "rep"],
    ], &[]),
    Role::of("period", "期间", &[
        &["期间", "周期", "月份", "季度", "年度", "年月", "统计周期", "统计期间", "考核期间", "考核周期", "考核月份", "考核期", "绩效周期", "所属期间", "所属月份", "期間", "period", "month", "quarter", "year"],
        &["时间", "日期", "date", "time"],
    ], &[]),
]);
