package io.ringswarm.reports.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page's style of charts in CSS 2, which is what Batik knows: the light colours in place of variables, and without what only browsers
 * understand.
 */
final class ChartStyle {
    private static final String PAGE_STYLE = "/io/ringswarm/reports/report.css";
    private static final String FONTS = "'Noto Sans', 'Liberation Sans', 'DejaVu Sans', Arial, sans-serif";
    private static final Pattern AT_RULE = Pattern.compile("@[^{]+\\{(?:[^{}]*\\{[^{}]*\\})*[^{}]*\\}");
    private static final Pattern RULE = Pattern.compile("(?m)([^{}]+)\\{([^{}]*)\\}");
    private static final Pattern VARIABLE = Pattern.compile("--([a-z0-9-]+):\\s*([^;]+);");
    private static final Pattern USE = Pattern.compile("var\\(--([a-z0-9-]+)\\)");
    /** Batik draws any weight below 700 as if it were 400. */
    private static final Pattern HALF_BOLD = Pattern.compile("font-weight:\\s*6\\d\\d");

    private static final Pattern BROWSERS_ONLY = Pattern.compile("(?:font-variant-numeric|paint-order):[^;]*;?");

    private ChartStyle() {}

    static String light() {
        String plain = AT_RULE.matcher(pageStyle()).replaceAll("");
        Map<String, String> variables = new HashMap<>();
        List<String> rules = new ArrayList<>(List.of("text { font-family: " + FONTS + "; }"));
        Matcher rule = RULE.matcher(plain);
        while (rule.find()) {
            String selector = rule.group(1).strip();
            if (selector.equals(":root")) {
                addVariables(variables, rule.group(2));
            } else if (selector.startsWith(".chart ")) {
                String known = BROWSERS_ONLY
                        .matcher(withValues(rule.group(2), variables))
                        .replaceAll("");
                rules.add(selector + " {" + HALF_BOLD.matcher(known).replaceAll("font-weight: bold") + "}");
            }
        }
        return String.join("\n", rules);
    }

    private static void addVariables(Map<String, String> variables, String declarations) {
        Matcher variable = VARIABLE.matcher(declarations);
        while (variable.find()) {
            variables.put(variable.group(1), variable.group(2).strip());
        }
    }

    private static String withValues(String declarations, Map<String, String> variables) {
        return USE.matcher(declarations).replaceAll(use -> {
            String value = variables.get(use.group(1));
            if (value == null) {
                throw new IllegalStateException(use.group() + " (expected: a variable of :root in " + PAGE_STYLE + ")");
            }
            return Matcher.quoteReplacement(value);
        });
    }

    private static String pageStyle() {
        try (InputStream in = ChartStyle.class.getResourceAsStream(PAGE_STYLE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
