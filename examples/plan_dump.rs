use planscore::plan::*;
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let text = std::fs::read_to_string(path).unwrap();
    for r in check_plans(&text, &Options::default()).unwrap() {
        println!("==== {:?} score {} {} missing {:?}", r.archetype, r.score, r.grade, r.missing);
        for s in &r.sections {
            println!(
                "S {:?} L{} {} line {} {}",
                s.kind,
                s.level,
                s.title,
                s.span.line,
                if s.empty { "EMPTY" } else { "" }
            );
        }
        for g in &r.goals {
            println!(
                "G {} {} {:?} {:?} unit={:?} due={:?} own={:?} ex={} [{}..{}]",
                g.span.line,
                g.metric,
                g.kpi,
                g.target,
                g.unit,
                g.deadline,
                g.owner,
                g.example,
                g.span.start,
                g.span.end
            );
        }
        for k in &r.kpis {
            println!("K {} {} {:?} w={:?} {:?}", k.span.line, k.name, k.kpi, k.weight, k.target);
        }
        for f in &r.findings {
            println!(
                "F {} {:?} {}:{} -{:.2} {} {:?}",
                f.code,
                f.severity,
                f.span.line,
                f.span.column,
                f.lost,
                f.message,
                f.edit.as_ref().map(|e| e.text.chars().take(30).collect::<String>())
            );
        }
    }
}
