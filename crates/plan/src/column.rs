//! What a column of a table holds.

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Name,
    Weight,
    Target,
    Baseline,
    /// 增幅: how much more than the baseline.
    Change,
    Formula,
    Source,
    Cycle,
    Owner,
    Due,
    Amount,
    Risk,
    Response,
    Trigger,
    Action,
    /// 序号.
    Number,
    /// What several rows belong to: 板块, filled in the first of them alone.
    Group,
    Other,
}

/// How the table of heads calls each.
pub(super) const ROLES: [(&str, Role); 16] = [
    ("name", Role::Name),
    ("weight", Role::Weight),
    ("target", Role::Target),
    ("baseline", Role::Baseline),
    ("change", Role::Change),
    ("formula", Role::Formula),
    ("source", Role::Source),
    ("cycle", Role::Cycle),
    ("owner", Role::Owner),
    ("due", Role::Due),
    ("amount", Role::Amount),
    ("risk", Role::Risk),
    ("response", Role::Response),
    ("trigger", Role::Trigger),
    ("action", Role::Action),
    ("number", Role::Number),
];
