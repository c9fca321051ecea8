//! Actuals while they are read, row by row.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::figures::{counts, entry_of, own_entry, without_measure};
use super::rates::{Rate, Sizes, written};
use super::roles::{KPI, PERIOD, PERSON, ROLES, TARGET, UNIT, VALUE};
use super::{ActualColumnsNamed, ActualGroup, ActualOptions, ActualsFile, Rates, StatedTarget};
use crate::above::Above;
use crate::amounts::AmountColumn;
use crate::assign::{Assignment, assign};
use crate::csv::Record;
use crate::header::Header;
use crate::name::{clean, is_blank, is_total, is_total_word};
use crate::number::{NumberCell, number};
use crate::options::{Choices, Keep};
use crate::quality::{Count, Decision, Quality};
use crate::reader::{DataSet, Rows};
use crate::spelling::{apart, bare, half_width};
use crate::surplus::surplus;
use crate::unit::{self, Currency, Unit};
use crate::why::{self, Why};
use planscore_base::actual::{Actual, Measured};
use planscore_base::catalog::{self, Direction, Unit as KpiUnit};
use planscore_base::error::{Error, ErrorKind, Result};
use planscore_base::locale::{Phrase, Text};

/// Most rows that a file of actuals takes.
const MAX_ROWS: usize = 100_000;

const NO_KPI: Why = ("actuals/no-kpi", "没有指标名称，此行未计入", "no figure, row left out");
const NO_PERSON: Why = (
    "actuals/no-person",
    "没有姓名（上一行有），此行未计入；合并单元格请逐行填写",
    "no name, though the row above has one; row left out: write merged names in every row",
);
const BAD_VALUE: Why = ("actuals/bad-value", "实际值无法识别，此行未计入", "not a value, row left out");
const NO_VALUE: Why =
    ("actuals/no-value", "实际值不是数字，视为未知", "a word where a value should stand, taken as not known");
const ONLY_NAMED: Why = (
    "actuals/only-named",
    "没有数值，也不是目录里的指标，此行未计入",
    "no figure of the catalogue, and without a value; row left out",
);
const BAD_TARGET: Why = ("actuals/bad-target", "目标值无法识别，视为未知", "not a target, taken as unknown");
const REPEATED: Why = (
    "actuals/repeated",
    "同一人同一期间的指标重复，此行未计入",
    "the figure stands twice for the same person and period; row left out",
);
const OPEN_RATE: Why = (
    "actuals/open-rate",
    "分不清是百分数还是小数，此行未计入；请写上 %，或说明比率的写法（选项 rates）",
    "percent or fraction cannot be told, row left out; write %, or set the option rates",
);
const OTHER_CURRENCY: Why = (
    "actuals/currency",
    "金额不是人民币，按原数读取",
    "an amount in another currency than China's, read as it stands",
);

/// One row.
struct Entry {
    row: usize,
    id: String,
    /// Its name, as written.
    name: String,
    group: usize,
    /// Not known where the cell is blank.
    state: Option<Measured>,
    value: Option<Rate>,
    target: Option<Rate>,
    is_rate: bool,
}

/// Actuals while they are read.
pub struct ActualRows {
    options: ActualOptions,
    choices: Choices,
    headers: Vec<Header>,
    column: Assignment,
    quality: Quality,
    values: AmountColumn,
    targets: AmountColumn,
    groups: Vec<ActualGroup>,
    /// The place of each group, by its person and its period.
    places: HashMap<(Option<String>, Option<String>), usize>,
    entries: Vec<Entry>,
    /// Rows whose figure is one of the catalogue by its name, and the first of them; the same of all others.
    named: Count,
    own: Count,
    /// Rows whose unit stands in a column of its own, and those that have it in the name of their figure.
    unit_column: Count,
    unit_named: Count,
    /// The record above, for cells that mean its own.
    above: Above,
    overflow: bool,
}

