//! One file of orders read by several threads, with the answer that one gives.
//!
//! Where a record begins, and what it says, follows from the bytes behind that place alone, but for what is decided for the
//! whole file. A scout therefore begins a slice at a line break, at a guess, and reads what says everything by itself: rows
//! with a plain name, date and amount, which are nearly all. Whatever else it meets it hands on as it stands. The
//! reader of the whole file reads the first records of the slice itself; where a record of its own ends at the
//! place from which the scout's are told, the guess was right, and it takes what the scout took, in the order of the file, and
//! looks at the rest as ever. Where it was not, or where the rows belong to another table, it reads the slice itself.

use std::ops::Range;

use super::roles::{COST, CUSTOMER, ORDER_ID, OWNER, PRODUCT};
use super::rows::{DecidedBy, OrderRows, Taken};
use super::slice::{Opened, OrderSlice, Step};
use super::states::{StateAt, Watched};
use super::{MAX_ROWS, OrderColumns, OrdersReader};
use crate::above::means_above;
use crate::csv::{Batch, Record, Records};
use crate::interner::{Interner, highest};
use crate::name::{clean, is_plain};
use crate::reader::{BATCH, CHUNK, Rows, Source, note_stray_quote};
use crate::tables::Table;

/// Reads slices of a file of orders for the reader of the whole file.
pub struct OrderScout {
    rows: OrderRows,
    source: Source,
}

impl OrdersReader {
    /// Lets go of what it has read, which is the beginning of a file, in order to read slices of it; `None` where
    /// the columns are not decided yet, or where every row has to be looked at closely.
    pub fn scout(self) -> Option<OrderScout> {
        let (rows, source) = self.into_parts()?;
        let mut scout = (rows.decided_by != DecidedBy::Kinds).then_some(OrderScout { rows, source })?;
        // Order numbers are new in nearly every row: whoever reads the whole file alone tells them apart.
        scout.rows.coded.retain(|&role| role != ORDER_ID);
        scout.packed(0, 0, &Seen::default());
        Some(scout)
    }

    /// Takes a slice whose [`OrderSlice::lead`] has been pushed; false, with nothing taken, where its other bytes
    /// have to be pushed instead.
    pub fn take(&mut self, slice: &OrderSlice) -> bool {
        let Some((rows, row)) = self.between_records() else { return false };
        let Some(part) = Part::of(slice, rows) else { return false };
        if rows.table == Table::Other || rows.orders.len() + part.customer.codes.len() > MAX_ROWS {
            return false;
        }
        part.join(rows, row);
        true
    }
}

impl OrderScout {
    /// Reads a slice that begins behind a line break.
    pub fn read(&mut self, bytes: &[u8]) -> OrderSlice {
        self.rows.table = Table::First;
        let (mut lead, mut end, mut length) = (None, 0, CHUNK);
        let mut seen = Seen::default();
        while end < bytes.len() {
            // As much as stays near at hand; a record that is longer is split with more behind it.
            let piece = &bytes[end..bytes.len().min(end + length)];
            let split = self.read_piece(piece, &mut lead, &mut seen);
            if split == 0 && piece.len() < length {
                break;
            }
            length = if split == 0 { 2 * length } else { CHUNK };
            end += split;
        }
        self.packed(lead.unwrap_or(end), end, &seen)
    }

    /// Reads the records of a piece, the first of which are the lead; how many bytes they have.
    fn read_piece(&mut self, piece: &[u8], lead: &mut Option<usize>, seen: &mut Seen) -> usize {
        self.source.restart(piece);
        loop {
            let at = self.source.at();
            let is_stray = self.source.split(&self.rows, piece, false);
            match self.source.at() {
                end if end == at => return at,
                end if lead.is_none() => *lead = Some(end),
                _ => seen.take(&mut self.rows, self.source.records(piece), is_stray),
            }
        }
    }

