;; One of each kind of instruction that the modules use; npm/src/requirements.ts has it assembled.
(module
  (memory 1)
  (table 1 externref)
  (func (param f64) (result i32 i64)
    (memory.fill (i32.const 0) (i32.const 0) (i32.const 0))
    (table.set 0 (i32.const 0) (ref.null extern))
    (i32.extend8_s (i8x16.extract_lane_s 0 (v128.const i32x4 0 0 0 0)))
    (i64.trunc_sat_f64_s (local.get 0))))
