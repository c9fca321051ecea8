//! Customers written in two ways that are one.

use std::collections::HashMap;

use super::roles::CUSTOMER;
use super::rows::OrderRows;
use crate::interner::Interner;
use crate::quality::Decision;
use crate::spelling::half_width;
use planscore_base::locale::{Phrase, Text};

impl OrderRows {
    /// Tells how many names were not written as they are compared.
    pub(super) fn tell_names(&mut self) {
        if self.cleaned == 0 {
            return;
        }
        let text = Text {
            zh: "客户名称首尾的空白、零宽字符和全角字母数字已统一，避免同一客户被拆开",
            en: "white space around customers' names, marks without width and full-width letters were made alike, so that none is split",
        };
        let column = self.name_of(CUSTOMER);
        let decision = Decision::new("table/names", self.cleaned, text)
            .column(column.as_deref())
            .example(&self.cleaned_example);
        self.orders.quality.decide(decision);
    }

    /// Makes names one that differ in the width of their punctuation only: 甲（上海） and 甲(上海).
    pub(super) fn join_names(&mut self) {
        let names = &self.orders.data.customers;
        let is_wide = |name: &str| memchr::memchr(0xEF, name.as_bytes()).is_some();
        let mut first: HashMap<String, u32> = HashMap::new();
        let mut same: HashMap<u32, u32> = HashMap::new();
        for (code, name) in (0..).zip(names.iter()).filter(|(_, name)| is_wide(name)) {
            let narrow = half_width(name).into_owned();
            if let Some(other) = names.get(&narrow).or_else(|| first.get(&narrow).copied()) {
                if other != code {
                    same.insert(code, other);
                }
            } else {
                first.insert(narrow, code);
            }
        }
        let Some((&code, &other)) = same.iter().min() else { return };
        let example = (names.name(code).to_owned(), names.name(other).to_owned());
        let mut joined = Interner::default();
        let codes: Vec<u32> = (0..names.len() as u32)
            .map(|code| joined.intern(names.name(same.get(&code).copied().unwrap_or(code))))
            .collect();
        let rows = self.orders.data.customer.iter().filter(|code| same.contains_key(code)).count();
        self.orders.data.customer.iter_mut().for_each(|code| *code = codes[*code as usize]);
        self.orders.data.customers = joined;
        let text = Phrase::new(
            format!("“{}”与“{}”只有标点的全角半角不同，视为同一客户", example.0, example.1),
            format!(
                "\"{}\" and \"{}\" differ in the width of their punctuation only and are one customer",
                example.0, example.1
            ),
        );
        let column = self.name_of(CUSTOMER);
        let decision =
            Decision::new("table/names-joined", rows, text).column(column.as_deref()).example(&example.0);
        self.orders.quality.decide(decision);
    }
}
