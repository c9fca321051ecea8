/** The codes of the plan's rules. Made from their declarations by `cargo xtask rules`; do not edit. */
export type RuleCode =
  | 'S001' | 'S002' | 'S003' | 'S004' | 'S005' | 'S006' | 'S007' | 'S008' | 'P001' | 'P002' | 'P003' | 'P004'
  | 'P005' | 'P006' | 'P007' | 'P008' | 'G001' | 'G002' | 'G003' | 'G004' | 'G005' | 'G006' | 'G007' | 'G008'
  | 'G009' | 'G010' | 'G011' | 'G012' | 'G013' | 'K001' | 'K002' | 'K003' | 'K004' | 'K005' | 'K006' | 'K007'
  | 'K008' | 'M001' | 'M002' | 'M003' | 'R001' | 'R002' | 'R003' | 'R004' | 'B001' | 'B002' | 'B003' | 'A001'
  | 'A002' | 'A003' | 'A004';