impl ActualRows {
    fn cell<'a>(&self, role: usize, record: &Record<'a>) -> Cow<'a, str> {
        let text = self.column[role].map(|column| record.text(column)).unwrap_or_default();
        let plain = clean(&text);
        if plain.len() == text.len() { text } else { Cow::Owned(plain.into_owned()) }
    }

    fn name_of(&self, role: usize) -> Option<String> {
        self.column[role].map(|column| self.headers[column].written.clone())
    }

    fn left_out(&mut self, row: usize, role: usize, value: &str, (code, zh, en): Why) {
        let column = self.name_of(role);
        self.quality.leave_out(code, row, column.as_deref(), value, || Phrase::new(zh, en));
    }

    fn noted(&mut self, row: usize, role: usize, value: &str, (code, zh, en): Why) {
        let column = self.name_of(role);
        self.quality.issues.note(code, Some(row), column.as_deref(), Some(value), || Phrase::new(zh, en));
    }

    /// The group of a row, or why it has none.
    fn group(&mut self, record: &Record<'_>) -> std::result::Result<usize, Why> {
        let said = |text: Cow<'_, str>| (!is_blank(&text)).then(|| text.into_owned());
        let (person, period) = (said(self.cell(PERSON, record)), said(self.cell(PERIOD, record)));
        if person.is_none() && self.groups.last().is_some_and(|last| last.person.is_some()) {
            return Err(NO_PERSON);
        }
        Ok(*self.places.entry((person, period)).or_insert_with_key(|(person, period)| {
            let (person, period) = (person.clone(), period.clone());
            self.groups.push(ActualGroup { person, period, ..ActualGroup::default() });
            self.groups.len() - 1
        }))
    }

    /// The figure of the catalogue that a name or an id means, and whether that is a rate.
    fn figure(&mut self, name: &str) -> (String, bool) {
        if let Some(entry) = entry_of(name) {
            if entry.id != name {
                self.named.add(&format!("{name} = {}", entry.id));
            }
            return (entry.id.to_owned(), entry.unit == KpiUnit::Ratio);
        }
        self.own.add(name);
        (name.to_owned(), false)
    }

    /// The number of a cell, with the unit of its row; `Err` for one that is none.
    fn number(
        &mut self,
        role: usize,
        row: usize,
        record: &Record<'_>,
        figure: Option<&catalog::Entry>,
    ) -> std::result::Result<Option<Rate>, ()> {
        let text = self.cell(role, record).into_owned();
        let (kpi, unit) = (self.cell(KPI, record).into_owned(), self.cell(UNIT, record).into_owned());
        let named = apart(&half_width(&kpi)).1;
        let measure = if is_blank(&unit) { named.trim() } else { &unit };
        let (text, times) = without_measure(&text, measure, figure.map(|figure| figure.unit));
        let text = text.to_owned();
        let is_sign = |text: &str| text.contains(['%', '％']);
        let number_text = text.trim_end_matches(['%', '％', ' ']);
        let header = self.column[role].map(|column| self.headers[column].written.as_str());
        let is_percent = is_sign(&text) || is_sign(&unit) || measure == "%" || header.is_some_and(is_sign);
        let is_count = figure.is_none() && counts(&kpi);
        let index = self.entries.len();
        // 万元 above the table is about money, and no rate or count is.
        let is_money = !is_percent && figure.map_or(!is_count, |figure| figure.unit == KpiUnit::Cny);
        // What a row says of its unit is nearer than what its column says.
        // A name that is no figure of the catalogue keeps its unit, and its value is in that.
        let of_name = Header::new(&kpi).unit.map(|unit| if figure.is_some() { unit } else { Unit::ONE });
        let of_row = [(unit::unit(&unit), &mut self.unit_column), (of_name, &mut self.unit_named)];
        let of_row =
            of_row.into_iter().find_map(|(unit, count)| Some((unit.filter(|unit| unit.is_whole())?, count)));
        let column = if role == VALUE { &mut self.values } else { &mut self.targets };
        let read = match of_row {
            Some((unit, count)) if !is_percent => {
                if unit.factor != 1.0 && role == VALUE {
                    count.add(&format!("{kpi} {text}"));
                }
                let read = column.read_in(unit, number_text, index, row);
                if let Some(currency) = unit.currency.filter(|_| matches!(read, Some(Ok(_)))) {
                    column.mark(index, currency);
                }
                read
            }
            _ if is_money => column.read(number_text, index, row),
            _ => column.read_in(Unit::ONE, number_text, index, row),
        };
        match read {
            None => Ok(None),
            Some(Ok(number)) => Ok(Some(Rate { number: number * times, is_percent })),
            Some(Err(())) => Err(()),
        }
    }

    /// Decides the numbers that waited for their column.
    fn settle_numbers(&mut self) -> HashSet<usize> {
        let mut gone = HashSet::new();
        for role in [VALUE, TARGET] {
            let header = self.column[role].map(|column| &self.headers[column]);
            let column = if role == VALUE { &mut self.values } else { &mut self.targets };
            let settled = column.settle(header, self.entries.len(), &mut self.quality);
            let is_foreign = |currency: &Currency| *currency != Currency::CNY;
            let named = column.currencies.iter().filter(|(_, currency)| is_foreign(currency));
            // What the header says is told once.
            let of_header = column.unit().currency.filter(is_foreign).map(|_| 0);
            let foreign: Vec<usize> = named.map(|(index, _)| *index).chain(of_header).collect();
            for settled in settled {
                let entry = &mut self.entries[settled.index];
                let rate = if role == VALUE { &mut entry.value } else { &mut entry.target };
                if let (Some(rate), Some(value)) = (rate.as_mut(), settled.value) {
                    rate.number = value;
                } else if role == VALUE {
                    gone.insert(settled.index);
                    self.left_out(settled.row, role, &settled.written, why::AMBIGUOUS_AMOUNT);
                } else {
                    *rate = None;
                    self.noted(settled.row, role, &settled.written, why::AMBIGUOUS_AMOUNT);
                }
            }
            for index in foreign {
                if let Some(row) = self.entries.get(index).map(|entry| entry.row) {
                    self.noted(row, role, "", OTHER_CURRENCY);
                }
            }
        }
        gone
    }

    /// Decides which rates are percentages, and makes fractions of them.
    fn settle_rates(&mut self, gone: &mut HashSet<usize>) {
        let mut figures: HashMap<String, (bool, Sizes)> = HashMap::new();
        for entry in &self.entries {
            let (is_rate, sizes) = figures.entry(entry.id.clone()).or_default();
            sizes.is_small = entry_of(&entry.id).is_some_and(|entry| entry.direction == Direction::Lower);
            *is_rate |= entry.is_rate;
            for rate in [entry.value, entry.target].into_iter().flatten() {
                *is_rate |= rate.is_percent;
                sizes.add(rate);
            }
        }
        let (mut percent, mut fraction) = (Count::default(), Count::default());
        for i in 0..self.entries.len() {
            let (true, sizes) = &figures[&self.entries[i].id] else { continue };
            for role in [VALUE, TARGET] {
                let rate = if role == VALUE { self.entries[i].value } else { self.entries[i].target };
                let Some(rate) = rate else { continue };
                let number = match written(rate, sizes, self.options.rates) {
                    Some(Rates::Percent) => {
                        if !rate.is_percent {
                            percent.add(&rate.number.to_string());
                        }
                        Some(rate.number / 100.0)
                    }
                    Some(Rates::Fraction) => {
                        fraction.add(&rate.number.to_string());
                        Some(rate.number)
                    }
                    None => {
                        let (row, text) = (self.entries[i].row, rate.number.to_string());
                        if gone.insert(i) {
                            self.left_out(row, role, &text, OPEN_RATE);
                        }
                        None
                    }
                };
                let settled = number.map(|number| Rate { number, is_percent: true });
                let entry = &mut self.entries[i];
                *(if role == VALUE { &mut entry.value } else { &mut entry.target }) = settled;
            }
        }
        self.tell_rates(&percent, &fraction);
    }

    fn tell_rates(&mut self, percent: &Count, fraction: &Count) {
        let told = [
            (percent, "actuals/percent", "百分数", "percentages", percent.example.as_str()),
            (fraction, "actuals/fraction", "小数", "fractions", fraction.example.as_str()),
        ];
        for (count, code, zh, en, example) in told.into_iter().filter(|(count, ..)| count.rows > 0) {
            let text = Phrase::new(
                format!("没有百分号的比率按{zh}读取（如 {example}）"),
                format!("rates without a percent sign were read as {en} (such as {example})"),
            );
            let column = self.name_of(VALUE);
            let decision = Decision::new(code, count.rows, text)
                .column(column.as_deref())
                .example(example)
                .option("rates", "percent / fraction");
            self.quality.decide(decision);
        }
    }

    /// Tells which figures were recognised, and where units come from.
    fn tell_figures(&mut self) {
        let told = [
            (
                &self.named,
                "actuals/names",
                KPI,
                Text {
                    zh: "按名称对应到指标目录", en: "figures were found in the catalogue by their names"
                },
            ),
            (
                &self.own,
                "actuals/own-names",
                KPI,
                Text {
                    zh: "不在指标目录里的名称，直接作为指标的 id",
                    en: "names that are not in the catalogue are the ids of their figures",
                },
            ),
            (
                &self.unit_column,
                "actuals/unit-column",
                UNIT,
                Text {
                    zh: "数值按单位列换算", en: "values are in the unit of their column of units"
                },
            ),
            (
                &self.unit_named,
                "actuals/unit-named",
                KPI,
                Text {
                    zh: "数值按指标名称里的单位换算",
                    en: "values are in the unit that the name of their figure states",
                },
            ),
        ];
        for (count, code, role, text) in told.into_iter().filter(|(count, ..)| count.rows > 0) {
            let column = self.column[role].map(|column| self.headers[column].written.as_str());
            self.quality.decide(Decision::new(code, count.rows, text).column(column).example(&count.example));
        }
    }

    /// Of several names that mean one figure only one can be it: its own name, else the first. The others are figures of their own.
    fn settle_names(&mut self) {
        let mut names: HashMap<String, String> = HashMap::new();
        for entry in &self.entries {
            let own = own_entry(&entry.name).is_some();
            let name = names.entry(entry.id.clone()).or_insert_with(|| entry.name.clone());
            if own && own_entry(name).is_none() {
                name.clone_from(&entry.name);
            }
        }
        for entry in &mut self.entries {
            let one = own_entry(&entry.name).is_some() || names[&entry.id] == entry.name;
            if !one {
                entry.id.clone_from(&entry.name);
            }
        }
    }

    /// Puts the rows into their groups; a figure that stands twice is left out.
    fn settle_groups(&mut self, gone: &HashSet<usize>) -> usize {
        let (mut used, mut seen) = (0, HashSet::new());
        for (index, entry) in std::mem::take(&mut self.entries).into_iter().enumerate() {
            if gone.contains(&index) {
                continue;
            }
            if !seen.insert((entry.group, entry.id.clone())) {
                self.left_out(entry.row, KPI, &entry.id, REPEATED);
                continue;
            }
            let group = &mut self.groups[entry.group];
            let value = entry.value.map(|rate| Measured::Value(rate.number));
            let measured = entry.state.or(value).unwrap_or(Measured::Missing);
            if let Some(target) = entry.target {
                group.targets.push(StatedTarget { id: entry.id.clone(), value: target.number });
            }
            group.actuals.push(Actual { id: entry.id, measured });
            used += 1;
        }
        self.groups.retain(|group| !group.actuals.is_empty());
        used
    }
}

