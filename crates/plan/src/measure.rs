//! What quantities count.

/// What a quantity counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// A bare number.
    None,
    /// A share; the value is a fraction.
    Percent,
    /// Percentage points; the value is a fraction of one.
    Points,
    /// Money, in its main unit.
    Money,
    /// Things: 家, 个, 次.
    Count,
    /// Days.
    Days,
    /// Hours.
    Hours,
    /// Points of a score: 分.
    Score,
    /// Times as many: 倍.
    Times,
}
