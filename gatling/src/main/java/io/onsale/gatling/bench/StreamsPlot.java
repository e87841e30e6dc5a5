package io.onsale.gatling.bench;

import io.onsale.gatling.bench.StreamsReport.Step;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Three small charts over the number of watchers, as one SVG. */
final class StreamsPlot {
    private static final int WIDTH = 300; // of one chart, in pixels
    private static final int HEIGHT = 180;
    private static final int LEFT = 64; // room for the numbers
    private static final int TOP = 64; // room for the title
    private static final int BETWEEN = 90;
    private static final int BOTTOM = 76;
    private static final double HEADROOM = 1.15; // above the highest point
    private static final String STYLE = """
            <style>
              text { font: 12px system-ui, sans-serif; fill: #333 }
              .title { font-size: 14px; font-weight: 600 }
              .axis { stroke: #999; fill: none }
              .goal { stroke: #b23; stroke-dasharray: 4 3 }
              .one { stroke: #1b6ca8; fill: none; stroke-width: 2 }
              .two { stroke: #2a9d8f; fill: none; stroke-width: 2 }
              circle.one { fill: #1b6ca8 }
              circle.two { fill: #2a9d8f }
            </style>
            """;

    private final List<Step> steps;
    private final StringBuilder svg = new StringBuilder();

    private StreamsPlot(List<Step> steps) {
        this.steps = steps;
    }

    static String of(StreamsReport report) {
        return new StreamsPlot(report.steps()).draw(report);
    }

    private String draw(StreamsReport report) {
        int width = LEFT + 3 * WIDTH + 2 * BETWEEN + 24;
        int height = TOP + HEIGHT + BOTTOM;
        add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">", width, height);
        add("<title>What watchers cost, and how soon they are told</title>");
        svg.append(STYLE);
        add("<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>", width, height);
        Chart commands = new Chart(0, highest(Step::redisCommands));
        commands.frame("Redis commands a second");
        commands.line("one", Step::redisCommands);
        Chart memory = new Chart(1, highest(step -> step.footprint().total() / 1e6));
        memory.frame(
                String.format(Locale.ROOT, "Heap and direct, MB (%.1f KB a stream)", report.bytesAStream() / 1024));
        memory.line("one", step -> step.footprint().total() / 1e6);
        Chart told = new Chart(2, Math.max(StreamsReport.TOLD_MILLIS_MAX, highest(Step::toldP99Millis)));
        told.frame("Until told, ms: p50 and p99 (dashed: goal)");
        told.goal(StreamsReport.TOLD_MILLIS_MAX);
        told.line("two", Step::toldP50Millis);
        told.line("one", Step::toldP99Millis);
        label(
                LEFT,
                height - 14,
                "start",
                "",
                String.format(
                        Locale.ROOT,
                        "%d nodes, their watchers and the stores on one machine with %d processors; %d in the line",
                        report.nodes(),
                        report.around().processors(),
                        report.inLine()));
        return svg.append("</svg>\n").toString();
    }

    private double highest(ToDoubleFunction<Step> figure) {
        return steps.stream().mapToDouble(figure).max().orElseThrow();
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private void label(double x, double y, String anchor, String style, String text) {
        add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" class=\"%s\">%s</text>", x, y, anchor, style, text);
    }

    /** One of the charts; numbers of watchers stand side by side at equal distances, since each is many times the one before. */
    private final class Chart {
        private final double left;
        private final double top;

        Chart(int index, double highest) {
            left = LEFT + index * (double) (WIDTH + BETWEEN);
            top = highest > 0 ? highest * HEADROOM : 1;
        }

        void frame(String title) {
            label(left - 40, TOP - 24.0, "start", "title", title);
            add("<path class=\"axis\" d=\"M%.1f %d V%d H%.1f\"/>", left, TOP, TOP + HEIGHT, left + WIDTH);
            for (double share : new double[] {0, 0.5, 1}) {
                label(left - 6, y(top * share) + 4, "end", "", number(top * share));
            }
            for (int i = 0; i < steps.size(); i++) {
                label(
                        x(i),
                        TOP + HEIGHT + 18.0,
                        "middle",
                        "",
                        String.format(Locale.ROOT, "%,d", steps.get(i).watchers()));
            }
            label(left + WIDTH / 2.0, TOP + HEIGHT + 38.0, "middle", "", "watchers");
        }

        void goal(double value) {
            add("<path class=\"goal\" d=\"M%.1f %.1f H%.1f\"/>", left, y(value), left + WIDTH);
        }

        void line(String style, ToDoubleFunction<Step> figure) {
            StringBuilder points = new StringBuilder();
            for (int i = 0; i < steps.size(); i++) {
                double value = figure.applyAsDouble(steps.get(i));
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(i), y(value)));
                add("<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>", style, x(i), y(value));
                label(x(i), y(value) + (style.equals("two") ? 18 : -8), "middle", "", number(value));
            }
            add(
                    "<polyline class=\"%s\" points=\"%s\"/>",
                    style, points.toString().strip());
        }

        private double x(int index) {
            return left + WIDTH * (index + 0.5) / steps.size();
        }

        private double y(double value) {
            return TOP + HEIGHT * (1 - value / top);
        }

        private static String number(double value) {
            return String.format(Locale.ROOT, value > 0 && value < 100 ? "%.1f" : "%,.0f", value);
        }
    }
}
