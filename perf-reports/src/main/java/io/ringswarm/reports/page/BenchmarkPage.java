package io.ringswarm.reports.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.ringswarm.reports.benchmark.Benchmark;
import io.ringswarm.reports.benchmark.BenchmarkPair;
import io.ringswarm.reports.words.Quantity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Results of JMH as a table: {@code benchmarks.html} and {@code benchmarks.md}. Given two files, with ratios. */
public final class BenchmarkPage {
    private static final Template PAGE =
            Mustache.compiler().withEscaper(Escape::html).compile(Templates.text("benchmarks.html.mustache"));
    private static final Template COMMENT =
            Mustache.compiler().withEscaper(Escape::markdown).compile(Templates.text("benchmarks.md.mustache"));
    private static final String STYLE = Templates.text("report.css");
    private static final String NONE = "–";

    private BenchmarkPage() {}

    /** One row: what the templates show. */
    record Row(String name, String mode, List<String> cells, List<String> bytes, String change, String mood) {
        static Row of(BenchmarkPair pair, boolean compared) {
            Benchmark now = pair.now();
            Benchmark base = pair.base();
            String mood = switch (pair.change()) {
                case BETTER -> "met";
                case WORSE -> "missed";
                case UNDECIDED -> "";
            };
            return new Row(
                    pair.either().shortName(),
                    pair.either().mode() + ", " + pair.either().unit(),
                    compared ? List.of(score(base), score(now), ratio(pair.ratio())) : List.of(score(now)),
                    compared ? List.of(bytes(base), bytes(now), ratio(pair.bytesRatio())) : List.of(bytes(now)),
                    words(pair),
                    mood);
        }

        private static String score(Benchmark benchmark) {
            if (benchmark == null) {
                return NONE;
            }
            String score = Quantity.number(benchmark.score());
            return benchmark.error() == null ? score : score + " ± " + Quantity.number(benchmark.error());
        }

        private static String bytes(Benchmark benchmark) {
            return benchmark == null || benchmark.bytesPerOperation() == null
                    ? NONE
                    : Quantity.bytes(benchmark.bytesPerOperation());
        }

        private static String ratio(Double ratio) {
            return ratio == null ? NONE : Quantity.number(ratio);
        }

        private static String words(BenchmarkPair pair) {
            if (pair.base() == null) {
                return "new";
            }
            if (pair.now() == null) {
                return "gone";
            }
            return switch (pair.change()) {
                case BETTER -> "better";
                case WORSE -> "worse";
                case UNDECIDED -> pair.ratio() == null ? "other unit" : "within the errors";
            };
        }
    }

    /**
     * Draws a page.
     *
     * @param baseName what the results before are called; null when there are none
     * @param nowName what the results are called
     * @param pairs the results
     * @return HTML that needs no network and no script
     */
    public static String html(String baseName, String nowName, List<BenchmarkPair> pairs) {
        return PAGE.execute(view(baseName, nowName, pairs));
    }

    /**
     * Draws a comment for a pull request.
     *
     * @param baseName what the results before are called; null when there are none
     * @param nowName what the results are called
     * @param pairs the results
     * @return GitHub-flavoured Markdown
     */
    public static String markdown(String baseName, String nowName, List<BenchmarkPair> pairs) {
        return COMMENT.execute(view(baseName, nowName, pairs));
    }

    private static Map<String, Object> view(String baseName, String nowName, List<BenchmarkPair> pairs) {
        boolean compared = baseName != null;
        Map<String, Object> view = new HashMap<>();
        view.put("style", STYLE);
        view.put("title", compared ? nowName + " against " + baseName : nowName);
        view.put("compared", compared ? List.of(true) : List.of());
        view.put("single", compared ? List.of() : List.of(true));
        view.put("allocated", pairs.stream().anyMatch(BenchmarkPage::allocates) ? List.of(true) : List.of());
        view.put("rows", pairs.stream().map(pair -> Row.of(pair, compared)).toList());
        view.put("count", pairs.size() + (pairs.size() == 1 ? " benchmark" : " benchmarks"));
        view.put("better", count(pairs, BenchmarkPair.Change.BETTER));
        view.put("worse", count(pairs, BenchmarkPair.Change.WORSE));
        return view;
    }

    private static boolean allocates(BenchmarkPair pair) {
        return pair.now() != null && pair.now().bytesPerOperation() != null
                || pair.base() != null && pair.base().bytesPerOperation() != null;
    }

    private static long count(List<BenchmarkPair> pairs, BenchmarkPair.Change change) {
        return pairs.stream().filter(pair -> pair.change() == change).count();
    }
}
