//! What a quantity does in its clause: a level, a change, where it starts, or nothing of a goal.

use super::lexicon::Era;
use super::lexicon::Word;
use super::measure::Measure;
use super::number::blank;
use super::phrase::{Clause, Lead, Verb};
use super::quantity::Quantity;
use super::reader::{Reader, Role};
use super::terms;

impl Reader<'_> {
    pub(super) fn role(
        &self,
        clause: &Clause,
        quantity: &Quantity,
        lead: &Lead,
        next: Option<&Quantity>,
    ) -> Role {
        let titled = self.titled.is_some_and(|at| quantity.start < at);
        if titled || (self.shares.0..self.shares.1).contains(&quantity.start) {
            return Role::Aside;
        }
        let chars = self.source.chars();
        // 每高一个点多收47万元: what comes of each step is no goal.
        let from = blank(&chars[..clause.end], clause.start);
        if matches!(
            chars.get(from..from + 2),
            Some(['每', '高' | '低' | '涨' | '跌' | '增' | '减' | '多' | '少' | '超'])
        ) {
            return Role::Aside;
        }
        let after = &chars[quantity.end.min(clause.end)..clause.end];
        let based = terms::BASED_ON.at(chars, blank(chars, quantity.end)).is_some();
        let compared = lead.than
            && lead.verb.is_none()
            && self.current.is_some()
            && quantity.measure != Measure::Percent;
        let exceeded = self.exceeded(clause, quantity);
        if based || compared || exceeded || lead.verb == Some(Verb::From) || self.leads_on(quantity.end, next)
        {
            return Role::Baseline;
        }
        // cut from 45 days by 20% to 38 days
        if chars[clause.start..quantity.start].ends_with(&['b', 'y', ' '])
            && matches!(quantity.measure, Measure::Percent | Measure::Points)
        {
            return Role::Change(self.source.text.has(Word::Down, clause.start, quantity.start));
        }
        let lasting = matches!(quantity.measure, Measure::Days | Measure::Hours | Measure::Score);
        let noun_next = after.first().is_some_and(|c| *c == '的' || c.is_alphabetic());
        let narrows = lasting && (next.is_some() && noun_next || after.first() == Some(&'的'))
            || lead.verb.is_none() && next.is_some_and(|next| self.qualifies(quantity.end, next.start));
        // 到期的16份年框续上14份: of two that count the same the first says of how many.
        let of = lead.verb.is_none()
            && lead.bound.is_none()
            && next.is_some_and(|next| {
                let unit = |q: &Quantity| &chars[q.number_end..q.end];
                let between = &chars[quantity.end..next.start.max(quantity.end)];
                quantity.measure == Measure::Count
                    && unit(quantity) == unit(next)
                    && quantity.low > next.low
                    && (2..=8).contains(&between.len())
                    && between
                        .iter()
                        .all(|c| c.is_alphabetic() && !matches!(c, '和' | '及' | '与' | '到' | '至'))
                    && chars[clause.start..quantity.start].contains(&'的')
            });
        // 签下6个20店以上的连锁品牌: the second narrows what the first counts.
        let beside = quantity.bound.is_some()
            && after.first() == Some(&'的')
            && self
                .source
                .quantities_in(clause.start, quantity.start)
                .last()
                .is_some_and(|q| q.end + 1 >= quantity.start);
        let scale = chars[clause.start..quantity.start].ends_with(&['满', '分']);
        // 5公斤装, 12升桶装: a size.
        let sized = after.iter().take(2).any(|c| *c == '装');
        let basis = lead.name.1 > lead.name.0 && chars[lead.name.0] == '按';
        // 11家店都不低于4.8分, 24家里救回15家: of how many.
        let among_them = quantity.measure == Measure::Count
            && next.is_some_and(|next| {
                let between = &chars[quantity.end..next.start.max(quantity.end)];
                let of_all = between.iter().take(5).position(|c| matches!(c, '都' | '均' | '全' | '各'));
                let plain = |to: usize| between[..to].iter().all(|c| c.is_alphabetic() || *c == ' ');
                of_all.is_some_and(plain)
                    || matches!(between, ['里' | '中', word, ..] if word.is_alphabetic())
            });
        let multiple = quantity.measure == Measure::Times
            && !quantity.change
            && !matches!(lead.verb, Some(Verb::Up | Verb::Reach | Verb::From));
        if lead.segment || narrows || beside || of || scale || basis || multiple || sized || among_them {
            return Role::Aside;
        }
        let signed =
            quantity.start > clause.start && chars[quantity.start - 1] == '+' || chars[quantity.start] == '+';
        if quantity.change || signed {
            // 减半 is a share that goes, 翻番 times as many.
            return Role::Change(quantity.change && quantity.measure == Measure::Percent);
        }
        let onward = blank(chars, quantity.end);
        if quantity.measure == Measure::Percent && terms::MORE_THAN.at(chars, onward).is_some() {
            return Role::Change(false);
        }
        if quantity.measure == Measure::Percent && terms::LESS_THAN.at(chars, onward).is_some() {
            return Role::Change(true);
        }
        // 往年欠账收回XX%: what is still to be filled in is not of the past.
        let past = self.is_past(lead) && !quantity.hole;
        let grows = terms::GROWS_BY.at(chars, blank(chars, quantity.end)).is_some();
        if lead.verb != Some(Verb::Reach)
            && lead.verb != Some(Verb::Up)
            && lead.verb != Some(Verb::Down)
            && past
            && !grows
        {
            return Role::Baseline;
        }
        match lead.verb {
            Some(Verb::Up) => Role::Change(false),
            Some(Verb::Down) => Role::Change(true),
            _ if quantity.measure == Measure::Points => Role::Change(lead.down.unwrap_or(quantity.low < 0.0)),
            _ if grows => Role::Change(false),
            Some(Verb::Than) if quantity.measure == Measure::Percent && lead.time.is_none() => {
                Role::Change(lead.down.unwrap_or(quantity.low < 0.0))
            }
            // Increase win rate by 15 %, 拉升客单价15%: the verb stands before the name.
            _ if lead.down.is_some()
                && lead.verb.is_none()
                && lead.name.1 > lead.name.0
                && lead.bound.is_none()
                && quantity.measure == Measure::Percent =>
            {
                Role::Change(lead.down == Some(true))
            }
            _ if past => Role::Baseline,
            _ => Role::Level,
        }
    }

    /// 日均500票以上的签3家: a figure before 的 narrows what the next one counts.
    fn qualifies(&self, end: usize, next: usize) -> bool {
        let between = &self.source.chars()[end..next.max(end)];
        let of = between.iter().take(6).position(|c| *c == '的');
        of.is_some() && between.iter().all(|c| c.is_alphabetic() && !matches!(c, '和' | '及' | '与'))
    }

    /// 20% more than USD 3.9 million: the figure that a share compares with.
    fn exceeded(&self, clause: &Clause, quantity: &Quantity) -> bool {
        let before = &self.source.chars()[clause.start..quantity.start];
        let from = before.iter().rposition(|c| *c == '%').map_or(before.len(), |at| at + 1);
        let words = &before[blank(before, from).min(before.len())..];
        terms::MORE_THAN
            .at(words, 0)
            .or_else(|| terms::LESS_THAN.at(words, 0))
            .is_some_and(|end| end <= words.len())
            && words.len() <= 12
    }

    /// 14% 压到 11%, 11% → 13%: nothing but a verb and 到 stands before the next figure.
    fn leads_on(&self, end: usize, next: Option<&Quantity>) -> bool {
        let Some(next) = next.filter(|next| next.start > end && next.start - end <= 24) else { return false };
        let lead = self.source.lead(end, next.start);
        let between = &self.source.chars()[end..next.start];
        // 4.1%降2%: what a verb of change follows is where it starts.
        if let [_, ..] = between
            && between.len() <= 3
            && lead.name.1 <= lead.name.0
            && matches!(lead.verb, Some(Verb::Up | Verb::Down))
        {
            return matches!(next.measure, Measure::Percent | Measure::Points);
        }
        lead.name.1 <= lead.name.0
            && lead.verb == Some(Verb::Reach)
            && !between.contains(&'、')
            && (lead.down.is_some()
                || between
                    .iter()
                    .any(|c| matches!(c, '→' | '➜' | '➔' | '⇒' | '➡' | '⟶' | '到' | '至' | '成' | '>')))
    }

    pub(super) fn is_past(&self, lead: &Lead) -> bool {
        lead.time
            .is_some_and(|index| matches!(self.frame.era(&self.source.times[index]), Era::Past | Era::Now))
    }
}