    /// What has been read since the slice began, and no more of it here.
    fn packed(&mut self, lead: usize, end: usize, seen: &Seen) -> OrderSlice {
        let rows = &mut self.rows;
        let mut slice = OrderSlice::default();
        slice.numbers.extend([lead as u32, end as u32]);
        let flags = [rows.amounts.drain_points(), rows.costs.drain_points()];
        slice.list(flags.into_iter().map(u32::from));
        slice.steps(&seen.steps);
        slice.pairs(seen.out.iter().map(|at| [at.column as u32, at.place as u32]));
        let data = &mut rows.orders.data;
        slice.list(data.day.drain(..).map(|day| day as u32));
        slice.amounts.append(&mut data.amount);
        slice.amounts.append(&mut data.cost);
        // Names stay known here, so that few are new; a slice has those of its own rows.
        for (codes, names) in [
            (&mut data.customer, &data.customers),
            (&mut data.owner, &data.owners),
            (&mut data.product, &data.products),
        ] {
            let used = recoded(codes, names.len());
            slice.list(codes.drain(..));
            slice.names(used.iter().map(|&code| names.name(code)));
        }
        slice.list(seen.id_lengths.iter().copied());
        slice.text.extend_from_slice(&seen.ids);
        for watched in &mut rows.watched {
            let words: Vec<_> = watched.said.drain().collect();
            slice.list(words.iter().map(|(_, rows)| *rows as u32));
            slice.names(words.iter().map(|(word, _)| *word));
        }
        slice.records(&seen.handed, &seen.text);
        rows.places = <_>::default();
        slice
    }
}

/// Numbers codes below `count` by their first appearance; the codes that appear.
fn recoded(codes: &mut [u32], count: usize) -> Vec<u32> {
    let (mut own, mut used) = (vec![u32::MAX; count], Vec::new());
    for code in codes {
        let own = &mut own[*code as usize];
        if *own == u32::MAX {
            *own = used.len() as u32;
            used.push(*code);
        }
        *code = *own;
    }
    used
}

/// What a scout has seen of a slice besides rows.
#[derive(Default)]
struct Seen {
    steps: Vec<(Step, usize)>,
    /// What leaves rows out.
    out: Vec<StateAt>,
    /// Order numbers of the rows that were read, as they stand.
    ids: Vec<u8>,
    id_lengths: Vec<u32>,
    /// Records that are handed on.
    handed: Batch,
    text: Vec<u8>,
}

impl Seen {
    /// Takes the next records; the last one may have a quote that is none.
    fn take(&mut self, rows: &mut OrderRows, records: Records<'_>, is_stray: bool) {
        let known = rows.known(records);
        let count = records.iter().count();
        let mut above: Option<Record<'_>> = None;
        for (i, (record, &customer)) in records.iter().zip(&known).enumerate() {
            let is_stray = is_stray && i + 1 == count;
            let taken = if is_stray { None } else { rows.take_alone(&record, customer) };
            if let Some(taken) = taken {
                self.note(taken, &record, rows.column[ORDER_ID]);
                above = Some(record);
            } else if record.is_blank() {
                self.step(Step::Blank);
            } else {
                if let Some(above) = above.take().filter(|_| means_above(&record)) {
                    self.hand_on(Step::Above, &above);
                }
                self.hand_on(if is_stray { Step::Stray } else { Step::Forwarded }, &record);
                rows.learn(&record);
            }
        }
        // The first of the next records may mean the last of these.
        if let Some(above) = above {
            self.hand_on(Step::Above, &above);
        }
    }

    /// Notes a row that was taken.
    fn note(&mut self, taken: Taken, record: &Record<'_>, id: Option<usize>) {
        match taken {
            Taken::Order => {
                self.step(Step::Taken);
                if let Some(id) = id.and_then(|column| record.raw(column)) {
                    self.ids.extend_from_slice(id);
                    self.id_lengths.push(id.len() as u32);
                }
            }
            Taken::Out(state) => {
                self.step(Step::Out);
                self.out.push(state);
            }
        }
    }

    fn step(&mut self, step: Step) {
        match self.steps.last_mut().filter(|(known, _)| *known == step) {
            Some((_, count)) => *count += 1,
            None => self.steps.push((step, 1)),
        }
    }

    fn hand_on(&mut self, step: Step, record: &Record<'_>) {
        self.step(step);
        self.handed.copy(record, &mut self.text);
    }
}

impl OrderRows {
    /// Takes a record that says everything by itself; `None`, with nothing taken, for any other.
    fn take_alone(&mut self, record: &Record<'_>, known: Option<u32>) -> Option<Taken> {
        let data = &self.orders.data;
        // What is known here is plain.
        let is_known = |role: usize, name: &str| match role {
            OWNER => data.owners.get(name).is_some(),
            PRODUCT => data.products.get(name).is_some(),
            _ => false,
        };
        let is_sure = |role: usize| {
            let Some(column) = self.column[role] else { return true };
            let name = record.raw(column).and_then(|cell| std::str::from_utf8(cell).ok());
            name.is_some_and(|name| name.is_empty() || is_known(role, name) || is_plain(name))
        };
        let is_alone = [OWNER, PRODUCT, ORDER_ID].into_iter().all(is_sure);
        is_alone.then(|| self.take(self.orders.len(), record, known))?
    }