impl DataSet for ActualRows {
    type Options = ActualOptions;
    type Data = ActualsFile;

    fn open(options: ActualOptions) -> Result<Self> {
        let unit = Unit::ONE;
        Ok(Self {
            choices: options.given().checked()?,
            headers: Vec::new(),
            column: vec![None; ROLES.len()],
            quality: Quality::new(options.locale),
            values: AmountColumn::new(unit, None),
            targets: AmountColumn::new(unit, None),
            groups: Vec::new(),
            places: HashMap::new(),
            entries: Vec::new(),
            named: Count::default(),
            own: Count::default(),
            unit_column: Count::default(),
            unit_named: Count::default(),
            above: Above::default(),
            overflow: false,
            options,
        })
    }

    fn close(mut self) -> Result<ActualsFile> {
        if self.overflow {
            let phrase = Phrase::new("实际值超过 10 万行", "there are more than 100,000 rows of actuals");
            return Err(Error::new(ErrorKind::Limit, "table/too-many-rows", phrase));
        }
        let mut gone = self.settle_numbers();
        self.settle_names();
        self.settle_rates(&mut gone);
        let used = self.settle_groups(&gone);
        if used == 0 {
            let issues = &self.quality.issues;
            return Err(issues.no_rows(
                "actuals/no-rows",
                "没有一行可用的实际值",
                "no usable actual in the file",
            ));
        }
        self.tell_figures();
        self.above.tell(&mut self.quality);
        let totals = self.quality.issues.count_of(why::TOTAL_ROW.0);
        why::tell_totals(totals, &mut self.quality);
        self.quality.close(used);
        let name = |role: usize| self.name_of(role);
        Ok(ActualsFile {
            columns: ActualColumnsNamed {
                kpi: name(KPI),
                value: name(VALUE),
                target: name(TARGET),
                unit: name(UNIT),
                person: name(PERSON),
                period: name(PERIOD),
            },
            rows: self.quality.rows(used),
            groups: self.groups,
            issues: self.quality.issues.listed().to_vec(),
            issue_count: self.quality.issues.count(),
            decisions: self.quality.decisions,
        })
    }
}

