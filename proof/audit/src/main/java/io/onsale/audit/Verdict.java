package io.onsale.audit;

import java.util.List;
import java.util.Locale;

/** The results of all rules. */
public record Verdict(List<Line> lines) {
    record Line(AuditRule rule, Finding finding) {}

    static Verdict on(Books books) {
        return new Verdict(AuditRule.ALL.stream()
                .map(rule -> new Line(rule, rule.check().apply(books)))
                .toList());
    }

    /** Whether every promise was kept. */
    public boolean isClean() {
        return lines.stream().allMatch(line -> line.finding().isKept());
    }

    /** Whether waiting cannot change it: it is clean, or broken in a rule that holds at any moment. */
    boolean isFinal() {
        return isClean()
                || lines.stream()
                        .anyMatch(
                                line -> !line.rule().atRest() && !line.finding().isKept());
    }

    /** The table that people read, with the smallest witnesses under a broken rule. */
    public String table() {
        StringBuilder table = new StringBuilder(
                String.format(Locale.ROOT, "  %-4s %-46s %9s %7s%n", "rule", "promise", "checked", "broken"));
        for (Line line : lines) {
            Finding finding = line.finding();
            table.append(String.format(
                    Locale.ROOT,
                    "  %-4s %-46s %,9d %7s%n",
                    line.rule().name(),
                    line.rule().promise(),
                    finding.checked(),
                    finding.isKept() ? "-" : Integer.toString(finding.violations())));
            finding.witnesses()
                    .forEach(witness ->
                            table.append("         ! ").append(witness).append('\n'));
        }
        return table.append(isClean() ? "  Audit: every promise was kept." : "  Audit: PROMISES WERE BROKEN.")
                .append(System.lineSeparator())
                .toString();
    }
}
