"""Reads cases as JSON lines, recomputes each answer and prints a table of differences."""

import json
import math
import sys
import warnings

import funnel
import kpi
import rfm
import value

warnings.filterwarnings("ignore")

# What may differ, for each check: relative to the larger of 1 and the expected figure.
CHECKS = {**rfm.CHECKS, **value.CHECKS, **funnel.CHECKS, **kpi.CHECKS}
SHOWN = 3


class Tally:
    """What a check has seen: figures, the largest difference, and what failed."""

    def __init__(self, tolerance):
        self.tolerance = tolerance
        self.inputs = 0
        self.figures = 0
        self.largest = 0.0
        self.failures = []

    def add(self, number, what, expected, got):
        if isinstance(expected, dict):
            for key, inner in expected.items():
                self.add(number, f"{what}.{key}", inner, got.get(key) if isinstance(got, dict) else None)
        elif isinstance(expected, (list, tuple)):
            if not isinstance(got, list) or len(got) != len(expected):
                self.fail(number, what, expected, got)
                return
            for index, inner in enumerate(expected):
                self.add(number, f"{what}[{index}]", inner, got[index])
        else:
            self.figures += 1
            self.leaf(number, what, expected, got)

    def leaf(self, number, what, expected, got):
        numbers = all(isinstance(one, (int, float)) and not isinstance(one, bool) for one in (expected, got))
        if not numbers:
            if expected != got:
                self.fail(number, what, expected, got)
            return
        difference = abs(expected - got) / max(1.0, abs(expected))
        if math.isnan(difference) or difference > self.tolerance:
            self.fail(number, what, expected, got)
        else:
            self.largest = max(self.largest, difference)

    def fail(self, number, what, expected, got):
        self.failures.append(f"case {number} {what}: expected {shortened(expected)}, got {shortened(got)}")


def shortened(figure):
    text = repr(figure)
    return text if len(text) <= 120 else f"{text[:117]}..."


def main():
    tallies = {}
    for line in sys.stdin:
        case = json.loads(line)
        for name, tolerance, expected, got in CHECKS[case["check"]](case["input"], case["answer"]):
            tally = tallies.setdefault(f"{case['check']}, {name}", Tally(tolerance))
            tally.inputs += 1
            tally.add(case["number"], name, expected, got)
    print("| what | inputs | figures | tolerance | largest difference | failures |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, tally in tallies.items():
        print(
            f"| {name} | {tally.inputs} | {tally.figures} | {tally.tolerance:.0e} "
            f"| {tally.largest:.1e} | {len(tally.failures)} |"
        )
    for name, tally in tallies.items():
        for failure in tally.failures[:SHOWN]:
            print(f"{name}: {failure}", file=sys.stderr)
    return 1 if any(tally.failures for tally in tallies.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