impl Rows for ActualRows {
    fn columns(&mut self, headers: &[Header], stated: Option<Unit>) -> Result<()> {
        let given = self.options.columns.by_role().map(Option::as_deref);
        self.column = assign(&ROLES, headers, &given)?;
        self.headers = headers.to_vec();
        let unit = |role: usize| {
            let own = self.column[role].and_then(|column| headers[column].unit);
            // 分 is a mark here, and no hundredth.
            let stated = own.filter(|unit| unit.is_whole()).or(stated).filter(|unit| unit.is_whole());
            self.choices.unit.or(stated).unwrap_or(Unit::ONE)
        };
        self.values = AmountColumn::new(unit(VALUE), self.choices.decimal);
        self.targets = AmountColumn::new(unit(TARGET), self.choices.decimal);
        Ok(())
    }

    fn known(&self) -> usize {
        self.column.iter().flatten().count()
    }

    fn is_row(&self, record: &Record<'_>) -> bool {
        !is_blank(&self.cell(KPI, record))
            && matches!(number(&self.cell(VALUE, record)), NumberCell::Value(_))
    }

    fn row(&mut self, row: usize, record: &Record<'_>) {
        if self.entries.len() >= MAX_ROWS {
            self.overflow = true;
            return;
        }
        let kpi = self.cell(KPI, record).into_owned();
        let value = self.cell(VALUE, record).into_owned();
        let person = self.cell(PERSON, record);
        if !self.choices.keeps(Keep::Totals) && (is_total_word(&kpi) || is_total(&person)) {
            return self.left_out(row, KPI, &kpi, why::TOTAL_ROW);
        }
        if Some(value.as_str()) == self.name_of(VALUE).as_deref() {
            return self.left_out(row, KPI, &kpi, why::REPEATED_HEADER);
        }
        if let Some(cell) = surplus(record, &self.headers, &[self.column[VALUE], self.column[TARGET]]) {
            return self.left_out(row, VALUE, &cell, why::SURPLUS_CELL);
        }
        if is_blank(&kpi) {
            return self.left_out(row, KPI, &kpi, NO_KPI);
        }
        let state =
            matches!(bare(&value).as_str(), "不适用" | "notapplicable").then_some(Measured::NotApplicable);
        let figure = entry_of(&kpi);
        let reached = match state {
            Some(_) => None,
            None => match self.number(VALUE, row, record, figure) {
                Ok(reached) => reached,
                // 待统计, 未出: what is not counted yet is known to be missing.
                Err(()) if figure.is_some() && !value.bytes().any(|byte| byte.is_ascii_digit()) => {
                    self.noted(row, VALUE, &value, NO_VALUE);
                    None
                }
                Err(()) => return self.left_out(row, VALUE, &value, BAD_VALUE),
            },
        };
        let target = match self.number(TARGET, row, record, figure) {
            Ok(target) => target,
            Err(()) => {
                let text = self.cell(TARGET, record).into_owned();
                self.noted(row, TARGET, &text, BAD_TARGET);
                None
            }
        };
        // A note below the table, or the head of a group.
        if figure.is_none() && state.is_none() && reached.is_none() && target.is_none() {
            return self.left_out(row, KPI, &kpi, ONLY_NAMED);
        }
        let group = match self.group(record) {
            Ok(group) => group,
            Err(why) => {
                let index = self.entries.len();
                self.values.forget(index);
                self.targets.forget(index);
                return self.left_out(row, PERSON, "", why);
            }
        };
        let (id, is_rate) = self.figure(&kpi);
        self.entries.push(Entry { row, id, name: kpi, group, state, value: reached, target, is_rate });
    }

    fn above(&mut self) -> &mut Above {
        &mut self.above
    }

    fn quality(&mut self) -> &mut Quality {
        &mut self.quality
    }

    fn choices(&self) -> &Choices {
        &self.choices
    }
}