    /// Learns from a record that is handed on what it means for those behind it.
    fn learn(&mut self, record: &Record<'_>) {
        if means_above(record) {
            // Only who knows the record above knows whether it becomes a line of names.
            self.table = Table::Other;
            return;
        }
        let customer = self.column[CUSTOMER].map(|column| record.text(column)).unwrap_or_default();
        if self.total_word(record, &clean(&customer)).is_none() {
            self.heading(record, false);
        }
        for Watched { column, about, said } in &mut self.watched {
            said.learn(&clean(&record.text(*column)), 0, *about, self.options.leave_out.as_deref());
        }
    }
}

impl OrderRows {
    /// Adds order numbers, each of them plain or empty.
    fn add_ids(&mut self, ids: &[&str]) {
        let codes = &mut self.orders.data.order_id;
        for ids in ids.chunk_by(|a, b| a.is_empty() == b.is_empty()) {
            if ids[0].is_empty() {
                codes.extend(ids.iter().map(|_| OrderColumns::NO_ORDER_ID));
            } else {
                self.order_ids.intern_all(ids, codes);
            }
        }
    }
}

/// Codes of a slice with their names.
struct Coded<'a> {
    codes: &'a [u32],
    names: Vec<&'a str>,
    /// The code of each name in the whole file, once it has one.
    own: Vec<Option<u32>>,
}

impl<'a> Coded<'a> {
    fn of(opened: &mut Opened<'a>, rows: usize) -> Option<Self> {
        let (codes, names) = (opened.list()?, opened.names()?);
        let is_sound = codes.len() == rows && (rows == 0 || (highest(codes) as usize) < names.len());
        is_sound.then(|| Self { codes, own: vec![None; names.len()], names })
    }

    /// Looks up all names that are known, many at a time.
    fn look_up(&mut self, names: &Interner) {
        for (own, texts) in self.own.chunks_mut(BATCH).zip(self.names.chunks(BATCH)) {
            let mut wanted = [&[][..]; BATCH];
            wanted.iter_mut().zip(texts).for_each(|(wanted, text)| *wanted = text.as_bytes());
            own.iter_mut().zip(names.find(&wanted)).for_each(|(own, found)| *own = found);
        }
    }

    /// Adds the codes of some rows; a name that is new gets its code at its first row, as in the whole file.
    fn join(&mut self, rows: Range<usize>, codes: &mut Vec<u32>, names: &mut Interner) {
        let (own, texts) = (&mut self.own, &self.names);
        codes.extend(self.codes[rows].iter().map(|&code| {
            let code = code as usize;
            *own[code].get_or_insert_with(|| names.intern(texts[code]))
        }));
    }
}

/// A slice as it is read back, sound throughout.
struct Part<'a> {
    /// Whether an amount, or a cost, can only have a point before its decimals.
    points: [bool; 2],
    steps: Vec<(Step, usize)>,
    days: &'a [u32],
    amounts: &'a [f64],
    costs: &'a [f64],
    customer: Coded<'a>,
    /// Order numbers as they stand, where there are any.
    ids: Vec<&'a str>,
    /// What leaves rows out: the column of states, and the place of its word.
    out: &'a [[u32; 2]],
    /// Owners and products by their roles, of those that have a column.
    coded: Vec<(usize, Coded<'a>)>,
    /// The words of each column of states, and how many rows have them.
    words: Vec<(&'a [u32], Vec<&'a str>)>,
    handed: Batch,
    text: &'a [u8],
}

