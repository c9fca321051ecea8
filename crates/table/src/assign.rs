//! Which column is which.

use super::header::{Cells, Header};
use super::role::Role;
use planscore_base::error::{Error, ErrorKind, Result};
use planscore_base::locale::Phrase;

/// The column of each role, `None` where there is none.
pub type Assignment = Vec<Option<usize>>;

/// Finds each role's column; `given` names columns by the caller's choice, a role each.
///
/// # Errors
/// `columns/ambiguous` where two columns could be one required role, `columns/missing` where a
/// required or given one is not there.
pub fn assign(roles: &[Role], headers: &[Header], given: &[Option<&str>]) -> Result<Assignment> {
    let mut taken = vec![false; headers.len()];
    let mut assignment: Assignment = vec![None; roles.len()];
    for (i, name) in given.iter().enumerate() {
        let Some(name) = name else { continue };
        let wanted = Header::new(name).name;
        let column = headers
            .iter()
            .position(|h| h.written == name.trim())
            .or_else(|| headers.iter().position(|h| h.name == wanted))
            .ok_or_else(|| no_such_column(roles[i].name, name, headers))?;
        assignment[i] = Some(column);
        taken[column] = true;
    }
    let ranks = roles.iter().map(|role| role.names.len()).max().unwrap_or(0);
    for rank in 0..ranks {
        for (i, role) in roles.iter().enumerate() {
            if assignment[i].is_some() {
                continue;
            }
            let mut candidates: Vec<usize> =
                (0..headers.len()).filter(|&c| !taken[c] && role.fits_at(rank, &headers[c])).collect();
            let holding = |c: &usize| role.holds != Cells::Unknown && headers[*c].cells == role.holds;
            let filled = |c: &usize| headers[*c].cells != Cells::Unknown;
            for is_better in [&filled as &dyn Fn(&usize) -> bool, &holding] {
                if candidates.len() > 1 && candidates.iter().any(is_better) {
                    candidates.retain(is_better);
                }
            }
            candidates.dedup_by(|c, first| headers[*c].is_again(&headers[*first]));
            match candidates[..] {
                [] => {}
                [column] => {
                    assignment[i] = Some(column);
                    taken[column] = true;
                }
                _ if role.required => return Err(ambiguous(role, &candidates, headers)),
                _ => {}
            }
        }
    }
    match roles.iter().zip(&assignment).find(|(role, column)| role.required && column.is_none()) {
        Some((role, _)) => Err(missing(role, headers)),
        None => Ok(assignment),
    }
}

fn listed(headers: &[Header]) -> String {
    let names: Vec<&str> =
        headers.iter().map(|h| h.written.as_str()).filter(|w| !w.is_empty()).take(30).collect();
    let text = names.join(", ");
    match text.char_indices().nth(300) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text,
    }
}

fn no_such_column(role: &str, name: &str, headers: &[Header]) -> Error {
    let found = listed(headers);
    Error::format(
        "columns/missing",
        format!("找不到列“{name}”；文件里的列：{found}"),
        format!("there is no column \"{name}\"; the file has: {found}"),
    )
    .at(format!("columns.{role}"))
}

fn missing(role: &Role, headers: &[Header]) -> Error {
    let found = listed(headers);
    Error::format(
        "columns/missing",
        format!("找不到{}列；文件里的列：{found}", role.title),
        format!("no column for \"{}\" was recognised; the file has: {found}", role.name),
    )
    .at(format!("columns.{}", role.name))
}

fn ambiguous(role: &Role, candidates: &[usize], headers: &[Header]) -> Error {
    let names: Vec<&str> = candidates.iter().map(|&c| headers[c].written.as_str()).collect();
    let names = names.join(", ");
    Error::new(
        ErrorKind::Ambiguous,
        "columns/ambiguous",
        Phrase::new(
            format!("有多个列可能是{}：{names}；请指定其中一个", role.title),
            format!("several columns could be \"{}\": {names}; name one of them", role.name),
        ),
    )
    .at(format!("columns.{}", role.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles() -> [Role; 2] {
        let dates: &[&[&str]] = &[&["下单日期", "orderdate"], &["日期", "date"], &["*日期"]];
        let date = Role { required: true, holds: Cells::Dates, ..Role::of("date", "日期", dates, &[]) };
        [date, Role::of("owner", "负责人", &[&["负责人"]], &[])]
    }

    fn find(names: &[&str], given: [Option<&str>; 2]) -> std::result::Result<Assignment, &'static str> {
        let headers: Vec<Header> = names.iter().map(|n| Header::new(n)).collect();
        assign(&roles(), &headers, &given).map_err(|e| e.code())
    }

    #[test]
    fn specific_names_win_and_doubt_is_an_error() {
        assert_eq!(find(&["日期", "Order_Date"], [None; 2]), Ok(vec![Some(1), None]));
        assert_eq!(find(&["负责人", "日期（年月日）"], [None; 2]), Ok(vec![Some(1), Some(0)]));
        assert_eq!(find(&["签约日期", "发货日期"], [None; 2]), Err("columns/ambiguous"));
        assert_eq!(find(&["签约日期", "发货日期"], [Some("发货日期"), None]), Ok(vec![Some(1), None]));
        assert_eq!(find(&["客户"], [None; 2]), Err("columns/missing"));
        assert_eq!(find(&["日期"], [Some("时间"), None]), Err("columns/missing"));
    }
}