impl<'a> Part<'a> {
    /// Reads a slice of the file of `whole`; `None` for one that is not.
    fn of(slice: &'a OrderSlice, whole: &OrderRows) -> Option<Self> {
        let mut opened = Opened::new(slice)?;
        let &[points, cost_points] = opened.list()? else { return None };
        let steps = opened.steps()?;
        let count = |of: &[Step]| -> usize {
            steps.iter().filter(|(step, _)| of.contains(step)).map(|(_, count)| count).sum()
        };
        let rows = count(&[Step::Taken]);
        let handed = count(&[Step::Forwarded, Step::Stray, Step::Above]);
        let (out, []) = opened.list()?.as_chunks() else { return None };
        let days = opened.list().filter(|days| days.len() == rows)?;
        let customer = Coded::of(&mut opened, rows)?;
        let mut coded = Vec::new();
        for role in [OWNER, PRODUCT] {
            let has_column = whole.column[role].is_some();
            let codes = Coded::of(&mut opened, if has_column { rows } else { 0 })?;
            coded.extend(has_column.then_some((role, codes)));
        }
        let ids = opened.names()?;
        let amounts = opened.amounts(rows)?;
        let costs = opened.amounts(if whole.column[COST].is_some() { rows } else { 0 })?;
        let words: Vec<_> =
            whole.watched.iter().map(|_| Some((opened.list()?, opened.names()?))).collect::<Option<_>>()?;
        let (records, text) = opened.records()?;
        let is_known = |&[column, place]: &[u32; 2]| {
            let word = words.get(column as usize).and_then(|(_, words)| words.get(place as usize));
            word.is_some_and(|word| whole.watched[column as usize].said.place(word.as_bytes()).is_some())
        };
        // Whoever reads the whole file has met every word that a scout has.
        let all_known = whole.watched.iter().zip(&words).all(|(watched, (rows, words))| {
            let mut counted = words.iter().zip(*rows).filter(|(_, rows)| **rows > 0);
            counted.all(|(word, _)| watched.said.place(word.as_bytes()).is_some())
        });
        let is_sound = all_known
            && records.len() == handed
            && out.len() == count(&[Step::Out])
            && out.iter().all(is_known)
            && ids.len() == if whole.column[ORDER_ID].is_some() { rows } else { 0 };
        is_sound.then_some(Self {
            out,
            ids,
            points: [points > 0, cost_points > 0],
            steps,
            days,
            amounts,
            costs,
            customer,
            coded,
            words,
            handed: records,
            text,
        })
    }

    /// Adds the slice to the rows above it, the last of which is `row`.
    fn join(mut self, rows: &mut OrderRows, row: &mut usize) {
        let [points, cost_points] = self.points;
        rows.amounts.presume((points, false));
        rows.costs.presume((cost_points, false));
        for (watched, (counts, words)) in rows.watched.iter_mut().zip(&self.words) {
            words.iter().zip(*counts).for_each(|(word, &rows)| watched.said.add(word, rows as usize));
        }
        self.customer.look_up(&rows.orders.data.customers);
        let (mut taken, mut handed, out) = (0, 0, self.out);
        let mut out = out.iter();
        for (step, count) in std::mem::take(&mut self.steps) {
            if step == Step::Taken {
                self.add(rows, *row + 1, taken..taken + count);
                taken += count;
            }
            for (i, &[column, place]) in
                out.by_ref().take(if step == Step::Out { count } else { 0 }).enumerate()
            {
                let (column, word) = (column as usize, self.words[column as usize].1[place as usize]);
                if let Some(place) = rows.watched[column].said.place(word.as_bytes()) {
                    rows.leave_out_by_state(*row + 1 + i, StateAt { column, place });
                }
            }
            if matches!(step, Step::Taken | Step::Out | Step::Blank) {
                *row += count;
                continue;
            }
            for record in handed..handed + count {
                let records = self.handed.records(record..record + 1, self.text);
                if step == Step::Above {
                    rows.keep_above(records.iter().next());
                    continue;
                }
                *row += 1;
                if step == Step::Stray {
                    note_stray_quote(rows, *row);
                }
                rows.batch(*row, records);
            }
            handed += count;
        }
    }

    /// Adds rows that follow one another, the first of them at `row`.
    fn add(&mut self, rows: &mut OrderRows, row: usize, range: Range<usize>) {
        rows.places.add(rows.orders.len(), row);
        for (role, coded) in &mut self.coded {
            let (names, codes) = rows.names_and_codes(*role);
            coded.join(range.clone(), codes, names);
        }
        if !self.ids.is_empty() {
            rows.add_ids(&self.ids[range.clone()]);
        }
        let data = &mut rows.orders.data;
        self.customer.join(range.clone(), &mut data.customer, &mut data.customers);
        data.day.extend(self.days[range.clone()].iter().map(|&day| day as i32));
        data.amount.extend_from_slice(&self.amounts[range.clone()]);
        data.cost.extend_from_slice(self.costs.get(range).unwrap_or_default());
    }
}
